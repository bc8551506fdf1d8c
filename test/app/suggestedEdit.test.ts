import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdit, countLines, lineChanges, makeEdit } from '../../src/app/suggestedEdit.ts';

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}\n`).join('');

describe('a suggested edit', () => {
  const before = lines(1, 20);
  const edit = makeEdit('a.ts', before, before.replace('line 10\n', 'line ten\nand a half\n'))!;

  it('H6 applies to the text it was made for', () => {
    const applied = applyEdit(edit, before);
    assert.ok(applied.fits);
    assert.equal(applied.baseChanged, false);
    assert.deepEqual(applied.changes, [{ from: 9, to: 10, text: 'line ten\nand a half\n' }]);
    assert.deepEqual(countLines(edit), { added: 2, removed: 1 });
  });

  it('H6 finds its lines where the file has grown meanwhile, and says that it has', () => {
    const applied = applyEdit(edit, `new\nnewer\n${before}`);
    assert.ok(applied.fits);
    assert.equal(applied.baseChanged, true);
    assert.match(applied.text, /line 9\nline ten\nand a half\nline 11/);
  });

  it('H6 is refused where its lines are gone', () => assert.equal(applyEdit(edit, lines(100, 120)).fits, false));

  it('H6 is refused, not thrown, where it is no difference at all', () =>
    assert.equal(applyEdit({ path: 'a.ts', patch: '@@ -1,3 +1 @@\nnonsense' }, before).fits, false));

  it('that changes very many lines replaces all from the first to the last of them, instead of holding up the editor', () => {
    const long = (line: string) => `first\n${`${line}\nkept\n`.repeat(2_000)}last\n`;
    const [old, next] = [long('  a;'), long('\ta')];
    const made = makeEdit('a.ts', old, next)!;
    assert.deepEqual(countLines(made), { added: 3_999, removed: 3_999 });
    const applied = applyEdit(made, old);
    assert.ok(applied.fits);
    assert.equal(applied.text, next);
    const [change, ...others] = applied.changes;
    assert.deepEqual([change!.from, change!.to, others], [1, 4_000, []]);
    const shifted = applyEdit(made, `new\n${old}`);
    assert.ok(shifted.fits && shifted.baseChanged);
    assert.equal(shifted.text, `new\n${next}`);
  });

  it('of which nothing tells where it belongs is refused, instead of holding up the editor', () => {
    const alike = (count: number) => Array.from({ length: count }, () => ' \n').join('');
    const patch = `@@ -1,5001 +1,5000 @@\n${alike(5_000)}-x\n`;
    assert.equal(applyEdit({ path: 'a.ts', patch }, `${'\n'.repeat(6_000)}x\n`).fits, true);
    assert.equal(applyEdit({ path: 'a.ts', patch }, `${'\n'.repeat(20_000)}x\n`).fits, false);
  });

  it('is nothing where nothing is changed', () => assert.equal(makeEdit('a.ts', before, before), undefined));

  it('made in one piece gives the new text, for any two texts, with or without a last line break', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, text, (old, next) => {
        const made = makeEdit('a.ts', old, next, 0);
        if (!made) return;
        const applied = applyEdit(made, old);
        assert.ok(applied.fits);
        assert.equal(applied.text, next);
      }),
    );
  });

  it('replacing whole lines in order gives the new text, for any two texts', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
      .map((all) => all.map((l) => `${l}\n`).join(''));
    fc.assert(
      fc.property(text, text, (old, next) => {
        const all = old
          .split('\n')
          .slice(0, -1)
          .map((line) => `${line}\n`);
        let at = 0;
        let made = '';
        for (const { from, to, text: inserted } of lineChanges(old, next)) {
          made += all.slice(at, from).join('') + inserted;
          at = to;
        }
        assert.equal(made + all.slice(at).join(''), next);
      }),
    );
  });
});

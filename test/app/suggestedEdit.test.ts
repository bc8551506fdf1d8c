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

  it('that changes every line of a long text replaces the text', () => {
    const long = (line: string) => `${line}\n`.repeat(5_000);
    assert.deepEqual(lineChanges(long('  a;'), long('\ta')), [{ from: 0, to: 5_001, text: long('\ta') }]);
  });

  it('is nothing where nothing is changed', () => assert.equal(makeEdit('a.ts', before, before), undefined));

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

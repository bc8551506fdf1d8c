import assert from 'node:assert/strict';
import { findCode, findCodeNear, linesAfterEdit, mapLines } from '../../src/app/mapLines.ts';

const text = 'a\nb\nc\nd\ne\n';

describe('lines of one text in another', () => {
  it('H4 stay where they are in the same text', () =>
    assert.deepEqual(mapLines(text, text, [2, 4]), { lines: [2, 4], certain: true }));

  it('H4 move with what is added above them', () =>
    assert.deepEqual(mapLines(text, `x\ny\n${text}`, [2, 4]), { lines: [4, 6], certain: true }));

  it('H4 move up with what is removed above them, also where line ends differ', () =>
    assert.deepEqual(mapLines(text, 'b\r\nc\r\nd\r\ne\r\n', [2, 4]), { lines: [1, 3], certain: true }));

  it('H4 are uncertain where one of them changed', () =>
    assert.deepEqual(mapLines(text, 'a\nb\nC!\nd\ne\n', [2, 4]), { lines: [2, 4], certain: false }));

  it('H4 are uncertain, and inside the text, where they are gone', () => {
    const { lines, certain } = mapLines(text, 'a\n', [4, 5]);
    assert.equal(certain, false);
    assert.deepEqual(lines, [1, 1]);
  });

  it('H4 are a guess, at their own numbers, in a long text with which theirs has nothing in common', () => {
    const long = (line: string) => `${line}\n`.repeat(5_000);
    assert.deepEqual(mapLines(long('  a;'), long('\ta'), [2_000, 2_001]), { lines: [2_000, 2_001], certain: false });
  });

  it('H4 are found by their text, unless it stands there twice', () => {
    assert.deepEqual(findCode('  const b = 1;', 'x\nconst b = 1;\ny'), [2, 2]);
    assert.equal(findCode('const b = 1;', 'const b = 1;\nconst b = 1;\n'), undefined);
    assert.equal(findCode('', 'x'), undefined);
  });

  it('H9 of several places with the same text the nearest is taken', () => {
    assert.deepEqual(findCodeNear('const b = 1;', 'const b = 1;\n\n\nconst b = 1;\n', 3), [4, 4]);
    assert.equal(findCodeNear('const b = 1;', 'const c = 1;\n', 3), undefined);
  });

  describe('after an edit', () => {
    const at = (line: number, character: number) => ({ line, character });

    it('move with what is inserted or removed above them, up to their very beginning', () => {
      assert.deepEqual(linesAfterEdit([4, 6], at(0, 0), at(0, 0), 'x\ny\n'), [6, 8]);
      assert.deepEqual(linesAfterEdit([4, 6], at(3, 0), at(3, 0), 'x\n'), [5, 7]);
      assert.deepEqual(linesAfterEdit([4, 6], at(1, 0), at(3, 0), ''), [2, 4]);
    });

    it('grow and shrink with what happens inside them', () => {
      assert.deepEqual(linesAfterEdit([4, 6], at(4, 2), at(4, 2), 'x\ny'), [4, 7]);
      assert.deepEqual(linesAfterEdit([4, 6], at(3, 0), at(6, 0), ''), [4, 4]);
      assert.deepEqual(linesAfterEdit([4, 6], at(1, 3), at(4, 1), ''), [2, 3]);
    });

    it('stay where something below them changes', () =>
      assert.deepEqual(linesAfterEdit([4, 6], at(6, 0), at(9, 0), 'x'), [4, 6]));
  });
});

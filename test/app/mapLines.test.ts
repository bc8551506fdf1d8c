import assert from 'node:assert/strict';
import { findCode, mapLines } from '../../src/app/mapLines.ts';

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

  it('H4 are found by their text, unless it stands there twice', () => {
    assert.deepEqual(findCode('  const b = 1;', 'x\nconst b = 1;\ny'), [2, 2]);
    assert.equal(findCode('const b = 1;', 'const b = 1;\nconst b = 1;\n'), undefined);
    assert.equal(findCode('', 'x'), undefined);
  });
});

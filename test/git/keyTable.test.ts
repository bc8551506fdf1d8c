import assert from 'node:assert/strict';
import { KeyTable } from '../../src/git/keyTable.ts';

describe('KeyTable', () => {
  it('finds what was set, also after it has grown, and nothing else', () => {
    const table = new KeyTable();
    const keys = Array.from({ length: 5000 }, (_, i) => (i * 0x9e3779b97f4a7) % 2 ** 48);
    keys.forEach((key, i) => void table.set(key, i));
    keys.forEach((key, i) => void assert.equal(table.get(key), i));
    assert.equal(table.get(12345678901), undefined);
    assert.equal(table.get(-1), undefined);
  });

  it('keeps the last of two values, and tells keys apart whose low bits are the same', () => {
    const table = new KeyTable();
    table.set(7, 1);
    table.set(7, 2);
    table.set(7 + 2 ** 32, 3);
    assert.deepEqual([table.get(7), table.get(7 + 2 ** 32)], [2, 3]);
  });
});

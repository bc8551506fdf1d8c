import assert from 'node:assert/strict';
import { BytesTable } from '../../src/git/bytesTable.ts';

describe('BytesTable', () => {
  const idOf = (table: BytesTable, text: string): number => {
    const bytes = Buffer.from(`<${text}>`);
    return table.idOf(bytes, 1, bytes.length - 1);
  };

  it('numbers each different run once, also after it has grown, and gives its text back', () => {
    const table = new BytesTable();
    const texts = [
      '',
      'a',
      'ab',
      'ba',
      'ü',
      '\0',
      ...Array.from({ length: 5000 }, (_, i) => `src/${i % 7}/file${i}.ts`),
    ];
    for (const round of [1, 2]) texts.forEach((text, i) => void assert.equal(idOf(table, text), i, `${round} ${text}`));
    texts.forEach((text, i) => void assert.equal(table.textOf(i), text));
    assert.equal(table.size, texts.length);
  });

  it('G6: runs made to collide are told apart', () => {
    // The hash is public: for each place in a run two blocks can be searched for that lead to the same hash, so 256 runs have one.
    const places = 8;
    const step = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);
    const hashOf = (text: string, start: number): number =>
      Array.from(text, (letter) => letter.charCodeAt(0)).reduce(step, start);
    const blocks: (readonly [string, string])[] = [];
    for (let place = 0, hash = places * 4; place < places; place++) {
      const seen = new Map<number, number>();
      for (let i = 0; blocks.length === place; i++) {
        const bytes = [
          33 + (i % 90),
          33 + (Math.floor(i / 90) % 90),
          33 + (Math.floor(i / 8100) % 90),
          33 + ((i * 7) % 89),
        ];
        const after = step(step(step(step(hash, bytes[0]!), bytes[1]!), bytes[2]!), bytes[3]!);
        const text = bytes[0]! + bytes[1]! * 256 + bytes[2]! * 65536 + bytes[3]! * 2 ** 24;
        const twin = seen.get(after);
        if (twin !== undefined && twin !== text) {
          const spell = (number: number): string => Buffer.from(new Uint32Array([number]).buffer).toString('latin1');
          blocks.push([spell(twin), spell(text)]);
          hash = after;
        } else seen.set(after, text);
      }
    }
    const texts = Array.from({ length: 2 ** places }, (_, i) =>
      blocks.map((two, place) => two[(i >> place) & 1]).join(''),
    );
    assert.deepEqual(
      [new Set(texts).size, new Set(texts.map((text) => hashOf(text, text.length))).size],
      [texts.length, 1],
    );
    const table = new BytesTable();
    for (const round of [1, 2]) texts.forEach((text, i) => void assert.equal(idOf(table, text), i, `${round} ${text}`));
    // Growing puts them all back.
    for (let i = 0; i < 20_000; i++) idOf(table, `other ${i}`);
    texts.forEach((text, i) => void assert.equal(idOf(table, text), i));
  });
});

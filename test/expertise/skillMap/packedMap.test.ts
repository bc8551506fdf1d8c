import assert from 'node:assert/strict';
import { columnsOf, packMap, unpackMap } from '../../../src/expertise/skillMap/packedMap.ts';
import { mapOf, teamRepository } from '../../support/skillMap.ts';

describe('a map on its way to another thread or page', () => {
  it('arrives as it was, with its columns moved instead of copied', async () => {
    const map = await mapOf(teamRepository().folder);
    const packed = packMap(map);
    assert.equal(typeof packed.files.path, 'string');
    const sent = structuredClone(packed, { transfer: columnsOf(structuredClone(packed)) });
    assert.deepEqual(unpackMap(sent), map);
    const moved = structuredClone(packed, { transfer: columnsOf(packed) });
    assert.equal(packed.files.size.length, 0, 'nothing is held twice');
    assert.ok(moved.files.size.length > 0);
  });

  it('may be of an empty repository', () => {
    const empty = { files: { path: [] as string[] } } as unknown as Parameters<typeof packMap>[0];
    assert.deepEqual(unpackMap(packMap(empty)).files.path, []);
  });
});

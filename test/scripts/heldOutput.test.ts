import assert from 'node:assert/strict';
import { HeldOutput } from '../../scripts/test/heldOutput.ts';

describe('the report of tests that run beside others', () => {
  it('waits for its turn, comes whole and in order, and goes on as it comes', () => {
    const printed: string[] = [];
    const held = new HeldOutput((text) => printed.push(text));
    held.print('one\n');
    held.print('two\n');
    assert.deepEqual(printed, []);
    held.release();
    assert.deepEqual(printed, ['one\ntwo\n']);
    held.print('three\n');
    assert.deepEqual(printed, ['one\ntwo\n', 'three\n']);
  });

  it('says nothing where there is nothing', () => {
    const printed: string[] = [];
    new HeldOutput((text) => printed.push(text)).release();
    assert.deepEqual(printed, []);
  });
});

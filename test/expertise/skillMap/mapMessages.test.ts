import assert from 'node:assert/strict';
import { readMessage } from '../../../src/expertise/skillMap/mapMessages.ts';

describe('what the page of the map may ask for', () => {
  it('E2: hears what is declared', () => {
    assert.deepEqual(readMessage({ type: 'ready', more: 1 }), { type: 'ready' });
    assert.deepEqual(readMessage({ type: 'ask', path: 'src' }), { type: 'ask', path: 'src' });
    assert.deepEqual(readMessage({ type: 'open', path: 'a.ts', isFile: true }), {
      type: 'open',
      path: 'a.ts',
      isFile: true,
    });
    assert.deepEqual(readMessage({ type: 'plan', away: ['a@b.c'] }), { type: 'plan', away: ['a@b.c'] });
    const dated = { type: 'plan', away: ['a@b.c'], from: '2026-12-21' };
    assert.deepEqual(readMessage(dated), dated);
    assert.deepEqual(readMessage({ ...dated, from: '21.12.' }), { type: 'plan', away: ['a@b.c'] });
  });

  it('E2: drops everything else', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      [],
      {},
      { type: 'command', command: 'workbench.action.terminal.new' },
      { type: 'ask' },
      { type: 'ask', path: { toString: () => 'x' } },
      { type: 'open', path: 'a', isFile: 'yes' },
      { type: 'plan', away: 'everybody' },
      { type: 'plan', away: [1] },
      { type: 'plan', away: new Array(201).fill('a') },
    ])
      assert.equal(readMessage(message), undefined, JSON.stringify(message));
  });
});

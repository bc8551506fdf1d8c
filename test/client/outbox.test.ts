import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createOutbox } from '../../src/client/outbox.ts';

describe('what waits for the relay', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'whoknows-outbox-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('D8: goes in the order of its making, whichever terminals and windows of this person it is from', () => {
    const outbox = createOutbox(home);
    const put = (id: string, second: number) => {
      outbox.put(id, id);
      utimesSync(path.join(home, 'outbox', `${id}.json`), second, second);
    };
    // Each terminal command is a stream of its own, with a random name.
    put('m.1', 100);
    put('z.1', 101);
    put('a.1', 102);
    put('m.2', 103);
    put('b.9', 104);
    // A clock that was set back.
    put('b.10', 50);
    assert.deepEqual(
      outbox.list().map(({ id }) => id),
      ['m.1', 'z.1', 'a.1', 'm.2', 'b.9', 'b.10'],
    );
  });
});

import assert from 'node:assert/strict';
import { createEventFile } from '../../src/client/eventFile.ts';
import { temporaryFolder } from '../support/repository.ts';

describe('the events that a member has seen', () => {
  const frame = (offset: number, event: object) => JSON.stringify({ type: 'team.event', offset, at: offset, event });
  const added = (offset: number, record: string, slot?: string) =>
    frame(offset, { type: 'record.added', record, kind: 'load', by: 'ana', scope: { team: true }, slot });

  it('are read back without what was replaced or erased since, in order and once, whoever wrote them when', () => {
    const folder = temporaryFolder();
    const [window, terminal] = [createEventFile(folder), createEventFile(folder)];
    window.reset('epoch');
    window.append([added(1, 'a', 'slot'), added(2, 'b'), added(3, 'c', 'slot'), frame(4, { type: 'member.left' })]);
    // The terminal has caught up with a part of the same, later.
    terminal.append([added(1, 'a', 'slot'), added(2, 'b')]);
    window.append([frame(5, { type: 'record.erased', record: 'b' })]);
    const kept = createEventFile(folder).load()!;
    assert.deepEqual(kept.cursor, { epoch: 'epoch', offset: 5 });
    assert.deepEqual(
      kept.frames.map((line) => JSON.parse(line).offset),
      [3, 4, 5],
    );
  });
});

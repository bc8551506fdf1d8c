import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import path from 'node:path';
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

  it('of which a process was killed in the middle of a line, another one’s next line is whole', () => {
    const folder = temporaryFolder();
    const [window, terminal] = [createEventFile(folder), createEventFile(folder)];
    window.reset('epoch');
    window.append([added(1, 'a')]);
    terminal.append([added(1, 'a')]);
    appendFileSync(path.join(folder, 'team.jsonl'), added(2, 'b').slice(0, 40));
    window.append([added(2, 'b')]);
    window.append([added(3, 'c')]);
    assert.deepEqual(
      createEventFile(folder)
        .load()!
        .frames.map((line) => JSON.parse(line).offset),
      [1, 2, 3],
    );
  });

  it('D3: are kept up to where the disk refused, and nothing after it claims to have been seen', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'team.jsonl');
    const events = createEventFile(folder);
    events.reset('epoch');
    events.append([added(1, 'a')]);
    // A folder in the file's place stands for a disk that refuses.
    renameSync(file, `${file}.away`);
    mkdirSync(file);
    events.append([added(2, 'b')]);
    rmdirSync(file);
    renameSync(`${file}.away`, file);
    events.append([added(3, 'c')]);
    events.mark({ epoch: 'epoch', offset: 3 });
    assert.deepEqual(createEventFile(folder).load()!.cursor, { epoch: 'epoch', offset: 1 });
  });
});

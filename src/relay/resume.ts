import { setTimeout as wait } from 'node:timers/promises';
import type { PassingFrame } from '../protocol/frames.ts';
import type { Connection } from './connection.ts';
import { eventFrame } from './deliver.ts';
import type { Relay } from './relayContext.ts';

/** Bytes on the way to a catching-up reader, above which the relay waits for it. */
const enoughOnTheWay = 256 * 1024;

/**
 * Sends everything after the cursor, page by page at the reader's pace, and goes live at the very event up to which the pages reached: no
 * gap, nothing twice.
 */
export async function resume(
  relay: Relay,
  connection: Connection,
  after: Extract<PassingFrame, { type: 'team.resume' }>['after'],
): Promise<void> {
  const room = connection.room!;
  const { epoch } = relay;
  const isOpen = () => connection.mode === 'replaying';
  connection.mode = 'replaying';
  const fresh = after !== null && after.epoch !== epoch;
  let cursor = after === null ? room.committed : fresh ? 0 : Math.min(after.offset, room.committed);
  relay.sender.send(connection, JSON.stringify({ type: 'team.resuming', epoch, fresh }));
  for (;;) {
    const target = room.committed;
    if (cursor >= target) break;
    const page = await relay.store.eventsFor(room.team, connection.member, cursor, relay.limits.resumePage);
    for (const stored of page) {
      // What was committed after `target` was read is left for the next round, which knows about it.
      if (stored.offset > target) break;
      const content = stored.sealed ?? (stored.ref === null ? null : await relay.store.sealedAt(room.team, stored.ref));
      if (!isOpen()) return;
      relay.sender.send(connection, eventFrame(stored, content, connection.member));
      cursor = stored.offset;
    }
    if (page.length < relay.limits.resumePage) cursor = Math.max(cursor, target);
    relay.sender.flush();
    while (isOpen() && connection.socket.bufferedAmount > enoughOnTheWay) await wait(5);
    if (!isOpen()) return;
  }
  connection.mode = 'live';
  relay.sender.send(connection, JSON.stringify({ type: 'team.resumed', epoch, offset: room.committed }));
}

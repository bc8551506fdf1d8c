import { setTimeout as wait } from 'node:timers/promises';
import type { PassingFrame } from '../protocol/frames.ts';
import type { Connection } from './connection.ts';
import { eventFrame } from './deliver.ts';
import type { Relay } from './relayContext.ts';

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
  const untilRead = async () => {
    relay.sender.flush();
    while (isOpen() && connection.socket.bufferedAmount > relay.limits.resumeBytes) await wait(5);
  };
  let cursor = after === null ? room.committed : fresh ? 0 : Math.min(after.offset, room.committed);
  relay.sender.send(connection, JSON.stringify({ type: 'team.resuming', epoch, fresh }));
  for (;;) {
    const target = room.committed;
    if (cursor >= target) break;
    const most = { count: relay.limits.resumePage, bytes: relay.limits.resumeBytes };
    const page = await relay.store.eventsFor(room.team, connection.member, cursor, most);
    // Whether everything up to `target` has been sent. What was committed after that is left for the next round, which knows about it.
    const done = (page[0]?.offset ?? Number.POSITIVE_INFINITY) > target;
    for (const stored of page) {
      if (stored.offset > target) break;
      const content = stored.sealed ?? (stored.ref === null ? null : await relay.store.sealedAt(room.team, stored.ref));
      if (!isOpen()) return;
      relay.sender.send(connection, eventFrame(stored, content, connection.member));
      cursor = stored.offset;
      // The content that goes with an offer is not in its page.
      if (stored.ref !== null) await untilRead();
      if (!isOpen()) return;
    }
    if (done) cursor = target;
    await untilRead();
    if (!isOpen()) return;
  }
  connection.mode = 'live';
  relay.sender.send(connection, JSON.stringify({ type: 'team.resumed', epoch, offset: room.committed }));
}

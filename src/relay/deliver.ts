import type { Id } from '../protocol/shapes.ts';
import type { Relay } from './relayContext.ts';
import type { Room } from './room.ts';
import type { StoredEvent } from './store.ts';

/** Sends an event that is on disk to those connections of its readers that are up to date. Others get it when they resume. */
export function deliver(
  relay: Relay,
  room: Room,
  stored: StoredEvent,
  to: readonly Id[] | 'all',
  content: string | null,
): void {
  if (to === 'all') {
    const frame = eventFrame(stored, content, '');
    for (const connections of room.live.values()) {
      for (const connection of connections) if (connection.mode === 'live') relay.sender.send(connection, frame);
    }
    return;
  }
  let shared: string | undefined;
  for (const member of new Set(to)) {
    const connections = room.live.get(member);
    if (!connections) continue;
    // Only records carry keys that differ from reader to reader.
    const frame = (stored.keys ? undefined : shared) ?? eventFrame(stored, content, member);
    shared = frame;
    for (const connection of connections) if (connection.mode === 'live') relay.sender.send(connection, frame);
  }
}

/** The frame of an event for one reader, who is sent no key but their own. Put together from JSON that was made once. */
export function eventFrame(stored: StoredEvent, content: string | null, member: Id): string {
  let body = stored.body;
  if (stored.keys) {
    const own = (JSON.parse(stored.keys) as Record<Id, string>)[member];
    if (own) body = `${body.slice(0, -1)},"keys":{"${member}":"${own}"}}`;
  }
  const sealed = content === null ? '' : `,"sealed":"${content}"`;
  return `{"type":"team.event","offset":${stored.offset},"at":${stored.at},"event":${body}${sealed}}`;
}

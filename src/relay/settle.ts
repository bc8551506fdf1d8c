import type { Relay } from './relayContext.ts';
import type { Room } from './room.ts';

/**
 * Waits, in the room's turn, until everything decided so far is on disk or has failed, and memory says again what the disk says: for decisions
 * that rest on what only the disk knows.
 */
export async function settle(relay: Relay, room: Room): Promise<void> {
  await relay.commits.settled();
  await room.reloading;
}

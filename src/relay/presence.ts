import type { Status } from '../protocol/relayFrames.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Connection } from './connection.ts';
import type { Relay } from './relayContext.ts';
import type { Room } from './room.ts';

/** Who is there, in memory only. */
export interface Presence {
  /** What watchers were last told of a member; absent means offline. */
  readonly told: Map<Id, { status: Status; until: number | null }>;
  readonly watchers: Map<Id, Set<Connection>>;
  readonly lingering: Map<Id, NodeJS.Timeout>;
}

/** A person who said “busy” on one machine is busy, whatever their other machines say. */
const order: readonly Status[] = ['busy', 'available', 'away'];

export function createPresence(): Presence {
  return { told: new Map(), watchers: new Map(), lingering: new Map() };
}

/** Works out a member's presence from their connections and tells the watchers if it has changed. A leave is told after a while: a reload is none. */
export function refreshPresence(relay: Relay, room: Room, member: Id): void {
  const { presence } = room;
  clearTimeout(presence.lingering.get(member));
  presence.lingering.delete(member);
  const connections = room.live.get(member);
  const best = connections && bestOf(connections);
  if (best) {
    tell(relay, room, member, best);
    return;
  }
  if (!presence.told.has(member)) return;
  const timer = setTimeout(() => {
    presence.lingering.delete(member);
    const back = room.live.get(member);
    tell(relay, room, member, back && bestOf(back));
  }, relay.limits.presenceLingerMs);
  timer.unref();
  presence.lingering.set(member, timer);
}

/** Makes `members` the set that `connection` watches and tells it how they are. */
export function watchPresence(relay: Relay, room: Room, connection: Connection, members: readonly Id[]): void {
  unwatch(room, connection);
  connection.watched = new Set(members.filter((member) => room.members.get(member)?.standing === 'full'));
  for (const member of connection.watched) {
    const watchers = room.presence.watchers.get(member) ?? new Set();
    watchers.add(connection);
    room.presence.watchers.set(member, watchers);
  }
  const now = [...connection.watched].map((member) => ({ member, ...statusOf(room, member) }));
  relay.sender.send(connection, JSON.stringify({ type: 'presence.changed', members: now }));
}

/** Forgets what `connection` watches. */
export function unwatch(room: Room, connection: Connection): void {
  for (const member of connection.watched ?? []) {
    const watchers = room.presence.watchers.get(member);
    watchers?.delete(connection);
    if (watchers?.size === 0) room.presence.watchers.delete(member);
  }
  connection.watched = undefined;
}

function statusOf(room: Room, member: Id): { status: Status; until: number | null } {
  return room.presence.told.get(member) ?? { status: 'offline', until: null };
}

/** Connections that never said how their person is, such as a passing command line, do not count. */
function bestOf(connections: readonly Connection[]): { status: Status; until: number | null } | undefined {
  let best: { status: Status; until: number | null } | undefined;
  for (const { status, statusUntil } of connections) {
    if (status === undefined) continue;
    if (!best || order.indexOf(status) < order.indexOf(best.status)) best = { status, until: statusUntil };
  }
  return best;
}

function tell(relay: Relay, room: Room, member: Id, now: { status: Status; until: number | null } | undefined): void {
  const before = room.presence.told.get(member);
  if (before?.status === now?.status && before?.until === now?.until) return;
  if (now) room.presence.told.set(member, now);
  else room.presence.told.delete(member);
  const watchers = room.presence.watchers.get(member);
  if (!watchers) return;
  const frame = JSON.stringify({ type: 'presence.changed', members: [{ member, ...statusOf(room, member) }] });
  for (const watcher of watchers) relay.sender.send(watcher, frame);
}

import type { RefusalCode } from '../protocol/codes.ts';
import type { Event, RequestEvent, Role } from '../protocol/events.ts';
import { requestEvents } from '../protocol/events.ts';
import { dueAt } from '../protocol/requestRules.ts';
import { isOver, type RequestState, reduceRequest } from '../protocol/requestState.ts';
import type { Id } from '../protocol/shapes.ts';
import { type Connection, closeConnection } from './connection.ts';
import { deliver } from './deliver.ts';
import type { NewIds } from './newIds.ts';
import { createNewIds } from './newIds.ts';
import type { Presence } from './presence.ts';
import { createPresence } from './presence.ts';
import type { Relay } from './relayContext.ts';
import type { Standing, StoredEvent, Write } from './store.ts';

export interface RoomMember {
  readonly role: Role;
  readonly standing: Standing;
}

/** A request that is not over, as the relay holds it in memory. */
export interface OpenRequest {
  state: RequestState;
  /** Offset of `request.asked`, whose sealed content goes with every offer. */
  readonly askedOffset: number;
  /** The sealed content, until it is on disk. */
  sealed: string | undefined;
}

/** A team in memory: what decisions need. Content, keys and history stay in the store. */
export interface Room {
  readonly team: Id;
  /** Newest offset given, and newest offset on disk. */
  offset: number;
  committed: number;
  lastAt: number;
  readonly members: Map<Id, RoomMember>;
  readonly requests: Map<Id, OpenRequest>;
  /** How many requests of a member wait for a helper. */
  readonly asking: Map<Id, number>;
  /** `member/stream` → newest number; a bounded cache of what the store knows. */
  readonly streams: Map<string, number>;
  /** Set when it is first needed. */
  newIds: NewIds | undefined;
  /** Ids that decisions of this instant rest on and that are not on disk yet. */
  readonly pendingIds: Set<string>;
  readonly pendingReceipts: Map<
    string,
    { digest: string; waiting: ((offset: number, at: number) => void)[]; failed: (() => void)[] }
  >;
  /** Connections by member. Lists, as almost everybody has one, and a set costs an idle member 100 bytes more; never changed, but replaced. */
  readonly live: Map<Id, readonly Connection[]>;
  readonly presence: Presence;
  /** Machines that were cut for sending too much, and until when they are not let in again. */
  readonly cooling: Map<Id, number>;
  /** The end of the queue of decisions, and how many are in it: see `inTurn`. */
  tail: Promise<unknown>;
  inLine: number;
  /** Set while state is read again after a failed commit, and for good where that failed too. */
  reloading: Promise<void> | undefined;
}

/** An event that a decision brings, before it has an offset. */
export interface Draft {
  readonly event: Event;
  readonly to: readonly Id[] | 'all';
  readonly sealed?: string;
  readonly keys?: Readonly<Record<Id, string>>;
  /** The request's content that goes with an offer, if another than the change's. */
  readonly content?: string;
}

/** Everything one decision changes. */
export interface Change {
  readonly drafts: readonly Draft[];
  readonly writes?: readonly Write[];
  /** Content of the request that the drafts offer, if it is not in them. */
  readonly content?: string | null;
  /** Ids that must not be used by another decision before this one is on disk. */
  readonly claims?: readonly string[];
  /** Written after everything else. */
  readonly lastWrites?: readonly Write[];
  /** Runs after the events have been handed out. */
  readonly afterwards?: () => void;
}

export type Outcome = Change | { readonly refused: RefusalCode };

/** Reads a team into memory. */
export async function loadRoom(relay: Relay, team: Id): Promise<Room> {
  const room: Room = {
    team,
    offset: 0,
    committed: 0,
    lastAt: 0,
    members: new Map(),
    requests: new Map(),
    asking: new Map(),
    streams: new Map(),
    newIds: undefined,
    pendingIds: new Set(),
    pendingReceipts: new Map(),
    live: new Map(),
    presence: createPresence(),
    cooling: new Map(),
    tail: Promise.resolve(),
    inLine: 0,
    reloading: undefined,
  };
  await readRoom(relay, room);
  return room;
}

/** A value, or where something must be waited for, the promise of it: a promise costs as much as a small decision. */
export type Soon<T> = T | Promise<T>;

/**
 * Runs `work` when all earlier work of the room is done, at once where there is none: a decision reads the store and changes memory with
 * nothing in between. Writing to disk does not hold up the queue.
 */
export function inTurn<T>(room: Room, work: () => Soon<T>): Soon<T> {
  const idle = room.inLine === 0 && !room.reloading;
  const result = idle ? work() : room.tail.then(() => (room.reloading ? room.reloading.then(work) : work()));
  if (!(result instanceof Promise)) return result;
  room.inLine++;
  const done = () => {
    room.inLine--;
  };
  room.tail = result.then(done, done);
  return result;
}

/** The time of the next event: the relay's, but never before the team's last. */
export function roomTime(relay: Relay, room: Room): number {
  return Math.max(relay.now(), room.lastAt);
}

/** Whether another request or record has this id, which from now on is taken; `look` asks the store where memory does not know. */
export function isTaken(relay: Relay, room: Room, id: Id, look: () => Promise<boolean>): boolean | Promise<boolean> {
  if (room.pendingIds.has(id)) return true;
  if (room.newIds) return room.newIds.take(id) ? false : look();
  return relay.store.newestIdTime(room.team).then((newest) => {
    room.newIds ??= createNewIds(newest);
    return room.newIds.take(id) ? false : look();
  });
}

/** Whether somebody is a full member now. */
export function isFullMember(room: Room, member: Id): boolean {
  return room.members.get(member)?.standing === 'full';
}

/**
 * Gives the drafts their offsets, brings memory up to date and hands everything to the group commit. `acknowledge` runs once it is on
 * disk and the events have gone out; `failed` once it is certain that nothing was written.
 */
export function applyChange(
  relay: Relay,
  room: Room,
  change: Change,
  at: number,
  acknowledge?: (offset: number) => void,
  failed?: () => void,
): void {
  // Decided on top of something that was not written: it must not be written either.
  if (room.reloading) {
    failed?.();
    return;
  }
  room.lastAt = at;
  const writes: Write[] = [...(change.writes ?? [])];
  const events: { stored: StoredEvent; draft: Draft; content: string | null }[] = [];
  const touched = new Set<OpenRequest>();
  for (const draft of change.drafts) {
    const offset = ++room.offset;
    const { event } = draft;
    const request = isRequestEvent(event) ? reduceInto(relay, room, event, offset, at, draft, writes) : undefined;
    if (request) touched.add(request);
    const stored: StoredEvent = {
      offset,
      at,
      body: JSON.stringify(event),
      sealed: draft.sealed ?? null,
      ref: event.type === 'request.offered' ? request!.askedOffset : null,
      keys: draft.keys ? JSON.stringify(draft.keys) : null,
    };
    writes.push({
      op: 'event',
      team: room.team,
      event: stored,
      request: request ? request.state.id : null,
      readers: draft.to,
    });
    const content =
      draft.sealed ?? (stored.ref === null ? null : (request!.sealed ?? draft.content ?? change.content ?? null));
    events.push({ stored, draft, content });
  }
  dropOver(relay, room, touched, at, writes);
  writes.push(...(change.lastWrites ?? []));
  for (const id of change.claims ?? []) room.pendingIds.add(id);
  const top = room.offset;
  relay.commits.add({
    writes,
    done() {
      for (const id of change.claims ?? []) room.pendingIds.delete(id);
      room.committed = Math.max(room.committed, top);
      for (const { stored, draft, content } of events) {
        deliver(relay, room, stored, draft.to, content);
        if (draft.event.type === 'request.asked') {
          const open = room.requests.get(draft.event.request);
          if (open) open.sealed = undefined;
        }
      }
      acknowledge?.(top);
      change.afterwards?.();
    },
    failed(error) {
      relay.log('commit.failed', { team: room.team, error: error instanceof Error ? error.message : 'unknown' });
      reload(relay, room);
      failed?.();
    },
  });
}

/** Reads the team again after a failed commit; commands wait for it. */
function reload(relay: Relay, room: Room): void {
  if (room.reloading) return;
  room.reloading = readRoom(relay, room)
    .then(() => {
      room.reloading = undefined;
      relay.log('room.reloaded', { team: room.team });
    })
    .catch(() => {
      // The disk cannot even be read. Everybody is sent away; whoever comes back causes another attempt. This room stays as one that is being
      // read again, in which nothing is decided any more.
      relay.rooms.delete(room.team);
      for (const connections of room.live.values())
        for (const one of connections) closeConnection(one, 'storage-failed');
    });
}

async function readRoom(relay: Relay, room: Room): Promise<void> {
  const { store } = relay;
  const head = await store.head(room.team);
  const members = await store.members(room.team);
  const open: [Id, OpenRequest][] = [];
  for (const id of await store.openRequests(room.team)) {
    let state: RequestState | undefined;
    let askedOffset = 0;
    for (const stored of await store.eventsOf(room.team, id)) {
      const event = JSON.parse(stored.body) as RequestEvent;
      if (event.type === 'request.asked') askedOffset = stored.offset;
      state = reduceRequest(state, event, stored.at);
    }
    if (state) open.push([id, { state, askedOffset, sealed: undefined }]);
  }
  relay.metrics.openRequests += open.length - room.requests.size;
  room.offset = head.offset;
  room.committed = head.offset;
  room.lastAt = head.at;
  room.members.clear();
  room.requests.clear();
  room.asking.clear();
  room.streams.clear();
  room.newIds = undefined;
  room.pendingIds.clear();
  room.pendingReceipts.clear();
  for (const { member, role, standing } of members) room.members.set(member, { role, standing });
  for (const [id, request] of open) {
    room.requests.set(id, request);
    count(room, undefined, request.state);
    const due = dueAt(request.state);
    if (due !== null) relay.schedule.add(due, room.team, id);
  }
}

function reduceInto(
  relay: Relay,
  room: Room,
  event: RequestEvent,
  offset: number,
  at: number,
  draft: Draft,
  writes: Write[],
): OpenRequest {
  const id = 'request' in event ? event.request : event.session;
  let open = room.requests.get(id);
  const before = open?.state;
  if (!open) {
    open = { state: reduceRequest(undefined, event, at)!, askedOffset: offset, sealed: draft.sealed };
    room.requests.set(id, open);
    relay.metrics.openRequests++;
    writes.push({ op: 'request', team: room.team, request: id, open: true, at });
  } else {
    open.state = reduceRequest(open.state, event, at)!;
  }
  count(room, before, open.state);
  const due = dueAt(open.state);
  if (due !== null && (before === undefined || due !== dueAt(before))) relay.schedule.add(due, room.team, id);
  return open;
}

/** Lets go of requests that are over. Only after all events of a change: more than one may be about the end. */
function dropOver(relay: Relay, room: Room, touched: ReadonlySet<OpenRequest>, at: number, writes: Write[]): void {
  for (const { state } of touched) {
    if (!isOver(state) || !room.requests.delete(state.id)) continue;
    relay.metrics.openRequests--;
    writes.push({ op: 'request', team: room.team, request: state.id, open: false, at });
  }
}

/** Keeps the number of waiting requests of an asker up to date. */
function count(room: Room, before: RequestState | undefined, after: RequestState): void {
  const waits = (state: RequestState | undefined) => state?.status === 'open' || state?.status === 'unanswered';
  const change = Number(waits(after)) - Number(waits(before));
  if (change === 0 || after.asker === null) return;
  const now = (room.asking.get(after.asker) ?? 0) + change;
  if (now > 0) room.asking.set(after.asker, now);
  else room.asking.delete(after.asker);
}

function isRequestEvent(event: Event): event is RequestEvent {
  return Object.hasOwn(requestEvents, event.type);
}

import type { CommandFrame } from '../protocol/frames.ts';
import { kindNamed, type ScopeName } from '../protocol/kinds.ts';
import { isSession } from '../protocol/requestState.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Relay } from './relayContext.ts';
import { isFullMember, isTaken, type Outcome, type Room, type Soon } from './room.ts';
import { settle } from './settle.ts';
import type { StoredRecord, Write } from './store.ts';

type Frame = Extract<CommandFrame, { type: 'record.add' | 'record.erase' }>;

/** Sealed records: the relay checks who may read, how large, and who may erase; what they say it cannot know. */
export function decideRecord(relay: Relay, room: Room, by: Id, frame: Frame, at: number): Soon<Outcome> {
  return frame.type === 'record.add' ? add(relay, room, by, frame, at) : erase(relay, room, by, frame.record);
}

type Add = Extract<Frame, { type: 'record.add' }>;

function add(relay: Relay, room: Room, by: Id, frame: Add, at: number): Soon<Outcome> {
  const kind = kindNamed(frame.kind);
  const scopeName: ScopeName = 'team' in frame.scope ? 'team' : 'session' in frame.scope ? 'session' : 'members';
  if (!kind?.scopes.includes(scopeName)) return { refused: 'not-yours' };
  if (frame.sealed.length > kind.bytes) return { refused: 'limit-reached' };
  const { record } = frame;
  const taken = isTaken(relay, room, record, async () => !!(await relay.store.record(room.team, record)));
  return taken || frame.slot !== undefined
    ? addAfterLooking(relay, room, by, frame, at, taken)
    : added(relay, room, by, frame, at, undefined);
}

async function addAfterLooking(
  relay: Relay,
  room: Room,
  by: Id,
  frame: Add,
  at: number,
  taken: Soon<boolean>,
): Promise<Outcome> {
  if (await taken) return { refused: 'already-exists' };
  const { kind, slot } = frame;
  if (slot === undefined) return added(relay, room, by, frame, at, undefined);
  // In a slot of which something is not on disk yet, what is to be replaced is not known yet either.
  if (room.pendingIds.has(slotClaim(by, kind, slot))) await settle(relay, room);
  return added(relay, room, by, frame, at, await relay.store.recordIn(room.team, by, kind, slot));
}

const slotClaim = (by: Id, kind: string, slot: string): string => `slot:${by}:${kind}:${slot}`;

/** What follows when nothing is in the way; `replaced` is the record whose place this one takes. */
function added(relay: Relay, room: Room, by: Id, frame: Add, at: number, replaced: StoredRecord | undefined): Outcome {
  const { team } = room;
  const to = readersOf(room, by, frame.scope);
  if (to === undefined) return { refused: 'not-yours' };
  if (to !== 'all' && to.length > relay.limits.readersPerRecord) return { refused: 'limit-reached' };
  if (to !== 'all' && !to.every((member) => frame.keys?.[member])) return { refused: 'not-a-member' };
  const session = 'session' in frame.scope ? frame.scope.session : null;
  const { record, slot } = frame;
  const writes: Write[] = [
    {
      op: 'record',
      team,
      record: { record, offset: room.offset + 1, by, kind: frame.kind, session, slot: slot ?? null },
      at,
    },
  ];
  if (replaced) writes.push({ op: 'wipe', team, offset: replaced.offset });
  const claims = [record];
  if (slot !== undefined) claims.push(slotClaim(by, frame.kind, slot));
  if (frame.kind === 'log-entry') claims.push(`entry:${session}:${by}:${record}`);
  return {
    drafts: [
      {
        event: {
          type: 'record.added',
          record,
          kind: frame.kind,
          by,
          scope: frame.scope,
          ...(slot === undefined ? {} : { slot }),
          signature: frame.signature,
        },
        to,
        sealed: frame.sealed,
        ...(to === 'all' || !frame.keys
          ? {}
          : { keys: Object.fromEntries(to.map((member) => [member, frame.keys![member]!])) }),
      },
    ],
    writes,
    claims,
  };
}

async function erase(relay: Relay, room: Room, by: Id, record: Id): Promise<Outcome> {
  if (room.pendingIds.has(record)) await settle(relay, room);
  const stored = await relay.store.record(room.team, record);
  if (!stored) return { refused: 'unknown-record' };
  if (stored.by !== by) return { refused: 'not-yours' };
  const event = { type: 'record.erased' as const, record, by };
  // Everybody is told: readers of long ago included, and the fact that a record is gone says nothing.
  return { drafts: [{ event, to: 'all' }], writes: [{ op: 'wipe', team: room.team, offset: stored.offset }] };
}

function readersOf(room: Room, by: Id, scope: Add['scope']): readonly Id[] | 'all' | undefined {
  if ('team' in scope) return 'all';
  if ('members' in scope) {
    const readers = [...new Set([by, ...scope.members])];
    return readers.every((member) => isFullMember(room, member)) ? readers : undefined;
  }
  const state = room.requests.get(scope.session)?.state;
  if (!state || !isSession(state)) return undefined;
  const pair = [state.asker!, state.helper!];
  return pair.includes(by) ? pair : undefined;
}

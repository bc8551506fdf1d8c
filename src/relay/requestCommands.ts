import type { CommandFrame } from '../protocol/frames.ts';
import { type Circumstances, decideByTime, decideRequest, type RequestCommand } from '../protocol/requestRules.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Relay } from './relayContext.ts';
import {
  applyChange,
  inTurn,
  isFullMember,
  isTaken,
  type OpenRequest,
  type Outcome,
  type Room,
  roomTime,
  type Soon,
} from './room.ts';

type Frame = Extract<CommandFrame, RequestCommand>;

/** Requests and sessions: the shared rules decide, this adds what only the relay knows. */
export function decideRequestCommand(relay: Relay, room: Room, by: Id, frame: Frame, at: number): Soon<Outcome> {
  if (frame.type !== 'request.ask') return decideAfterLooking(relay, room, by, frame, at);
  const taken = isTaken(relay, room, frame.request, () => relay.store.hasRequest(room.team, frame.request));
  if (!(taken instanceof Promise)) return ask(relay, room, by, frame, at, taken);
  return taken.then((known) => ask(relay, room, by, frame, at, known));
}

function ask(
  relay: Relay,
  room: Room,
  by: Id,
  frame: Extract<Frame, { type: 'request.ask' }>,
  at: number,
  taken: boolean,
): Outcome {
  if (taken) return { refused: 'already-exists' };
  if ((room.asking.get(by) ?? 0) >= relay.limits.openRequestsPerMember) return { refused: 'limit-reached' };
  const decision = decideRequest(undefined, frame, by, circumstances(relay, room, at));
  if ('refused' in decision) return decision;
  return {
    drafts: decision.events.map(({ event, to }) =>
      event.type === 'request.asked' ? { event, to, sealed: frame.sealed } : { event, to },
    ),
    claims: [frame.request],
  };
}

/** Commands after which somebody else may be asked, who is sent the question. */
const mayOffer: ReadonlySet<Frame['type']> = new Set(['request.pass', 'request.decline', 'request.widen']);

async function decideAfterLooking(
  relay: Relay,
  room: Room,
  by: Id,
  frame: Exclude<Frame, { type: 'request.ask' }>,
  at: number,
): Promise<Outcome> {
  const id = 'request' in frame ? frame.request : frame.session;
  if (!room.requests.has(id) && (await relay.store.hasRequest(room.team, id))) return { refused: 'not-open' };
  if (frame.type === 'log.propose') {
    const record = await relay.store.record(room.team, frame.record);
    if (!room.pendingIds.has(`entry:${id}:${by}:${frame.record}`)) {
      if (record?.session !== id || record.by !== by || record.kind !== 'log-entry')
        return { refused: 'unknown-record' };
    }
  }
  const content = mayOffer.has(frame.type) ? await contentOf(relay, room, room.requests.get(id)) : null;
  const decision = decideRequest(room.requests.get(id)?.state, frame, by, circumstances(relay, room, at));
  return 'refused' in decision ? decision : { drafts: decision.events, content };
}

/** Does what the passing of time asks for. */
export async function wakeRequest(relay: Relay, team: Id, request: Id): Promise<void> {
  const room = relay.rooms.get(team);
  if (room && !relay.closing) await inTurn(room, () => wakeInTurn(relay, room, request));
}

async function wakeInTurn(relay: Relay, room: Room, request: Id): Promise<void> {
  const content = await contentOf(relay, room, room.requests.get(request));
  const open = room.requests.get(request);
  if (!open) return;
  const at = roomTime(relay, room);
  const events = decideByTime(open.state, circumstances(relay, room, at));
  if (events.length === 0) return;
  applyChange(relay, room, { drafts: events, content }, at, undefined, () => {
    // The reload schedules what is due at once; a disk that stays full must not make that a busy loop.
    setTimeout(() => wakeRequest(relay, room.team, request), 1_000).unref();
  });
}

export function circumstances(relay: Relay, room: Room, at: number): Circumstances {
  return { at, isMember: (member) => isFullMember(room, member), limits: relay.limits };
}

/** The sealed content that goes with an offer; read from disk, as memory does not keep it. */
export async function contentOf(relay: Relay, room: Room, open: OpenRequest | undefined): Promise<string | null> {
  if (!open || open.state.helper !== null) return null;
  return open.sealed ?? (await relay.store.sealedAt(room.team, open.askedOffset));
}

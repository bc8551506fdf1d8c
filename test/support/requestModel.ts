import assert from 'node:assert/strict';
import { limitValues } from '../../src/protocol/limits.ts';
import {
  type Addressed,
  decideByTime,
  decideMemberGone,
  decideRequest,
  dueAt,
  type RequestCommand,
} from '../../src/protocol/requestRules.ts';
import { liveOffers, type Offer, type RequestState, reduceRequest } from '../../src/protocol/requestState.ts';

/** Asker a; candidates b, c in two steps; d can be passed to; e is nobody's business. */
export const people = ['a', 'b', 'c', 'd', 'e'] as const;
type Person = (typeof people)[number];

/** The relay's state of one request and what each person's client has made of the events it saw. */
export interface World {
  readonly state: RequestState | undefined;
  readonly views: Readonly<Record<Person, RequestState | undefined>>;
  readonly gone: readonly Person[];
  readonly at: number;
  readonly accepts: number;
}

export const start: World = {
  state: undefined,
  views: { a: undefined, b: undefined, c: undefined, d: undefined, e: undefined },
  gone: [],
  at: 1_000,
  accepts: 0,
};

export type Move =
  | { readonly by: Person; readonly command: RequestCommand }
  | { readonly tick: true }
  | { readonly gone: Person };

const request = 'r';

export function moves(hidden: boolean): Move[] {
  const out: Move[] = [{ tick: true }, { gone: 'a' }, { gone: 'b' }, { gone: 'c' }];
  out.push({
    by: 'a',
    command: {
      type: 'request.ask',
      request,
      hidden,
      steps: [
        { candidates: ['b'], wait: 100 },
        { candidates: ['c'], wait: 100 },
      ],
      keys: { a: 'ka', b: 'kb', c: 'kc' },
      signature: 's',
      expiresIn: 1_000,
    },
  });
  for (const by of ['b', 'c', 'd'] as const) {
    out.push({ by, command: { type: 'request.accept', request } });
    out.push({ by, command: { type: 'request.decline', request } });
    out.push({ by, command: { type: 'request.later', request, in: 50 } });
    out.push({ by, command: { type: 'request.pass', request, to: by === 'd' ? 'a' : 'd', key: 'kd' } });
  }
  out.push({ by: 'a', command: { type: 'request.widen', request, candidates: [], keys: {} } });
  out.push({ by: 'a', command: { type: 'request.widen', request, candidates: ['d'], keys: { d: 'kd' } } });
  out.push({ by: 'a', command: { type: 'request.withdraw', request } });
  for (const by of ['a', 'b', 'e'] as const) {
    out.push({ by, command: { type: 'session.pause', session: request } });
    out.push({ by, command: { type: 'session.continue', session: request } });
    out.push({ by, command: { type: 'session.end', session: request } });
    out.push({ by, command: { type: 'log.propose', session: request, record: `entry-${by}` } });
    out.push({ by, command: { type: 'log.confirm', session: request, record: 'entry-a' } });
  }
  return out;
}

/** The world after `move`, or the same object where the move is refused or does nothing. Checks every invariant on the way. */
export function step(world: World, move: Move): World {
  const limits = limitValues();
  const isMember = (member: string) =>
    !world.gone.includes(member as Person) && (people as readonly string[]).includes(member);
  const now = { at: world.at + 1, isMember, limits };
  let addressed: readonly Addressed[] = [];
  let next: World = { ...world, at: world.at + 1 };
  if ('tick' in move) {
    const due = world.state ? dueAt(world.state) : null;
    if (due === null) return world;
    const at = Math.max(now.at, due);
    addressed = decideByTime(world.state!, { ...now, at });
    assert.ok(addressed.length > 0, 'what is due does something');
    next = { ...next, at };
  } else if ('gone' in move) {
    if (!isMember(move.gone)) return world;
    const gone = [...world.gone, move.gone];
    if (world.state) {
      addressed = decideMemberGone(world.state, move.gone, { ...now, isMember: (m) => isMember(m) && m !== move.gone });
    }
    next = { ...next, gone };
  } else {
    if (!isMember(move.by)) return world;
    const decision = decideRequest(world.state, move.command, move.by, now);
    if ('refused' in decision) return world;
    addressed = decision.events;
    if (move.command.type === 'request.accept') next = { ...next, accepts: world.accepts + 1 };
  }
  const views = { ...next.views };
  let state = next.state;
  for (const { event, to } of addressed) {
    state = reduceRequest(state, event, next.at);
    for (const member of to) views[member as Person] = reduceRequest(views[member as Person], event, next.at);
  }
  next = { ...next, state, views };
  checkWorld(next, hiddenFrom(addressed));
  return next;
}

/** What must hold in every reachable world. */
export function checkWorld(world: World, seen: readonly string[]): void {
  const { state, views } = world;
  assert.ok(world.accepts <= 1, 'one helper at most');
  assert.deepEqual(seen, [], 'a hidden asker stays hidden');
  assert.equal(views.e, undefined, 'an outsider sees nothing');
  if (!state) return;
  const open = state.status === 'open' || state.status === 'unanswered';
  if (open) {
    const due = dueAt(state);
    assert.ok(due !== null && due <= state.expires, 'an open request always moves on by itself');
    assert.equal(state.helper, null);
    assert.ok(state.status === 'unanswered' || liveOffers(state).length > 0, 'an open request is with somebody');
  } else {
    assert.equal(liveOffers(state).length, 0, 'nobody is asked any more once it is over');
  }
  assert.equal(state.helper !== null, world.accepts === 1);
  assert.equal(views.a?.status, state.status, 'the asker sees the state as it is');
  assert.equal(views.a?.helper, state.helper);
  assert.equal(views.a?.next, state.next);
  for (const member of ['b', 'c', 'd'] as const) {
    const offer: Offer | undefined = state.offers[member];
    assert.equal(views[member] !== undefined, offer !== undefined, 'who was asked, and nobody else, has heard of it');
    if (offer === undefined) continue;
    assert.equal(views[member]!.offers[member], offer, 'each candidate sees their own answer');
    if (state.helper === member)
      assert.equal(views[member]!.status, state.status, 'the helper sees the state as it is');
    else assert.equal(views[member]!.helper, null, 'others do not learn who helps');
  }
}

function hiddenFrom(addressed: readonly Addressed[]): string[] {
  return addressed
    .filter(
      ({ event }) => event.type === 'request.offered' && event.hidden && ('asker' in event || 'signature' in event),
    )
    .map(({ event }) => event.type);
}

/** Worlds that differ only in absolute time count as one. */
export function worldKey(world: World): string {
  const base = world.at;
  return JSON.stringify(world, (name, value) => {
    if (name === 'keys' || name === 'steps' || name === 'signature') return undefined;
    if (typeof value !== 'number' || name === 'step' || name === 'accepts') return value;
    if (name === 'at' || name === 'askedAt' || name === 'acceptedAt' || name === 'endedAt' || name === 'activeMs')
      return 0;
    if (name === 'activeSince') return 0;
    return value > base ? '+' : '-';
  });
}

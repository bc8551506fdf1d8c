import type { RefusalCode } from './codes.ts';
import type { RequestEvent, Step } from './events.ts';
import type { LimitValues } from './limits.ts';
import { isOver, liveOffers, type RequestState, reduceRequest } from './requestState.ts';
import type { Id } from './shapes.ts';

/** What a member may do about a request or session. The same shapes travel as frames. */
export type RequestCommand =
  | {
      readonly type: 'request.ask';
      readonly request: Id;
      readonly hidden: boolean;
      readonly steps: readonly Step[];
      readonly keys: Readonly<Record<Id, string>>;
      readonly signature: string;
      readonly expiresIn: number;
    }
  | { readonly type: 'request.accept'; readonly request: Id }
  | { readonly type: 'request.later'; readonly request: Id; readonly in: number }
  | { readonly type: 'request.pass'; readonly request: Id; readonly to: Id; readonly key: string }
  | { readonly type: 'request.decline'; readonly request: Id }
  | {
      readonly type: 'request.widen';
      readonly request: Id;
      readonly candidates: readonly Id[];
      readonly keys: Readonly<Record<Id, string>>;
    }
  | { readonly type: 'request.withdraw'; readonly request: Id }
  | { readonly type: 'session.pause'; readonly session: Id }
  | { readonly type: 'session.continue'; readonly session: Id }
  | { readonly type: 'session.end'; readonly session: Id }
  | { readonly type: 'log.propose'; readonly session: Id; readonly record: Id }
  | { readonly type: 'log.confirm'; readonly session: Id; readonly record: Id };

/** An event and the members who may see it. */
export interface Addressed {
  readonly event: RequestEvent;
  readonly to: readonly Id[];
}

export type Decision = { readonly events: readonly Addressed[] } | { readonly refused: RefusalCode };

/** What a decision needs to know besides the request itself. */
export interface Circumstances {
  /** Ms, the relay's clock, never going back within a team. */
  readonly at: number;
  /** Whether somebody is a full member of the team now. */
  readonly isMember: (member: Id) => boolean;
  readonly limits: Pick<LimitValues, 'stepMs' | 'requestMs' | 'laterMs' | 'candidatesPerRequest' | 'stepsPerRequest'>;
}

/**
 * What follows when `by` sends `command`: events in order, or the reason why not. Pure; the relay runs it, and a client may run it
 * first to know whether a button makes sense.
 */
export function decideRequest(
  state: RequestState | undefined,
  command: RequestCommand,
  by: Id,
  now: Circumstances,
): Decision {
  if (command.type === 'request.ask') return ask(state, command, by, now);
  if (!state) return { refused: 'unknown-request' };
  switch (command.type) {
    case 'request.accept':
      return accept(state, by);
    case 'request.later':
      return later(state, command.in, by, now);
    case 'request.pass':
      return pass(state, command, by, now);
    case 'request.decline':
      return answer(state, by, now, { type: 'request.declined', request: state.id, by }, [by]);
    case 'request.widen':
      return widen(state, command, by, now);
    case 'request.withdraw':
      return withdraw(state, by);
    default:
      return decideSession(state, command, by);
  }
}

/** What follows from the passing of time alone: the next step, or the end. Empty if nothing is due at `now.at`. */
export function decideByTime(state: RequestState, now: Circumstances): readonly Addressed[] {
  if (state.status !== 'open' && state.status !== 'unanswered') return [];
  if (now.at >= state.expires) return over(state, { type: 'request.expired', request: state.id }, 'expired');
  if (state.next !== null && now.at >= state.next) return nextStep(state, now).events;
  return [];
}

/** When `decideByTime` has something to do again; null if never. */
export function dueAt(state: RequestState): number | null {
  if (state.status !== 'open' && state.status !== 'unanswered') return null;
  return state.next === null ? state.expires : Math.min(state.next, state.expires);
}

/** What follows when `member` has left the team: nobody waits for them, and their sessions end. */
export function decideMemberGone(state: RequestState, member: Id, now: Circumstances): readonly Addressed[] {
  if (isOver(state)) return [];
  if (state.helper === null) {
    if (state.asker === member) return over(state, { type: 'request.withdrawn', request: state.id }, 'withdrawn');
    if (!liveOffers(state).includes(member)) return [];
    const decision = answer(state, member, now, { type: 'request.declined', request: state.id, by: member }, [member]);
    return 'events' in decision ? decision.events : [];
  }
  if (!isOneOfPair(state, member) || state.status === 'ended') return [];
  return [{ event: { type: 'session.ended', session: state.id, by: member }, to: pair(state) }];
}

function ask(
  state: RequestState | undefined,
  command: Extract<RequestCommand, { type: 'request.ask' }>,
  by: Id,
  now: Circumstances,
): Decision {
  if (state) return { refused: 'already-exists' };
  if (command.steps.length > now.limits.stepsPerRequest) return { refused: 'limit-reached' };
  if (command.expiresIn < 1 || command.expiresIn > now.limits.requestMs) return { refused: 'bad-time' };
  if (command.steps.some((step) => step.wait > now.limits.stepMs)) return { refused: 'bad-time' };
  const candidates = command.steps.flatMap((step) => step.candidates);
  if (candidates.length > now.limits.candidatesPerRequest) return { refused: 'limit-reached' };
  if (new Set(candidates).size !== candidates.length || candidates.includes(by)) return { refused: 'nobody-to-ask' };
  if (candidates.some((member) => !command.keys[member])) return { refused: 'nobody-to-ask' };
  const steps = command.steps.map((step) => ({ ...step, candidates: step.candidates.filter((m) => now.isMember(m)) }));
  // The first step that has somebody in it is asked together with the request.
  const step = steps.findIndex(({ candidates }) => candidates.length > 0);
  if (step < 0) return { refused: 'nobody-to-ask' };
  const last = !steps.slice(step + 1).some(({ candidates }) => candidates.length > 0);
  const asked: RequestEvent = {
    type: 'request.asked',
    request: command.request,
    asker: by,
    hidden: command.hidden,
    steps,
    keys: keysFor([by, ...steps.flatMap(({ candidates }) => candidates)], command.keys),
    signature: command.signature,
    expires: now.at + command.expiresIn,
    step,
    next: last ? null : now.at + steps[step]!.wait,
  };
  const opened = reduceRequest(undefined, asked, now.at)!;
  return {
    events: [{ event: asked, to: [by] }, ...steps[step]!.candidates.map((member) => offer(opened, member))],
  };
}

function accept(state: RequestState, by: Id): Decision {
  if (state.helper !== null) return { refused: state.helper === by ? 'not-offered' : 'already-taken' };
  if (state.status !== 'open' && state.status !== 'unanswered') return { refused: 'not-open' };
  if (!liveOffers(state).includes(by)) return { refused: 'not-offered' };
  const accepted: RequestEvent = {
    type: 'request.accepted',
    request: state.id,
    helper: by,
    asker: state.asker!,
    signature: state.signature!,
  };
  const others = liveOffers(state).filter((member) => member !== by);
  return {
    events: [
      { event: accepted, to: [state.asker!, by] },
      ...(others.length
        ? [{ event: { type: 'request.closed', request: state.id, why: 'taken' } as const, to: others }]
        : []),
    ],
  };
}

function later(state: RequestState, wait: number, by: Id, now: Circumstances): Decision {
  const refused = cannotAnswer(state, by);
  if (refused) return { refused };
  if (wait < 1 || wait > now.limits.laterMs) return { refused: 'bad-time' };
  const until = Math.min(now.at + wait, state.expires);
  // A promise holds the schedule back once a candidate; a second promise of the same candidate no longer delays the asker.
  const first = state.offers[by] === 'offered';
  const next = state.next === null ? null : first ? Math.max(state.next, until) : state.next;
  return {
    events: [{ event: { type: 'request.later', request: state.id, by, until, next }, to: [state.asker!, by] }],
  };
}

function pass(
  state: RequestState,
  command: Extract<RequestCommand, { type: 'request.pass' }>,
  by: Id,
  now: Circumstances,
): Decision {
  const refused = cannotAnswer(state, by);
  if (refused) return { refused };
  if (command.to === by || !now.isMember(command.to)) return { refused: 'not-a-member' };
  const passed: Addressed = {
    event: { type: 'request.passed', request: state.id, by, to: command.to },
    to: [state.asker!, by],
  };
  const after = reduceRequest(state, passed.event, now.at)!;
  // Passing to the asker, or to somebody who was asked already, must look like any other passing on: a refusal would tell who asks.
  const known = command.to === state.asker || state.offers[command.to] !== undefined;
  if (known) {
    // So must the offsets, of which an offer takes one.
    const next = ifNobodyIsLeft(after, now);
    return { events: [passed, ...(next.length ? next : [{ event: passed.event, to: [] }])] };
  }
  return {
    events: [passed, offer({ ...after, keys: { ...after.keys, [command.to]: command.key } }, command.to, true)],
  };
}

function answer(state: RequestState, by: Id, now: Circumstances, event: RequestEvent, to: readonly Id[]): Decision {
  const refused = cannotAnswer(state, by);
  if (refused) return { refused };
  return { events: [{ event, to }, ...ifNobodyIsLeft(reduceRequest(state, event, now.at)!, now)] };
}

function widen(
  state: RequestState,
  command: Extract<RequestCommand, { type: 'request.widen' }>,
  by: Id,
  now: Circumstances,
): Decision {
  if (state.asker !== by) return { refused: 'not-yours' };
  if (state.helper !== null) return { refused: 'already-taken' };
  if (state.status !== 'open' && state.status !== 'unanswered') return { refused: 'not-open' };
  if (command.candidates.length === 0) {
    const { events, asked } = nextStep(state, now);
    return asked ? { events } : { refused: 'nobody-to-ask' };
  }
  const fresh = [...new Set(command.candidates)].filter(
    (member) => member !== by && now.isMember(member) && state.offers[member] === undefined && command.keys[member],
  );
  if (fresh.length === 0) return { refused: 'nobody-to-ask' };
  if (Object.keys(state.offers).length + fresh.length > now.limits.candidatesPerRequest)
    return { refused: 'limit-reached' };
  const keys = Object.fromEntries(fresh.map((member) => [member, command.keys[member]!]));
  // People named by hand are asked at once, beside the schedule: the added step is never the current one, the schedule goes on.
  const added: RequestEvent = {
    type: 'request.widened',
    request: state.id,
    step: state.step,
    next: state.next,
    keys,
  };
  const after = reduceRequest(state, added, now.at)!;
  return { events: [{ event: added, to: [by] }, ...fresh.map((member) => offer(after, member))] };
}

function withdraw(state: RequestState, by: Id): Decision {
  if (state.asker !== by) return { refused: 'not-yours' };
  if (state.helper !== null) return { refused: 'already-taken' };
  if (state.status !== 'open' && state.status !== 'unanswered') return { refused: 'not-open' };
  return { events: over(state, { type: 'request.withdrawn', request: state.id }, 'withdrawn') };
}

function decideSession(
  state: RequestState,
  command: Extract<RequestCommand, { readonly session: Id }>,
  by: Id,
): Decision {
  if (!isOneOfPair(state, by)) return { refused: 'not-yours' };
  const both = pair(state);
  const session = state.id;
  switch (command.type) {
    case 'session.pause':
      if (state.status !== 'active') return { refused: 'not-active' };
      return { events: [{ event: { type: 'session.paused', session, by }, to: both }] };
    case 'session.continue':
      if (state.status !== 'paused') return { refused: 'not-active' };
      return { events: [{ event: { type: 'session.continued', session, by }, to: both }] };
    case 'session.end':
      if (state.status !== 'active' && state.status !== 'paused') return { refused: 'not-active' };
      return { events: [{ event: { type: 'session.ended', session, by }, to: both }] };
    case 'log.propose':
      if (state.status !== 'ended') return { refused: 'not-active' };
      return { events: [{ event: { type: 'log.proposed', session, by, record: command.record }, to: both }] };
    case 'log.confirm':
      if (state.status !== 'ended' || !state.entry) return { refused: 'not-active' };
      if (state.entry.record !== command.record) return { refused: 'stale-entry' };
      if (state.entry.confirmed.includes(by)) return { refused: 'not-active' };
      return { events: [{ event: { type: 'log.confirmed', session, by, record: command.record }, to: both }] };
  }
}

/** The keys of these members and no others: a frame may carry more than it needs, the log does not. */
function keysFor(members: readonly Id[], keys: Readonly<Record<Id, string>>): Record<Id, string> {
  return Object.fromEntries(members.filter((member) => keys[member] !== undefined).map((m) => [m, keys[m]!]));
}

/** Goes to the next step that has somebody left to ask; steps of people who left or were asked already are skipped. */
function nextStep(state: RequestState, now: Circumstances): { events: readonly Addressed[]; asked: boolean } {
  for (let index = state.step + 1; index < state.steps.length; index++) {
    const fresh = state.steps[index]!.candidates.filter(
      (member) => now.isMember(member) && state.offers[member] === undefined && state.keys[member] !== undefined,
    );
    if (fresh.length === 0) continue;
    const last = !state.steps
      .slice(index + 1)
      .some((step) => step.candidates.some((m) => state.offers[m] === undefined));
    const widened: RequestEvent = {
      type: 'request.widened',
      request: state.id,
      step: index,
      next: last ? null : now.at + state.steps[index]!.wait,
    };
    return {
      events: [{ event: widened, to: [state.asker!] }, ...fresh.map((member) => offer(state, member))],
      asked: true,
    };
  }
  const none: RequestEvent =
    liveOffers(state).length > 0
      ? { type: 'request.widened', request: state.id, step: state.step, next: null }
      : { type: 'request.unanswered', request: state.id };
  return { events: [{ event: none, to: [state.asker!] }], asked: false };
}

function ifNobodyIsLeft(state: RequestState, now: Circumstances): readonly Addressed[] {
  return liveOffers(state).length > 0 ? [] : nextStep(state, now).events;
}

function offer(state: RequestState, to: Id, passed = false): Addressed {
  const open = state.hidden ? {} : { asker: state.asker!, signature: state.signature! };
  return {
    event: {
      type: 'request.offered',
      request: state.id,
      to,
      key: state.keys[to]!,
      hidden: state.hidden,
      ...open,
      ...(passed ? { passed } : {}),
      expires: state.expires,
    },
    to: [to],
  };
}

function over(state: RequestState, event: RequestEvent, why: 'withdrawn' | 'expired'): readonly Addressed[] {
  const others = liveOffers(state);
  return [
    { event, to: [state.asker!] },
    ...(others.length ? [{ event: { type: 'request.closed', request: state.id, why } as const, to: others }] : []),
  ];
}

function cannotAnswer(state: RequestState, by: Id): RefusalCode | undefined {
  if (state.helper !== null) return 'already-taken';
  if (state.status !== 'open' && state.status !== 'unanswered') return 'not-open';
  return liveOffers(state).includes(by) ? undefined : 'not-offered';
}

function pair(state: RequestState): Id[] {
  return [state.asker!, state.helper!];
}

function isOneOfPair(state: RequestState, member: Id): boolean {
  return state.helper !== null && (state.asker === member || state.helper === member);
}

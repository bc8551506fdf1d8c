import type { RequestEvent, Step } from './events.ts';
import type { Id } from './shapes.ts';

/**
 * open: somebody is asked · unanswered: everybody asked has said no, more people may be named · active, paused, ended, confirmed: a
 * session with exactly one helper · withdrawn, expired: over without a session · closed: over for this candidate.
 */
export type RequestStatus =
  | 'open'
  | 'unanswered'
  | 'active'
  | 'paused'
  | 'ended'
  | 'confirmed'
  | 'withdrawn'
  | 'expired'
  | 'closed';

/** A candidate's answer so far. */
export type Offer = 'offered' | 'later' | 'passed' | 'declined' | 'accepted' | 'over';

/** A request, and the session that grows from it, as far as the one who reduces the events may see it. */
export interface RequestState {
  readonly id: Id;
  readonly status: RequestStatus;
  /** Null where the asker's name is not shown. */
  readonly asker: Id | null;
  readonly hidden: boolean;
  readonly signature: string | null;
  readonly steps: readonly Step[];
  /** The step that is being asked; −1 before the first. */
  readonly step: number;
  /** When the next step follows by itself; null if none does. */
  readonly next: number | null;
  readonly expires: number;
  readonly keys: Readonly<Record<Id, string>>;
  readonly offers: Readonly<Record<Id, Offer>>;
  /** Promised answer times of the candidates in state `later`. */
  readonly promises: Readonly<Record<Id, number>>;
  readonly helper: Id | null;
  readonly closedWhy: 'taken' | 'withdrawn' | 'expired' | null;
  readonly entry: { readonly record: Id; readonly by: Id; readonly confirmed: readonly Id[] } | null;
  readonly askedAt: number;
  readonly acceptedAt: number | null;
  readonly endedAt: number | null;
  /** Milliseconds in which the session was active, up to `activeSince`. */
  readonly activeMs: number;
  readonly activeSince: number | null;
}

/**
 * The next state after `event` at `at` (ms, the relay's clock). Relay and clients run this same function: the relay over all events
 * of a request, a client over those it may see. It never fails; an event that does not fit leaves the state as it is.
 */
export function reduceRequest(
  state: RequestState | undefined,
  event: RequestEvent,
  at: number,
): RequestState | undefined {
  switch (event.type) {
    case 'request.asked':
      return state ?? { ...blank(event.request, at, event.expires), ...pickAsked(event) };
    case 'request.offered': {
      const base = state ?? blank(event.request, at, event.expires);
      return {
        ...base,
        asker: base.asker ?? event.asker ?? null,
        hidden: event.hidden,
        signature: base.signature ?? event.signature ?? null,
        status: base.status === 'unanswered' || base.status === 'closed' ? 'open' : base.status,
        offers: { ...base.offers, [event.to]: 'offered' },
        keys: { ...base.keys, [event.to]: event.key },
      };
    }
  }
  return state && reduceKnown(state, event, at);
}

function reduceKnown(
  state: RequestState,
  event: Exclude<RequestEvent, { type: 'request.asked' | 'request.offered' }>,
  at: number,
): RequestState {
  switch (event.type) {
    case 'request.widened':
      return {
        ...state,
        status: state.status === 'unanswered' ? 'open' : state.status,
        step: event.step,
        next: event.next,
        keys: event.keys ? { ...state.keys, ...event.keys } : state.keys,
      };
    case 'request.later':
      return {
        ...withOffer(state, event.by, 'later'),
        next: event.next,
        promises: { ...state.promises, [event.by]: event.until },
      };
    case 'request.passed':
      return withOffer(state, event.by, 'passed');
    case 'request.declined':
      return withOffer(state, event.by, 'declined');
    case 'request.unanswered':
      return { ...state, status: 'unanswered', next: null };
    case 'request.accepted':
      return {
        ...withOffer(state, event.helper, 'accepted'),
        status: 'active',
        asker: event.asker,
        signature: event.signature,
        helper: event.helper,
        next: null,
        acceptedAt: at,
        activeSince: at,
      };
    case 'request.closed':
      // The relay reduces this after the event that ended the request, a candidate instead of it.
      return state.status === 'open' || state.status === 'unanswered'
        ? { ...endOffers(state), status: 'closed', closedWhy: event.why, next: null }
        : endOffers(state);
    case 'request.withdrawn':
      return { ...endOffers(state), status: 'withdrawn', next: null };
    case 'request.expired':
      return { ...endOffers(state), status: 'expired', next: null };
    case 'session.paused':
      return { ...stopped(state, at), status: 'paused' };
    case 'session.continued':
      return { ...state, status: 'active', activeSince: at };
    case 'session.ended':
      return { ...stopped(state, at), status: 'ended', endedAt: at };
    case 'log.proposed':
      return { ...state, entry: { record: event.record, by: event.by, confirmed: [event.by] } };
    case 'log.confirmed':
      return state.entry?.record === event.record
        ? { ...state, status: 'confirmed', entry: { ...state.entry, confirmed: [...state.entry.confirmed, event.by] } }
        : state;
  }
}

/** Whether nothing can happen to the request any more, so that the relay may drop it from memory. */
export function isOver(state: RequestState): boolean {
  return (
    state.status === 'withdrawn' ||
    state.status === 'expired' ||
    state.status === 'confirmed' ||
    state.status === 'closed'
  );
}

/** Whether a session is going on or may be taken up again. */
export function isSession(state: RequestState): boolean {
  return (
    state.status === 'active' || state.status === 'paused' || state.status === 'ended' || state.status === 'confirmed'
  );
}

/** Candidates who have been asked and have not said no. */
export function liveOffers(state: RequestState): Id[] {
  return Object.keys(state.offers).filter(
    (member) => state.offers[member] === 'offered' || state.offers[member] === 'later',
  );
}

/** Active minutes of the session at `at`, never negative. */
export function activeMinutes(state: RequestState, at: number): number {
  return Math.round(stopped(state, at).activeMs / 60_000);
}

function blank(id: Id, at: number, expires: number): RequestState {
  return {
    id,
    status: 'open',
    asker: null,
    hidden: false,
    signature: null,
    steps: [],
    step: -1,
    next: null,
    expires,
    keys: {},
    offers: {},
    promises: {},
    helper: null,
    closedWhy: null,
    entry: null,
    askedAt: at,
    acceptedAt: null,
    endedAt: null,
    activeMs: 0,
    activeSince: null,
  };
}

function pickAsked(event: Extract<RequestEvent, { type: 'request.asked' }>): Partial<RequestState> {
  const { asker, hidden, steps, keys, signature, step, next } = event;
  return { asker, hidden, steps, keys, signature, step, next };
}

function withOffer(state: RequestState, member: Id, offer: Offer): RequestState {
  return { ...state, offers: { ...state.offers, [member]: offer } };
}

function endOffers(state: RequestState): RequestState {
  const offers = { ...state.offers };
  for (const member of liveOffers(state)) offers[member] = 'over';
  return { ...state, offers };
}

function stopped(state: RequestState, at: number): RequestState {
  const since = state.activeSince;
  return since === null ? state : { ...state, activeMs: state.activeMs + Math.max(0, at - since), activeSince: null };
}

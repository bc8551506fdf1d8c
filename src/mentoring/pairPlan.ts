import {
  addDays,
  type Cadence,
  cadenceDays,
  type Day,
  meetingsOf,
  type Planned,
  type Series,
  weekdayOf,
} from './cadence.ts';
import { localDay } from './workingHours.ts';

/** What a pair agrees on. */
export interface Agreement {
  /** Members, as the team calls them. */
  readonly people: readonly string[];
  /** One sentence. */
  readonly goal: string;
  /** Paths or languages that the goal is about. */
  readonly areas: readonly string[];
  readonly cadence: Cadence;
  /** Length of a meeting. */
  readonly minutes: number;
  readonly zone: string;
  /** The first meeting, by a clock in `zone`. */
  readonly first: { readonly day: Day; readonly minute: number };
  /** The last day on which they may meet. */
  readonly until?: Day | undefined;
}

/** Length of a meeting that people agree on most: what fits between two others. */
export const usualMinutes = 30;
/** Days until a pair ends that says nothing else: a quarter, long enough to reach something and near enough to see. */
export const usualDays = 91;

/** What happened to a pair. `at` in ms; meetings are named by the day they were first planned for. */
export type PairEvent = { readonly at: number; readonly by: string } & (
  | { readonly type: 'agreed'; readonly agreement: Agreement }
  /** Goal, areas or length anew; a new rhythm takes effect from `from` on. */
  | {
      readonly type: 'changed';
      readonly goal?: string;
      readonly areas?: readonly string[];
      readonly minutes?: number;
      readonly until?: Day | null;
      readonly rhythm?: {
        readonly cadence: Cadence;
        readonly from: Day;
        readonly minute: number;
        readonly zone: string;
      };
    }
  | { readonly type: 'moved'; readonly meeting: Day; readonly to: number }
  | { readonly type: 'skipped'; readonly meeting: Day }
  /** `meeting` is absent for one that nobody had planned: it counts for the nearest open one. */
  | { readonly type: 'held'; readonly meeting?: Day; readonly minutes: number }
  /** A help session of the two. */
  | { readonly type: 'helped'; readonly area?: string; readonly language?: string; readonly minutes: number }
  | { readonly type: 'paused' }
  | { readonly type: 'resumed'; readonly from: Day }
  | { readonly type: 'finished'; readonly reached: string }
);

/** A pair as its events make it. */
export interface PairPlan extends Omit<Agreement, 'first' | 'cadence' | 'zone'> {
  readonly status: 'going on' | 'paused' | 'finished';
  /** Oldest first; each begins where the one before ended. */
  readonly series: readonly Series[];
  /** Meeting → moment it was moved to. */
  readonly moved: ReadonlyMap<Day, number>;
  readonly skipped: ReadonlySet<Day>;
  readonly held: readonly {
    readonly at: number;
    readonly meeting?: Day;
    readonly minutes: number;
    readonly help: boolean;
  }[];
  readonly reached?: string;
  /** Rises with every change that a calendar must show. */
  readonly revision: number;
  readonly changedAt: number;
}

/** The plan after an event; an event that does not fit leaves it as it is. Never throws. */
export function reducePair(plan: PairPlan | undefined, event: PairEvent): PairPlan | undefined {
  if (event.type === 'agreed') return plan ?? begin(event.agreement, event.at);
  if (!plan || plan.status === 'finished' || !(plan.people.includes(event.by) || event.type === 'helped')) return plan;
  const changed = { ...plan, revision: plan.revision + 1, changedAt: event.at };
  switch (event.type) {
    case 'changed':
      return change(changed, event);
    case 'moved':
      return isOpen(plan, event.meeting) && Number.isFinite(event.to)
        ? { ...changed, moved: new Map([...plan.moved, [event.meeting, event.to]]) }
        : plan;
    case 'skipped':
      return isOpen(plan, event.meeting) ? { ...changed, skipped: new Set([...plan.skipped, event.meeting]) } : plan;
    case 'held': {
      if (event.meeting !== undefined && plan.held.some(({ meeting }) => meeting === event.meeting)) return plan;
      return { ...plan, held: [...plan.held, pickHeld(event)] };
    }
    case 'helped':
      return fits(plan, event)
        ? { ...plan, held: [...plan.held, { at: event.at, minutes: event.minutes, help: true }] }
        : plan;
    case 'paused':
      return plan.status === 'paused'
        ? plan
        : { ...changed, status: 'paused', series: endSeries(plan.series, dayIn(plan, event.at + dayMs)) };
    case 'resumed': {
      const last = plan.series.at(-1)!;
      if (plan.status !== 'paused' || !isDay(event.from)) return plan;
      return {
        ...changed,
        status: 'going on',
        series: [...plan.series, { ...last, start: event.from, end: after(plan.until) }],
      };
    }
    case 'finished':
      return {
        ...changed,
        status: 'finished',
        reached: event.reached,
        series: endSeries(plan.series, dayIn(plan, event.at + dayMs)),
      };
  }
}

/** Puts events of both sides into the one order that both see, and reduces them. */
export function pairPlanOf(events: readonly PairEvent[]): PairPlan | undefined {
  return [...events]
    .sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
    .reduce<PairPlan | undefined>(reducePair, undefined);
}

/** Every meeting planned up to `until` (ms), skipped and moved ones too, in the order of their first dates. */
export function plannedMeetings({ series, moved }: PairPlan, until: number): (Planned & { original: number })[] {
  const far = until + 60 * dayMs;
  return series
    .flatMap((part) => meetingsOf(part, far))
    .map(({ day, at }) => ({ day, original: at, at: moved.get(day) ?? at }))
    .filter(({ at }) => at <= until);
}

/** Where a pair goes on after a pause: the next day, from tomorrow on (`now` in ms), on the weekday that they met before. */
export function dayToGoOn({ series }: PairPlan, now: number): Day {
  const last = series.at(-1)!;
  const tomorrow = localDay(now + dayMs, last.zone);
  return addDays(tomorrow, (weekdayOf(last.start) - weekdayOf(tomorrow) + 7) % 7);
}

const dayMs = 86_400_000;

/** Minutes from which a help session can stand for a meeting. */
const shortestHelp = 15;

function begin(agreement: Agreement, at: number): PairPlan {
  const { people, goal, areas, minutes, until, first, cadence, zone } = agreement;
  return {
    people,
    goal,
    areas,
    minutes,
    until,
    status: 'going on',
    series: [{ start: first.day, minute: first.minute, zone, cadence, end: after(until) }],
    moved: new Map(),
    skipped: new Set(),
    held: [],
    revision: 0,
    changedAt: at,
  };
}

function change(plan: PairPlan, event: Extract<PairEvent, { type: 'changed' }>): PairPlan {
  const until = event.until === undefined ? plan.until : (event.until ?? undefined);
  const { rhythm } = event;
  let { series } = plan;
  if (event.until !== undefined && plan.status === 'going on')
    series = [...series.slice(0, -1), { ...series.at(-1)!, end: after(until) }];
  if (rhythm && isDay(rhythm.from) && plan.status === 'going on')
    series = [
      ...endSeries(series, rhythm.from),
      { start: rhythm.from, minute: rhythm.minute, zone: rhythm.zone, cadence: rhythm.cadence, end: after(until) },
    ];
  return {
    ...plan,
    goal: event.goal ?? plan.goal,
    areas: event.areas ?? plan.areas,
    minutes: event.minutes ?? plan.minutes,
    until,
    series,
  };
}

/** Ends what is planned from a day on. A series that had not begun by then stays as an empty one, so that calendars can cancel it. */
function endSeries(series: readonly Series[], day: Day): Series[] {
  return series.map((part) => {
    const end = part.end === undefined || part.end > day ? day : part.end;
    return { ...part, end: end < part.start ? part.start : end };
  });
}

function pickHeld(event: Extract<PairEvent, { type: 'held' }>): PairPlan['held'][number] {
  const { at, minutes, meeting } = event;
  return { at, minutes, help: false, ...(meeting === undefined ? {} : { meeting }) };
}

/** A meeting can be moved or skipped while it is planned and has not been held or skipped. */
function isOpen(plan: PairPlan, meeting: Day): boolean {
  return (
    isDay(meeting) &&
    !plan.skipped.has(meeting) &&
    !plan.held.some((held) => held.meeting === meeting) &&
    plan.series.some((part) => meetingsOf(part, Date.parse(meeting) + 2 * dayMs).some(({ day }) => day === meeting))
  );
}

/** A help session counts where it lasted and was about the goal's areas; a goal without areas takes any. */
function fits({ areas }: PairPlan, { area, language, minutes }: Extract<PairEvent, { type: 'helped' }>): boolean {
  if (minutes < shortestHelp) return false;
  return (
    areas.length === 0 ||
    areas.some(
      (wanted) => wanted === language || (area !== undefined && (area === wanted || area.startsWith(`${wanted}/`))),
    )
  );
}

function dayIn({ series }: PairPlan, moment: number): Day {
  return localDay(moment, series.at(-1)!.zone);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The day after, as series end before a day. */
function after(day: Day | undefined): Day | undefined {
  return day === undefined || !isDay(day) ? undefined : new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}

/** Half the time between two meetings, ms: how far from its date a meeting still stands for it. */
export function reach({ series }: PairPlan): number {
  return (cadenceDays(series.at(-1)?.cadence ?? 'weekly') / 2) * dayMs;
}

import { momentOf } from './workingHours.ts';

export const cadences = ['weekly', 'fortnightly', 'monthly'] as const;
/** How often a pair meets. `monthly` is the same weekday of each month, such as the second Tuesday. */
export type Cadence = (typeof cadences)[number];

/** A day as a calendar shows it: `2026-11-23`. */
export type Day = string;

/** Meetings that follow one rule: from `start` on, at a minute of the day in a zone, before `end` (not on it). */
export interface Series {
  readonly start: Day;
  readonly end?: Day | undefined;
  readonly cadence: Cadence;
  /** Minutes since midnight by a clock in `zone`. */
  readonly minute: number;
  /** IANA time zone. Summer and winter the clock shows the same time. */
  readonly zone: string;
}

/** One meeting as the series plans it. `day` names it for good, wherever it is moved. */
export interface Planned {
  readonly day: Day;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const dayMs = 86_400_000;

/** Meetings a series may have: ten years of weekly ones. Guards against a damaged end date. */
const mostMeetings = 520;

/** The meetings of a series from its start to `until` (ms), in order. */
export function meetingsOf(series: Series, until: number): Planned[] {
  const found: Planned[] = [];
  for (let i = 0; i < mostMeetings; i++) {
    const day = dayOf(series, i);
    if (series.end !== undefined && day >= series.end) break;
    const at = momentOf(series.zone, partsOf(day), series.minute);
    if (at > until) break;
    found.push({ day, at });
  }
  return found;
}

/** The `i`-th day of a series, counted from 0. */
function dayOf({ start, cadence }: Series, i: number): Day {
  if (cadence === 'monthly') return nthWeekday(start, i);
  return addDays(start, i * (cadence === 'weekly' ? 7 : 14));
}

/** Which weekday of the month a day is: 1 to 4, or -1 for one in the fifth week, which stands for the last. */
export function weekOfMonth(day: Day): number {
  const nth = Math.ceil(partsOf(day).day / 7);
  return nth === 5 ? -1 : nth;
}

function nthWeekday(start: Day, months: number): Day {
  const from = partsOf(start);
  const nth = weekOfMonth(start);
  const weekday = new Date(utc(start)).getUTCDay();
  const first = Date.UTC(from.year, from.month - 1 + months, 1);
  if (nth > 0) {
    const offset = (weekday - new Date(first).getUTCDay() + 7) % 7;
    return dayAt(first + (offset + (nth - 1) * 7) * dayMs);
  }
  const last = Date.UTC(from.year, from.month + months, 0);
  return dayAt(last - ((new Date(last).getUTCDay() - weekday + 7) % 7) * dayMs);
}

/** Days between two meetings, about. */
export const cadenceDays = (cadence: Cadence): number =>
  cadence === 'weekly' ? 7 : cadence === 'fortnightly' ? 14 : 30;

export const addDays = (day: Day, days: number): Day => dayAt(utc(day) + days * dayMs);

export function partsOf(day: Day): { year: number; month: number; day: number } {
  const [year, month, date] = day.split('-').map(Number);
  return { year: year!, month: month!, day: date! };
}

/** Monday 1 … Sunday 7. */
export const weekdayOf = (day: Day): number => new Date(utc(day)).getUTCDay() || 7;

function utc(day: Day): number {
  const { year, month, day: date } = partsOf(day);
  return Date.UTC(year, month - 1, date);
}

const dayAt = (moment: number): Day => new Date(moment).toISOString().slice(0, 10);

import { mondayAfter } from '../mondayAfter.ts';

/** When somebody is away, and the weeks that a handover has until then. Days as `2026-12-21`. */
export interface AwayTime {
  /** The first and the last day away, where they are known. */
  readonly from?: string;
  readonly until?: string;
  /** Whole weeks before that, at least one. */
  readonly weeks: number;
  /** The Monday on which the first of them begins. */
  readonly firstWeek: string;
}

const dayMs = 86_400_000;
/** Nobody hands over for longer than a year. */
const mostWeeks = 52;

/**
 * Reads `4`, weeks, or `2026-12-21`, or the first and last of two days; undefined for what is neither, for a first day that is not after
 * `today` or more than a year off, and for a last day before the first.
 */
export function readAwayTime(text: string, today: string): AwayTime | undefined {
  // Not this very day, though it be a Monday.
  const firstWeek = dayOf(mondayAfter(Date.parse(today) + 1));
  if (/^\d{1,2}$/.test(text.trim())) {
    const weeks = Number(text);
    return weeks >= 1 && weeks <= mostWeeks ? { weeks, firstWeek } : undefined;
  }
  const days = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:to|until|bis|hasta|[-–])\s*(\d{4}-\d{2}-\d{2}))?$/.exec(text.trim());
  const [, from, until] = days ?? [];
  if (from === undefined || !isDay(from) || from <= today) return undefined;
  if (until !== undefined && (!isDay(until) || until < from)) return undefined;
  const weeks = Math.max(1, Math.floor((Date.parse(from) - Date.parse(firstWeek)) / (7 * dayMs)));
  return weeks > mostWeeks ? undefined : { from, ...(until === undefined ? {} : { until }), weeks, firstWeek };
}

/** The Monday of a week of the handover, counted from 1. */
export const weekBegins = ({ firstWeek }: AwayTime, week: number): string =>
  dayOf(Date.parse(firstWeek) + 7 * (week - 1) * dayMs);

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
/** The calendar has it: `2026-02-30` is read as a day in March. */
const isDay = (day: string): boolean => !Number.isNaN(Date.parse(day)) && dayOf(Date.parse(day)) === day;

import { type Cadence, type Day, meetingsOf } from './cadence.ts';
import { localDay, localTime, type Slot, sharedHours, type WorkingHours } from './workingHours.ts';

/** A time at which all can meet, each time, all year. */
export interface ProposedTime {
  readonly day: Day;
  /** Minutes since midnight in `zone`. */
  readonly minute: number;
  readonly zone: string;
  /** What each person's clock shows at the first meeting, minutes since their midnight, in the order they were given. */
  readonly clocks: readonly number[];
}

/** Times proposed: a choice of more takes longer than the meeting's planning should. */
const mostTimes = 3;
/** Meetings begin on the half hour. */
const stepMinutes = 30;
const dayMs = 86_400_000;
const yearMs = 366 * dayMs;

/**
 * Times in the two weeks from `from` (ms) at which every meeting of a year lies within everybody's working hours, whatever
 * their clocks do; one a day, nearest to the middle of the hours they share. Empty where there is none.
 */
export function proposeTimes(
  people: readonly WorkingHours[],
  {
    cadence,
    minutes,
    from,
    busy = [],
  }: { cadence: Cadence; minutes: number; from: number; busy?: readonly { from: number; to: number }[] },
): ProposedTime[] {
  const zone = people[0]?.zone;
  if (zone === undefined) return [];
  const shared = sharedHours(people, from, from + yearMs + 20 * dayMs);
  const length = minutes * 60_000;
  const isFree = (at: number): boolean =>
    shared.some((slot) => slot.from <= at && at + length <= slot.to) &&
    !busy.some((slot) => slot.from < at + length && at < slot.to);
  const found: ProposedTime[] = [];
  for (const slot of shared) {
    if (slot.from >= from + 14 * dayMs || found.length === mostTimes) break;
    for (const at of startsIn(slot, length)) {
      const { year, month, day: date, minute } = localTime(zone, at);
      const day = new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
      if (found.some((time) => time.day === day)) break;
      const meetings = meetingsOf({ start: day, cadence, minute, zone }, from + yearMs);
      if (!meetings.every((meeting) => isFree(meeting.at))) continue;
      found.push({ day, minute, zone, clocks: people.map((person) => localTime(person.zone, at).minute) });
      break;
    }
  }
  return found;
}

/** Moments (ms) between `from` and `to` at which one meeting fits into everybody's working hours; one a day, the soonest day first. */
export function proposeMoments(
  people: readonly WorkingHours[],
  { minutes, from, to, busy = [] }: { minutes: number; from: number; to: number; busy?: readonly Slot[] },
): number[] {
  const zone = people[0]?.zone;
  if (zone === undefined) return [];
  const length = minutes * 60_000;
  const found = new Map<string, number>();
  for (const slot of sharedHours(people, from, to))
    for (const at of startsIn(slot, length)) {
      const date = localDay(at, zone);
      if (found.has(date)) break;
      if (!busy.some((taken) => taken.from < at + length && at < taken.to)) found.set(date, at);
    }
  return [...found.values()].slice(0, mostTimes);
}

/** Half hours at which a meeting of `length` ms fits into a slot, nearest to its middle first. */
function startsIn(slot: Slot, length: number): number[] {
  const middle = (slot.from + slot.to - length) / 2;
  const step = stepMinutes * 60_000;
  const starts: number[] = [];
  for (let at = Math.ceil(slot.from / step) * step; at + length <= slot.to; at += step) starts.push(at);
  return starts.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b);
}

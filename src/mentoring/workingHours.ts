/** When somebody works. `zone` is an IANA time zone; minutes since local midnight; days 1 (Monday) to 7. */
export interface WorkingHours {
  readonly zone: string;
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** A stretch of time, milliseconds since 1970. */
export interface Slot {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** When all of these people work, within `from` to `to` (ms), in order. Follows each one’s daylight saving. */
export function sharedHours(people: readonly WorkingHours[], from: number, to: number): Slot[] {
  let shared: Slot[] = [{ from, to }];
  for (const person of people) shared = intersect(shared, hoursOf(person, from, to));
  return shared;
}

/** The hours in which both work in the week from `monday` (ms). */
export function sharedHoursAWeek(people: readonly WorkingHours[], monday: number): number {
  return sharedHours(people, monday, monday + 7 * day).reduce(
    (sum, slot) => sum + (slot.to - slot.from) / minute / 60,
    0,
  );
}

/** The moment at which a clock in `zone` shows this date and minute of the day; an hour that the clock skips counts from its end. */
export function momentOf(
  zone: string,
  date: { year: number; month: number; day: number },
  minuteOfDay: number,
): number {
  const shown = Date.UTC(date.year, date.month - 1, date.day) + minuteOfDay * minute;
  const first = shown - offsetAt(zone, shown);
  const second = shown - offsetAt(zone, first);
  if (first === second) return first;
  // Near a change of clocks: the earlier guess is right if it shows what was asked for.
  const early = Math.min(first, second);
  return early + offsetAt(zone, early) === shown ? early : Math.max(first, second);
}

/** The local date, minute of the day and weekday (1 Monday … 7) that a clock in `zone` shows at a moment. */
export function localTime(
  zone: string,
  moment: number,
): { year: number; month: number; day: number; minute: number; weekday: number } {
  const local = new Date(moment + offsetAt(zone, moment));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
    weekday: local.getUTCDay() || 7,
  };
}

/** The day, as 2026-11-26, that a clock in `zone` shows at a moment; this machine's zone where left out. In the evening that of UTC may be tomorrow. */
export function localDay(moment: number, zone = Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  const local = localTime(zone, moment);
  return new Date(Date.UTC(local.year, local.month - 1, local.day)).toISOString().slice(0, 10);
}

/** Whether the zone is one that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

function hoursOf({ zone, days, from, to }: WorkingHours, start: number, end: number): Slot[] {
  const slots: Slot[] = [];
  for (let at = start - 2 * day; at < end + 2 * day; at += day) {
    const noon = localTime(zone, at);
    const date = { year: noon.year, month: noon.month, day: noon.day };
    if (!days.includes(noon.weekday)) continue;
    const slot = { from: momentOf(zone, date, from), to: momentOf(zone, date, to <= from ? to + 1440 : to) };
    if (slots.at(-1)?.from !== slot.from) slots.push(slot);
  }
  return slots;
}

function intersect(a: readonly Slot[], b: readonly Slot[]): Slot[] {
  const found: Slot[] = [];
  for (const x of a)
    for (const y of b) {
      const from = Math.max(x.from, y.from);
      const to = Math.min(x.to, y.to);
      if (from < to) found.push({ from, to });
    }
  return found.sort((x, y) => x.from - y.from);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Milliseconds that local time is ahead of UTC. */
function offsetAt(zone: string, moment: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(moment)) parts[type] = Number(value);
  const local = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
  return local - Math.floor(moment / 1000) * 1000;
}

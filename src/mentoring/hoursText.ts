const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const shown = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** When somebody works, without the zone: minutes since local midnight, days 1 (Monday) to 7. */
export interface Hours {
  readonly days: number[];
  readonly from: number;
  readonly to: number;
}

/** Reads `Mon-Fri 9:00-17:30`, `Mon, Wed-Thu 9-13`; undefined for what is no such line. A day that ends before it begins ends the next day. */
export function parseHours(text: string): Hours | undefined {
  const match = /^(.*?)\s+(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, dayText, fromHour, fromMinute = '0', toHour, toMinute = '0'] = match as unknown as string[];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  const days = parseDays(dayText!);
  if (!days || from > 1439 || to > 1440 || Number(fromMinute) > 59 || Number(toMinute) > 59 || from === to)
    return undefined;
  return { days, from, to };
}

/** The same, as `parseHours` reads it. */
export function hoursText({ days, from, to }: Hours): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const runs: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    const [first, last] = [shown[sorted[i]! - 1]!, shown[sorted[end]! - 1]!];
    runs.push(end === i ? first : end === i + 1 ? `${first}, ${last}` : `${first}-${last}`);
    i = end + 1;
  }
  const time = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return `${runs.join(', ')} ${time(from)}-${time(to)}`;
}

function parseDays(text: string): number[] | undefined {
  const days = new Set<number>();
  for (const part of text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)) {
    const [first, last = first] = part
      .split(/[-–]/)
      .map((name) => names.findIndex((known) => name.startsWith(known)) + 1);
    if (!first || !last) return undefined;
    for (let day = first; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === last) break;
    }
  }
  return days.size ? [...days].sort((a, b) => a - b) : undefined;
}

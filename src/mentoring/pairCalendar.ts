import { TZDate } from '@date-fns/tz';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { displayText } from '../expertise/displayText.ts';
import { meetingsOf, type Series, weekdayOf, weekOfMonth } from './cadence.ts';
import type { PairPlan } from './pairPlan.ts';

export interface CalendarOptions {
  /** Names the pair's events for good; says nothing about anybody. */
  readonly id: string;
  /** What calendars show; the pair chooses what it reveals. */
  readonly label: string;
  /** When this text is made, ms. */
  readonly now: number;
}

/** Days after which a calendar looks again, for those that ask. */
const refreshSeconds = 3600;

/** Characters of a label: what a calendar shows of a title. */
const longestLabel = 120;

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/**
 * A pair's meetings as an iCalendar text (RFC 5545): one recurring event per series, in its time zone, so that clocks show the
 * same time all year; moved meetings by RECURRENCE-ID, skipped ones by EXDATE, a series that will not happen by
 * STATUS:CANCELLED, all with a rising SEQUENCE. Holds times and the label, nothing else: no names, no goal.
 */
export function pairCalendar(plan: PairPlan, options: CalendarOptions): string {
  const { id, now } = options;
  // The library writes a calendar's name as it is: a line break in it would begin a line of its own.
  const label = displayText(options.label, longestLabel);
  const calendar = ical({
    prodId: { company: 'whoknows', product: 'Who Knows', language: 'EN' },
    name: label,
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
    timezone: { name: null, generator: (zone) => timeZoneBlock(zone) },
  });
  plan.series.forEach((series, i) => {
    const meetings = meetingsOf(series, Number.POSITIVE_INFINITY);
    const uid = `${id}-${i + 1}@whoknows`;
    const common = {
      id: uid,
      sequence: plan.revision,
      stamp: new Date(now),
      lastModified: new Date(plan.changedAt),
      summary: label,
      timezone: series.zone,
    };
    const length = plan.minutes * 60_000;
    const at = (moment: number): TZDate => new TZDate(moment, series.zone);
    const first = meetings[0] ?? meetingsOf({ ...series, end: undefined }, Number.POSITIVE_INFINITY)[0]!;
    if (meetings.length === 0 || meetings.every(({ day }) => plan.skipped.has(day))) {
      calendar.createEvent({
        ...common,
        start: at(first.at),
        end: at(first.at + length),
        status: ICalEventStatus.CANCELLED,
      });
      return;
    }
    const skipped = meetings.filter(({ day }) => plan.skipped.has(day));
    calendar.createEvent({
      ...common,
      start: at(first.at),
      end: at(first.at + length),
      status: ICalEventStatus.CONFIRMED,
      repeating: [
        `RRULE:${ruleOf(series, meetings.at(-1)!.at)}`,
        ...skipped.map((meeting) => `EXDATE;TZID=${series.zone}:${localStamp(meeting.at, series.zone)}`),
      ].join('\r\n'),
    });
    for (const { day, at: original } of meetings) {
      const to = plan.moved.get(day);
      if (to === undefined || plan.skipped.has(day)) continue;
      calendar.createEvent({
        ...common,
        recurrenceId: at(original),
        start: at(to),
        end: at(to + length),
        status: ICalEventStatus.CONFIRMED,
      });
    }
  });
  return calendar.toString();
}

/** UNTIL stands in UTC, as RFC 5545 asks where DTSTART has a time zone; endless series have none. */
function ruleOf({ cadence, start, end }: Series, last: number): string {
  const day = days[weekdayOf(start) - 1]!;
  const rule =
    cadence === 'monthly'
      ? `FREQ=MONTHLY;BYDAY=${weekOfMonth(start)}${day}`
      : `FREQ=WEEKLY;INTERVAL=${cadence === 'weekly' ? 1 : 2};BYDAY=${day}`;
  return end === undefined ? rule : `${rule};UNTIL=${new Date(last).toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

function localStamp(moment: number, zone: string): string {
  return new TZDate(moment, zone).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

function timeZoneBlock(zone: string): string | null {
  const block = tzlib_get_ical_block(zone);
  return Array.isArray(block) ? (block[0] ?? null) : null;
}

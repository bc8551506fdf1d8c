import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import rrule from 'rrule';
import { addDays, cadences } from '../../src/mentoring/cadence.ts';
import { pairCalendar } from '../../src/mentoring/pairCalendar.ts';
import { type PairEvent, type PairPlan, pairPlanOf, plannedMeetings } from '../../src/mentoring/pairPlan.ts';
import { localTime, momentOf } from '../../src/mentoring/workingHours.ts';
import { seededChance } from '../support/chance.ts';

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'America/Sao_Paulo'];
const start = Date.UTC(2026, 0, 1);
const twoYears = Date.UTC(2028, 0, 1);
const day = 86_400_000;

const agree = (zone: string, cadence: (typeof cadences)[number], first = '2026-01-07'): PairEvent => ({
  type: 'agreed',
  at: start,
  by: 'ana',
  agreement: {
    people: ['ana', 'kim'],
    goal: 'Learn',
    areas: [],
    cadence,
    minutes: 45,
    zone,
    first: { day: first, minute: 570 },
  },
});
const textOf = (plan: PairPlan): string => pairCalendar(plan, { id: 'p1', label: 'Pairing', now: start });

/** What the plan says: the moments of all meetings that are not skipped. */
const expected = (plan: PairPlan): number[] =>
  plannedMeetings(plan, twoYears)
    .filter(({ day: name }) => !plan.skipped.has(name))
    .map(({ at }) => at)
    .sort((a, b) => a - b);

/** Every occurrence as ical.js reads the text, time zones by the text's own VTIMEZONE. */
function readByIcalJs(text: string): number[] {
  const root = new ICAL.Component(ICAL.parse(text));
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const events = root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  const moments: number[] = [];
  for (const event of events.filter((e) => !e.isRecurrenceException())) {
    if (event.component.getFirstPropertyValue('status') === 'CANCELLED') continue;
    for (const other of events)
      if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
    const all = event.iterator();
    for (let next = all.next(); next; next = all.next()) {
      if (next.toUnixTime() * 1000 > twoYears + 60 * day) break;
      const at = event.getOccurrenceDetails(next).startDate.toUnixTime() * 1000;
      if (at <= twoYears) moments.push(at);
    }
  }
  ICAL.TimezoneService.reset();
  return moments.sort((a, b) => a - b);
}

/** The same as the rrule package reads RRULE and EXDATE, with clocks turned into moments by the platform's zones. */
function readByRrule(text: string): number[] {
  const moments: number[] = [];
  const lines = text.replace(/\r\n[ \t]/g, '').split(/\r\n/);
  const events: Record<string, string>[] = [];
  let event: Record<string, string> | undefined;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') event = {};
    else if (line === 'END:VEVENT') {
      events.push(event!);
      event = undefined;
    } else if (event) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).split(';')[0]!;
      event[name] = event[name] ? `${event[name]},${line.slice(colon + 1)}` : line.slice(colon + 1);
      if (name === 'DTSTART') event.zone = /TZID=([^;:]+)/.exec(line)![1]!;
    }
  }
  const floating = (stamp: string): Date =>
    new Date(`${stamp.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d).*/, '$1-$2-$3T$4:$5:$6')}Z`);
  const moment = (date: Date, zone: string): number =>
    momentOf(
      zone,
      { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
      date.getUTCHours() * 60 + date.getUTCMinutes(),
    );
  for (const { UID, RRULE, DTSTART, EXDATE, STATUS, zone, 'RECURRENCE-ID': replaces } of events) {
    if (replaces || STATUS === 'CANCELLED') continue;
    const moved = new Map(
      events.filter((e) => e.UID === UID && e['RECURRENCE-ID']).map((e) => [e['RECURRENCE-ID']!, floating(e.DTSTART!)]),
    );
    const gone = new Set(
      (EXDATE ?? '')
        .split(',')
        .filter(Boolean)
        .map((stamp) => floating(stamp).getTime()),
    );
    // UNTIL is in UTC, the rule is read by the clock: ends are compared as moments.
    const until = /UNTIL=(\w+)/.exec(RRULE!)?.[1];
    const rule = new rrule.RRule({
      ...rrule.RRule.parseString(RRULE!.replace(/;UNTIL=\w+/, '')),
      dtstart: floating(DTSTART!),
      until: new Date(twoYears + 60 * day),
    });
    for (const date of rule.all()) {
      if (gone.has(date.getTime())) continue;
      if (until && moment(date, zone!) > floating(until).getTime()) continue;
      const stamp = date.toISOString().slice(0, 19).replace(/[-:]/g, '');
      const at = moment(moved.get(stamp) ?? date, zone!);
      if (at <= twoYears) moments.push(at);
    }
  }
  return moments.sort((a, b) => a - b);
}

describe('P4 the calendar of a pair', () => {
  for (const zone of zones)
    it(`two other libraries read every meeting of two years right in ${zone}, moved, skipped and changed ones too`, () => {
      for (const cadence of cadences) {
        const chance = seededChance(zone.length * 7 + cadence.length);
        for (let round = 0; round < 6; round++) {
          const first = addDays('2026-01-05', Math.floor(chance() * 60));
          const events: PairEvent[] = [agree(zone, cadence, first)];
          for (let i = 0; i < round * 3; i++) {
            const plan = pairPlanOf(events)!;
            const meetings = plannedMeetings(plan, twoYears);
            const meeting = meetings[Math.floor(chance() * meetings.length)];
            const at = start + (i + 1) * 1000;
            const luck = chance();
            if (!meeting) continue;
            if (luck < 0.45) events.push({ type: 'skipped', at, by: 'ana', meeting: meeting.day });
            else if (luck < 0.8) {
              const to = meeting.original + Math.floor(chance() * 20 - 10) * 1_800_000;
              events.push({ type: 'moved', at, by: 'kim', meeting: meeting.day, to });
            } else if (luck < 0.9) {
              const rhythm = { cadence: cadences[i % 3]!, from: meeting.day, minute: 60 * (8 + (i % 9)), zone };
              events.push({ type: 'changed', at, by: 'kim', rhythm });
            } else events.push({ type: 'changed', at, by: 'kim', until: addDays(meeting.day, 90) });
          }
          const plan = pairPlanOf(events)!;
          const text = textOf(plan);
          assert.deepEqual(readByIcalJs(text), expected(plan), `ical.js, ${cadence}, round ${round}\n${text}`);
          assert.deepEqual(readByRrule(text), expected(plan), `rrule, ${cadence}, round ${round}\n${text}`);
        }
      }
    }).timeout(30_000);

  it('clocks show the same time in summer and winter', () => {
    for (const zone of zones)
      for (const at of readByIcalJs(textOf(pairPlanOf([agree(zone, 'weekly')])!)))
        assert.equal(localTime(zone, at).minute, 570);
  });

  it('a change raises SEQUENCE and keeps UID, so that calendars replace the event', () => {
    const before = textOf(pairPlanOf([agree('Europe/Berlin', 'weekly')])!);
    const moved: PairEvent = {
      type: 'moved',
      at: start + 1,
      by: 'kim',
      meeting: '2026-01-14',
      to: Date.UTC(2026, 0, 16, 9),
    };
    const after = textOf(pairPlanOf([agree('Europe/Berlin', 'weekly'), moved])!);
    const values = (text: string, name: string): string[] =>
      [...text.matchAll(new RegExp(`^${name}:(.*)$`, 'gm'))].map((match) => match[1]!.trim());
    assert.deepEqual(values(before, 'SEQUENCE'), ['0']);
    assert.deepEqual(values(after, 'SEQUENCE'), ['1', '1']);
    assert.equal(new Set([...values(before, 'UID'), ...values(after, 'UID')]).size, 1);
  });

  it('a finished pair keeps its past, and what had not begun is cancelled', () => {
    const finish = (at: number): PairEvent => ({ type: 'finished', at, by: 'ana', reached: 'Yes' });
    const ended = pairPlanOf([agree('Europe/Berlin', 'weekly'), finish(Date.UTC(2026, 2, 2))])!;
    assert.equal(readByIcalJs(textOf(ended)).length, 8);
    const never = textOf(pairPlanOf([agree('Europe/Berlin', 'weekly'), finish(start + 1)])!);
    assert.match(never, /STATUS:CANCELLED/);
    assert.doesNotMatch(never, /RRULE:FREQ=WEEKLY/);
  });

  it('holds times and the label, and nothing about anybody', () => {
    const text = textOf(pairPlanOf([agree('Europe/Berlin', 'weekly')])!);
    assert.doesNotMatch(text, /ana|kim|Learn/);
  });

  it('lines are folded at 75 bytes and a label cannot add lines of its own', () => {
    const plan = pairPlanOf([agree('Europe/Berlin', 'weekly')])!;
    const label = `Größe ${'x'.repeat(200)}\r\nATTENDEE:mailto:eve@example.com`;
    const text = pairCalendar(plan, { id: 'p1', label, now: start });
    assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
    assert.doesNotMatch(text, /^ATTENDEE/m);
  });
});

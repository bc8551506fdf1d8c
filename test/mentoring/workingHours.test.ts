import assert from 'node:assert/strict';
import { localTime, momentOf, sharedHours, sharedHoursAWeek } from '../../src/mentoring/workingHours.ts';

const office = (zone: string, days = [1, 2, 3, 4, 5]) => ({ zone, days, from: 9 * 60, to: 17 * 60 });
const hour = 3_600_000;

describe('working hours', () => {
  it('meet where both work, across time zones', () => {
    const monday = Date.UTC(2026, 0, 5);
    assert.equal(sharedHoursAWeek([office('Europe/Berlin'), office('Europe/London')], monday), 35);
    assert.equal(sharedHoursAWeek([office('Europe/Berlin'), office('America/New_York')], monday), 10);
    assert.equal(sharedHoursAWeek([office('Europe/Berlin'), office('Asia/Tokyo')], monday), 0);
    assert.equal(sharedHoursAWeek([office('Europe/Berlin', [1]), office('Europe/Berlin', [2])], monday), 0);
  });

  it('follow each side’s daylight saving: in March Berlin and New York are an hour nearer for three weeks', () => {
    assert.equal(sharedHoursAWeek([office('Europe/Berlin'), office('America/New_York')], Date.UTC(2026, 2, 16)), 15);
  });

  it('may run past midnight', () => {
    const night = { zone: 'UTC', days: [1], from: 22 * 60, to: 2 * 60 };
    const monday = Date.UTC(2026, 0, 5);
    assert.deepEqual(sharedHours([night], monday, monday + 48 * hour), [
      { from: monday + 22 * hour, to: monday + 26 * hour },
    ]);
  });

  it('a clock’s time gives its moment back, also on days when clocks change', () => {
    for (const zone of [
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
    ])
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += 7 * hour) {
        const { minute, ...date } = localTime(zone, at);
        const again = momentOf(zone, date, minute);
        assert.ok(
          again === at || again === at - hour || again === at - hour / 2,
          `${zone} ${new Date(at).toISOString()}`,
        );
      }
  });

  it('an hour that the clock skips counts from its end', () => {
    const skipped = momentOf('Europe/Berlin', { year: 2026, month: 3, day: 29 }, 150);
    assert.equal(localTime('Europe/Berlin', skipped).minute, 210);
  });
});

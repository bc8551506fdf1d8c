import assert from 'node:assert/strict';
import { localDay } from '../../src/mentoring/workingHours.ts';

describe('the day that it is', () => {
  it('is that of the clock on the wall, also where UTC has another', () => {
    const evening = Date.UTC(2026, 10, 27, 4, 30);
    assert.equal(localDay(evening, 'America/Los_Angeles'), '2026-11-26');
    assert.equal(localDay(evening, 'Asia/Tokyo'), '2026-11-27');
    assert.equal(localDay(Date.UTC(2026, 2, 1, 23, 30), 'Europe/Berlin'), '2026-03-02');
  });
});

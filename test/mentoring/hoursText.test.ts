import assert from 'node:assert/strict';
import { hoursText, parseHours } from '../../src/mentoring/hoursText.ts';

describe('S5 working hours as people write them', () => {
  const same: [string, string][] = [
    ['Mon-Fri 9:00-17:30', 'Mon-Fri 9:00-17:30'],
    ['monday – friday 9–17', 'Mon-Fri 9:00-17:00'],
    ['Mon, Wed-Thu 9-13', 'Mon, Wed, Thu 9:00-13:00'],
    ['Sat-Mon 22:00-6:00', 'Mon, Sat, Sun 22:00-6:00'],
    ['tue 0-24', 'Tue 0:00-24:00'],
  ];
  for (const [written, read] of same)
    it(`“${written}” is ${read}`, () => {
      const hours = parseHours(written.replace(' – ', '–'));
      assert.equal(hours && hoursText(hours), read);
    });

  for (const wrong of ['', '9-17', 'Mon-Fri', 'Mon-Fri 9:00', 'Someday 9-17', 'Mon 25-26', 'Mon 9:70-17', 'Mon 9-9'])
    it(`“${wrong}” is none`, () => assert.equal(parseHours(wrong), undefined));
});

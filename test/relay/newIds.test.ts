import assert from 'node:assert/strict';
import { idTime } from '../../src/protocol/idTime.ts';
import { loadSealing, timedId } from '../../src/protocol/sealing.ts';
import { createNewIds } from '../../src/relay/newIds.ts';
import { randomFrom } from '../support/randomFrom.ts';

describe('ids that are new', () => {
  before(loadSealing);

  it('an id begins with its time', () => {
    for (const time of [0, 1, 63, 64, 1_700_000_000_000, 2 ** 48 - 1]) assert.equal(idTime(timedId(time)), time);
  });

  it('never calls an id new that was there or has been taken, and most others are', () => {
    const random = randomFrom(5);
    const start = 1_700_000_000_000;
    const newIds = createNewIds(start);
    assert.equal(newIds.take(timedId(start)), false, 'as late as what is on disk');
    const taken: string[] = [];
    let unsure = 0;
    for (let n = 0; n < 12_000; n++) {
      // Clocks of clients differ by some seconds.
      const id = timedId(start + 10_000 + n * 10 + Math.floor(random() * 5_000));
      if (!newIds.take(id)) unsure++;
      taken.push(id);
      const again = taken[Math.floor(random() * taken.length)]!;
      assert.equal(newIds.take(again), false);
    }
    assert.ok(unsure < 120, `${unsure} of 12,000 would have been looked for on disk`);
  });
});

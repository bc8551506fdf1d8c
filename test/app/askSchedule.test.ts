import assert from 'node:assert/strict';
import { askInTurn, askWhoeverIsFree } from '../../src/app/askSchedule.ts';

const minute = 60_000;

describe('the schedule of a question', () => {
  it('H3 asks one after another, then everybody else, each once', () => {
    const steps = askInTurn(
      [
        { member: 'ana', presence: 'available' },
        { member: 'ben', presence: 'busy' },
        { member: 'ana', presence: 'available' },
      ],
      ['ben', 'kim', 'ola', 'ana'],
    );
    assert.deepEqual(
      steps.map(({ candidates }) => candidates),
      [['ana'], ['ben'], ['kim', 'ola']],
    );
  });

  it('S5 gives somebody who is away less time, and an urgent question goes on sooner', () => {
    const first = (presence: 'available' | 'offline', urgency: 'now' | 'today') =>
      askInTurn([{ member: 'ana', presence }], [], urgency)[0]!.wait;
    assert.equal(first('available', 'today'), 15 * minute);
    assert.equal(first('offline', 'today'), 5 * minute);
    assert.equal(first('available', 'now'), 3 * minute);
  });

  it('S5 asks whoever is free at once, and the others after them', () => {
    const steps = askWhoeverIsFree([
      { member: 'ana', presence: 'offline' },
      { member: 'ben', presence: 'available' },
    ]);
    assert.deepEqual(
      steps.map(({ candidates }) => candidates),
      [['ben'], ['ana']],
    );
  });
});

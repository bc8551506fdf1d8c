import assert from 'node:assert/strict';
import { findFellowLearner } from '../../src/mentoring/fellowLearner.ts';
import { withSessions } from '../../src/mentoring/sessionEvidence.ts';
import { type Statement, Teaching } from '../../src/mentoring/teaching.ts';
import { areaLevel } from '../../src/mentoring/teamKnowledge.ts';
import { findUnteachable } from '../../src/mentoring/unteachable.ts';
import { teamOf } from '../support/team.ts';

describe('S6 a fellow learner', () => {
  const team = teamOf({
    net: [
      [0.5, 1],
      [20, 9],
      [0.6, 2],
      [0, 0],
      [1.5, 2],
    ],
  });
  it('is the peer nearest to the asker’s level who works there too, never an expert', () => {
    assert.deepEqual(findFellowLearner(new Teaching(team), 0, 0), {
      member: 2,
      words: 'is finding their way here too',
    });
  });
  it('is first of all who said they want to learn it', () => {
    const wish: Statement = { member: 3, area: 0, says: 'wants to learn' };
    assert.deepEqual(findFellowLearner(new Teaching(team, [wish]), 0, 0), {
      member: 3,
      words: 'would like to learn this too',
    });
  });
  it('is nobody where all others know it well or do not work there', () => {
    const alone = teamOf({
      net: [
        [0.5, 1],
        [20, 9],
        [0, 0],
      ],
    });
    assert.equal(findFellowLearner(new Teaching(alone), 0, 0), undefined);
  });
});

describe('P7 what peers cannot teach', () => {
  const team = teamOf(
    {
      net: [
        [20, 9],
        [0, 0],
        [0, 0],
      ],
      legacy: [
        [0.4, 1],
        [0, 0],
        [0, 0],
      ],
      Rust: [
        [0.5, 1],
        [0.2, 1],
        [0, 0],
      ],
      web: [
        [0.4, 1],
        [0.3, 1],
        [0.3, 1],
      ],
      idle: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    },
    { legacy: 30 },
  );
  it('lists what is worked on and nobody knows, with what would close it, and names nobody', () => {
    assert.deepEqual(
      findUnteachable(new Teaching(team)).map(({ area, needs }) => `${team.areas[area]!.name}: ${needs}`),
      ['web: hiring', 'Rust: training', 'legacy: documentation'],
    );
  });
  it('puts what was asked about first, worked on or not', () => {
    const [first] = findUnteachable(new Teaching(team), new Set([4]));
    assert.equal(
      first!.sentence,
      'idle is asked about, and nobody active knows it: whoever works in it finds out alone, so a page written on the way would help the next.',
    );
  });
});

describe('H11 the learner’s standing grows', () => {
  const day = 86_400;
  const team = teamOf({
    net: [
      [20, 9],
      [0, 0],
    ],
  });
  const session = (at: number) => ({ at, area: 0, learner: 1, helper: 0, minutes: 30, outcome: 'solved' }) as const;
  const levelAfter = (count: number, now = 0) =>
    areaLevel(
      withSessions(
        team,
        Array.from({ length: count }, () => session(0)),
        now,
      ),
      1,
      0,
    );
  it('after one session they have touched it, after a few they know it', () => {
    assert.deepEqual(
      [0, 1, 2, 3].map((count) => levelAfter(count)),
      ['new to', 'has touched', 'knows', 'knows'],
    );
  });
  it('what was heard fades like what was written', () => {
    assert.equal(levelAfter(2, 400 * day), 'has touched');
  });
  it('closes a gap: somebody who knows after sessions can teach', () => {
    assert.equal(new Teaching(team).teaches(1, 0), false);
    assert.equal(new Teaching(withSessions(team, [session(0), session(0)], 0)).teaches(1, 0), true);
  });
  it('changes nothing that was measured', () => {
    const before = [...team.remembered];
    withSessions(team, [session(0)], 0);
    assert.deepEqual([...team.remembered], before);
  });
});

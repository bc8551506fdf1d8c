import assert from 'node:assert/strict';
import { planAway } from '../../src/expertise/skillMap/awayPlan.ts';
import { findMapPerson } from '../../src/expertise/skillMap/findMapPerson.ts';
import type { SkillMap } from '../../src/expertise/skillMap/mapTypes.ts';
import { planNewcomer } from '../../src/expertise/skillMap/newcomerPlan.ts';
import {
  agreementOf,
  mondayAtTen,
  pairsOfAwayPlan,
  pairsOfNewcomerPlan,
  sessionSentences,
} from '../../src/mentoring/plannedPairs.ts';
import { ana, ben, kim } from '../support/repository.ts';
import { mapOf, teamRepository } from '../support/skillMap.ts';

describe('sessions that a plan of the map proposes', () => {
  let map: SkillMap;
  before(async () => {
    map = await mapOf(teamRepository().folder);
  });
  const who = ({ email }: { email: string }): number => findMapPerson(map, email)!;
  /** A Wednesday. */
  const now = Date.UTC(2026, 10, 25, 15);

  it('M5: every session of a handover plan is in one pair, the earliest pairs first', () => {
    const plan = planAway(map, [who(kim), who(ana)]);
    const pairs = pairsOfAwayPlan(map, plan);
    assert.deepEqual(
      pairs
        .flatMap(({ teacher, learner, sessions }) =>
          sessions.map(({ path, week }) => [teacher.name, learner.name, path, week].join()),
        )
        .sort(),
      plan.sessions
        .map((s) => [map.people[s.teacher]!.name, map.people[s.learner]!.name, map.areas[s.area]!.path, s.week].join())
        .sort(),
    );
    const firsts = pairs.map(({ sessions }) => sessions[0]!.week);
    assert.deepEqual(firsts, [...firsts].sort());
  });

  it('M5: the two agree on what, from the Monday of its first week to that of its last', () => {
    const [pair] = pairsOfAwayPlan(map, planAway(map, [who(kim)]));
    const spread = {
      ...pair!,
      sessions: [
        { path: 'src/parser', week: 2 },
        { path: 'src', week: 4 },
      ],
    };
    const agreement = agreementOf(spread, ['k', 'b'], mondayAtTen('Europe/Berlin', now));
    assert.equal(agreement.goal, `${ben.name} can look after src/parser, src when ${kim.name} is away.`);
    assert.deepEqual(agreement.areas, ['src/parser', 'src']);
    assert.deepEqual([agreement.first.day, agreement.until], ['2026-12-07', '2026-12-21']);
    assert.deepEqual(sessionSentences(spread)[0], `Week 2: ${kim.name} shows ${ben.name} src/parser.`);
  });

  it('M6: the first weeks of somebody new become pairs with their guides', () => {
    const lea = { name: 'Lea', email: 'lea@example.com' };
    const plan = planNewcomer(map);
    const pairs = pairsOfNewcomerPlan(map, plan, lea);
    assert.ok(pairs.length >= 2, 'spread over several people');
    assert.ok(pairs.every(({ learner, because }) => learner === lea && because === 'new'));
    assert.equal(
      pairs.reduce((sum, { sessions }) => sum + sessions.length, 0),
      plan.steps.length,
    );
    const goal = agreementOf(pairs[0]!, ['g', 'l'], mondayAtTen('UTC', now)).goal;
    assert.match(goal, /^Lea finds their way in .+, with .+\.$/);
  });
});

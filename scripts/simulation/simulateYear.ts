import { knowsFrom } from '../../src/expertise/suggestion.ts';
import { proposePairs } from '../../src/mentoring/proposePairs.ts';
import { sessionWorth } from '../../src/mentoring/sessionEvidence.ts';
import { type Lesson, Teaching } from '../../src/mentoring/teaching.ts';
import { daysAWeek, workingDays } from './parameters.ts';
import type { Policy } from './policies.ts';
import type { Knowing, World } from './world.ts';

/** The figures of one year under one policy. */
export interface Outcome {
  readonly questions: number;
  /** Part of all help given by the busiest tenth of the people. */
  readonly busiestShare: number;
  readonly singlesBefore: number;
  readonly singlesAfter: number;
  /** Mean working days from question to session, of those answered. */
  readonly waiting: number;
  /** Part of questions that nobody answered before the asker gave up. */
  readonly unanswered: number;
  /** Mean of what helpers truly know of the area, 0–1. */
  readonly quality: number;
}

interface Waiting {
  readonly asker: number;
  readonly area: number;
  readonly since: number;
  readonly order: readonly number[];
  next: number;
}

/** Lives through a world's year, asking by one policy. `chance` decides which meetings of pairs are held. */
export function simulateYear(world: World, policy: Policy, chance: () => number): Outcome {
  const { parameters } = world;
  const know = world.start.copy();
  const given = new Float64Array(parameters.people);
  const recent: { day: number; who: number }[] = [];
  let waiting: Waiting[] = [];
  let [questions, answered, gaveUp, waited, quality] = [0, 0, 0, 0, 0];
  let pairs: Lesson[][] = [];
  const past: { people: readonly number[]; day: number }[] = [];

  for (let day = 0; day < workingDays; day++) {
    know.forget();
    for (const who of world.leavers[day]!) {
      know.leave(who);
      waiting = waiting.filter(({ asker }) => asker !== who);
      pairs = pairs.map((lessons) => lessons.filter(({ teacher, learner }) => teacher !== who && learner !== who));
    }
    if (policy.pairs && day % (parameters.roundWeeks * daysAWeek) === 0) pairs = pairUp(know, past, day);
    if (policy.pairs && day % (parameters.meetingWeeks * daysAWeek) === 2) meet(world, know, pairs, day, chance);

    const held = new Float64Array(parameters.people);
    while (recent.length && recent[0]!.day <= day - 4 * daysAWeek) recent.shift();
    const asked = new Float64Array(parameters.people);
    const earlier = new Float64Array(parameters.people);
    for (const { who, day: then } of recent) (then > day - daysAWeek ? asked : earlier)[who]!++;
    const open = new Float64Array(parameters.people);
    for (const { order, next } of waiting) open[order[next]!]!++;

    const team = know.measured();
    for (const change of world.work[day]!) {
      const { who: asker, area } = change;
      const chanceNow = parameters.questionChance * (1 - know.share(area, asker));
      if (change.luck < chanceNow) {
        questions++;
        const order = policy.choose({
          team,
          commits: know.commits,
          asker,
          area,
          asked: (who) => asked[who]!,
          earlier: (who) => earlier[who]!,
          open: (who) => open[who]!,
          isAway: (who) => world.away[day]!.has(who),
        });
        if (order.length > 0) {
          open[order[0]!]!++;
          waiting.push({ asker, area, since: day, order, next: 0 });
        } else gaveUp++;
      }
      if (!change.reads) know.write(change, world.speed[asker]!);
    }

    const still: Waiting[] = [];
    for (const question of waiting) {
      const helper = question.order
        .slice(0, question.next + 1)
        .find((who) => !world.away[day]!.has(who) && held[who]! < parameters.sessionsADay);
      if (helper !== undefined && !world.away[day]!.has(question.asker)) {
        held[helper]!++;
        given[helper]!++;
        recent.push({ day, who: helper });
        answered++;
        waited += day - question.since;
        const share = know.share(question.area, helper);
        quality += share;
        teach(world, know, question.area, question.asker, share);
      } else if (day - question.since >= parameters.patience) gaveUp++;
      else {
        // An unanswered request reaches the next of the list each day; a policy with one name has no next.
        question.next = Math.min(question.next + 1, question.order.length - 1);
        still.push(question);
      }
    }
    waiting = still;
  }
  const tenth = Math.max(1, Math.round(parameters.people / 10));
  const busiest = [...given].sort((a, b) => b - a).slice(0, tenth);
  return {
    questions,
    busiestShare: sum(busiest) / Math.max(1, answered),
    singlesBefore: world.start.singles(),
    singlesAfter: know.singles(),
    waiting: waited / Math.max(1, answered),
    unanswered: gaveUp / Math.max(1, questions),
    quality: quality / Math.max(1, answered),
  };
}

/** By the measure: knowing, with what is forgotten until the year is out; a pair goes on to the next area from there. */
const enoughSeen = 2 * knowsFrom;

/** What a learner takes home: more from somebody who knows more; the product counts the same session for everybody. */
function teach({ parameters, speed }: World, know: Knowing, area: number, learner: number, share: number): void {
  const at = area * know.n + learner;
  know.truth[at]! += parameters.sessionTeaches * share * speed[learner]!;
  know.seen[at]! += sessionWorth(30, 'solved');
}

function pairUp(know: Knowing, past: { people: readonly number[]; day: number }[], day: number): Lesson[][] {
  const paired = past.map((pair) => ({ people: pair.people, weeksAgo: (day - pair.day) / daysAWeek }));
  const { pairs } = proposePairs(new Teaching(know.measured()), { paired });
  for (const { people } of pairs) past.push({ people, day });
  return pairs.map(({ lessons }) => [...lessons]);
}

/**
 * One meeting each: they take turns at learning. Each follows the lesson that is worth most until they know it by the product's own measure,
 * then the next of what was proposed.
 */
function meet(world: World, know: Knowing, pairs: readonly Lesson[][], day: number, chance: () => number): void {
  const { meetingHeld, meetingWeeks } = world.parameters;
  const turn = Math.floor(day / daysAWeek / meetingWeeks);
  for (const lessons of pairs) {
    const learners = [...new Set(lessons.map((lesson) => lesson.learner))];
    if (learners.length === 0 || chance() >= meetingHeld) continue;
    const own = lessons.filter((lesson) => lesson.learner === learners[turn % learners.length]);
    const isLearnt = (lesson: Lesson): boolean => know.seen[lesson.area * know.n + lesson.learner]! >= enoughSeen;
    const { teacher, learner, area } = own.find((lesson) => !isLearnt(lesson)) ?? own[0]!;
    if (world.away[day]!.has(teacher) || world.away[day]!.has(learner)) continue;
    teach(world, know, area, learner, know.share(area, teacher));
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

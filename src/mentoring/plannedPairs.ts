import type { AwayPlan } from '../expertise/skillMap/awayPlan.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import type { NewcomerPlan } from '../expertise/skillMap/newcomerPlan.ts';
import type { Agreement } from './pairPlan.ts';
import { localTime } from './workingHours.ts';

interface Named {
  readonly name: string;
  readonly email: string;
}

/** Sessions that a plan has for two people: who shows whom what, and in which week. */
export interface PlannedPair {
  readonly teacher: Named;
  readonly learner: Named;
  /** Folders, each with its week, counted from 1; ascending by week. */
  readonly sessions: readonly { readonly path: string; readonly week: number }[];
  /** Why: the teacher will be away, or the learner is new. */
  readonly because: 'away' | 'new';
}

/** The sessions of a handover plan, by pair, in the order of their first weeks. */
export function pairsOfAwayPlan(map: SkillMap, { sessions }: AwayPlan): PlannedPair[] {
  return group(
    sessions.map(({ teacher, learner, area, week }) => ({
      teacher: named(map, teacher),
      learner: named(map, learner),
      path: map.areas[area].path,
      week,
    })),
    'away',
  );
}

/** The steps of a newcomer's plan, one a week, by guide. */
export function pairsOfNewcomerPlan(map: SkillMap, { steps }: NewcomerPlan, newcomer: Named): PlannedPair[] {
  return group(
    steps.map(({ guide, area }, i) => ({
      teacher: named(map, guide),
      learner: newcomer,
      path: map.areas[area].path,
      week: i + 1,
    })),
    'new',
  );
}

/** Paths named in a goal; the sentences name each. */
const mostNamed = 3;
/** Longest goal and path that an agreement takes, in characters. */
const longestGoal = 400;
const longestPath = 1024;
const mostAreas = 16;
/** A session is half an hour at ten: a beginning that either can move. */
export const sessionMinutes = 30;
const tenOClock = 600;
const dayMs = 86_400_000;

/** The first time in the first week, by a clock in `zone`. */
interface FirstTime {
  readonly day: string;
  readonly minute: number;
  readonly zone: string;
}

/** The Monday after `now` (ms) at ten, where nobody said when they work. */
export function mondayAtTen(zone: string, now: number): FirstTime {
  const { year, month, day, weekday } = localTime(zone, now);
  const monday = new Date(Date.UTC(year, month - 1, day) + (8 - weekday) * dayMs).toISOString().slice(0, 10);
  return { day: monday, minute: tenOClock, zone };
}

/** What the two would agree on. `people`: the teacher's id, then the learner's; `when`: the time of a session in the first week. */
export function agreementOf(
  { teacher, learner, sessions, because }: PlannedPair,
  people: readonly [string, string],
  { day, minute, zone }: FirstTime,
): Agreement {
  const dayOfWeek = (week: number): string =>
    new Date(Date.parse(day) + 7 * (week - 1) * dayMs).toISOString().slice(0, 10);
  const paths = sessions.map(({ path }) => path || '.');
  const what = paths.length > mostNamed ? `${paths.slice(0, mostNamed).join(', ')} and more` : paths.join(', ');
  const goal =
    because === 'away'
      ? `${learner.name} can look after ${what} when ${teacher.name} is away.`
      : `${learner.name} finds their way in ${what}, with ${teacher.name}.`;
  return {
    people,
    goal: goal.slice(0, longestGoal),
    areas: paths.filter((path) => path.length <= longestPath).slice(0, mostAreas),
    cadence: 'weekly',
    minutes: sessionMinutes,
    zone,
    first: { day: dayOfWeek(sessions[0]!.week), minute },
    until: dayOfWeek(sessions.at(-1)!.week),
  };
}

/** What each session is, for whoever is asked: `Week 1: Kim shows Ben src/parser.` At most six, as a proposal takes. */
export function sessionSentences({ teacher, learner, sessions }: PlannedPair): string[] {
  return sessions
    .slice(0, 6)
    .map(({ path, week }) =>
      `Week ${week}: ${teacher.name} shows ${learner.name} ${path || 'the top folder'}.`.slice(0, 400),
    );
}

function group(
  sessions: readonly {
    readonly teacher: Named;
    readonly learner: Named;
    readonly path: string;
    readonly week: number;
  }[],
  because: PlannedPair['because'],
): PlannedPair[] {
  const pairs = new Map<string, PlannedPair & { readonly sessions: { path: string; week: number }[] }>();
  for (const { teacher, learner, path, week } of sessions) {
    const key = JSON.stringify([teacher.email || teacher.name, learner.email || learner.name]);
    const pair = pairs.get(key) ?? { teacher, learner, because, sessions: [] };
    pair.sessions.push({ path, week });
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

const named = ({ people }: SkillMap, p: number): Named => ({ name: people[p].name, email: people[p].email });

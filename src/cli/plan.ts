import type { Command } from 'commander';
import type { Knowledge } from '../app/knowledge.ts';
import { findPerson } from '../app/whoCanHelp.ts';
import { displayText } from '../expertise/displayText.ts';
import { type AwayPlan, awayDefaults, planAway } from '../expertise/skillMap/awayPlan.ts';
import { type AwayTime, readAwayTime } from '../expertise/skillMap/awayTime.ts';
import { findMapPerson } from '../expertise/skillMap/findMapPerson.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { type NewcomerPlan, planNewcomer } from '../expertise/skillMap/newcomerPlan.ts';
import { awayPlanToMarkdown, newcomerPlanToMarkdown } from '../expertise/skillMap/planMarkdown.ts';
import { type PlannedPair, pairsOfAwayPlan, pairsOfNewcomerPlan } from '../mentoring/plannedPairs.ts';
import { localDay } from '../mentoring/workingHours.ts';
import { type MapCommandOptions, openMap, withMapOptions } from './openMap.ts';
import { CommandError, print, printJson } from './terminal.ts';

interface Options extends MapCommandOptions {
  readonly away?: readonly string[];
  readonly newcomer?: string;
  readonly weeks?: string;
  readonly from?: string;
  readonly until?: string;
  readonly perWeek: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly propose?: boolean;
}

/** `whoknows plan`: a handover plan for people who will be away, or the first weeks of somebody new. */
export function addPlanCommand(program: Command): void {
  withMapOptions(
    program
      .command('plan')
      .description('who learns what from whom before somebody is away, or where somebody new begins')
      .option('--away <email...>', 'people who will be away')
      .option('--from <day>', 'the first day they are away, such as 2026-12-21')
      .option('--until <day>', 'the last')
      .option('--weeks <n>', `instead of a day: weeks until then (default: ${awayDefaults.weeks})`)
      .option('--per-week <n>', 'sessions that each of them gives in a week', String(awayDefaults.teachPerWeek))
      .option('--newcomer <email>', 'somebody new; they need no history here')
      .option('--json', 'print JSON')
      .option('--markdown', 'print Markdown, as without any of these')
      .option('--propose', 'propose the sessions to those in your team who would hold them; both must agree'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ whoknows plan --away ana@example.com ben@example.com --weeks 6\n  $ whoknows plan --away ana@example.com --from 2026-12-21 --until 2027-01-08\n  $ whoknows plan --newcomer kim@example.com',
    )
    .action(async (options: Options) => {
      if ((options.away === undefined) === (options.newcomer === undefined))
        throw new CommandError('Say who it is about: --away EMAIL… or --newcomer EMAIL.');
      const time = timeOf(options);
      const teachPerWeek = Number(options.perWeek);
      if (!Number.isInteger(teachPerWeek) || teachPerWeek < 1 || teachPerWeek > 10)
        throw new CommandError(`--per-week takes a whole number from 1 to 10, not “${displayText(options.perWeek)}”.`);
      const { knowledge, map } = await openMap(options);
      if (options.away) {
        const people = [...new Set(options.away.map((who) => mustFind(knowledge, map, who)))];
        const plan = planAway(map, people, { weeks: time.weeks, teachPerWeek });
        if (options.json) printJson(awayJson(map, plan, time));
        else print(awayPlanToMarkdown(map, plan, time).trimEnd());
        if (options.propose) await propose(knowledge, pairsOfAwayPlan(map, plan));
        return;
      }
      const who = options.newcomer!;
      const newcomer = findMapPerson(map, emailOf(knowledge, who) ?? who);
      const plan = planNewcomer(map, newcomer);
      const name = newcomer === undefined ? displayText(who) : map.people[newcomer].name;
      if (options.json) printJson(newcomerJson(map, plan));
      else print(newcomerPlanToMarkdown(map, plan, name).trimEnd());
      const email = newcomer === undefined ? (who.includes('@') ? who : '') : map.people[newcomer].email;
      if (options.propose) await propose(knowledge, pairsOfNewcomerPlan(map, plan, { name, email }));
    });
}

/** When they are away, from the options. */
function timeOf({ from, until, weeks }: Options): AwayTime {
  const today = localDay(Date.now());
  if (from === undefined) {
    if (until !== undefined) throw new CommandError('--until needs --from, the first day they are away.');
    const time = readAwayTime(weeks ?? String(awayDefaults.weeks), today);
    if (time && time.from === undefined) return time;
    throw new CommandError(`--weeks takes a whole number from 1 to 52, not “${displayText(weeks ?? '')}”.`);
  }
  if (weeks !== undefined) throw new CommandError('--from and --weeks say the same in two ways. Choose one.');
  const time = readAwayTime(until === undefined ? from : `${from} to ${until}`, today);
  if (time?.from === undefined)
    throw new CommandError(
      'Days are written as 2026-12-21. --from lies after today and within a year, --until not before it.',
    );
  return time;
}

/** Proposes the sessions over the relay, and says so beside what was printed. */
async function propose(knowledge: Knowledge, pairs: readonly PlannedPair[]): Promise<void> {
  const [{ withClient }, { plannedMembers, proposePlan }] = await Promise.all([
    import('./memberClient.ts'),
    import('../app/proposePlan.ts'),
  ]);
  await withClient(async (client) => {
    const members = plannedMembers(client, knowledge, pairs);
    const proposed = await proposePlan(client, members);
    const missing = [
      ...new Set(
        members.flatMap(({ planned, teacher, learner }) => [
          ...(teacher ? [] : [planned.teacher.name]),
          ...(learner ? [] : [planned.learner.name]),
        ]),
      ),
    ];
    process.stderr.write(
      `Proposed: ${proposed} of ${pairs.length} pairs of the plan; each begins when both agree.${missing.length ? ` Not in your team: ${missing.map((name) => displayText(name)).join(', ')}.` : ''}\n`,
    );
  });
}

/** The main address of somebody named by any of their addresses. */
function emailOf(knowledge: Knowledge, who: string): string | undefined {
  const person = findPerson(knowledge, who);
  return person === undefined ? undefined : knowledge.people.people[person].email;
}

function mustFind(knowledge: Knowledge, map: SkillMap, who: string): number {
  const found = findMapPerson(map, emailOf(knowledge, who) ?? who);
  if (found === undefined)
    throw new CommandError(
      `Nobody active here is known as “${displayText(who)}”. Use an address they commit under; \`git shortlog -se\` lists them.`,
    );
  return found;
}

function awayJson(map: SkillMap, plan: AwayPlan, { from, until, firstWeek }: AwayTime): object {
  const person = (p: number) => ({ name: map.people[p].name, email: map.people[p].email });
  return {
    away: plan.away.map(person),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    firstWeek,
    areas: plan.areas.map(({ area, becomes, teachers, remains, learner, because }) => ({
      path: map.areas[area].path,
      becomes,
      teachers: teachers.map(person),
      remains: remains.map(person),
      ...(learner === undefined ? {} : { learner: person(learner), because }),
    })),
    files: plan.files.map(({ file, nearest }) => ({ path: map.files.path[file], nearest: nearest.map(person) })),
    sessions: plan.sessions.map(({ week, area, teacher, learner }) => ({
      week,
      path: map.areas[area].path,
      teacher: person(teacher),
      learner: person(learner),
    })),
    open: plan.open.map((a) => map.areas[a].path),
  };
}

function newcomerJson(map: SkillMap, plan: NewcomerPlan): object {
  return {
    steps: plan.steps.map(({ area, guide, read }) => ({
      path: map.areas[area].path,
      guide: { name: map.people[guide].name, email: map.people[guide].email },
      read,
    })),
    withoutGuide: plan.withoutGuide.map((a) => map.areas[a].path),
  };
}

import type { Command } from 'commander';
import type { Knowledge } from '../app/knowledge.ts';
import { findPerson } from '../app/whoCanHelp.ts';
import { displayText } from '../expertise/displayText.ts';
import { type AwayPlan, awayDefaults, planAway } from '../expertise/skillMap/awayPlan.ts';
import { findMapPerson } from '../expertise/skillMap/findMapPerson.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { type NewcomerPlan, planNewcomer } from '../expertise/skillMap/newcomerPlan.ts';
import { awayPlanToMarkdown, newcomerPlanToMarkdown } from '../expertise/skillMap/planMarkdown.ts';
import { type PlannedPair, pairsOfAwayPlan, pairsOfNewcomerPlan } from '../mentoring/plannedPairs.ts';
import { type MapCommandOptions, openMap, withMapOptions } from './openMap.ts';
import { CommandError, print, printJson } from './terminal.ts';

interface Options extends MapCommandOptions {
  readonly away?: readonly string[];
  readonly newcomer?: string;
  readonly weeks: string;
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
      .option('--weeks <n>', 'weeks until then', String(awayDefaults.weeks))
      .option('--newcomer <email>', 'somebody new; they need no history here')
      .option('--json', 'print JSON')
      .option('--markdown', 'print Markdown, as without any of these')
      .option('--propose', 'propose the sessions to those in your team who would hold them; both must agree'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ whoknows plan --away ana@example.com ben@example.com --weeks 6\n  $ whoknows plan --newcomer kim@example.com',
    )
    .action(async (options: Options) => {
      if ((options.away === undefined) === (options.newcomer === undefined))
        throw new CommandError('Say who it is about: --away EMAIL… or --newcomer EMAIL.');
      const weeks = Number(options.weeks);
      if (!Number.isInteger(weeks) || weeks < 1 || weeks > 52)
        throw new CommandError(`--weeks takes a whole number from 1 to 52, not “${displayText(options.weeks)}”.`);
      const { knowledge, map } = await openMap(options);
      if (options.away) {
        const plan = planAway(map, [...new Set(options.away.map((who) => mustFind(knowledge, map, who)))], { weeks });
        if (options.json) printJson(awayJson(map, plan));
        else print(awayPlanToMarkdown(map, plan).trimEnd());
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

function awayJson(map: SkillMap, plan: AwayPlan): object {
  const person = (p: number) => ({ name: map.people[p].name, email: map.people[p].email });
  return {
    away: plan.away.map(person),
    areas: plan.areas.map(({ area, becomes, teachers, remains, learner, because }) => ({
      path: map.areas[area].path,
      becomes,
      teachers: teachers.map(person),
      remains: remains.map(person),
      ...(learner === undefined ? {} : { learner: person(learner), because }),
    })),
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

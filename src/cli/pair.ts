import type { Command } from 'commander';
import type { PairOverview } from '../app/pairing.ts';
import type { PairDeed } from '../app/pairRecords.ts';
import type { Client } from '../client/createClient.ts';
import { displayText } from '../expertise/displayText.ts';
import type { Cadence } from '../mentoring/cadence.ts';
import type { PairPlan } from '../mentoring/pairPlan.ts';
import { findMember, nameOf, shortId } from './memberClient.ts';
import {
  choose,
  explain,
  nextOf,
  nextOrLast,
  ownZone,
  parseDay,
  parseTime,
  timeError,
  timeWords,
  wholeNumber,
  withPairs,
} from './pairArguments.ts';
import { addPairPlanningCommands } from './pairPlanning.ts';
import { CommandError, print, printJson } from './terminal.ts';

interface ProposeOptions {
  readonly goal: string;
  readonly area?: string[];
  readonly cadence: string;
  readonly first?: string;
  readonly minutes: string;
  readonly zone?: string;
  readonly until?: string;
}

/** `whoknows pair …`: agree on a pair, and keep it going. */
export function addPairCommands(program: Command): void {
  const pair = program.command('pair').description('agree on a pair, and keep it going');
  pair
    .command('list', { isDefault: true })
    .description('your pairs: next meeting, planned and held')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) => withPairs((client, pairs) => list(client, pairs, json ?? false)));
  addProposeCommand(pair);
  pair
    .command('yes')
    .description('agree to be a pair')
    .argument('[pair]', 'the beginning of its id')
    .action((given?: string) =>
      withPairs(async (client, pairs) => {
        const { agreeToPair } = await import('../app/pairing.ts');
        await agreeToPair(
          client,
          choose(pairs, given, 'proposal', ({ state }) => state === 'asked'),
        );
        print('Agreed.');
      }),
    );
  pair
    .command('no')
    .description('decline; nobody is told')
    .argument('[pair]', 'the beginning of its id')
    .action((given?: string) =>
      withPairs(async (client, pairs) => {
        const { refusePair } = await import('../app/pairing.ts');
        await refusePair(
          client,
          choose(pairs, given, 'proposal', ({ state }) => state === 'asked'),
        );
        print('Declined; nobody is told.');
      }),
    );
  addDeed(pair, 'held', 'say that a meeting was held', [['--minutes <n>', 'how long it was']], (chosen, options) => ({
    type: 'held',
    ...(options.meeting ? { meeting: options.meeting } : nextOrLast(chosen)),
    minutes: options.minutes === undefined ? chosen.plan!.minutes : wholeNumber(options.minutes, '--minutes'),
  }));
  addDeed(pair, 'skip', 'leave a meeting out', [], (chosen, options) => ({
    type: 'skipped',
    meeting: options.meeting ?? nextOf(chosen),
  }));
  addDeed(
    pair,
    'move',
    'move a meeting',
    [['--to <time>', 'such as 2026-11-25T14:30; “whoknows pair times” lists some that suit both']],
    (chosen, options) => ({
      type: 'moved',
      meeting: options.meeting ?? nextOf(chosen),
      to: parseTime(options.to ?? '', chosen.plan!.series.at(-1)!.zone),
    }),
  );
  addDeed(pair, 'pause', 'pause until you go on', [], () => ({ type: 'paused' }));
  addDeed(
    pair,
    'resume',
    'go on after a pause',
    [['--from <day>', 'the next meeting, such as 2026-11-25']],
    (_, { from }) => ({
      type: 'resumed',
      from: parseDay(from ?? '', '--from'),
    }),
  );
  addDeed(
    pair,
    'finish',
    'end it, with what was reached',
    [['--reached <text>', 'one sentence']],
    (_, { reached }) => ({
      type: 'finished',
      reached: reached ?? '',
    }),
  );
  addCalendarCommand(pair);
  addPairPlanningCommands(pair);
}

function addProposeCommand(pair: Command): void {
  pair
    .command('propose')
    .description('ask somebody to be a pair')
    .argument('<who>', 'a member’s email or name')
    .requiredOption('--goal <text>', 'what you want to reach, in a sentence')
    .option(
      '--first <time>',
      'the first meeting, such as 2026-11-25T14:30; by default within the working hours of both',
    )
    .option('--area <path...>', 'folders or languages that it is about')
    .option('--cadence <word>', 'weekly, fortnightly or monthly', 'weekly')
    .option('--minutes <n>', 'length of a meeting', '30')
    .option('--zone <name>', 'time zone, such as Europe/Berlin; yours by default')
    .option('--until <day>', 'the last day, such as 2027-02-28')
    .action((who: string, options: ProposeOptions) =>
      withPairs(async (client) => {
        const { proposePair } = await import('../app/pairing.ts');
        const { cadences } = await import('../mentoring/cadence.ts');
        if (!(cadences as readonly string[]).includes(options.cadence))
          throw new CommandError(`--cadence takes ${cadences.join(', ')}, not “${displayText(options.cadence)}”.`);
        const member = await findMember(client, who);
        if (member.isMe) throw new CommandError('A pair takes two: name somebody else.');
        const cadence = options.cadence as Cadence;
        const minutes = wholeNumber(options.minutes, '--minutes');
        const people = [client.profile.member, member.id];
        const zone = options.zone ?? ownZone();
        const first =
          options.first === undefined
            ? await firstTime(client, people, cadence, minutes)
            : parseFirst(options.first, zone);
        const id = await proposePair(client, {
          people,
          goal: options.goal,
          areas: options.area ?? [],
          cadence,
          minutes,
          zone: first.zone,
          first: { day: first.day, minute: first.minute },
          ...(options.until === undefined ? {} : { until: parseDay(options.until, '--until') }),
        }).catch(explain);
        print(`Proposed to ${nameOf(client, member.id)}; it begins when they agree (${shortId(id)}).`);
        if (first.at !== undefined)
          print(`First meeting: ${timeWords(first.at, first.zone)}, within the working hours of both.`);
      }),
    );
}

interface FirstTime {
  readonly day: string;
  readonly minute: number;
  readonly zone: string;
  /** Where it was proposed: the moment, ms. */
  readonly at?: number;
}

function parseFirst(text: string, zone: string): FirstTime {
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) throw timeError('--first', text);
  return { day: parseDay(match[1]!, '--first'), minute: Number(match[2]) * 60 + Number(match[3]), zone };
}

/** The first of the proposed times. */
async function firstTime(
  client: Client,
  people: readonly string[],
  cadence: Cadence,
  minutes: number,
): Promise<FirstTime> {
  const { timesFor } = await import('../app/pairTimes.ts');
  const { partsOf } = await import('../mentoring/cadence.ts');
  const { momentOf } = await import('../mentoring/workingHours.ts');
  const [time] = timesFor(client, people, { cadence, minutes, zone: ownZone() });
  if (!time)
    throw new CommandError('Your working hours share no time all year; say when the first meeting is with --first.');
  return { ...time, at: momentOf(time.zone, partsOf(time.day), time.minute) };
}

interface DeedOptions {
  readonly meeting?: string;
  readonly minutes?: string;
  readonly to?: string;
  readonly from?: string;
  readonly reached?: string;
}

function addDeed(
  pair: Command,
  name: string,
  description: string,
  options: readonly (readonly [string, string])[],
  deedOf: (chosen: PairOverview, options: DeedOptions) => PairDeed,
): void {
  const command = pair.command(name).description(description).argument('[pair]', 'the beginning of its id');
  if (['held', 'skip', 'move'].includes(name))
    command.option('--meeting <day>', 'the day it was planned for; the next one by default');
  for (const [flags, text] of options) command.option(flags, text);
  command.action((given: string | undefined, chosenOptions: DeedOptions) =>
    withPairs(async (client, pairs) => {
      const { changePair } = await import('../app/pairing.ts');
      const chosen = choose(pairs, given, 'pair', ({ plan }) => plan !== undefined && plan.status !== 'finished');
      await changePair(client, chosen, deedOf(chosen, chosenOptions)).catch(explain);
      const { pairsOf } = await import('../app/pairing.ts');
      print(pairsOf(client).find(({ id }) => id === chosen.id)?.progress?.words ?? 'Done.');
    }),
  );
}

function addCalendarCommand(pair: Command): void {
  pair
    .command('calendar')
    .description('a private address that calendars subscribe to, or the file itself')
    .argument('[pair]', 'the beginning of its id')
    .option('--label <text>', 'what calendars show; the relay’s disk holds it too', 'Pairing')
    .option('--file', 'print the calendar file instead; nothing is sent')
    .option('--revoke', 'end the address')
    .action((given: string | undefined, options: { label: string; file?: boolean; revoke?: boolean }) =>
      withPairs(async (client, pairs) => {
        const app = await import('../app/pairing.ts');
        const chosen = choose(pairs, given, 'pair', ({ plan }) => plan !== undefined);
        if (options.file) return print((await app.pairCalendarText(client, chosen, options.label)) ?? '');
        if (options.revoke) {
          await app.revokePairCalendar(client, chosen);
          return print('The address is gone.');
        }
        const path = await app.publishPairCalendar(client, chosen, options.label);
        print(`${client.profile.address.replace(/^ws/, 'http').replace(/\/v1$/, '')}${path}`);
      }),
    );
}

const stateWords = {
  asked: 'waits for your answer: whoknows pair yes',
  waiting: 'waits for an answer',
  refused: 'declined by you; nobody was told',
  lapsed: 'lapsed without an answer',
} as const;

function list(client: Client, pairs: readonly PairOverview[], json: boolean): void {
  if (json) {
    printJson({
      pairs: pairs.map(({ id, agreement, sentences, state, plan, progress }) => ({
        id,
        people: agreement.people.map((person) => nameOf(client, person)),
        state,
        goal: plan?.goal ?? agreement.goal,
        sentences,
        areas: plan?.areas ?? agreement.areas,
        ...(plan ? { rhythm: rhythmWords(plan), ...(plan.until ? { until: plan.until } : {}) } : {}),
        ...(progress
          ? {
              meetings: progress.meetings.map(({ day, at, state, help }) => ({
                day,
                at: new Date(at).toISOString(),
                state,
                help,
              })),
            }
          : {}),
        ...(progress?.next ? { next: new Date(progress.next.at).toISOString(), meeting: progress.next.day } : {}),
        ...(progress ? { words: progress.words, drifting: progress.drifting } : {}),
      })),
    });
    return;
  }
  if (pairs.length === 0)
    print('You are in no pair yet; “whoknows pairs” proposes some, “whoknows pair propose” asks somebody.');
  for (const { id, agreement, state, plan, progress } of pairs) {
    const others = agreement.people.filter((person) => person !== client.profile.member);
    print(
      `${shortId(id)}  ${others.map((person) => nameOf(client, person)).join(', ')}: ${displayText(plan?.goal ?? agreement.goal, 300)}`,
    );
    const areas = plan?.areas ?? agreement.areas;
    if (areas.length) print(`  About: ${displayText(areas.join(', '), 300)}`);
    if (state !== 'agreed') {
      print(`  ${stateWords[state]}`);
      continue;
    }
    if (plan?.status === 'going on') print(`  ${rhythmWords(plan)}`);
    if (progress?.next) print(`  Next: ${timeWords(progress.next.at, plan!.series.at(-1)!.zone)}`);
    print(`  ${displayText(progress?.words ?? '', 600)}`);
  }
}

const cadenceWords = { weekly: 'Every week', fortnightly: 'Every two weeks', monthly: 'Every month' } as const;

function rhythmWords({ series, minutes, until }: PairPlan): string {
  const { cadence, minute, zone } = series.at(-1)!;
  const clock = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return `${cadenceWords[cadence]} at ${clock} (${zone}), ${minutes} minutes, ${until ? `until ${until}` : 'no end date'}`;
}

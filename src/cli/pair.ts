import type { Command } from 'commander';
import type { PairOverview } from '../app/pairing.ts';
import type { PairDeed } from '../app/pairRecords.ts';
import type { Client } from '../client/createClient.ts';
import { displayText } from '../expertise/displayText.ts';
import { addDays, type Cadence, partsOf } from '../mentoring/cadence.ts';
import { type Agreement, dayToGoOn, type PairPlan, usualDays, usualMinutes } from '../mentoring/pairPlan.ts';
import { momentOf } from '../mentoring/workingHours.ts';
import { findMember, nameOf, shortId } from './memberClient.ts';
import {
  choose,
  explain,
  justHeld,
  nextOf,
  ownZone,
  parseDay,
  parseTime,
  timeError,
  timeWords,
  wholeNumber,
  withPairs,
} from './pairArguments.ts';
import { addPairPlanningCommands } from './pairPlanning.ts';
import { CommandError, print, printJson, terminalHost } from './terminal.ts';

interface ProposeOptions {
  readonly goal?: string;
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
    ...(options.meeting ? { meeting: options.meeting } : justHeld(chosen)),
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
    [['--from <day>', 'the next meeting, such as 2026-11-25; by default the next day on the weekday you met before']],
    ({ plan }, { from }) => ({
      type: 'resumed',
      from: from === undefined ? dayToGoOn(plan!, Date.now()) : parseDay(from, '--from'),
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
  addApartCommand(pair);
  addCalendarCommand(pair);
  addPairPlanningCommands(pair);
}

function addProposeCommand(pair: Command): void {
  pair
    .command('propose')
    .description('ask somebody to be a pair')
    .argument('<who>', 'a member’s email or name')
    .option('--goal <text>', 'what you want to reach, in a sentence; by default what history suggests')
    .option(
      '--first <time>',
      'the first meeting, such as 2026-11-25T14:30; by default within the working hours of both',
    )
    .option('--area <path...>', 'folders or languages that it is about; by default what history says of the two')
    .option('--cadence <word>', 'weekly, fortnightly or monthly', 'weekly')
    .option('--minutes <n>', 'length of a meeting', String(usualMinutes))
    .option('--zone <name>', 'time zone, such as Europe/Berlin; yours by default')
    .option('--until <day>', 'the last day, such as 2027-02-28, or never; by default after a quarter')
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
        const said = await saidByHistory(client, member.id);
        const goal = options.goal ?? said?.goal;
        if (goal === undefined) throw new CommandError('Say with --goal what you want to reach, in a sentence.');
        const until =
          options.until === undefined
            ? addDays(first.day, usualDays)
            : options.until === 'never'
              ? undefined
              : parseDay(options.until, '--until');
        const agreement: Agreement = {
          people,
          goal,
          areas: options.area ?? said?.areas ?? [],
          cadence,
          minutes,
          zone: first.zone,
          first: { day: first.day, minute: first.minute },
          ...(until === undefined ? {} : { until }),
        };
        const id = await proposePair(client, agreement, said?.sentences ?? []).catch(explain);
        print(`Proposed to ${nameOf(client, member.id)}; it begins when they agree (${shortId(id)}).`);
        print(`  ${displayText(goal, 400)}`);
        printTerms(agreement, said?.sentences ?? []);
        if (first.isProposed)
          print('  The time lies within the working hours of both; “whoknows pair change” changes any of it.');
      }),
    );
}

/** What history says the two would learn from each other; undefined outside a repository and where it says nothing. */
async function saidByHistory(
  client: Client,
  member: string,
): Promise<{ areas: readonly string[]; sentences: string[]; goal: string | undefined } | undefined> {
  const { openKnowledge } = await import('../app/knowledge.ts');
  const { ownFirst, suggestedPairs } = await import('../app/suggestedPairs.ts');
  const opened = await openKnowledge(terminalHost, process.cwd()).catch(() => undefined);
  if (!opened) return undefined;
  const me = client.profile.member;
  const found = (await suggestedPairs(opened.knowledge, client, { around: me })).find(
    ({ people }) => people.length === 2 && people.some((person) => person.member === member),
  );
  if (!found) return undefined;
  const gains = ownFirst(found, me);
  return {
    areas: found.areas,
    sentences: gains.map(({ sentence }) => sentence),
    goal: gains.find(({ goal }) => goal)?.goal,
  };
}

/** What somebody agrees to: what it is about, how often, how long, when first and last, and what each would learn. */
function printTerms({ areas, cadence, minutes, first, zone, until }: Agreement, sentences: readonly string[]): void {
  if (areas.length) print(`  About: ${displayText(areas.join(', '), 300)}`);
  const at = timeWords(momentOf(zone, partsOf(first.day), first.minute), zone);
  print(`  ${cadenceWords[cadence]}, ${minutes} minutes, first ${at}, ${untilWords(until)}`);
  for (const sentence of sentences) print(`  ${displayText(sentence, 400)}`);
}

interface FirstTime {
  readonly day: string;
  readonly minute: number;
  readonly zone: string;
  /** It was proposed, not given. */
  readonly isProposed?: boolean;
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
  const [time] = timesFor(client, people, { cadence, minutes, zone: ownZone() });
  if (!time)
    throw new CommandError('Your working hours share no time all year; say when the first meeting is with --first.');
  return { ...time, isProposed: true };
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
      await printProgress(client, chosen.id);
    }),
  );
}

function addApartCommand(pair: Command): void {
  pair
    .command('apart')
    .description('with whom you do not want to be paired; nobody is told')
    .argument('[who]', 'a member’s email or name; without it, lists whom you named')
    .option('--undo', 'no longer mind')
    .action((who: string | undefined, { undo }: { undo?: boolean }) =>
      withPairs(async (client) => {
        const { notWith, sayNotWith } = await import('../app/notWith.ts');
        const said = notWith(client);
        if (who === undefined) {
          for (const member of said) print(nameOf(client, member));
          if (said.length === 0) print('You named nobody; “whoknows pairs” may propose anybody of your team.');
          return;
        }
        const member = await findMember(client, who);
        if (member.isMe) throw new CommandError('Name somebody else.');
        const others = said.filter((other) => other !== member.id);
        await sayNotWith(client, undo ? others : [...others, member.id]);
        print(
          undo
            ? `You and ${nameOf(client, member.id)} may be proposed to each other again.`
            : `You are not proposed to ${nameOf(client, member.id)} here; nobody is told.`,
        );
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
  for (const { id, agreement, sentences, state, plan, progress } of pairs) {
    // What came to nothing is no news; --json has it.
    if (state === 'refused' || (state === 'lapsed' && agreement.people[0] !== client.profile.member)) continue;
    const others = agreement.people.filter((person) => person !== client.profile.member);
    print(
      `${shortId(id)}  ${others.map((person) => nameOf(client, person)).join(', ')}: ${displayText(plan?.goal ?? agreement.goal, 300)}`,
    );
    if (!plan || !progress) {
      printTerms(agreement, sentences);
      print(`  ${stateWords[state as keyof typeof stateWords]}`);
      continue;
    }
    if (plan.areas.length) print(`  About: ${displayText(plan.areas.join(', '), 300)}`);
    if (plan.status === 'going on') print(`  ${rhythmWords(plan)}`);
    if (progress.next) print(`  Next: ${timeWords(progress.next.at, plan.series.at(-1)!.zone)}`);
    print(`  ${displayText(progress.words, 600)}`);
  }
}

/** What a change came to: when the next meeting is, and how many were held. */
async function printProgress(client: Client, id: string): Promise<void> {
  const { pairsOf } = await import('../app/pairing.ts');
  const { plan, progress } = pairsOf(client).find((pair) => pair.id === id) ?? {};
  if (!plan || !progress) return;
  if (progress.next) print(`Next: ${timeWords(progress.next.at, plan.series.at(-1)!.zone)}`);
  print(displayText(progress.words, 600));
}

const cadenceWords = { weekly: 'Every week', fortnightly: 'Every two weeks', monthly: 'Every month' } as const;

function rhythmWords({ series, minutes, until }: PairPlan): string {
  const { cadence, minute, zone } = series.at(-1)!;
  const clock = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return `${cadenceWords[cadence]} at ${clock} (${zone}), ${minutes} minutes, ${untilWords(until)}`;
}

const untilWords = (until: string | undefined): string => (until === undefined ? 'no end date' : `until ${until}`);

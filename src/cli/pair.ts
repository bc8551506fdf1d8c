import type { Command } from 'commander';
import type { PairOverview } from '../app/pairing.ts';
import type { PairDeed } from '../app/pairRecords.ts';
import type { Client } from '../client/createClient.ts';
import { displayText } from '../expertise/displayText.ts';
import { type Cadence, partsOf } from '../mentoring/cadence.ts';
import { momentOf } from '../mentoring/workingHours.ts';
import { findMember, nameOf, shortId, withClient } from './memberClient.ts';
import { CommandError, exitCodes, print, printJson } from './terminal.ts';

interface ProposeOptions {
  readonly goal: string;
  readonly area?: string[];
  readonly cadence: string;
  readonly first: string;
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
  addDeed(pair, 'move', 'move a meeting', [['--to <time>', 'such as 2026-11-25T14:30']], (chosen, options) => ({
    type: 'moved',
    meeting: options.meeting ?? nextOf(chosen),
    to: parseTime(options.to ?? '', chosen.plan!.series.at(-1)!.zone),
  }));
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
}

function addProposeCommand(pair: Command): void {
  pair
    .command('propose')
    .description('ask somebody to be a pair')
    .argument('<who>', 'a member’s email or name')
    .requiredOption('--goal <text>', 'what you want to reach, in a sentence')
    .requiredOption('--first <time>', 'the first meeting, such as 2026-11-25T14:30')
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
        const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)$/.exec(options.first);
        if (!match) throw timeError('--first', options.first);
        const id = await proposePair(client, {
          people: [client.profile.member, member.id],
          goal: options.goal,
          areas: options.area ?? [],
          cadence: options.cadence as Cadence,
          minutes: wholeNumber(options.minutes, '--minutes'),
          zone: options.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
          first: { day: parseDay(match[1]!, '--first'), minute: Number(match[2]) * 60 + Number(match[3]) },
          ...(options.until === undefined ? {} : { until: parseDay(options.until, '--until') }),
        }).catch(explain);
        print(`Proposed to ${nameOf(client, member.id)}; it begins when they agree (${shortId(id)}).`);
      }),
    );
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

/** Runs with the member’s pairs as last seen and brought up to date. */
async function withPairs(work: (client: Client, pairs: PairOverview[]) => void | Promise<void>): Promise<void> {
  const { pairsOf } = await import('../app/pairing.ts');
  await withClient(async (client) => work(client, pairsOf(client)));
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
    if (state !== 'agreed') {
      print(`  ${stateWords[state]}`);
      continue;
    }
    if (progress?.next) print(`  Next: ${timeWords(progress.next.at, plan!.series.at(-1)!.zone)}`);
    print(`  ${displayText(progress?.words ?? '', 600)}`);
  }
}

function timeWords(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(at);
}

function choose(
  pairs: readonly PairOverview[],
  given: string | undefined,
  what: string,
  fits: (pair: PairOverview) => boolean,
): PairOverview {
  const found = pairs.filter((pair) => fits(pair) && (given === undefined || pair.id.startsWith(given)));
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw new CommandError(`There is no ${what}${given ? ` ${displayText(given)}` : ''} here.`, exitCodes.failed);
  const lines = found.map(({ id, agreement }) => `${shortId(id)} ${displayText(agreement.goal, 60)}`);
  throw new CommandError(`Which ${what} do you mean? Give the beginning of its id:\n  ${lines.join('\n  ')}`);
}

function nextOf({ progress }: PairOverview): string {
  if (progress?.next) return progress.next.day;
  throw new CommandError('No meeting is planned; name one with --meeting.', exitCodes.failed);
}

/** The meeting that was just held: one of today or before that is still open, else none in particular. */
function nextOrLast({ progress }: PairOverview): { meeting?: string } {
  const open = progress?.meetings.filter(({ state }) => state === 'planned' || state === 'missed') ?? [];
  const past = open.filter(({ at }) => at <= Date.now() + 12 * 3_600_000).at(-1);
  return past ? { meeting: past.day } : {};
}

function parseTime(text: string, zone: string): number {
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) throw timeError('--to', text);
  const day = partsOf(parseDay(match[1]!, '--to'));
  return momentOf(zone, day, Number(match[2]) * 60 + Number(match[3]));
}

function parseDay(text: string, option: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new CommandError(`${option} takes a day such as 2026-11-25, not “${displayText(text)}”.`);
}

const timeError = (option: string, text: string): CommandError =>
  new CommandError(`${option} takes a time such as 2026-11-25T14:30, not “${displayText(text)}”.`);

function wholeNumber(text: string, option: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new CommandError(`${option} takes a whole number, not “${displayText(text)}”.`);
}

/** A value that the pair’s records do not allow is the user’s to mend. */
function explain(error: unknown): never {
  const issues = (error as { issues?: { path: (string | number)[]; message: string }[] }).issues;
  if (!issues?.[0]) throw error;
  throw new CommandError(`${issues[0].path.at(-1) ?? 'A value'}: ${issues[0].message}.`);
}

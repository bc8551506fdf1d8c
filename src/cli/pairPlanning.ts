import type { Command } from 'commander';
import type { PairDeed } from '../app/pairRecords.ts';
import { displayText } from '../expertise/displayText.ts';
import type { Cadence } from '../mentoring/cadence.ts';
import { findMember } from './memberClient.ts';
import {
  choose,
  explain,
  nextOf,
  ownZone,
  parseDay,
  parseTime,
  timeWords,
  wholeNumber,
  withPairs,
} from './pairArguments.ts';
import { CommandError, print, printJson, terminalHost } from './terminal.ts';

interface ChangeOptions {
  readonly goal?: string;
  readonly area?: string[];
  readonly minutes?: string;
  readonly until?: string;
  readonly cadence?: string;
  readonly from?: string;
}

/** `whoknows pair times|change|agenda|hours`: when to meet, how often, and what about. */
export function addPairPlanningCommands(pair: Command): void {
  pair
    .command('times')
    .description('times that suit all: of a new pair with somebody, or for moving a pair’s next meeting')
    .argument('[who-or-pair]', 'a member’s email or name, or the beginning of a pair’s id')
    .option('--cadence <word>', 'weekly, fortnightly or monthly', 'weekly')
    .option('--minutes <n>', 'length of a meeting', '30')
    .option('--json', 'print JSON: {"times":["2026-11-25T14:30"]} by your clock')
    .action((given: string | undefined, options: { cadence: string; minutes: string; json?: boolean }) =>
      withPairs(async (client, pairs) => {
        const { momentsFor, timesFor } = await import('../app/pairTimes.ts');
        const { partsOf } = await import('../mentoring/cadence.ts');
        const { momentOf } = await import('../mentoring/workingHours.ts');
        const open = pairs.filter(({ plan }) => plan?.status === 'going on');
        const zone = ownZone();
        const isPair = given === undefined || open.some(({ id }) => id.startsWith(given));
        let moments: number[];
        if (isPair) {
          const chosen = choose(open, given, 'pair', () => true);
          moments = momentsFor(client, chosen, nextOf(chosen));
        } else {
          const member = await findMember(client, given);
          const cadence = await parseCadence(options.cadence);
          moments = timesFor(client, [client.profile.member, member.id], {
            cadence,
            minutes: wholeNumber(options.minutes, '--minutes'),
            zone,
          }).map((time) => momentOf(time.zone, partsOf(time.day), time.minute));
        }
        if (options.json) printJson({ times: moments.map((at) => stamp(at, zone)) });
        else if (moments.length === 0)
          print('Your working hours share no such time; “whoknows pair hours” sets yours.');
        else for (const at of moments) print(`${stamp(at, zone)}  ${timeWords(at, zone)}`);
      }),
    );
  pair
    .command('change')
    .description('change the goal, what it is about, the rhythm, length or end date')
    .argument('[pair]', 'the beginning of its id')
    .option('--goal <text>', 'what you want to reach, in a sentence')
    .option('--area <path...>', 'folders or languages that it is about')
    .option('--minutes <n>', 'length of a meeting')
    .option('--until <day>', 'the last day, or never')
    .option('--cadence <word>', 'weekly, fortnightly or monthly; takes --from')
    .option('--from <time>', 'the first meeting of the new rhythm, such as 2026-11-25T14:30')
    .action((given: string | undefined, options: ChangeOptions) =>
      withPairs(async (client, pairs) => {
        const { changePair, pairsOf } = await import('../app/pairing.ts');
        const chosen = choose(pairs, given, 'pair', ({ plan }) => plan !== undefined && plan.status !== 'finished');
        const deed = await changeOf(options, chosen.plan!.series.at(-1)!.cadence);
        await changePair(client, chosen, deed).catch(explain);
        print(pairsOf(client).find(({ id }) => id === chosen.id)?.progress?.words ?? 'Changed.');
      }),
    );
  pair
    .command('agenda')
    .description('what to talk about next: open questions, recent work of both, the goal')
    .argument('[pair]', 'the beginning of its id')
    .option('--json', 'print JSON: {"items":[{"kind","text","path"?,"commit"?}]}')
    .action((given: string | undefined, { json }: { json?: boolean }) =>
      withPairs(async (client, pairs) => {
        const { nextMeetingAgenda } = await import('../app/nextMeeting.ts');
        const { openKnowledge } = await import('../app/knowledge.ts');
        const chosen = choose(pairs, given, 'pair', ({ plan }) => plan !== undefined && plan.status !== 'finished');
        // Outside a repository the questions and the goal are still worth talking about.
        const opened = await openKnowledge(terminalHost, process.cwd()).catch(() => undefined);
        const items = await nextMeetingAgenda(client, chosen, opened?.knowledge);
        if (json) printJson({ items });
        else for (const { text } of items) print(`- ${text}`);
      }),
    );
  pair
    .command('hours')
    .description('tell your team when you work; times for meetings are proposed within it')
    .option('--days <list>', 'such as 1,2,3,4,5: Monday is 1', '1,2,3,4,5')
    .option('--from <clock>', 'such as 9:00', '9:00')
    .option('--to <clock>', 'such as 17:00', '17:00')
    .option('--zone <name>', 'time zone, such as Europe/Berlin; by default the one your team knows, or this machine’s')
    .action((options: { days: string; from: string; to: string; zone?: string }) =>
      withPairs(async (client) => {
        const { hoursText } = await import('../mentoring/hoursText.ts');
        const { isZone } = await import('../mentoring/workingHours.ts');
        const days = options.days.split(',').map(Number);
        if (!days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7))
          throw new CommandError('--days takes numbers from 1 (Monday) to 7 with commas between them.');
        // Whoever told the team their zone need not say it again.
        const said = client.team.members.get(client.profile.member)?.card?.zone;
        const zone = options.zone ?? said ?? ownZone();
        if (!isZone(zone)) throw new CommandError(`${displayText(zone)} is no time zone such as Europe/Berlin.`);
        const hours = { days, from: parseClock(options.from, '--from'), to: parseClock(options.to, '--to') };
        await (await client.updateProfile({ card: { zone, hours } })).done;
        print(`Your team knows when you work: ${hoursText(hours)}, ${displayText(zone)}.`);
      }),
    );
}

async function changeOf(options: ChangeOptions, before: Cadence): Promise<PairDeed> {
  const { goal, area, minutes, until, cadence, from } = options;
  if (cadence !== undefined && from === undefined)
    throw new CommandError('Say with --from when the first meeting of the new rhythm is.');
  const match = from === undefined ? undefined : /^(\d{4}-\d\d-\d\d)T/.exec(from);
  const zone = ownZone();
  const deed: PairDeed = {
    type: 'changed',
    ...(goal === undefined ? {} : { goal }),
    ...(area === undefined ? {} : { areas: area }),
    ...(minutes === undefined ? {} : { minutes: wholeNumber(minutes, '--minutes') }),
    ...(until === undefined ? {} : { until: until === 'never' ? null : parseDay(until, '--until') }),
    ...(from === undefined
      ? {}
      : {
          rhythm: {
            cadence: cadence === undefined ? before : await parseCadence(cadence),
            from: parseDay(match?.[1] ?? from, '--from'),
            minute: minuteOf(parseTime(from, zone, '--from'), zone),
            zone,
          },
        }),
  };
  if (Object.keys(deed).length === 1)
    throw new CommandError('Say what changes: --goal, --area, --minutes, --until, or --cadence with --from.');
  return deed;
}

async function parseCadence(text: string): Promise<Cadence> {
  const { cadences } = await import('../mentoring/cadence.ts');
  const found = cadences.find((word) => word === text);
  if (!found) throw new CommandError(`--cadence takes ${cadences.join(', ')}, not “${displayText(text)}”.`);
  return found;
}

function parseClock(text: string, option: string): number {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) throw new CommandError(`${option} takes a time such as 9:00, not “${displayText(text)}”.`);
  return Number(match[1]) * 60 + Number(match[2]);
}

/** `2026-11-25T14:30` by a clock in `zone`, as the other commands take it. */
function stamp(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone });
  return parts.format(at).replace(' ', 'T');
}

function minuteOf(at: number, zone: string): number {
  const [hours, minutes] = stamp(at, zone).slice(11).split(':');
  return Number(hours) * 60 + Number(minutes);
}

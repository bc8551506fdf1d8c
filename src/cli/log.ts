import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { LogFilter } from '../app/searchLog.ts';
import type { LogEntry } from '../client/mentoringLog.ts';
import { displayText } from '../expertise/displayText.ts';
import { localDay } from '../mentoring/workingHours.ts';
import { catchUp } from './memberClient.ts';
import { profileHome } from './profileHome.ts';
import { CommandError, exitCodes, print, printJson } from './terminal.ts';

interface ListOptions {
  readonly search?: string;
  readonly with?: string;
  readonly role?: string;
  readonly outcome?: string;
  readonly language?: string;
  readonly since?: string;
  readonly topics?: boolean;
  readonly json?: boolean;
}

/** `whoknows log`, `log export`, `log import`: the member's own mentoring log. No relay is needed; if it answers, what is new is fetched first. */
export function addLogCommand(program: Command): void {
  const log = program
    .command('log')
    .description('show your mentoring log: who helped whom with what')
    .option('--search <text>', 'entries with all of these words')
    .option('--with <name>', 'sessions with somebody of this name')
    .option('--role <role>', 'helped (you helped) or asked (you were helped)')
    .option('--outcome <outcome>', 'solved, partly or “not solved”')
    .option('--language <language>', 'such as TypeScript')
    .option('--since <day>', 'ended on or after this day, as in 2026-01-31')
    .option('--topics', 'what you gave and took by topic, instead; only you see it')
    .option('--json', 'print JSON')
    .action(async (options: ListOptions) => {
      const filter = filterOf(options);
      await catchUp();
      const { otherOf, searchLog } = await import('../app/searchLog.ts');
      const name = options.with?.toLowerCase();
      // Oldest first, as terminals show what is new at the end.
      const entries = searchLog((await openLog()).entries(), filter)
        .filter((entry) => name === undefined || otherOf(entry).toLowerCase().includes(name))
        .reverse();
      if (options.topics) return printTopics(entries, options.json ?? false);
      if (options.json) return printJson({ entries });
      if (entries.length === 0)
        print(
          Object.values(options).some((value) => typeof value === 'string')
            ? 'No entry is like that.'
            : 'No entries yet: finished sessions that both have confirmed come here.',
        );
      for (const entry of entries) print(lineOf(entry));
    });

  log
    .command('export')
    .description('print the whole log as JSON, in the documented format')
    .option('--json', 'JSON is what is printed anyway')
    .action(async () => {
      await catchUp();
      print(JSON.stringify((await openLog()).exported(), null, 2));
    });

  log
    .command('import')
    .description('take over the entries of an export')
    .argument('<file>')
    .action(async (file: string) => {
      const count = (await openLog()).imported(parse(file));
      if (count === undefined)
        throw new CommandError(`${displayText(file)} is no export of a mentoring log.`, exitCodes.failed);
      print(`Taken over: ${count}.`);
    });
}

async function openLog() {
  const { createMentoringLog } = await import('../client/mentoringLog.ts');
  return createMentoringLog(profileHome());
}

async function printTopics(entries: readonly LogEntry[], json: boolean): Promise<void> {
  const { giveAndTake } = await import('../mentoring/giveAndTake.ts');
  const topics = giveAndTake(
    entries
      .filter(({ confirmed }) => confirmed)
      .map(({ asker, helper, ...entry }) => ({ ...entry, other: entry.role === 'helper' ? asker : helper })),
  );
  if (json) return printJson({ topics });
  if (topics.length === 0) print('Nothing yet: finished sessions that both have confirmed come here.');
  const names = (people: readonly string[]): string => people.map((name) => displayText(name, 40)).join(', ');
  for (const { topic, helped, helpedBy } of topics) {
    const words = [
      ...(helped.length ? [`you helped ${names(helped)}`] : []),
      ...(helpedBy.length ? [`${names(helpedBy)} helped you`] : []),
    ];
    print(`${displayText(topic, 200)}: ${words.join(' · ')}`);
  }
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(
      `${displayText(file)} cannot be read as JSON (${(error as Error).message}).`,
      exitCodes.failed,
    );
  }
}

/** What the options ask for. Throws CommandError where one is not understood. */
function filterOf({ search, role, outcome, language, since }: ListOptions): LogFilter {
  const roles = { helped: 'helper', asked: 'asker' } as const;
  const outcomes = ['solved', 'partly', 'not solved'] as const;
  const wantedRole = role === undefined ? undefined : roles[role as keyof typeof roles];
  if (role !== undefined && !wantedRole) throw new CommandError(`--role takes helped or asked, not “${role}”.`);
  const wantedOutcome = outcomes.find((one) => one === outcome);
  if (outcome !== undefined && !wantedOutcome)
    throw new CommandError(`--outcome takes solved, partly or “not solved”, not “${outcome}”.`);
  const day = since === undefined ? undefined : Date.parse(`${since}T00:00`);
  if (since !== undefined && !(/^\d{4}-\d{2}-\d{2}$/.test(since) && Number.isFinite(day)))
    throw new CommandError(`--since takes a day, as in 2026-01-31, not “${since}”.`);
  return {
    words: search,
    since: day,
    ...(wantedRole ? { roles: [wantedRole] } : {}),
    ...(wantedOutcome ? { outcomes: [wantedOutcome] } : {}),
    ...(language ? { languages: [language] } : {}),
  };
}

function lineOf(entry: LogEntry): string {
  const day = localDay(entry.startedAt);
  const who = `${displayText(entry.helper, 40)} helped ${displayText(entry.asker, 40)}`;
  const learned = entry.learned ? ` Learned: ${displayText(entry.learned, 300)}` : '';
  return `${day}  ${who} with ${displayText(entry.topic, 80)} (${entry.minutes} min, ${entry.outcome}).${learned}`;
}

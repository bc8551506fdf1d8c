import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { LogEntry } from '../client/mentoringLog.ts';
import { displayText } from '../expertise/displayText.ts';
import { catchUp } from './memberClient.ts';
import { profileHome } from './profileHome.ts';
import { CommandError, exitCodes, print, printJson } from './terminal.ts';

/** `whoknows log`, `log export`, `log import`: the member's own mentoring log. No relay is needed; if it answers, what is new is fetched first. */
export function addLogCommand(program: Command): void {
  const log = program
    .command('log')
    .description('show your mentoring log: who helped whom with what')
    .option('--search <text>', 'entries that contain it')
    .option('--topics', 'what you gave and took by topic, instead; only you see it')
    .option('--json', 'print JSON')
    .action(async (options: { search?: string; topics?: boolean; json?: boolean }) => {
      await catchUp();
      const entries = (await openLog()).entries().filter((entry) => contains(entry, options.search));
      if (options.topics) return printTopics(entries, options.json ?? false);
      if (options.json) return printJson({ entries });
      if (entries.length === 0) print('No entries yet: finished sessions that both have confirmed come here.');
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

function contains(entry: LogEntry, text: string | undefined): boolean {
  if (!text) return true;
  return Object.values(entry).some((value) => String(value).toLowerCase().includes(text.toLowerCase()));
}

function lineOf(entry: LogEntry): string {
  const day = new Date(entry.startedAt).toISOString().slice(0, 10);
  const who = `${displayText(entry.helper, 40)} helped ${displayText(entry.asker, 40)}`;
  const learned = entry.learned ? ` Learned: ${displayText(entry.learned, 300)}` : '';
  return `${day}  ${who} with ${displayText(entry.topic, 80)} (${entry.minutes} min, ${entry.outcome}).${learned}`;
}

import type { Command } from 'commander';
import { openKnowledge } from '../app/knowledge.ts';
import { pairAgenda } from '../app/pairAgenda.ts';
import { findPerson, ownEmail } from '../app/whoCanHelp.ts';
import { displayText } from '../expertise/displayText.ts';
import {
  CommandError,
  cancelOnInterrupt,
  createProgress,
  exitCodes,
  print,
  printJson,
  terminalHost,
} from './terminal.ts';

interface AgendaOptions {
  readonly with: string;
  readonly as?: string;
  readonly area?: string[];
  readonly goal?: string;
  readonly gitDir?: string;
  readonly cache: boolean;
  readonly json?: boolean;
}

/** `whoknows agenda --with EMAIL`: what the two could talk about next. */
export function addAgendaCommand(program: Command): void {
  program
    .command('agenda')
    .description('what the two of a pair could talk about next')
    .requiredOption('--with <email>', 'the other of the pair')
    .option('--as <email>', 'the one; git’s user.email by default')
    .option('--area <path...>', 'what the goal is about; everything without')
    .option('--goal <text>', 'the goal')
    .option('--git-dir <dir>', 'a bare repository')
    .option('--no-cache', 'read the whole history again and keep nothing')
    .option('--json', 'print JSON: {"items":[{"kind","text","path"?}]}')
    .action(async (options: AgendaOptions) => {
      const progress = createProgress();
      const signal = cancelOnInterrupt();
      const { knowledge } = await openKnowledge(terminalHost, process.cwd(), {
        gitDir: options.gitDir,
        cache: options.cache,
        signal,
        onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
      }).finally(progress.done);
      const own = options.as ?? (await ownEmail(knowledge));
      if (own === undefined) throw new CommandError('Git knows no user.email here; say who you are with --as.');
      const people = [own, options.with].map((who) => {
        const person = findPerson(knowledge, who);
        if (person === undefined)
          throw new CommandError(`Nobody in this history is called ${displayText(who)}.`, exitCodes.failed);
        const { name, email } = knowledge.people.people[person]!;
        return { person, name: displayText(name || email) };
      });
      const areas = (options.area ?? []).map((area) => area.replace(/^(\.?\/)+|\/+$/g, ''));
      const items = await pairAgenda(knowledge, { people, areas, goal: options.goal ?? '' }, signal);
      if (options.json) printJson({ items });
      else if (items.length === 0) print('No recent work of either; ask each other what is open.');
      else for (const { text } of items) print(`- ${text}`);
    });
}

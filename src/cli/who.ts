import type { Command } from 'commander';
import { openKnowledge } from '../app/knowledge.ts';
import { type Answer, ownEmail, repositoryPaths, whoCanHelp } from '../app/whoCanHelp.ts';
import { displayText } from '../expertise/displayText.ts';
import { bold, cancelOnInterrupt, createProgress, print, printJson, terminalHost } from './terminal.ts';

interface WhoCommandOptions {
  readonly as?: string;
  readonly at?: string;
  readonly gitDir?: string;
  readonly cache: boolean;
  readonly json?: boolean;
}

/** `whoknows who PATH…`: who can help with these files or folders, and why. */
export function addWhoCommand(program: Command): void {
  program
    .command('who')
    .description('who can help with these files or folders, and why')
    .argument('<path...>', 'files or folders; a file that does not exist yet is fine')
    .option('--as <email>', 'who asks; git’s user.email by default. Nobody is told to ask themselves')
    .option('--at <revision>', 'answer as of this revision')
    .option('--git-dir <dir>', 'a bare repository; paths then start at its top')
    .option('--no-cache', 'read the whole history again and keep nothing')
    .option('--json', 'print JSON: {"people":[{"name","email","level","reasons"}],"note"?}')
    .addHelpText(
      'after',
      `
Levels: knows well · knows · has touched · nearby. What they mean: docs/architecture.md, “Levels”.

Examples:
  $ whoknows who src/parser.c
  $ whoknows who src/net docs/net.md --as kim@example.com
  $ whoknows who lib/new-feature.ts --at v2.1 --json`,
    )
    .action(async (paths: string[], options: WhoCommandOptions) => {
      const progress = createProgress();
      const { knowledge } = await openKnowledge(terminalHost, process.cwd(), {
        gitDir: options.gitDir,
        at: options.at,
        cache: options.cache,
        signal: cancelOnInterrupt(),
        onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
      }).finally(progress.done);
      const asker = options.as ?? (await ownEmail(knowledge));
      const answer = whoCanHelp(knowledge, repositoryPaths(knowledge, process.cwd(), paths), { asker });
      if (options.json)
        printJson({
          people: answer.people.map(({ name, email, level, reasons }) => ({ name, email, level, reasons })),
          ...(answer.note ? { note: answer.note } : {}),
        });
      else printAnswer(answer, paths);
    });
}

function printAnswer({ people, note }: Answer, paths: readonly string[]): void {
  if (people.length) print(`Who can help with ${paths.map((name) => displayText(name)).join(', ')}:\n`);
  const width = Math.max(...people.map(({ name }) => [...name].length), 0);
  for (const { name, level, reasons } of people) {
    print(`  ${bold(name)}${' '.repeat(width - [...name].length)}  ${level.padEnd(11)}  ${reasons[0] ?? ''}`);
    for (const reason of reasons.slice(1)) print(`  ${' '.repeat(width)}  ${' '.repeat(11)}  ${reason}`);
  }
  if (note) print(people.length ? `\n${note}` : note);
}

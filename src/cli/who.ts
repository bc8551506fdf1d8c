import type { Command } from 'commander';
import { fellowLearner } from '../app/fellowLearner.ts';
import { openKnowledge } from '../app/knowledge.ts';
import { findSurvivingLines } from '../app/survivingLines.ts';
import { type Answer, ownEmail, repositoryPaths, whoCanHelp } from '../app/whoCanHelp.ts';
import { displayText } from '../expertise/displayText.ts';
import { knownTeam, teamHost } from './knownTeam.ts';
import { bold, CommandError, cancelOnInterrupt, createProgress, print, printJson } from './terminal.ts';

interface WhoCommandOptions {
  readonly as?: string;
  readonly at?: string;
  readonly gitDir?: string;
  readonly cache: boolean;
  readonly json?: boolean;
  readonly lines?: string;
  readonly learn?: boolean;
}

/** `whoknows who PATH…`: who can help with these files or folders, and why. */
export function addWhoCommand(program: Command): void {
  program
    .command('who')
    .description('who can help with these files or folders, and why')
    .argument('<path...>', 'files or folders; a file that does not exist yet is fine')
    .option('--as <email>', 'who asks; git’s user.email by default. Nobody is told to ask themselves')
    .option('--lines <from-to>', 'with one file: also who wrote these lines as they are in the last commit')
    .option('--learn', 'also who is closest to your own level and learns this too')
    .option('--at <revision>', 'answer as of this revision')
    .option('--git-dir <dir>', 'a bare repository; paths then start at its top')
    .option('--no-cache', 'read the whole history again and keep nothing')
    .option(
      '--json',
      'print JSON: {"people":[{"name","email","level","reasons","turn"?}],"note"?,"learnWith"?:{"name","email","words"},"lines"?:[{"name","share"}]}',
    )
    .addHelpText(
      'after',
      `
Levels: knows well · knows · has touched · nearby. What they mean: docs/architecture.md, “Levels”.

Examples:
  $ whoknows who src/parser.c
  $ whoknows who src/net docs/net.md --as kim@example.com
  $ whoknows who lib/new-feature.ts --at v2.1 --json
  $ whoknows who src/parser.c --lines 120-180`,
    )
    .action(async (paths: string[], options: WhoCommandOptions) => {
      const lines = options.lines === undefined ? undefined : readLines(options.lines, paths);
      if (paths.includes('')) throw new CommandError('Name a file or a folder; . is the folder you are in.');
      const signal = cancelOnInterrupt();
      const progress = createProgress();
      const { knowledge } = await openKnowledge(await teamHost(), process.cwd(), {
        gitDir: options.gitDir,
        at: options.at,
        cache: options.cache,
        signal,
        onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
      }).finally(progress.done);
      const asker = options.as ?? (await ownEmail(knowledge));
      const inside = repositoryPaths(knowledge, process.cwd(), paths);
      const team = await knownTeam(knowledge);
      const answer = whoCanHelp(knowledge, inside, { asker, team });
      const fellow = options.learn ? fellowLearner(knowledge, inside, { asker, team }) : undefined;
      const asked = inside.map((path, i) => (path === '' ? 'this repository' : paths[i]!));
      if (!options.json) printAnswer(answer, asked);
      if (!options.json && options.learn)
        print(
          `\n${fellow ? `To learn it with: ${fellow.name}, who ${fellow.words}.` : 'Nobody else is learning this now.'}`,
        );
      const shares = lines && (await findSurvivingLines(knowledge, inside[0]!, { lines, signal })).people;
      if (options.json)
        printJson({
          people: answer.people.map(({ name, email, level, reasons, turn }) => ({
            name,
            email,
            level,
            reasons,
            ...(turn ? { turn } : {}),
          })),
          ...(answer.note ? { note: answer.note } : {}),
          ...(fellow ? { learnWith: { name: fellow.name, email: fellow.email, words: fellow.words } } : {}),
          ...(shares ? { lines: shares.map(({ name, share }) => ({ name, share })) } : {}),
        });
      else if (shares) {
        print('');
        for (const { name, words } of shares.slice(0, mostShares)) print(`  ${name} ${words}`);
        if (shares.length === 0) print('  Nobody who can be asked wrote these lines.');
      }
    });
}

/** People named for lines: those with a small part of them are in `--json`. */
const mostShares = 5;

function readLines(text: string, paths: readonly string[]): [number, number] {
  const [, from, to] = /^(\d{1,9})(?:[-,:](\d{1,9}))?$/.exec(text) ?? [];
  const lines: [number, number] = [Number(from), Number(to ?? from)];
  if (from === undefined || lines[0] < 1 || lines[1] < lines[0])
    throw new CommandError(`--lines takes a line or two, as in 120-180, not “${text}”.`);
  if (paths.length !== 1)
    throw new CommandError('--lines goes with one file. Name only the one that the lines are of.');
  return lines;
}

function printAnswer({ people, note }: Answer, paths: readonly string[]): void {
  if (people.length) print(`Who can help with ${paths.map((name) => displayText(name)).join(', ')}:\n`);
  const width = Math.max(...people.map(({ name }) => [...name].length), 0);
  for (const { name, level, reasons, turn } of people) {
    print(`  ${bold(name)}${' '.repeat(width - [...name].length)}  ${level.padEnd(11)}  ${reasons[0] ?? ''}`);
    for (const reason of [...reasons.slice(1), ...(turn ? [turn] : [])])
      print(`  ${' '.repeat(width)}  ${' '.repeat(11)}  ${reason}`);
  }
  if (note) print(people.length ? `\n${note}` : note);
}

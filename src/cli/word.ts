import { Argument, type Command } from 'commander';
import { openKnowledge } from '../app/knowledge.ts';
import { isKnownHere, listStatements, sayOwnWord, takeBackOwnWord } from '../app/sayOwnWord.ts';
import { repositoryPaths } from '../app/whoCanHelp.ts';
import { displayText } from '../expertise/displayText.ts';
import { type StatementKind, statementKinds } from '../expertise/statements.ts';
import { CommandError, cancelOnInterrupt, createProgress, print, printJson, terminalHost } from './terminal.ts';
import { withTeam } from './withTeam.ts';

interface SayOptions {
  readonly person?: string;
  readonly undo?: boolean;
  readonly gitDir?: string;
  readonly json?: boolean;
}

const words: Record<StatementKind, string> = {
  know: 'knows',
  forget: 'no longer knows',
  learn: 'would like to learn',
  'not-me': 'is not to be suggested for',
  wrong: 'was the wrong person for',
};

/** `whoknows word`: a person's own word on what they know, which outweighs what history says. */
export function addWordCommand(program: Command): void {
  program
    .command('word')
    .description('your own word: you know this, no longer know it, would like to learn it … It outweighs history')
    .addArgument(new Argument('[what]', 'what you say; without it, what was said is listed').choices(statementKinds))
    .argument('[path]', 'file or folder; of a folder it is said of all in it')
    .option('--person <email>', 'whom it is about; you by default. `wrong` needs it')
    .option('--undo', 'take it back')
    .option('--git-dir <dir>', 'a bare repository; the path then starts at its top')
    .option('--json', 'print JSON: {"statements":[{"kind","path","about","by","at"}]}')
    .addHelpText(
      'after',
      `
know     you know this: you are named first, and the reason says so
forget   you no longer know this: you are not named
learn    you would like to learn this: who asks is told
not-me   you do not want to be suggested here: nobody is told why
wrong    somebody who was suggested was the wrong person: they are named last

Examples:
  $ whoknows word know src/net
  $ whoknows word not-me docs --undo
  $ whoknows word wrong src/parser.c --person kim@example.com`,
    )
    .action(async (kind: StatementKind | undefined, file: string | undefined, options: SayOptions) => {
      if (kind !== undefined && file === undefined)
        throw new CommandError('Name the file or folder that it is about; . is the whole folder here.');
      if (kind === 'wrong' && options.person === undefined)
        throw new CommandError('Name the wrong person with --person and their address.');
      const progress = createProgress();
      const { knowledge } = await openKnowledge(terminalHost, process.cwd(), {
        gitDir: options.gitDir,
        signal: cancelOnInterrupt(),
        onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
      }).finally(progress.done);
      if (kind === undefined) {
        const statements = listStatements(terminalHost, knowledge);
        if (options.json) return printJson({ statements });
        if (statements.length === 0) print('Nothing was said here yet. whoknows word --help shows how.');
        for (const { kind, path, about } of statements)
          print(`  ${displayText(about, 254)} ${words[kind]} ${displayText(path) || 'this repository'}`);
        return;
      }
      const [path] = repositoryPaths(knowledge, process.cwd(), [file!]) as [string];
      const saying = { kind, path, person: options.person };
      if (options.undo) {
        let taken = false;
        const told = await withTeam(async (client) => {
          taken = await takeBackOwnWord(terminalHost, knowledge, saying, client);
        });
        return print(taken ? `Taken back.${told}` : 'That was not said, so there is nothing to take back.');
      }
      const isEarly = options.person === undefined && !(await isKnownHere(knowledge));
      const early = isEarly ? ' It counts from your first commit here on.' : '';
      const told = await withTeam((client) => sayOwnWord(terminalHost, knowledge, saying, client));
      print(
        `Remembered: ${displayText(options.person ?? 'you', 254)} ${options.person ? words[kind] : youWords[kind]} ${displayText(path) || 'this repository'}. --undo takes it back.${early}${told}`,
      );
    });
}

const youWords: Record<StatementKind, string> = {
  know: 'know',
  forget: 'no longer know',
  learn: 'would like to learn',
  'not-me': 'are not to be suggested for',
  wrong: 'were the wrong person for',
};

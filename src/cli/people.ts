import type { Command } from 'commander';
import { openKnowledge } from '../app/knowledge.ts';
import { saidOfPeople, samePersonQuestions, saySamePerson, takeBackSamePerson } from '../app/samePerson.ts';
import { displayText } from '../expertise/displayText.ts';
import { CommandError, cancelOnInterrupt, createProgress, print, printJson, terminalHost } from './terminal.ts';

interface PeopleOptions {
  readonly same?: string[];
  readonly different?: string[];
  readonly undo?: boolean;
  readonly gitDir?: string;
  readonly json?: boolean;
}

/** `whoknows people`: who may be one person under two addresses, and the user's word on it. */
export function addPeopleCommand(program: Command): void {
  program
    .command('people')
    .description('addresses that may belong to one person; say whether they do')
    .option('--same <who...>', 'these two addresses are one person')
    .option('--different <who...>', 'these two are not one person')
    .option('--undo', 'take back the last of these, or that about the two that are named')
    .option('--git-dir <dir>', 'a bare repository')
    .option('--json', 'print JSON: {"proposals":[{"a","b","evidence"}],"said":[{"a","b","same"}]}')
    .addHelpText(
      'after',
      `
What you say is kept in your own profile, counts in every answer, and is never written into a repository.
A .mailmap in the repository does the same for everybody.

Examples:
  $ whoknows people
  $ whoknows people --same ana@example.com ana@old.example
  $ whoknows people --undo`,
    )
    .action(async (options: PeopleOptions) => {
      const pair = readPair(options);
      const progress = createProgress();
      const { knowledge } = await openKnowledge(terminalHost, process.cwd(), {
        gitDir: options.gitDir,
        signal: cancelOnInterrupt(),
        onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
      }).finally(progress.done);
      if (options.undo) return print(takeBackSamePerson(terminalHost, knowledge, pair));
      if (pair) {
        const same = options.same !== undefined;
        saySamePerson(terminalHost, knowledge, ...pair, same);
        return print(
          `Remembered: ${pair.map((who) => displayText(who)).join(' and ')} ${same ? 'are one person' : 'are two people'}. whoknows people --undo takes it back.`,
        );
      }
      const proposals = samePersonQuestions(knowledge);
      const said = saidOfPeople(terminalHost, knowledge);
      if (options.json)
        return printJson({ proposals: proposals.map(({ a, b, evidence }) => ({ a, b, evidence })), said });
      if (proposals.length === 0) print('Nobody here looks like one person under two addresses.');
      for (const { names, evidence } of proposals) print(`  ${names[0]}  =?  ${names[1]}\n      ${evidence}`);
      if (said.length) print('\nYou said:');
      for (const { a, b, same } of said)
        print(`  ${displayText(a)} and ${displayText(b)} ${same ? 'are one person' : 'are two people'}`);
      if (proposals.length) print('\nSay with --same or --different and the two addresses.');
    });
}

function readPair({ same, different }: PeopleOptions): [string, string] | undefined {
  if (same && different) throw new CommandError('Use --same or --different, not both.');
  const who = same ?? different;
  if (who === undefined) return undefined;
  if (who.length !== 2) throw new CommandError('--same and --different take two addresses or names.');
  return [who[0]!, who[1]!];
}

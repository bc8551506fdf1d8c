import type { Command } from 'commander';
import { openKnowledge } from '../app/knowledge.ts';
import { saidOfPeople, samePersonQuestions, saySamePerson, takeBackSamePerson } from '../app/samePerson.ts';
import { displayText } from '../expertise/displayText.ts';
import type { MergeDecision } from '../expertise/people.ts';
import { teamHost } from './knownTeam.ts';
import { CommandError, cancelOnInterrupt, createProgress, print, printJson } from './terminal.ts';
import { withTeam } from './withTeam.ts';

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
    .option(
      '--json',
      'print JSON: {"proposals":[{"a","b","evidence"}],"said":[{"a","b","same"}],"team"?:[{"a","b","same","by"}]}',
    )
    .addHelpText(
      'after',
      `
What you say is kept in your own profile, counts in every answer, and is never written into a repository. Your team, if you
are in one, is told of it, sealed: there it settles what history itself suggests, and is asked of each otherwise.
A .mailmap in the repository does the same for everybody.

Examples:
  $ whoknows people
  $ whoknows people --same ana@example.com ana@old.example
  $ whoknows people --undo`,
    )
    .action(async (options: PeopleOptions) => {
      const pair = readPair(options);
      const progress = createProgress();
      const host = await teamHost();
      const { knowledge } = await openKnowledge(host, process.cwd(), {
        gitDir: options.gitDir,
        signal: cancelOnInterrupt(),
        onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
      }).finally(progress.done);
      if (options.undo) {
        let taken = '';
        await withTeam(async (client) => {
          taken = takeBackSamePerson(host, knowledge, pair, client);
        });
        return print(taken);
      }
      if (pair) {
        const same = options.same !== undefined;
        let isTold = false;
        const told = await withTeam(async (client) => {
          isTold = saySamePerson(host, knowledge, ...pair, same, client);
        });
        return print(
          `Remembered: ${pair.map((who) => displayText(who)).join(' and ')} ${same ? 'are one person' : 'are two people'}. whoknows people --undo takes it back.${isTold ? told : ''}`,
        );
      }
      const proposals = samePersonQuestions(knowledge);
      const said = saidOfPeople(host, knowledge);
      const team = knowledge.teamWord.heeded;
      if (options.json)
        return printJson({
          proposals: proposals.map(({ a, b, evidence }) => ({ a, b, evidence })),
          said,
          ...(team.length ? { team } : {}),
        });
      if (proposals.length === 0) print('Nobody here looks like one person under two addresses.');
      for (const { names, evidence } of proposals) print(`  ${names[0]}  =?  ${names[1]}\n      ${evidence}`);
      const sentence = ({ a, b, same }: MergeDecision): string =>
        `  ${displayText(a, 254)} and ${displayText(b, 254)} ${same ? 'are one person' : 'are two people'}`;
      if (said.length) print('\nYou said:');
      for (const decision of said) print(sentence(decision));
      if (team.length) print('\nYour team said, which counts unless you say otherwise:');
      for (const decision of team) print(`${sentence(decision)} (${decision.by.join(', ')})`);
      if (proposals.length)
        print('\nSay with --same or --different and the two addresses, or the two names where both used one address.');
    });
}

function readPair({ same, different }: PeopleOptions): [string, string] | undefined {
  if (same && different) throw new CommandError('Use --same or --different, not both.');
  const who = same ?? different;
  if (who === undefined) return undefined;
  if (who.length !== 2) throw new CommandError('--same and --different take two addresses or names.');
  return [who[0]!, who[1]!];
}

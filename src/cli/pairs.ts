import type { Command } from 'commander';
import { openKnowledge } from '../app/knowledge.ts';
import { type PairsAnswer, planPairs } from '../app/planPairs.ts';
import { readTeamFile } from '../app/teamFile.ts';
import { type MatrixView, matrixView, trainingNeeds } from '../app/teamOverview.ts';
import { teamClient } from './knownTeam.ts';
import { bold, CommandError, cancelOnInterrupt, createProgress, print, printJson, terminalHost } from './terminal.ts';

interface PairsCommandOptions {
  readonly with?: string[];
  readonly notWith?: string[];
  readonly team?: string;
  readonly matrix?: boolean;
  readonly training?: boolean;
  readonly at?: string;
  readonly gitDir?: string;
  readonly cache: boolean;
  readonly json?: boolean;
}

/** `whoknows pairs`: who could teach whom, as pairs in which both learn. */
export function addPairsCommand(program: Command): void {
  program
    .command('pairs')
    .description('propose pairs who can teach each other what they need')
    .option(
      '--with <email...>',
      'the people to pair; by default your team, or without one everybody active with five changes or more',
    )
    .option('--not-with <a,b...>', 'two people who must not be paired')
    .option('--team <file>', 'a JSON file with wishes, hours and past pairs')
    .option('--matrix', 'who has worked with whom, least-paired first, instead')
    .option('--training', 'what nobody in the team can teach, instead')
    .option('--at <revision>', 'answer as of this revision')
    .option('--git-dir <dir>', 'a bare repository')
    .option('--no-cache', 'read the whole history again and keep nothing')
    .option('--json', 'print JSON: {"pairs":[{"people":[{"name","email"}],"sentences","learns"}],"without","note"?}')
    .addHelpText(
      'after',
      `
A pair is worth what each can teach the other and the other needs: areas they work in now, gaps that would close,
and what they say they would like to learn. That two already work together counts for nothing.

A team's file, every part optional:
  {"people":[{"email":"kim@example.com","pairs":1,"notWith":["al@example.com"],"wantsToLearn":["src/net","Rust"],
              "zone":"Europe/Berlin","days":[1,2,3,4,5],"from":"9:00","to":"17:00"}],
   "past":[{"people":["kim@example.com","bo@example.com"],"on":"2026-05-04"}]}

Examples:
  $ whoknows pairs
  $ whoknows pairs --with kim@example.com bo@example.com al@example.com --not-with kim@example.com,al@example.com
  $ whoknows pairs --team team.json --json`,
    )
    .action(async (options: PairsCommandOptions) => {
      const team = options.team === undefined ? undefined : await readTeamFile(options.team);
      const progress = createProgress();
      const { knowledge } = await openKnowledge(terminalHost, process.cwd(), {
        gitDir: options.gitDir,
        at: options.at,
        cache: options.cache,
        signal: cancelOnInterrupt(),
        onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
      }).finally(progress.done);
      // History alone: a printed matrix is passed on, a session is between its two people.
      if (options.matrix) return printMatrix(matrixView(knowledge, options.with), options.json ?? false);
      if (options.training) {
        // What this member asked or was asked counts too, as it was last seen; no relay is needed.
        const needs = await trainingNeeds(knowledge, options.with, await teamClient());
        if (options.json) printJson({ needs });
        else if (needs.length === 0) print('Somebody active knows each area and language that is worked on.');
        else for (const { sentence } of needs) print(sentence);
        return;
      }
      const notWith = (options.notWith ?? []).map(parseTwo);
      const client = await teamClient();
      const { teamSays } = await import('../app/teamSays.ts');
      const shared = client && (await teamSays(client, knowledge)).statements;
      const answer = planPairs(knowledge, { people: options.with, notWith, team, shared, client });
      if (options.json) printJson(answer);
      else printPairs(answer, client !== undefined);
    });
}

function parseTwo(text: string): [string, string] {
  const [a, b, ...more] = text.split(',').map((part) => part.trim());
  if (!a || !b || more.length)
    throw new CommandError(`--not-with takes two addresses with a comma between them, not ${text}.`);
  return [a, b];
}

function printMatrix({ pairs }: MatrixView, json: boolean): void {
  if (json) {
    printJson({ pairs });
    return;
  }
  // Least-paired first: each heading once, in the order of the pairs.
  let heading: string | undefined;
  for (const { people, together } of pairs) {
    if (together !== heading) print(bold(`${heading === undefined ? '' : '\n'}${matrixWords[together]}`));
    heading = together;
    print(`  ${people.map(({ name }) => name).join(' · ')}`);
  }
  if (pairs.length === 0) print('Fewer than two people are active here.');
}

function printPairs({ pairs, without, note }: PairsAnswer, inTeam: boolean): void {
  for (const { people, sentences } of pairs) {
    print(bold(people.map(({ name }) => name).join(' · ')));
    for (const sentence of sentences) print(`  ${sentence}`);
    print('');
  }
  if (pairs.length === 0) print('No two people here have something to teach that the other needs.\n');
  for (const [why, words] of Object.entries(reasons)) {
    const names = without.filter((person) => person.why === why).map(({ name }) => name);
    if (names.length) print(`${words}: ${names.join(', ')}.`);
  }
  if (note) print(note);
  if (pairs.length > 0)
    print(
      inTeam
        ? 'Nobody has been told. “whoknows pair propose” asks somebody; a pair begins when both say yes.'
        : 'Nobody has been told; a pair begins when both say yes.',
    );
}

const matrixWords = {
  'not yet': 'Have not worked on a change together yet',
  'some time ago': 'Some time ago',
  lately: 'Lately',
} as const;

const reasons = {
  'nothing to teach': 'No pair yet, as history says too little of what they could teach or need',
  'nobody left': 'No pair this time, as whoever would fit has one, met them lately or shares no hours',
  'not now': 'Has a pair already, or takes no part now',
} as const;

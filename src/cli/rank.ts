import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { openKnowledge } from '../app/knowledge.ts';
import { rankerOptions } from '../app/rankerOptions.ts';
import { findPerson } from '../app/whoCanHelp.ts';
import { createRanker } from '../expertise/ranking/ranker.ts';
import { CommandError, cancelOnInterrupt, printJson, terminalHost } from './terminal.ts';

interface RankOptions {
  readonly gitDir: string;
  readonly now: string;
  readonly trailers?: boolean;
  readonly withoutTrailers?: boolean;
}

interface RankQuestion {
  readonly id: string;
  readonly asker?: { readonly name?: string; readonly email?: string };
  readonly main?: string;
  readonly files?: readonly string[];
}

/** People given for each question. */
const mostRanked = 50;

/** `whoknows rank`: answers many questions for a machine, one JSON object a line, to measure the ranking. */
export function addRankCommand(program: Command): void {
  program
    .command('rank')
    .description('rank people for many questions from standard input, for measuring (JSON lines)')
    .requiredOption('--git-dir <dir>', 'a bare repository that ends at the moment of the questions')
    .requiredOption('--now <seconds>', 'that moment, in seconds since 1970')
    .option('--without-trailers', 'judge by authors, committers and mergers alone')
    .addHelpText(
      'after',
      `
In:   {"id","asker":{"name","email"},"main","files":[…]}
Out:  {"id","ranked":[{"name","email","score"},…]}   best first; scores compare people within one question only

Example:
  $ echo '{"id":1,"files":["Makefile"]}' | whoknows rank --git-dir project.git --now 1760000000`,
    )
    .action(async (options: RankOptions) => {
      const now = Number(options.now);
      if (!Number.isFinite(now)) throw new CommandError(`--now takes seconds since 1970, not “${options.now}”.`);
      const { knowledge } = await openKnowledge({ ...terminalHost, now: () => now }, process.cwd(), {
        gitDir: options.gitDir,
        cache: false,
        signal: cancelOnInterrupt(),
      });
      const { history, people } = knowledge;
      const ranker = createRanker(history, people, {
        ...rankerOptions(knowledge),
        now,
        withoutTrailers: options.withoutTrailers ?? false,
      });
      for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() === '') continue;
        const question = readQuestion(line);
        const asker =
          findPerson(knowledge, question.asker?.email ?? '') ?? findPerson(knowledge, question.asker?.name ?? '');
        const paths = question.files ?? (question.main === undefined ? [] : [question.main]);
        const ranked = ranker.rank({ paths, ...(asker === undefined ? {} : { asker }) }, mostRanked);
        printJson({
          id: question.id,
          ranked: ranked.map(({ person, score }) => ({
            name: people.people[person]!.name,
            email: people.people[person]!.email,
            score,
          })),
        });
      }
    });
}

function readQuestion(line: string): RankQuestion {
  try {
    return JSON.parse(line) as RankQuestion;
  } catch {
    throw new CommandError(`This line is not JSON: ${line.slice(0, 80)}`);
  }
}

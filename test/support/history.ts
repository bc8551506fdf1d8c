import type { History } from '../../src/expertise/history.ts';
import { creditKinds, touchKinds } from '../../src/expertise/history.ts';
import { HistoryBuilder } from '../../src/expertise/historyBuilder.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { LogParser } from '../../src/git/logParser.ts';
import { streamGit } from '../../src/git/logStream.ts';
import { OldestEnd } from '../../src/git/oldestEnd.ts';
import { openGit } from '../../src/git/openGit.ts';
import { openRepository, type Repository, readTips } from '../../src/git/repository.ts';
import { buildIndex, type RepositoryIndex } from '../../src/git/repositoryIndex.ts';
import type { Git } from '../../src/git/safeGit.ts';

/** Git as tests run it: no configuration of the person who runs them. */
export const testGit = (): Promise<Git> =>
  openGit({ PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' });

export async function openTest(folder: string, gitDir?: string): Promise<Repository> {
  return openRepository(await testGit(), folder, gitDir);
}

export async function indexOf(folder: string, gitDir?: string): Promise<RepositoryIndex> {
  const repository = await openTest(folder, gitDir);
  return buildIndex(repository, await readTips(repository), { parseTrailerLine });
}

/** All of HEAD's history as the second git of a long one reads it: from the oldest commit on, without what both ends add together. */
export async function readFromOldest({ git, folder }: Repository, scratchFolder: string): Promise<History> {
  const builder = new HistoryBuilder(undefined, undefined, true);
  const parser = new LogParser(builder, { parseTrailerLine });
  const end = new OldestEnd(
    parser,
    (args, how) => streamGit(git, folder, args, { onChunk: (chunk) => parser.push(chunk), ...how }),
    {
      revisions: 'HEAD\n',
      scratchFolder,
      oidLength: 40,
      signal: undefined,
    },
  );
  if ((await end.counted) !== builder.commits) throw new Error('the oldest end could not be read');
  return builder.toHistory();
}

/** The history as lines that a person can compare, oldest commit first; the order of ids plays no part. */
export function describeHistory(history: History): string[] {
  const nameOf = (alias: number): string => `${history.aliases[alias]!.name} <${history.aliases[alias]!.email}>`;
  return Array.from({ length: history.commits }, (_, c) => {
    const touches: string[] = [];
    for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) {
      const kind = touchKinds[history.touchKind[t]!]!;
      const from = kind === 'renamed' ? `${history.paths[history.touchFrom[t]!]} → ` : '';
      touches.push(`${kind} ${from}${history.paths[history.touchPath[t]!]}`);
    }
    const credits: string[] = [];
    for (let i = history.creditStart[c]!; i < history.creditStart[c + 1]!; i++)
      credits.push(`${creditKinds[history.creditKind[i]!]} ${nameOf(history.creditAlias[i]!)}`);
    const merged = history.mergedBy[c] ? ` merged by ${nameOf(history.mergedBy[c]! - 1)}` : '';
    return `${history.commitTime[c]} ${history.authorTime[c]} ${nameOf(history.author[c]!)}${merged}: ${touches.sort().join(', ')}; ${credits.join(', ')}`;
  });
}

import type { HistoryBuilder } from '../expertise/historyBuilder.ts';
import { GitError } from './gitError.ts';
import type { UnpairedCommit } from './logParser.ts';
import { streamGit } from './logStream.ts';
import { gitDirArguments } from './readHistory.ts';
import type { Git } from './safeGit.ts';

/**
 * Asks git to pair, by content, the renames of those commits whose paths and blob ids were not enough, and marks them.
 * Git must read blobs for that; where one is missing (partial or damaged clone) the exact pairs stay and `exact` is
 * returned.
 */
export async function pairBySimilarity(
  git: Git,
  folder: string,
  gitDir: string | undefined,
  builder: HistoryBuilder,
  commits: readonly UnpairedCommit[],
  signal: AbortSignal | undefined,
): Promise<'similar' | 'exact'> {
  if (commits.length === 0) return 'similar';
  const byOid = new Map(commits.map(({ oid, commit }) => [oid, commit]));
  let rest: Buffer = Buffer.alloc(0);
  let commit: number | undefined;
  let fields: string[] | undefined;
  const token = (text: string): void => {
    const line = text.replace(/^\n/, '');
    if (fields) {
      fields.push(text);
      if (fields.length === 2) {
        if (commit !== undefined)
          builder.pairRenamedPaths(commit, builder.paths.idOf(fields[0]!), builder.paths.idOf(fields[1]!));
        fields = undefined;
      }
    } else if (line.startsWith('\x01')) commit = byOid.get(line.slice(1));
    else if (line.startsWith(':')) fields = [];
  };
  const args = [
    ...gitDirArguments(gitDir),
    'log',
    '-z',
    '--raw',
    '-M',
    '-l400',
    '--diff-filter=R',
    '--no-color',
    '--format=%x01%H',
    '--no-walk=unsorted',
    '--stdin',
    '--',
  ];
  try {
    await streamGit(git, folder, args, {
      input: `${commits.map((c) => c.oid).join('\n')}\n`,
      signal,
      onChunk: (chunk) => {
        const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk;
        let at = 0;
        for (let end = bytes.indexOf(0, at); end >= 0; end = bytes.indexOf(0, at)) {
          token(bytes.toString('utf8', at, end));
          at = end + 1;
        }
        rest = bytes.subarray(at);
      },
    });
    return 'similar';
  } catch (error) {
    // A git that is killed here most likely wanted too much memory for likeness; the exact pairs do not need it.
    if (error instanceof GitError && (error.code === 'git-failed' || error.code === 'git-killed')) return 'exact';
    throw error;
  }
}

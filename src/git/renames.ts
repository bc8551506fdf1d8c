import type { HistoryBuilder } from '../expertise/historyBuilder.ts';
import { GitError } from './gitError.ts';
import type { UnpairedCommit } from './logParser.ts';
import { streamGit } from './logStream.ts';
import { gitDirArguments } from './readHistory.ts';
import type { Git } from './safeGit.ts';

/** Commits whose renames are looked up at once: enough to make starting git worth it, few enough to be done soon after the last. */
const batchSize = 160;

/** Renames that need content, looked up in batches beside the stream, one git at a time. */
export class RenameLookup {
  readonly #pair: (builder: HistoryBuilder, batch: readonly UnpairedCommit[]) => Promise<'similar' | 'exact'>;
  readonly #waiting = new Map<HistoryBuilder, UnpairedCommit[]>();
  #found: 'similar' | 'exact' = 'similar';
  #running: Promise<void> = Promise.resolve();

  constructor(git: Git, folder: string, gitDir: string | undefined, signal: AbortSignal | undefined) {
    this.#pair = (builder, batch) => pairBySimilarity(git, folder, gitDir, builder, batch, signal);
  }

  add(builder: HistoryBuilder, commit: UnpairedCommit): void {
    const batch = this.#waiting.get(builder) ?? [];
    this.#waiting.set(builder, batch);
    if (batch.push(commit) >= batchSize) this.#begin(builder);
  }

  /** What was left over is looked up as well unless the history broke off; rejects where git could not be run. */
  async finish(whole: boolean): Promise<'similar' | 'exact'> {
    if (whole) for (const builder of this.#waiting.keys()) this.#begin(builder);
    await this.#running;
    return whole ? this.#found : 'exact';
  }

  #begin(builder: HistoryBuilder): void {
    const batch = this.#waiting.get(builder)!;
    this.#waiting.delete(builder);
    this.#running = this.#running.then(async () => {
      if ((await this.#pair(builder, batch)) === 'exact') this.#found = 'exact';
    });
    this.#running.catch(() => undefined); // Awaited in the end; a stream that fails first must not leave it unhandled.
  }
}

/**
 * Asks git to pair, by content, the renames of those commits whose paths and blob ids were not enough, and marks them.
 * Git must read blobs for that; where one is missing (partial or damaged clone) the exact pairs stay and `exact` is
 * returned.
 */
async function pairBySimilarity(
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

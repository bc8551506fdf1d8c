import type { Credit } from '../expertise/history.ts';
import type { HistoryBuilder } from '../expertise/historyBuilder.ts';
import { GitError } from './gitError.ts';
import { LogParser, logFormat, type UnpairedCommit } from './logParser.ts';
import { streamGit } from './logStream.ts';
import { pairBySimilarity } from './renames.ts';
import type { Git } from './safeGit.ts';
import { openScratchFile } from './scratchFile.ts';

export interface ReadHistoryOptions {
  /** Commits whose history is wanted, as full object ids. */
  readonly include: readonly string[];
  /** Commits whose history is not wanted. */
  readonly exclude?: readonly string[];
  readonly parseTrailerLine: (line: string) => readonly Credit[];
  readonly shallow?: ReadonlySet<string>;
  /** A folder on disk where a long log may pass through a file without a name; undefined: through a pipe. */
  readonly scratchFolder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each chunk that git sent. */
  readonly onProgress?: () => void;
  /** Called when all commits are there; only the last renames are still being looked up. */
  readonly onCommits?: () => void;
}

/** What could not be read. `missing`: objects that this clone lacks. */
export interface ReadHistoryResult {
  /** False where trees are missing (a partial or damaged clone): the newest part of history is there, the rest is not. */
  readonly complete: boolean;
  readonly problem?: string;
  /** How renames were found: `similar` also by content, `exact` by blob id and file name only. */
  readonly renames: 'similar' | 'exact';
  /** See `LogParser`. */
  readonly parser: Pick<LogParser, 'isParent' | 'leadsStraight'>;
}

/** Commits whose renames are looked up at once: enough to make starting git worth it, few enough to be done soon after the last. */
const pairingBatch = 80;

/** Arguments that name the repository to git before the subcommand. */
export const gitDirArguments = (gitDir: string | undefined): string[] => (gitDir ? [`--git-dir=${gitDir}`] : []);

/**
 * Streams history into `builder`, newest commit first. Rejects with a `GitError` when nothing could be read; a history
 * that breaks off because objects are missing is a result, not an error.
 */
export async function readHistory(
  git: Git,
  folder: string,
  gitDir: string | undefined,
  builder: HistoryBuilder,
  options: ReadHistoryOptions,
): Promise<ReadHistoryResult> {
  let unpaired: UnpairedCommit[] = [];
  let renames: 'similar' | 'exact' = 'similar';
  // Renames that need content are looked up in batches beside the stream, on the processor that git log leaves idle.
  let pairing: Promise<void> = Promise.resolve();
  const pairBatch = (): void => {
    const batch = unpaired;
    unpaired = [];
    pairing = pairing.then(async () => {
      if ((await pairBySimilarity(git, folder, gitDir, builder, batch, options.signal)) === 'exact') renames = 'exact';
    });
    pairing.catch(() => undefined); // Awaited below; a stream that fails first must not leave it unhandled.
  };
  const parser = new LogParser(builder, {
    parseTrailerLine: options.parseTrailerLine,
    ...(options.shallow ? { shallow: options.shallow } : {}),
    onUnpaired: (commit) => {
      if (unpaired.push(commit) >= pairingBatch) pairBatch();
    },
  });
  const revisions = [...options.include, ...(options.exclude ?? []).map((oid) => `^${oid}`)];
  let problem: string | undefined;
  try {
    await streamGit(
      git,
      folder,
      [
        ...gitDirArguments(gitDir),
        'log',
        '-z',
        '--raw',
        '--no-renames',
        '--no-abbrev',
        '--no-color',
        '--ignore-submodules=none',
        `--format=${logFormat}`,
        '--stdin',
        '--',
      ],
      {
        input: `${revisions.join('\n')}\n`,
        signal: options.signal,
        buffered: true,
        scratch: options.scratchFolder === undefined ? undefined : openScratchFile(options.scratchFolder),
        onChunk: (chunk) => {
          parser.push(chunk);
          options.onProgress?.();
        },
      },
    );
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'git-failed' || builder.commits === 0) throw error;
    problem = error.message;
  }
  parser.end(options.include);
  options.onCommits?.();
  if (problem === undefined) pairBatch();
  else renames = 'exact';
  await pairing;
  return { complete: problem === undefined, ...(problem === undefined ? {} : { problem }), renames, parser };
}

import os from 'node:os';
import type { Credit } from '../expertise/history.ts';
import type { HistoryBuilder } from '../expertise/historyBuilder.ts';
import type { CommitGraph } from './commitGraph.ts';
import { GitError } from './gitError.ts';
import { LogParser, rawFormat } from './logParser.ts';
import { type StreamOptions, streamGit } from './logStream.ts';
import { OldestEnd } from './oldestEnd.ts';
import { RenameLookup } from './renames.ts';
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
  /** Processors to use; those of the machine unless told otherwise. */
  readonly processors?: number | undefined;
}

/** What could not be read. `missing`: objects that this clone lacks. */
export interface ReadHistoryResult {
  /** False where trees are missing (a partial or damaged clone): the newest part of history is there, the rest is not. */
  readonly complete: boolean;
  readonly problem?: string;
  /** How renames were found: `similar` also by content, `exact` by blob id and file name only. */
  readonly renames: 'similar' | 'exact';
  readonly graph: Pick<CommitGraph, 'isParent' | 'leadsStraight' | 'clear'>;
}

/** Commits after which a history counts as long. A shorter one is read before a second git would pay. */
const longHistory = 4000;

/** Arguments that name the repository to git before the subcommand. */
export const gitDirArguments = (gitDir: string | undefined): string[] => (gitDir ? [`--git-dir=${gitDir}`] : []);

/** Git's own default. With the 16 MB of short questions, trees of a long history are unpacked again more often. */
const roomForDeltas = ['-c', 'core.deltaBaseCacheLimit=96m'];

/**
 * Streams history into `builder`, newest commit first. A long one is read from its oldest commit as well, by a second git on
 * another processor, until the two meet. Rejects with a `GitError` when nothing could be read; a history that breaks off because
 * objects are missing is a result, not an error.
 */
export async function readHistory(
  git: Git,
  folder: string,
  gitDir: string | undefined,
  builder: HistoryBuilder,
  options: ReadHistoryOptions,
): Promise<ReadHistoryResult> {
  const { signal, scratchFolder, parseTrailerLine, shallow, processors = os.availableParallelism() } = options;
  const revisions = `${[...options.include, ...(options.exclude ?? []).map((oid) => `^${oid}`)].join('\n')}\n`;
  const mayReadBothEnds = processors > 1 && !options.exclude?.length;
  const renames = new RenameLookup(git, folder, gitDir, signal);
  let oldest: OldestEnd | undefined;
  const parserOf = (end: HistoryBuilder, isRead: (key: number) => boolean): LogParser =>
    new LogParser(end, {
      parseTrailerLine,
      ...(shallow ? { shallow } : {}),
      onUnpaired: (commit) => renames.add(end, commit),
      isRead,
    });
  const newest = parserOf(builder, (key) => oldest?.has(key) ?? false);
  const ask = (parser: LogParser, args: readonly string[], how: Partial<StreamOptions>): Promise<void> =>
    streamGit(git, folder, [...roomForDeltas, ...gitDirArguments(gitDir), ...args], {
      signal,
      buffered: true,
      scratch: scratchFolder === undefined || how.output !== undefined ? undefined : openScratchFile(scratchFolder),
      isEnough: () => parser.ended,
      onChunk: (chunk) => {
        parser.push(chunk);
        if (mayReadBothEnds && builder.commits >= longHistory) oldest ??= beginOldest();
        options.onProgress?.();
      },
      ...how,
    });
  const beginOldest = (): OldestEnd | undefined => {
    if (scratchFolder === undefined) return undefined;
    const parser = parserOf(builder.beginOldest(), (key) => newest.graph.has(key));
    const oidLength = options.include[0]!.length;
    return new OldestEnd(parser, (args, how) => ask(parser, args, how), {
      revisions,
      scratchFolder,
      oidLength,
      signal,
    });
  };

  let problem: string | undefined;
  try {
    await ask(newest, ['log', ...rawFormat, '--stdin', '--'], { input: revisions });
  } catch (error) {
    await oldest?.end();
    if (!(error instanceof GitError) || error.code !== 'git-failed' || builder.commits === 0) throw error;
    problem = error.message;
  }
  newest.end();
  if (newest.ended && oldest) {
    const all = await oldest.counted;
    if (all !== builder.allCommits) {
      // The second git ended between the moment where the two met and its last commit's end.
      await renames.finish(false);
      builder.clear();
      return readHistory(git, folder, gitDir, builder, { ...options, processors: 1 });
    }
    newest.graph.addOldestFirst(oldest.parser.graph);
  } else {
    await oldest?.end();
    builder.dropOldest();
  }
  builder.setMerges(newest.graph.mergesOf(options.include));
  options.onCommits?.();
  return {
    complete: problem === undefined,
    ...(problem === undefined ? {} : { problem }),
    renames: await renames.finish(problem === undefined),
    graph: newest.graph,
  };
}

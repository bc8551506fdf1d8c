import { AliasDictionary, Dictionary } from '../expertise/dictionary.ts';
import type { Credit, History } from '../expertise/history.ts';
import { HistoryBuilder } from '../expertise/historyBuilder.ts';
import { parseIgnoreRevs } from '../expertise/ignoreRevs.ts';
import { joinHistories, withoutCommits } from '../expertise/joinHistories.ts';
import { GitError } from './gitError.ts';
import {
  decodeCommits,
  decodeRemoval,
  encodeCommits,
  encodeRemoval,
  type IndexContent,
  type IndexPart,
  type IndexState,
} from './indexFile.ts';
import { collectGit } from './logStream.ts';
import { gitDirArguments, readHistory } from './readHistory.ts';
import {
  isProjectFile,
  nestedAttributePaths,
  type Repository,
  readProjectFiles,
  readShallow,
  type Tips,
} from './repository.ts';

/** What is known of a repository's history: the columns, what they cover, and the parts that make up its file. */
export interface RepositoryIndex {
  readonly history: History;
  readonly state: IndexState;
  readonly parts: readonly IndexPart[];
}

export interface BuildOptions {
  readonly parseTrailerLine: (line: string) => readonly Credit[];
  /** See `ReadHistoryOptions`; used where all of history is read. */
  readonly scratchFolder?: string | undefined;
  /** See `ReadHistoryOptions`. */
  readonly processors?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called now and then while history streams, with the number of commits read; `snapshot` gives what is known so far. */
  readonly onProgress?: ((commits: number, snapshot: () => History) => void) | undefined;
}

/** Parts in a file beyond which it is written anew as one: each costs a little at loading. */
const mostParts = 64;

/** Removing more commits than this, one reads everything again instead: it is faster. */
const mostRemovals = 50_000;

export async function buildIndex(repository: Repository, tips: Tips, options: BuildOptions): Promise<RepositoryIndex> {
  const shallow = await readShallow(repository);
  const { history, complete, renames, files } = await readAll(repository, tips, shallow, options);
  const ignored = await readIgnored(repository, files);
  const state = {
    tips: tips.all,
    head: tips.head,
    shallow: [...shallow].sort().join(),
    complete,
    renames,
    files,
    ignored,
  };
  return { history, state, parts: [{ kind: 'commits', payload: encodeCommits(history, 0, 0) }] };
}

/** Lets go what was needed for reading before the index is packed. */
async function readAll(repository: Repository, tips: Tips, shallow: ReadonlySet<string>, options: BuildOptions) {
  const builder = new HistoryBuilder();
  const top = readProjectFiles(repository, tips.head);
  // All paths are known a little before all renames are: time to read what lies below the top.
  let nested: Promise<IndexState['files']> | undefined;
  const { complete, renames, graph } = await readInto(repository, builder, tips.all, [], shallow, options, () => {
    nested = top.then((found) => withNested(repository, tips, found, [], builder.paths.values));
  });
  graph.clear();
  const history = builder.toHistory();
  builder.clear();
  return { history, complete, renames, files: await (nested ?? top) };
}

/**
 * Brings an index to the given tips: reads what is new, removes what is no longer reachable (after a rebase, an amended
 * commit or a branch switch). Falls back to building anew where the old tips are gone or the removed commits cannot be
 * told apart. Returns the same object when nothing changed.
 */
export async function updateIndex(
  repository: Repository,
  index: RepositoryIndex,
  tips: Tips,
  options: BuildOptions,
): Promise<RepositoryIndex> {
  const { state } = index;
  const shallow = await readShallow(repository);
  if (state.shallow !== [...shallow].sort().join() || (!state.complete && !sameTips(state.tips, tips.all)))
    return buildIndex(repository, tips, options);
  if (sameTips(state.tips, tips.all) && state.head === tips.head) return index;
  const builder = new HistoryBuilder(new AliasDictionary(index.history.aliases), new Dictionary(index.history.paths));
  let removed: readonly number[] | undefined;
  let result: Awaited<ReturnType<typeof readInto>>;
  let files: IndexState['files'];
  try {
    result = await readInto(repository, builder, tips.all, state.tips, shallow, options);
    // An old tip that is a new commit's parent is still part of history, with all that it stands on.
    const { graph } = result;
    const left = state.tips.filter((tip) => !tips.all.includes(tip) && !graph.isParent(tip));
    [removed, files] = await Promise.all([
      left.length === 0 ? [] : findRemoved(repository, index.history, left, tips.all, options.signal),
      readFiles(repository, index, tips, builder, graph.leadsStraight(tips.head, state.head)),
    ]);
  } catch (error) {
    if (error instanceof GitError && error.code === 'cancelled') throw error;
    return buildIndex(repository, tips, options);
  }
  if (removed === undefined || !result.complete) return buildIndex(repository, tips, options);
  const parts = [...index.parts];
  let { history } = index;
  if (removed.length) {
    history = withoutCommits(history, removed);
    parts.push({ kind: 'removal', payload: encodeRemoval(removed) });
  }
  if (builder.commits) {
    const added = builder.toHistory();
    parts.push({
      kind: 'commits',
      payload: encodeCommits(added, index.history.aliases.length, index.history.paths.length),
    });
    history = joinHistories(history, added);
  }
  const sameIgnored = files['.git-blame-ignore-revs']?.oid === state.files['.git-blame-ignore-revs']?.oid;
  const ignored = sameIgnored ? state.ignored : await readIgnored(repository, files);
  const renames = state.renames === 'exact' ? 'exact' : result.renames;
  const next = { ...state, tips: tips.all, head: tips.head, files, ignored, renames };
  if (parts.length > mostParts)
    return { history, state: next, parts: [{ kind: 'commits', payload: encodeCommits(history, 0, 0) }] };
  return { history, state: next, parts };
}

/** The project's files at the new head; nothing is read where the commits since the old one, all told in `builder`, left them alone. */
async function readFiles(
  repository: Repository,
  { history, state }: RepositoryIndex,
  tips: Tips,
  builder: HistoryBuilder,
  straight: boolean,
): Promise<IndexState['files']> {
  if (straight && !builder.touchesPath(isProjectFile)) return state.files;
  const nested = nestedAttributePaths(history.paths);
  const files = await readProjectFiles(repository, tips.head, state.files, nested);
  return withNested(repository, tips, files, nested, builder.paths.values.slice(history.paths.length));
}

/** Reads the `.gitattributes` files below the top as well, where history knows of some that were not asked for yet. */
async function withNested(
  repository: Repository,
  tips: Tips,
  files: IndexState['files'],
  asked: readonly string[],
  paths: readonly string[],
): Promise<IndexState['files']> {
  const more = nestedAttributePaths(paths);
  return more.length === 0 ? files : readProjectFiles(repository, tips.head, files, [...asked, ...more]);
}

/** Puts an index together from its file's content. Throws on malformed parts, which a checksum makes next to impossible. */
export function indexFromContent({ state, parts }: IndexContent): RepositoryIndex {
  let history = new HistoryBuilder().toHistory();
  const aliases = [...history.aliases];
  const paths = [...history.paths];
  for (const part of parts) {
    history =
      part.kind === 'commits'
        ? joinHistories(history, decodeCommits(part.payload, aliases, paths))
        : withoutCommits(history, decodeRemoval(part.payload));
  }
  return { history: { ...history, aliases, paths }, state, parts };
}

/** Positions of the commits that `.git-blame-ignore-revs` names, in the index's history. */
export function ignoredCommits({ history, state }: RepositoryIndex): Set<number> {
  const found = new Set<number>();
  if (state.ignored.length === 0) return found;
  const wanted = new Set(state.ignored);
  // Few commits share a time, and times are compared much faster than keys are made.
  const times = new Set(state.ignored.map((key) => Number(key.slice(0, key.indexOf(' ')))));
  for (let c = 0; c < history.commits; c++)
    if (times.has(history.commitTime[c]!) && wanted.has(commitKey(history, c))) found.add(c);
  return found;
}

/** The index keeps no commit ids: a commit is told by its time and author. `commitKeyFormat` makes git say the same. */
const commitKey = (history: History, commit: number): string => {
  const { name, email } = history.aliases[history.author[commit]!]!;
  return `${history.commitTime[commit]} ${name}\x02${email}`;
};
const commitKeyFormat = '%ct %an%x02%ae';

const sameTips = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((tip, i) => tip === b[i]);

function readInto(
  repository: Repository,
  builder: HistoryBuilder,
  include: readonly string[],
  exclude: readonly string[],
  shallow: ReadonlySet<string>,
  options: BuildOptions,
  onCommits?: () => void,
) {
  return readHistory(repository.git, repository.folder, repository.namedGitDir, builder, {
    include,
    exclude,
    shallow,
    parseTrailerLine: options.parseTrailerLine,
    scratchFolder: exclude.length === 0 ? options.scratchFolder : undefined,
    processors: options.processors,
    signal: options.signal,
    onProgress: () => options.onProgress?.(builder.allCommits, () => builder.newestToHistory()),
    ...(onCommits ? { onCommits } : {}),
  });
}

/**
 * Positions of the commits reachable from `old` and no longer from `now`. The index keeps no commit ids, so they are
 * found by commit time and author; undefined where that is ambiguous.
 */
async function findRemoved(
  repository: Repository,
  history: History,
  old: readonly string[],
  now: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly number[] | undefined> {
  const gone = await logLines(repository, commitKeyFormat, [...old, ...now.map((oid) => `^${oid}`)], [], signal);
  if (gone.length === 0) return [];
  if (gone.length > mostRemovals) return undefined;
  const wanted = new Map<string, number>();
  for (const key of gone) wanted.set(key, (wanted.get(key) ?? 0) + 1);
  const times = new Set(gone.map((key) => Number(key.slice(0, key.indexOf(' ')))));
  const found = new Map<string, number[]>();
  for (let c = history.commits - 1; c >= 0; c--) {
    if (!times.has(history.commitTime[c]!)) continue;
    const key = commitKey(history, c);
    if (wanted.has(key)) found.set(key, [...(found.get(key) ?? []), c]);
  }
  const positions: number[] = [];
  for (const [key, count] of wanted) {
    const alike = found.get(key) ?? [];
    // Merges that somebody made in the same second say the same, so it makes no difference which of them goes.
    if (alike.length < count || (alike.length > count && !alike.every((c) => saysNothing(history, c))))
      return undefined;
    positions.push(...alike.slice(0, count));
  }
  return positions.sort((a, b) => b - a);
}

/** Whether the commit touches no path and credits nobody, as merges do. */
const saysNothing = ({ touchStart, creditStart }: History, c: number): boolean =>
  touchStart[c] === touchStart[c + 1] && creditStart[c] === creditStart[c + 1];

async function readIgnored(repository: Repository, files: IndexState['files']): Promise<readonly string[]> {
  const text = files['.git-blame-ignore-revs']?.text ?? '';
  const oids = [...parseIgnoreRevs(text)];
  if (oids.length === 0) return [];
  return logLines(repository, commitKeyFormat, oids, ['--no-walk=unsorted', '--ignore-missing'], undefined).catch(
    () => [],
  );
}

/** One line of `format` for each commit of the given revisions (ids, `^` before those to leave out). */
async function logLines(
  repository: Repository,
  format: string,
  revisions: readonly string[],
  flags: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const args = [
    ...gitDirArguments(repository.namedGitDir),
    'log',
    '-z',
    '--no-color',
    `--format=${format}`,
    ...flags,
    '--stdin',
    '--',
  ];
  const said = await collectGit(repository.git, repository.folder, args, {
    input: `${revisions.join('\n')}\n`,
    signal,
  });
  return said.split('\0').filter(Boolean);
}

import path from 'node:path';
import type { History } from '../expertise/history.ts';
import type { People } from '../expertise/people.ts';
import { parseTrailerLine } from '../expertise/trailers.ts';
import { besideIndex, cacheFolder, indexPath, loadIndex, saveIndex } from '../git/indexCache.ts';
import { openGit } from '../git/openGit.ts';
import { openRepository, type Repository, readTips, resolveRevision, type Tips } from '../git/repository.ts';
import { buildIndex, ignoredCommits, type RepositoryIndex, updateIndex } from '../git/repositoryIndex.ts';
import type { Host } from './host.ts';
import { type OwnWord, readOwnWord } from './ownWord.ts';
import { peopleOf, type ResolvedPeople } from './peopleOf.ts';
import type { TeamDecision } from './sharedDecisions.ts';

/** A repository with what its history says, ready to be asked. */
export interface Knowledge {
  readonly repository: Repository;
  readonly index: RepositoryIndex;
  /** Where the index is kept, and beside it what else is; undefined where nothing is to be kept. */
  readonly indexFile: string | undefined;
  readonly history: History;
  readonly people: People;
  readonly ignored: ReadonlySet<number>;
  /** The moment that answers refer to, in seconds: the newest commit's time, or now where a clock ran ahead. */
  readonly asOf: number;
  /** What the user said of people on this machine; it outweighs what is inferred. */
  readonly ownWord: OwnWord;
  /** What the user's team said of who is one person, and what of it counts here. */
  readonly teamWord: { readonly said: readonly TeamDecision[] } & Pick<ResolvedPeople, 'heeded' | 'asked'>;
  /** True while older history is still being read. */
  readonly partial: boolean;
  /** Sentences about what is missing or was repaired, for the person who asks. */
  readonly notes: readonly string[];
}

export interface OpenOptions {
  /** Names a git folder outright; the only way to open a bare repository. */
  readonly gitDir?: string | undefined;
  /** A revision to answer as of, instead of HEAD and the upstream default branch. */
  readonly at?: string | undefined;
  /** False: neither read nor write the index file. */
  readonly cache?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((commits: number) => void) | undefined;
  /** Called with what the newest commits say while the rest is still being read. */
  readonly onPartial?: ((knowledge: Knowledge) => void) | undefined;
}

/** Commits after which an answer is given while the rest is read. More of them would cost more than they refine. */
const partials = [1000, 12_000];

export interface Opened {
  readonly knowledge: Knowledge;
  /** How the index came about. `from`: read from its file, and perhaps updated, or built from nothing. */
  readonly from: 'file' | 'update' | 'history';
  readonly indexFile: string | undefined;
  /** Bytes of the index file; 0 where none was written. */
  readonly indexBytes: number;
  /** Milliseconds until git had been read to its end, in all. */
  readonly gitMilliseconds: number;
}

/**
 * Opens the repository that `folder` belongs to: reads its index file, brings it up to date with the repository and
 * writes it back, or reads history from nothing. Rejects with a `GitError` that has a sentence for the user.
 */
export async function openKnowledge(host: Host, folder: string, options: OpenOptions = {}): Promise<Opened> {
  const git = await openGit(host.environment, host.untrusted, host.gitPath);
  const repository = await openRepository(git, folder, options.gitDir);
  const file = options.cache === false ? undefined : indexPath(cacheFolder(host.environment), repository);
  const [now, loaded] = await Promise.all([readTips(repository), file ? loadIndex(file) : undefined]);
  const notes: string[] = [];
  if (loaded?.damaged) notes.push('The index file was damaged, so history was read again.');
  const started = performance.now();
  const waiting = [...partials];
  const build = {
    parseTrailerLine,
    scratchFolder: file && path.dirname(file),
    signal: options.signal,
    onProgress: (commits: number, snapshot: () => History): void => {
      options.onProgress?.(commits);
      if (!options.onPartial || !(commits >= waiting[0]!)) return;
      waiting.shift();
      const history = snapshot();
      options.onPartial(
        know(host, repository, { history, state: { ...emptyState(now), complete: true }, parts: [] }, true, notes),
      );
    },
  };
  let index = loaded?.index
    ? await updateIndex(repository, loaded.index, now, build)
    : await buildIndex(repository, now, build);
  const gitMilliseconds = performance.now() - started;
  const from = index === loaded?.index ? 'file' : loaded?.index ? 'update' : 'history';
  let indexBytes = loaded?.bytes ?? 0;
  if (file && index !== loaded?.index)
    indexBytes = await saveIndex(file, index).catch((error: Error) => {
      notes.push(`The index could not be kept (${error.message}), so the next start will read history again.`);
      return 0;
    });
  if (options.at !== undefined) {
    const commit = await resolveRevision(repository, options.at);
    index = await updateIndex(repository, index, { head: commit, all: [commit] }, build);
  }
  return {
    knowledge: know(host, repository, index, false, notes, options.at === undefined ? file : undefined),
    from,
    indexFile: file,
    indexBytes,
    gitMilliseconds,
  };
}

/** The top folder of the repository that `folder` belongs to. Rejects like `openKnowledge`. */
export async function findRoot(host: Host, folder: string): Promise<string> {
  return (await openRepository(await openGit(host.environment, host.untrusted, host.gitPath), folder)).folder;
}

/** Brings what is known up to date; the same object where nothing changed. A few milliseconds when there is little new. */
export async function refreshKnowledge(
  host: Host,
  knowledge: Knowledge,
  options: Pick<OpenOptions, 'signal' | 'cache'> = {},
): Promise<Knowledge> {
  const tips = await readTips(knowledge.repository);
  const index = await updateIndex(knowledge.repository, knowledge.index, tips, {
    parseTrailerLine,
    signal: options.signal,
  });
  if (index === knowledge.index) {
    const said = readOwnWord(host, knowledge.repository.commonDir);
    const team = host.teamDecisions?.() ?? [];
    const same = JSON.stringify([said, team]) === JSON.stringify([knowledge.ownWord, knowledge.teamWord.said]);
    if (same) return knowledge;
    return know(host, knowledge.repository, index, knowledge.partial, []);
  }
  const notes: string[] = [];
  const file = options.cache === false ? undefined : indexPath(cacheFolder(host.environment), knowledge.repository);
  if (file)
    await saveIndex(file, index).catch((error: Error) => {
      notes.push(`The index could not be kept (${error.message}), so the next start will read history again.`);
    });
  return know(host, knowledge.repository, index, false, notes, file);
}

function know(
  host: Host,
  repository: Repository,
  index: RepositoryIndex,
  partial: boolean,
  notes: readonly string[],
  /** Left out where nothing is to be kept. */
  indexFile?: string,
): Knowledge {
  const { history, state } = index;
  let resolved: ResolvedPeople | undefined;
  // Found when first asked for: an index that is only brought up to date needs no people.
  const resolve = (): ResolvedPeople => {
    resolved ??= peopleOf(index, ownWord.decisions, said, indexFile && besideIndex(indexFile, 'people'));
    return resolved;
  };
  const said = host.teamDecisions?.() ?? [];
  const ownWord = readOwnWord(host, repository.commonDir);
  const told = [...notes, ...(ownWord.problem ? [ownWord.problem] : [])];
  if (state.shallow)
    told.push(
      'This clone is shallow: only its newest history is here. Run git fetch --unshallow for the whole answer.',
    );
  if (!state.complete)
    told.push('Part of the history is missing from this clone, so the answer rests on the newest commits only.');
  return {
    repository,
    index,
    indexFile,
    history,
    get people() {
      return resolve().people;
    },
    ignored: ignoredCommits(index),
    ownWord,
    teamWord: {
      said,
      get heeded() {
        return resolve().heeded;
      },
      get asked() {
        return resolve().asked;
      },
    },
    asOf: asOf(history, host.now()),
    partial,
    notes: told,
  };
}

/** The newest commit time that is not in the future. Every clone of the same history gives the same, whatever its clock. */
function asOf(history: History, now: number): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < history.commits; c++) {
    const time = history.commitTime[c]!;
    if (time > newest && time <= now) newest = time;
  }
  return newest === Number.NEGATIVE_INFINITY ? now : newest;
}

const emptyState = (tips: Tips) => ({
  tips: tips.all,
  head: tips.head,
  shallow: '',
  complete: true,
  renames: 'exact' as const,
  files: {},
  ignored: [],
});

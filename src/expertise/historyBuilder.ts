import { AliasDictionary, Dictionary } from './dictionary.ts';
import { Growable } from './growable.ts';
import { type History, type TouchKind, touchKinds } from './history.ts';

const kindOf = (kind: TouchKind): number => touchKinds.indexOf(kind);
export const addedTouch = kindOf('added');
export const modifiedTouch = kindOf('modified');
export const deletedTouch = kindOf('deleted');
export const renamedTouch = kindOf('renamed');
/** The deleted half of a rename; never leaves the builder. */
const droppedTouch = 255;

/**
 * Author times are kept to the hour before or after the commit time, in seconds: nothing we show or weigh needs them
 * closer, and the index file shrinks by a sixth.
 */
export const timeUnit = 3600;

/**
 * Collects commits newest first, as git streams them, and turns them into a `History` at any moment. Dictionaries may
 * be shared with an older history, so that ids go on where that one's end.
 */
export class HistoryBuilder {
  readonly aliases: AliasDictionary;
  readonly paths: Dictionary;
  commits = 0;
  readonly #authorTime = new Growable(Float64Array);
  readonly #commitTime = new Growable(Float64Array);
  readonly #author = new Growable(Uint32Array);
  readonly #committer = new Growable(Uint32Array);
  readonly #mergedBy = new Growable(Uint32Array);
  readonly #touchEnd = new Growable(Uint32Array);
  readonly #touchPath = new Growable(Uint32Array);
  readonly #touchKind = new Growable(Uint8Array);
  readonly #touchFrom = new Growable(Uint32Array);
  readonly #creditEnd = new Growable(Uint32Array);
  readonly #creditAlias = new Growable(Uint32Array);
  readonly #creditKind = new Growable(Uint8Array);

  readonly #oldestFirst: boolean;
  #older: HistoryBuilder | undefined;

  constructor(aliases = new AliasDictionary(), paths = new Dictionary(), oldestFirst = false) {
    this.aliases = aliases;
    this.paths = paths;
    this.#oldestFirst = oldestFirst;
  }

  /** Begins the other end of this history: it collects commits oldest first, until the two meet. */
  beginOldest(): HistoryBuilder {
    this.#older = new HistoryBuilder(this.aliases, this.paths, true);
    return this.#older;
  }

  dropOldest(): void {
    this.#older = undefined;
  }

  /** Forgets all commits, to begin again. */
  clear(): void {
    this.#older?.clear();
    this.#older = undefined;
    this.commits = 0;
    for (const column of [this.#authorTime, this.#commitTime, this.#author, this.#committer, this.#mergedBy])
      column.clear();
    for (const column of [this.#touchEnd, this.#touchPath, this.#touchKind, this.#touchFrom]) column.clear();
    for (const column of [this.#creditEnd, this.#creditAlias, this.#creditKind]) column.clear();
  }

  /** Commits collected from both ends. */
  get allCommits(): number {
    return this.commits + (this.#older?.commits ?? 0);
  }

  get touches(): number {
    return this.#touchPath.length;
  }

  /** Starts a commit; touches and credits that follow belong to it. Returns its number, the first one's being 0. */
  startCommit(authorTime: number, commitTime: number, author: number, committer: number): number {
    this.#authorTime.push(commitTime - timeUnit * Math.round((commitTime - authorTime) / timeUnit));
    this.#commitTime.push(commitTime);
    this.#author.push(author);
    this.#committer.push(committer);
    this.#mergedBy.push(0);
    this.#touchEnd.push(this.#touchPath.length);
    this.#creditEnd.push(this.#creditAlias.length);
    return this.commits++;
  }

  /** Tells the merge that brought each commit in, plus one, or 0. Commits of both ends are counted from the newest, which is 0. */
  setMerges(merges: Uint32Array): void {
    const older = this.#older;
    const last = this.allCommits - 1;
    const authorOf = (commit: number): number =>
      commit < this.commits ? this.#author.values[commit]! : older!.#author.values[last - commit]!;
    for (let commit = 0; commit <= last; commit++) {
      const merge = merges[commit]!;
      if (merge === 0) continue;
      const by = authorOf(merge - 1) + 1;
      if (commit < this.commits) this.#mergedBy.values[commit] = by;
      else older!.#mergedBy.values[last - commit] = by;
    }
  }

  /** Returns the touch's number, for `pairRename`. */
  addTouch(path: number, kind: number): number {
    this.#touchPath.push(path);
    this.#touchKind.push(kind);
    this.#touchFrom.push(path);
    this.#touchEnd.values[this.commits - 1] = this.#touchPath.length;
    return this.#touchPath.length - 1;
  }

  /** Whether a path so far touched, or the old name of a renamed one, `matches`. */
  touchesPath(matches: (path: string) => boolean): boolean {
    const touched = new Set<number>();
    for (let t = 0; t < this.touches; t++) touched.add(this.#touchPath.values[t]!).add(this.#touchFrom.values[t]!);
    return [...touched].some((path) => matches(this.paths.values[path]!));
  }

  addCredit(alias: number, kind: number): void {
    this.#creditAlias.push(alias);
    this.#creditKind.push(kind);
    this.#creditEnd.values[this.commits - 1] = this.#creditAlias.length;
  }

  /** Makes one renamed touch out of an added and a deleted one: a rename counts once. */
  pairRename(added: number, deleted: number): void {
    this.#touchKind.values[added] = renamedTouch;
    this.#touchFrom.values[added] = this.#touchPath.values[deleted]!;
    this.#touchKind.values[deleted] = droppedTouch;
  }

  /** The same for paths of a commit, where the touches' numbers are not at hand. Passed over where they are not found. */
  pairRenamedPaths(commit: number, from: number, to: number): void {
    let added = -1;
    let deleted = -1;
    for (let t = commit === 0 ? 0 : this.#touchEnd.values[commit - 1]!; t < this.#touchEnd.values[commit]!; t++) {
      const kind = this.#touchKind.values[t];
      if (kind === addedTouch && this.#touchPath.values[t] === to) added = t;
      else if (kind === deletedTouch && this.#touchPath.values[t] === from) deleted = t;
    }
    if (added >= 0 && deleted >= 0) this.pairRename(added, deleted);
  }

  /** Everything collected so far from both ends, oldest first. */
  toHistory(): History {
    return this.#historyOf(this.#older ? [this.#older, this] : [this]);
  }

  /** What was collected at this end alone, oldest first. */
  newestToHistory(): History {
    return this.#historyOf([this]);
  }

  #historyOf(ends: readonly HistoryBuilder[]): History {
    const sum = (count: (end: HistoryBuilder) => number): number => ends.reduce((all, end) => all + count(end), 0);
    const commits = sum((end) => end.commits);
    const touches = sum((end) => end.#keptTouches());
    const credits = sum((end) => end.#creditAlias.length);
    const history = {
      commits,
      authorTime: new Float64Array(commits),
      commitTime: new Float64Array(commits),
      author: new Uint32Array(commits),
      committer: new Uint32Array(commits),
      mergedBy: new Uint32Array(commits),
      touchStart: new Uint32Array(commits + 1),
      touchPath: new Uint32Array(touches),
      touchKind: new Uint8Array(touches),
      touchFrom: new Uint32Array(touches),
      creditStart: new Uint32Array(commits + 1),
      creditAlias: new Uint32Array(credits),
      creditKind: new Uint8Array(credits),
      paths: this.paths.values,
      aliases: this.aliases.values,
    };
    let at = { commit: 0, touch: 0, credit: 0 };
    for (const end of ends) at = end.#copyInto(history, at);
    return history;
  }

  #keptTouches(): number {
    let kept = 0;
    for (let t = 0; t < this.#touchKind.length; t++) if (this.#touchKind.values[t] !== droppedTouch) kept++;
    return kept;
  }

  /** Copies this end's commits, oldest first, to where `at` says; returns where the next one belongs. */
  #copyInto(out: History, { commit: first, touch, credit }: Position): Position {
    const n = this.commits;
    for (let i = 0; i < n; i++) {
      const c = this.#oldestFirst ? i : n - 1 - i;
      const to = first + i;
      out.authorTime[to] = this.#authorTime.values[c]!;
      out.commitTime[to] = this.#commitTime.values[c]!;
      out.author[to] = this.#author.values[c]!;
      out.committer[to] = this.#committer.values[c]!;
      out.mergedBy[to] = this.#mergedBy.values[c]!;
      for (let t = c === 0 ? 0 : this.#touchEnd.values[c - 1]!; t < this.#touchEnd.values[c]!; t++) {
        if (this.#touchKind.values[t] === droppedTouch) continue;
        out.touchPath[touch] = this.#touchPath.values[t]!;
        out.touchKind[touch] = this.#touchKind.values[t]!;
        out.touchFrom[touch++] = this.#touchFrom.values[t]!;
      }
      out.touchStart[to + 1] = touch;
      for (let k = c === 0 ? 0 : this.#creditEnd.values[c - 1]!; k < this.#creditEnd.values[c]!; k++) {
        out.creditAlias[credit] = this.#creditAlias.values[k]!;
        out.creditKind[credit++] = this.#creditKind.values[k]!;
      }
      out.creditStart[to + 1] = credit;
    }
    return { commit: first + n, touch, credit };
  }
}

/** Positions in a history's columns of commits, touches and credits. */
interface Position {
  readonly commit: number;
  readonly touch: number;
  readonly credit: number;
}

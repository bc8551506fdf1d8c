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

  constructor(aliases = new AliasDictionary(), paths = new Dictionary()) {
    this.aliases = aliases;
    this.paths = paths;
  }

  get touches(): number {
    return this.#touchPath.length;
  }

  /** Starts a commit; touches and credits that follow belong to it. Returns its number, newest = 0. */
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

  authorOf(commit: number): number {
    return this.#author.values[commit]!;
  }

  /** `author` is the merge's author plus one; 0 means that no merge brought the commit in. */
  setMergedBy(commit: number, author: number): void {
    this.#mergedBy.values[commit] = author;
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

  /** Everything collected so far, oldest first. */
  toHistory(): History {
    const n = this.commits;
    const touches = reverseGroups(this.#touchEnd, n, (t) => this.#touchKind.values[t] !== droppedTouch);
    const credits = reverseGroups(this.#creditEnd, n, () => true);
    return {
      commits: n,
      authorTime: reversed(this.#authorTime, n),
      commitTime: reversed(this.#commitTime, n),
      author: reversed(this.#author, n),
      committer: reversed(this.#committer, n),
      mergedBy: reversed(this.#mergedBy, n),
      touchStart: touches.start,
      touchPath: gather(this.#touchPath, touches.order),
      touchKind: gather(this.#touchKind, touches.order),
      touchFrom: gather(this.#touchFrom, touches.order),
      creditStart: credits.start,
      creditAlias: gather(this.#creditAlias, credits.order),
      creditKind: gather(this.#creditKind, credits.order),
      paths: this.paths.values,
      aliases: this.aliases.values,
    };
  }
}

function reversed<T extends Uint32Array | Float64Array>(column: Growable<T>, length: number): T {
  return column.values.slice(0, length).reverse() as T;
}

/** Order that reverses groups but keeps the order inside each; `start` has a last entry for the end. */
function reverseGroups(
  ends: Growable<Uint32Array>,
  groups: number,
  kept: (i: number) => boolean,
): { start: Uint32Array; order: Uint32Array } {
  const total = groups === 0 ? 0 : ends.values[groups - 1]!;
  const start = new Uint32Array(groups + 1);
  const order = new Uint32Array(total);
  let at = 0;
  for (let g = groups - 1, out = 0; g >= 0; g--, out++) {
    start[out] = at;
    for (let i = g === 0 ? 0 : ends.values[g - 1]!; i < ends.values[g]!; i++) if (kept(i)) order[at++] = i;
  }
  start[groups] = at;
  return { start, order: order.subarray(0, at) };
}

function gather<T extends Uint8Array | Uint32Array>(column: Growable<T>, order: Uint32Array): T {
  const out = new (column.values.constructor as new (n: number) => T)(order.length);
  for (let i = 0; i < order.length; i++) out[i] = column.values[order[i]!]!;
  return out;
}

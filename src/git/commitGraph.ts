import { Growable } from '../expertise/growable.ts';
import { KeyTable } from './keyTable.ts';

/** A commit's id cut to its first 48 bits, as a number. A collision costs one merge its credit, no more. */
export const oidKey = (oid: string): number => Number.parseInt(oid.slice(0, 12), 16);

/** The same, of an id that stands in bytes. */
export function hexKey(bytes: Buffer, at: number): number {
  let high = 0;
  let low = 0;
  for (let i = at; i < at + 6; i++) high = (high << 4) | hexDigit(bytes[i]!);
  for (let i = at + 6; i < at + 12; i++) low = (low << 4) | hexDigit(bytes[i]!);
  return high * 0x1000000 + low;
}

const hexDigit = (byte: number): number => (byte < 58 ? byte - 48 : byte - 87);

/** No parent. */
const none = -1;

/** The commits that were read and their parents, by `oidKey`. Commits have numbers, newest = 0. */
export class CommitGraph {
  readonly #keys = new Growable(Float64Array);
  readonly #commitOf = new KeyTable();
  readonly #firstParent = new Growable(Float64Array);
  /** Further parents of merges, as pairs of merge commit and parent key. */
  readonly #mergedParents = new Growable(Float64Array);

  get commits(): number {
    return this.#keys.length;
  }

  has(key: number): boolean {
    return this.#commitOf.get(key) !== undefined;
  }

  add(key: number): void {
    this.#commitOf.set(key, this.#keys.length);
    this.#keys.push(key);
    this.#firstParent.push(none);
  }

  /** Tells the parents of the commit added last, first parent first. */
  addParent(key: number): void {
    const commit = this.#keys.length - 1;
    if (this.#firstParent.values[commit] === none) this.#firstParent.values[commit] = key;
    else {
      this.#mergedParents.push(commit);
      this.#mergedParents.push(key);
    }
  }

  /** Forgets all commits. */
  clear(): void {
    for (const column of [this.#keys, this.#commitOf, this.#firstParent, this.#mergedParents]) column.clear();
  }

  /** Adds the commits of a graph that was filled oldest first, which forgets them. */
  addOldestFirst(older: CommitGraph): void {
    let merged = older.#mergedParents.length;
    for (let commit = older.commits - 1; commit >= 0; commit--) {
      this.add(older.#keys.values[commit]!);
      const first = older.#firstParent.values[commit]!;
      if (first !== none) this.addParent(first);
      let from = merged;
      while (from > 0 && older.#mergedParents.values[from - 2] === commit) from -= 2;
      for (let i = from; i < merged; i += 2) this.addParent(older.#mergedParents.values[i + 1]!);
      merged = from;
    }
    older.clear();
  }

  /**
   * Whether the line of first parents from commit `from` leads to `to` over commits that were read here and are not merges:
   * what lies between is then what their touches say.
   */
  leadsStraight(from: string, to: string): boolean {
    const merges = new Set<number>();
    for (let i = 0; i < this.#mergedParents.length; i += 2) merges.add(this.#mergedParents.values[i]!);
    const goal = oidKey(to);
    for (let key = oidKey(from); key !== goal; ) {
      const commit = this.#commitOf.get(key);
      if (commit === undefined || merges.has(commit)) return false;
      key = this.#firstParent.values[commit]!;
    }
    return true;
  }

  /** Whether a commit that was read here has commit `oid` as a parent. */
  isParent(oid: string): boolean {
    const key = oidKey(oid);
    for (let i = 0; i < this.#firstParent.length; i++) if (this.#firstParent.values[i] === key) return true;
    for (let i = 1; i < this.#mergedParents.length; i += 2) if (this.#mergedParents.values[i] === key) return true;
    return false;
  }

  /**
   * The merge that brought each commit in, plus one: the nearest whose side branch it came with. 0 for commits on the first-parent
   * line of a tip.
   */
  mergesOf(tips: readonly string[]): Uint32Array {
    const mainline = new Uint8Array(this.commits);
    for (const tip of tips) {
      let commit = this.#commitOf.get(oidKey(tip));
      while (commit !== undefined && !mainline[commit]) {
        mainline[commit] = 1;
        commit = this.#commitOf.get(this.#firstParent.values[commit]!);
      }
    }
    const mergedBy = new Uint32Array(this.commits);
    const found = new Uint32Array(this.commits);
    for (let commit = 0, merge = 0; commit < this.commits; commit++) {
      const first = this.#commitOf.get(this.#firstParent.values[commit]!);
      if (first !== undefined && !mergedBy[first]) mergedBy[first] = mergedBy[commit]!;
      for (; this.#mergedParents.values[merge] === commit && merge < this.#mergedParents.length; merge += 2) {
        const parent = this.#commitOf.get(this.#mergedParents.values[merge + 1]!);
        if (parent !== undefined) mergedBy[parent] = commit + 1;
      }
      if (!mainline[commit]) found[commit] = mergedBy[commit]!;
    }
    return found;
  }
}

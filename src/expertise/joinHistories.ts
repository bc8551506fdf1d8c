import type { History } from './history.ts';

/** `older` followed by `newer`. Both must share their dictionaries; those of `newer` are the longer ones. */
export function joinHistories(older: History, newer: History): History {
  if (older.commits === 0) return newer;
  const touches = older.touchPath.length;
  const credits = older.creditAlias.length;
  return {
    commits: older.commits + newer.commits,
    authorTime: join(older.authorTime, newer.authorTime),
    commitTime: join(older.commitTime, newer.commitTime),
    author: join(older.author, newer.author),
    committer: join(older.committer, newer.committer),
    mergedBy: join(older.mergedBy, newer.mergedBy),
    touchStart: join(
      older.touchStart.subarray(0, older.commits),
      newer.touchStart.map((start) => start + touches),
    ),
    touchPath: join(older.touchPath, newer.touchPath),
    touchKind: join(older.touchKind, newer.touchKind),
    touchFrom: join(older.touchFrom, newer.touchFrom),
    creditStart: join(
      older.creditStart.subarray(0, older.commits),
      newer.creditStart.map((start) => start + credits),
    ),
    creditAlias: join(older.creditAlias, newer.creditAlias),
    creditKind: join(older.creditKind, newer.creditKind),
    paths: newer.paths,
    aliases: newer.aliases,
  };
}

/** The history without the commits at the given positions. */
export function withoutCommits(history: History, positions: Iterable<number>): History {
  const gone = new Set(positions);
  if (gone.size === 0) return history;
  const kept: number[] = [];
  for (let c = 0; c < history.commits; c++) if (!gone.has(c)) kept.push(c);
  const touches = keptGroups(kept, history.touchStart);
  const credits = keptGroups(kept, history.creditStart);
  return {
    commits: kept.length,
    authorTime: pick(history.authorTime, kept),
    commitTime: pick(history.commitTime, kept),
    author: pick(history.author, kept),
    committer: pick(history.committer, kept),
    mergedBy: pick(history.mergedBy, kept),
    touchStart: touches.start,
    touchPath: pick(history.touchPath, touches.positions),
    touchKind: pick(history.touchKind, touches.positions),
    touchFrom: pick(history.touchFrom, touches.positions),
    creditStart: credits.start,
    creditAlias: pick(history.creditAlias, credits.positions),
    creditKind: pick(history.creditKind, credits.positions),
    paths: history.paths,
    aliases: history.aliases,
  };
}

type Column = Uint8Array | Uint32Array | Float64Array;

function join<T extends Column>(a: T, b: T): T {
  const out = new (a.constructor as new (n: number) => T)(a.length + b.length);
  out.set(a as never);
  out.set(b as never, a.length);
  return out;
}

function pick<T extends Column>(column: T, positions: ArrayLike<number>): T {
  const out = new (column.constructor as new (n: number) => T)(positions.length);
  for (let i = 0; i < positions.length; i++) out[i] = column[positions[i]!]!;
  return out;
}

function keptGroups(kept: readonly number[], start: Uint32Array): { start: Uint32Array; positions: number[] } {
  const starts = new Uint32Array(kept.length + 1);
  const positions: number[] = [];
  kept.forEach((group, i) => {
    for (let p = start[group]!; p < start[group + 1]!; p++) positions.push(p);
    starts[i + 1] = positions.length;
  });
  return { start: starts, positions };
}

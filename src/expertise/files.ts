import type { History } from './history.ts';
import { addedTouch, deletedTouch, renamedTouch } from './historyBuilder.ts';

/** Files as identities that survive renames. File ids count from 0. */
export interface Files {
  readonly count: number;
  /** File of each touch. */
  readonly fileOf: Uint32Array;
  /** Path id under which each file was last seen. */
  readonly pathOf: Uint32Array;
  /** File that last stood at each path id, or -1 where no touch names the path. */
  readonly fileAt: Int32Array;
  /** 1 where the file's last touch deleted it. */
  readonly deleted: Uint8Array;
}

/**
 * Follows every file through its renames in one pass over history, oldest touch first. A path from which a file was
 * renamed away still leads to that file for later modifications: they come from branches that did not have the rename
 * yet. Adding the path again begins a new file.
 */
export function followFiles(history: History): Files {
  const { touchPath, touchKind, touchFrom, touchStart } = history;
  const total = touchPath.length;
  const fileAt = new Int32Array(history.paths.length).fill(-1);
  const movedAway = new Uint8Array(history.paths.length);
  const fileOf = new Uint32Array(total);
  const pathOf: number[] = [];
  const deleted: number[] = [];
  for (let commit = 0; commit < history.commits; commit++) {
    for (let t = touchStart[commit]!; t < touchStart[commit + 1]!; t++) {
      const path = touchPath[t]!;
      const kind = touchKind[t]!;
      const renamed = kind === renamedTouch;
      const known = renamed ? fileAt[touchFrom[t]!]! : fileAt[path]!;
      const fresh = known < 0 || (kind === addedTouch && movedAway[path] === 1);
      const file = fresh ? pathOf.push(path) - 1 : known;
      fileOf[t] = file;
      if (renamed) movedAway[touchFrom[t]!] = 1;
      const late = movedAway[path] === 1 && !fresh && !renamed;
      if (late) continue;
      movedAway[path] = 0;
      pathOf[file] = path;
      fileAt[path] = file;
      deleted[file] = kind === deletedTouch ? 1 : 0;
    }
  }
  return { count: pathOf.length, fileOf, pathOf: Uint32Array.from(pathOf), fileAt, deleted: Uint8Array.from(deleted) };
}

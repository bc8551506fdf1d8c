import { idTime } from '../protocol/idTime.ts';
import type { Id } from '../protocol/shapes.ts';

/**
 * Knows of most ids that nobody has used them yet, without looking on disk: those that begin with a later time than all that are there, as nearly
 * every new one does, and that have not been seen since.
 */
export interface NewIds {
  /** Whether the id has certainly not been used; from now on it has. */
  take(id: Id): boolean;
}

/** So many ids are kept in memory before the oldest of them are told by their time again. */
const kept = 4_096;

/** `newest` is the latest time that an id on disk begins with. */
export function createNewIds(newest: number): NewIds {
  let young = new Set<Id>();
  let old = new Set<Id>();
  return {
    take(id) {
      const time = idTime(id);
      if (time <= newest || young.has(id) || old.has(id)) return false;
      young.add(id);
      if (young.size === kept) {
        for (const one of old) newest = Math.max(newest, idTime(one));
        old = young;
        young = new Set();
      }
      return true;
    },
  };
}

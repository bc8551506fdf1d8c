import { helped, wrote } from './deeds.ts';
import { lookUp, type Question } from './question.ts';
import type { Tables } from './tables.ts';

/** Somebody who knew the place and fell silent: never suggested, but worth naming. */
export interface DepartedPerson {
  readonly person: number;
  /** Seconds since 1970 of their last sign of life in the repository. */
  readonly lastSeen: number;
  /** Commits to the file (or its folder, where nobody touched the file) that they wrote or helped with. */
  readonly changes: number;
}

/** Changes to a place from which on somebody counts as having known it. */
const fewestChanges = 3;

/**
 * People who worked most on the file, or on its folder when the file names nobody, and are no longer active; most changes first,
 * at most `limit`.
 */
export function findDeparted(tables: Tables, question: Question, limit = 3): DepartedPerson[] {
  const { candidates, commitsOfFile, commitsOfFolder, options } = tables;
  const [asked] = lookUp(tables, question).places;
  const lists = [
    ...(asked!.file === undefined ? [] : [{ from: commitsOfFile, place: asked!.file }]),
    { from: commitsOfFolder, place: asked!.folder },
  ];
  for (const { from, place } of lists) {
    const counts = countDeparted(tables, from.commit.subarray(from.start[place], from.start[place + 1]));
    const known = [...counts].filter(([person, changes]) => changes >= fewestChanges && person !== question.asker);
    if (known.length === 0) continue;
    return known
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, limit)
      .map(([person, changes]) => ({ person, changes, lastSeen: options.now - candidates.lastSeen[person]! * 86_400 }));
  }
  return [];
}

function countDeparted({ candidates, deeds, options }: Tables, commits: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const c of commits) {
    for (let d = deeds.start[c]!; d < deeds.start[c + 1]!; d++) {
      const person = deeds.person[d]!;
      if (deeds.kind[d] !== wrote && deeds.kind[d] !== helped) continue;
      if (candidates.slotOf[person]! >= 0 || options.unavailable?.has(person)) continue;
      counts.set(person, (counts.get(person) ?? 0) + 1);
    }
  }
  return counts;
}

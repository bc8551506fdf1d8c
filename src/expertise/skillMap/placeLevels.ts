import { knowsFrom, knowsWellFrom, knowsWellShare } from '../suggestion.ts';
import type { Credits } from './credits.ts';
import type { CommitsByPlace, PlaceSums } from './placeSums.ts';
import type { WordsAt } from './words.ts';

/** Active people of one place by level; person ids. */
export interface Levels {
  readonly knowsWell: number[];
  readonly knows: number[];
  readonly hasTouched: number[];
}

/** A folder around a file, and a language, are known through more changes than a file. */
const folderScale = 4;
const languageScale = 4;
export const year = 365.25 * 86_400;
/** People named at most who knew a place and left. */
const mostDeparted = 3;

/** Active people of a place by level, by the rule of `levelOf`. `isActive` by person id: 1 or 0. */
export function levelsAt(sums: PlaceSums, place: number, isActive: Uint8Array): Levels {
  return levelsFrom(sums, place, isActive, 1, knowsWellShare);
}

/** A language is known from four changes' worth, and well from twelve. */
export function levelsOfLanguage(sums: PlaceSums, language: number, isActive: Uint8Array): Levels {
  return levelsFrom(sums, language, isActive, languageScale, 0);
}

function levelsFrom(
  { start, person, remembered, all }: PlaceSums,
  place: number,
  isActive: Uint8Array,
  scale: number,
  share: number,
): Levels {
  const levels: Levels = { knowsWell: [], knows: [], hasTouched: [] };
  for (let i = start[place]; i < start[place + 1]; i++) {
    if (!isActive[person[i]]) continue;
    if (remembered[i] >= scale * knowsWellFrom && remembered[i] >= share * all[place]) levels.knowsWell.push(person[i]);
    else if (remembered[i] >= scale * knowsFrom) levels.knows.push(person[i]);
    else levels.hasTouched.push(person[i]);
  }
  return levels;
}

/** Levels after what people said of themselves: who says they know it does, who says they forgot has touched it. */
export function heard(levels: Levels, words: ReturnType<WordsAt>, isActive: Uint8Array): Levels {
  if (words.size === 0) return levels;
  const keep = (list: readonly number[]): number[] => list.filter((person) => !words.has(person));
  const result: Levels = {
    knowsWell: levels.knowsWell.filter((person) => !words.has(person) || words.get(person) === 'know'),
    knows: keep(levels.knows),
    hasTouched: keep(levels.hasTouched),
  };
  for (const [person, said] of words) {
    if (!isActive[person]) continue;
    if (said === 'know' && !result.knowsWell.includes(person)) result.knows.push(person);
    else if (said === 'forget') result.hasTouched.push(person);
  }
  return result;
}

/** Who knows a folder well enough to know the files in it that they never changed; see `levelOf`. */
export function knowersOfFolder(
  { start, person, remembered, all }: PlaceSums,
  folder: number,
  isActive: Uint8Array,
): number[] {
  const found: number[] = [];
  for (let i = start[folder]; i < start[folder + 1]; i++)
    if (
      isActive[person[i]] &&
      remembered[i] >= folderScale * knowsFrom &&
      remembered[i] >= knowsWellShare * all[folder]
    )
      found.push(person[i]);
  return found;
}

/**
 * Whether everybody who knows a place knows it from a year ago or longer. Who only says they know it says so now. Looks at the newest
 * commits first and at no more than it needs: few places fade.
 */
export function isFading(
  { start, commit }: CommitsByPlace,
  place: number,
  { knowsWell, knows }: Levels,
  { start: recordStart, records, time }: Credits,
  now: number,
): boolean {
  const known = new Set([...knowsWell, ...knows]);
  const traced = new Set<number>();
  for (let i = start[place + 1] - 1; i >= start[place] && known.size > 0; i--) {
    const c = commit[i];
    for (let k = recordStart[c] + 1; k < recordStart[c + 1]; k += 2) {
      if (!known.has(records[k])) continue;
      if (now - time[c] < year) return false;
      traced.add(records[k]);
    }
  }
  return known.size > 0 && traced.size === known.size;
}

/** Who knew a place and left: those who remember most of it. */
export function strongestDeparted(
  { start, person, remembered, all }: PlaceSums,
  place: number,
  isActive: Uint8Array,
): number[] {
  const gone: { person: number; remembered: number }[] = [];
  for (let i = start[place]; i < start[place + 1]; i++)
    // Merging others' work alone makes nobody somebody who knew a place; a tenth of all does.
    if (!isActive[person[i]] && remembered[i] >= knowsWellShare * all[place] && remembered[i] > 0)
      gone.push({ person: person[i], remembered: remembered[i] });
  return gone
    .sort((a, b) => b.remembered - a.remembered || a.person - b.person)
    .slice(0, mostDeparted)
    .map(({ person: id }) => id);
}

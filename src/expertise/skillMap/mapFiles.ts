import { Growable } from '../growable.ts';
import { knowsFrom, knowsWellFrom, knowsWellShare } from '../suggestion.ts';
import type { AreaPlace } from './folders.ts';
import { knowsLevel, knowsWellLevel, type MapFiles, touchedLevel } from './mapTypes.ts';
import { knowersOfFolder } from './placeLevels.ts';
import type { PlaceSums } from './placeSums.ts';
import type { TipPlaces } from './tipPlaces.ts';
import type { WordsAt } from './words.ts';

export interface FileSource {
  readonly places: TipPlaces;
  readonly fileSums: PlaceSums;
  readonly folderSums: PlaceSums;
  readonly areas: readonly AreaPlace[];
  /** Position in the map's people by person id; -1 for who is not named on it. */
  readonly positionOf: Int32Array;
  /** By person id: 1 or 0. */
  readonly isActive: Uint8Array;
  readonly wordsAt: WordsAt;
}

/** Who knows each file of the tip: by its own sums, through the folder around it, and by people's own word, which counts most. */
export function describeFiles(source: FileSource): MapFiles {
  const { places, fileSums, folderSums, positionOf, isActive, wordsAt } = source;
  const { tip, tree } = places;
  // Who is no part of the map is left out from the start.
  const counts = isActive.map((active, person) => (active && positionOf[person] >= 0 ? 1 : 0));
  const around = tree.path.map((_, d) => (d === 0 ? [] : knowersOfFolder(folderSums, d, counts)));
  const start = new Uint32Array(tip.length + 1);
  const coverage = new Uint8Array(tip.length);
  const person = new Growable(Uint32Array, fileSums.person.length);
  const level = new Growable(Uint8Array, fileSums.person.length);
  /** For each person the last file they were added to. */
  const addedTo = new Int32Array(isActive.length).fill(-1);
  let known = 0;
  const put = (who: number, what: number): void => {
    person.push(positionOf[who]);
    level.push(what);
    if (what >= knowsLevel) known++;
  };
  for (let f = 0; f < tip.length; f++) {
    start[f] = person.length;
    known = 0;
    const words = wordsAt(tip[f].path);
    const add = (who: number, inferred: number): void => {
      addedTo[who] = f;
      const said = words.size === 0 ? undefined : words.get(who);
      if (said === 'not-me') return;
      put(who, said === 'know' ? Math.max(knowsLevel, inferred) : said === 'forget' ? touchedLevel : inferred);
    };
    const folderKnowers = around[tree.folderOf[f]];
    const wellFrom = Math.max(knowsWellFrom, knowsWellShare * fileSums.all[f]);
    for (let i = fileSums.start[f]; i < fileSums.start[f + 1]; i++) {
      const who = fileSums.person[i];
      if (!counts[who]) continue;
      const remembered = fileSums.remembered[i];
      add(
        who,
        remembered >= wellFrom
          ? knowsWellLevel
          : remembered >= knowsFrom || (folderKnowers.length > 0 && folderKnowers.includes(who))
            ? knowsLevel
            : touchedLevel,
      );
    }
    for (const who of folderKnowers) if (addedTo[who] !== f) add(who, knowsLevel);
    for (const [who, said] of words) if (said === 'know' && counts[who] && addedTo[who] !== f) add(who, knowsLevel);
    coverage[f] = Math.min(3, known);
  }
  start[tip.length] = person.length;
  const areaOf = areaOfFolders(source);
  return {
    path: tip.map(({ path }) => path),
    size: Float64Array.from(tip, ({ size }) => size),
    area: Uint32Array.from(tree.folderOf, (folder) => areaOf[folder]),
    language: places.languages.of,
    coverage,
    current: Float32Array.from(fileSums.current),
    start,
    person: Uint16Array.from(person.values.subarray(0, person.length)),
    level: level.toArray(),
  };
}

/** By folder: the innermost area around it. */
function areaOfFolders({ places: { tree }, areas }: FileSource): Int32Array {
  const areaOf = new Int32Array(tree.path.length).fill(-1);
  areas.forEach(({ folder }, area) => {
    areaOf[folder] = area;
  });
  // A chain of folders that became one area stands between: its outer folders belong to the area above.
  for (let d = 0; d < areaOf.length; d++) if (areaOf[d] < 0) areaOf[d] = d === 0 ? 0 : areaOf[tree.parent[d]];
  return areaOf;
}

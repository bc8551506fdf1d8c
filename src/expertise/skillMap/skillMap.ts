import type { Departures } from '../departures.ts';
import { displayText } from '../displayText.ts';
import type { Files } from '../files.ts';
import type { History } from '../history.ts';
import type { People } from '../people.ts';
import { collectCredits } from './credits.ts';
import { areasOf, type TipFile } from './folders.ts';
import { findGaps } from './gaps.ts';
import { type Lesson, learnersAt } from './learners.ts';
import { describeFiles } from './mapFiles.ts';
import type { Coverage, MapArea, MapLanguage, Pace, PlacePeople, SkillMap } from './mapTypes.ts';
import { namePeople } from './namedPeople.ts';
import { heard, isFading, type Levels, levelsAt, levelsOfLanguage, strongestDeparted } from './placeLevels.ts';
import { sumByPlace } from './placeSums.ts';
import { placesOfTip } from './tipPlaces.ts';
import { type PersonWord, readWishes, readWords } from './words.ts';

/** What a map is made from. */
export interface MapSource {
  readonly history: History;
  readonly people: People;
  readonly files: Files;
  readonly departures: Departures;
  /** The files that exist now, with their sizes. */
  readonly tip: readonly TipFile[];
  /** Seconds since 1970, as the ranking's `now`. */
  readonly now: number;
  readonly ignoredCommits?: ReadonlySet<number> | undefined;
  /** Generated and vendored files, lock files. */
  readonly isExcluded: (path: string) => boolean;
  /** How often the team asked about a path lately, where it shares such counts. */
  readonly asked?: ReadonlyMap<string, number> | undefined;
  /** What people said of themselves; it outweighs what is inferred. */
  readonly words?: readonly PersonWord[] | undefined;
  /** What people took from help sessions, as far as this member may know of them. */
  readonly lessons?: readonly Lesson[] | undefined;
  readonly notes?: readonly string[] | undefined;
}

/**
 * Works out who knows what of the files that exist now: folders, languages and files, how many active people know each,
 * and the gaps. Somebody knows a folder or file by the rule of `levelOf`; a file is also known by whoever knows the folder
 * around it through four times as much (the top folder says nothing about anybody). A language is known through four
 * changes' worth, and well through twelve. Pure and deterministic; tens of ms for 80,000 commits.
 */
export function buildSkillMap(source: MapSource): SkillMap {
  const { history, people, departures, now } = source;
  const places = placesOfTip(history, source.files, source.tip, source.isExcluded, source.ignoredCommits);
  const { tree, languages, commitsOf } = places;
  const isActive = Uint8Array.from(departures.departed, (departed, person) =>
    departed === 0 && departures.lastSeen[person] > Number.NEGATIVE_INFINITY ? 1 : 0,
  );
  const credits = collectCredits(history, people, now, source.ignoredCommits);
  const humans = people.people.length;
  const folderSums = sumByPlace(commitsOf.folders, credits, humans);
  const fileSums = sumByPlace(commitsOf.files, credits, humans);
  const languageSums = sumByPlace(commitsOf.languages, credits, humans);
  const wordsAt = readWords(source.words ?? []);

  const areaPlaces = areasOf(tree);
  const knewArea = areaPlaces.map(({ folder }) => strongestDeparted(folderSums, folder, isActive));
  const named = new Set<number>(knewArea.flat());
  for (const { folder } of areaPlaces)
    for (let i = folderSums.start[folder]; i < folderSums.start[folder + 1]; i++)
      if (isActive[folderSums.person[i]]) named.add(folderSums.person[i]);
  for (const { person } of source.words ?? []) if (isActive[person]) named.add(person);
  const { people: everybody, positionOf } = namePeople(named, people, departures, isActive, now);
  const positions = (ids: readonly number[]): number[] =>
    ids.flatMap((id) => (positionOf[id] < 0 ? [] : [positionOf[id]])).sort((a, b) => a - b);
  const peopleAt = ({ knowsWell, knows, hasTouched }: Levels): PlacePeople => ({
    knowsWell: positions(knowsWell),
    knows: positions(knows),
    hasTouched: positions(hasTouched),
  });

  const learners = {
    credits,
    isActive,
    lessons: source.lessons ?? [],
    wishes: readWishes(source.words ?? []),
    now,
  };
  const children: number[][] = areaPlaces.map(() => []);
  areaPlaces.forEach(({ parent }, child) => {
    if (parent >= 0) children[parent].push(child);
  });
  const areas = areaPlaces.map(({ folder, parent }, position): MapArea => {
    const path = tree.path[folder];
    const levels = heard(levelsAt(folderSums, folder, isActive), wordsAt(path), isActive);
    const fading = isFading(commitsOf.folders, folder, levels, credits, now);
    const isGap = parent >= 0 && (fading || levels.knowsWell.length + levels.knows.length <= 1);
    const above = parent < 0 ? '' : tree.path[areaPlaces[parent].folder];
    return {
      path,
      label: displayText(above === '' ? path : path.slice(above.length + 1)),
      parent,
      children: children[position],
      files: tree.files[folder],
      bytes: tree.size[folder],
      coverage: coverageOf(levels),
      fading,
      pace: paceOf(folderSums.current[folder]),
      current: folderSums.current[folder],
      knew: positions(knewArea[position]),
      learning: isGap ? positions(learnersAt({ ...learners, commits: commitsOf.folders }, folder, path, levels)) : [],
      ...peopleAt(levels),
    };
  });
  const files = describeFiles({ places, fileSums, folderSums, areas: areaPlaces, positionOf, isActive, wordsAt });
  return {
    asOf: now,
    people: everybody,
    areas,
    languages: languages.names.map((name, l): MapLanguage => {
      const levels = levelsOfLanguage(languageSums, l, isActive);
      return {
        name,
        files: languages.files[l],
        bytes: languages.bytes[l],
        knowsWell: positions(levels.knowsWell),
        knows: positions(levels.knows),
        coverage: coverageOf(levels),
        pace: paceOf(languageSums.current[l]),
      };
    }),
    files,
    gaps: findGaps({
      areas,
      files,
      fileLearning: (f) =>
        positions(
          learnersAt({ ...learners, commits: commitsOf.files }, f, places.tip[f].path, levelsAt(fileSums, f, isActive)),
        ),
      fileKnew: (f) => positions(strongestDeparted(fileSums, f, isActive)),
      isFading: (f) => isFading(commitsOf.files, f, levelsAt(fileSums, f, isActive), credits, now),
      asked: source.asked,
    }),
    notes: source.notes ?? [],
  };
}

/** Changes' worth of current work from which a place is worked on now, and now and then. */
const workedOnFrom = 2;
const nowAndThenFrom = 0.5;
const paceOf = (current: number): Pace =>
  current >= workedOnFrom ? 'worked on now' : current >= nowAndThenFrom ? 'now and then' : 'at rest';

const coverageOf = ({ knowsWell, knows }: Pick<Levels, 'knowsWell' | 'knows'>): Coverage =>
  Math.min(3, knowsWell.length + knows.length) as Coverage;

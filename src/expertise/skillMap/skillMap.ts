import type { Departures } from '../departures.ts';
import { displayText } from '../displayText.ts';
import type { Files } from '../files.ts';
import type { History } from '../history.ts';
import { languageKind, languageOf } from '../languages.ts';
import type { People } from '../people.ts';
import { knowsFrom, knowsWellFrom, knowsWellShare } from '../suggestion.ts';
import { monthWords } from '../timeWords.ts';
import { collectCredits } from './credits.ts';
import { CommitsOfPlaces, EvidenceSums, type PlaceSum } from './evidenceSums.ts';
import { areasOf, type FolderTree, foldersOf, type TipFile } from './folders.ts';
import { findGaps } from './gaps.ts';
import {
  type Coverage,
  knowsLevel,
  knowsWellLevel,
  type MapArea,
  type MapFiles,
  type MapLanguage,
  type MapPerson,
  type Pace,
  type PlacePeople,
  type SkillMap,
  touchedLevel,
} from './mapTypes.ts';
import { type PersonWord, readWords, type WordsAt } from './words.ts';

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
  readonly notes?: readonly string[] | undefined;
}

/**
 * Works out who knows what of the files that exist now: folders, languages and files, how many active people know each,
 * and the gaps. Somebody knows a folder or file by the rule of `levelOf`; a file is also known by whoever knows the folder
 * around it through four times as much (the top folder says nothing about anybody). A language is known through four
 * changes' worth, and well through twelve. Pure and deterministic; tens of ms for 80,000 commits.
 */
export function buildSkillMap(source: MapSource): SkillMap {
  const { history, people, files, departures, now } = source;
  const tip = source.tip.filter(({ path }) => !source.isExcluded(path));
  const tree = foldersOf(tip);
  const isActive = (person: number): boolean =>
    departures.departed[person] === 0 && departures.lastSeen[person] > Number.NEGATIVE_INFINITY;
  const wordsAt = readWords(source.words ?? []);
  const credits = collectCredits(history, people, now, source.ignoredCommits);
  const sums = new EvidenceSums(credits, people.people.length);
  const fileIds = tipFileIds(history, files, tip);
  const languages = languagesOf(tip);
  const found = groupCommits(source, tip, tree, fileIds, languages);
  const folderSums = tree.path.map((_, d) =>
    sums.sum(found.folders.commit, found.folders.start[d], found.folders.start[d + 1]),
  );
  const fileSums = tip.map((_, f) => sums.sum(found.files.commit, found.files.start[f], found.files.start[f + 1]));
  const languageSums = languages.names.map((_, l) =>
    sums.sum(found.languages.commit, found.languages.start[l], found.languages.start[l + 1]),
  );

  const knewOf = (sum: PlaceSum): number[] => strongestDeparted(sum, isActive);
  const areaPlaces = areasOf(tree);
  const named = new Set<number>();
  for (const { folder } of areaPlaces) {
    for (const person of folderSums[folder].person) if (isActive(person)) named.add(person);
    for (const person of knewOf(folderSums[folder])) named.add(person);
  }
  for (const { person } of source.words ?? []) if (isActive(person)) named.add(person);
  const everybody = [...named].map((id) => ({ id, ...mapPerson(source, id, isActive(id)) }));
  everybody.sort(
    (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.email, b.email) || a.id - b.id,
  );
  const positionOf = new Int32Array(people.people.length).fill(-1);
  everybody.forEach(({ id }, position) => {
    positionOf[id] = position;
  });
  const positions = (ids: readonly number[]): number[] =>
    ids.flatMap((id) => (positionOf[id] < 0 ? [] : [positionOf[id]])).sort((a, b) => a - b);

  const children: number[][] = areaPlaces.map(() => []);
  areaPlaces.forEach(({ parent }, child) => {
    if (parent >= 0) children[parent].push(child);
  });
  const areas = areaPlaces.map(({ folder, parent }, position): MapArea => {
    const sum = folderSums[folder];
    const levels = heard(levelsOf(sum, isActive), wordsAt(tree.path[folder]), isActive);
    const known = [...levels.knowsWell, ...levels.knows];
    const above = parent < 0 ? '' : tree.path[areaPlaces[parent].folder];
    return {
      path: tree.path[folder],
      label: displayText(above === '' ? tree.path[folder] : tree.path[folder].slice(above.length + 1)),
      parent,
      children: children[position],
      files: tree.files[folder],
      bytes: tree.size[folder],
      coverage: coverageOf(known.length),
      fading: known.length > 0 && known.every((person) => now - lastOf(sum, person) >= year),
      pace: paceOf(sum.current),
      current: sum.current,
      knew: positions(knewOf(sum)),
      ...mapPeople(levels, positions),
    };
  });
  const mapFiles = describeFiles(tip, tree, fileSums, folderSums, areaPlaces, languages, positionOf, isActive, wordsAt);
  const mapLanguages = languages.names.map((name, l): MapLanguage => {
    const levels = levelsOf(languageSums[l], isActive, languageScale, 0);
    return {
      name,
      files: languages.files[l],
      bytes: languages.bytes[l],
      knowsWell: positions(levels.knowsWell),
      knows: positions(levels.knows),
      coverage: coverageOf(levels.knowsWell.length + levels.knows.length),
      pace: paceOf(languageSums[l].current),
    };
  });
  const gaps = findGaps({
    areas,
    files: mapFiles,
    fileKnew: (f) => positions(knewOf(fileSums[f])),
    isFading: (f) => {
      const { knowsWell, knows } = levelsOf(fileSums[f], isActive);
      const known = [...knowsWell, ...knows];
      return known.length > 0 && known.every((person) => now - lastOf(fileSums[f], person) >= year);
    },
    asked: source.asked,
  });
  return {
    asOf: now,
    people: everybody.map(({ id: _, ...person }) => person),
    areas,
    languages: mapLanguages,
    files: mapFiles,
    gaps,
    notes: source.notes ?? [],
  };
}

const year = 365.25 * 86_400;
/** A folder around a file, and a language, are known through more changes than a file. */
const folderScale = 4;
const languageScale = 4;

/** Changes' worth of current work from which a place is worked on now, and now and then. */
const workedOnFrom = 2;
const nowAndThenFrom = 0.5;
const paceOf = (current: number): Pace =>
  current >= workedOnFrom ? 'worked on now' : current >= nowAndThenFrom ? 'now and then' : 'at rest';

const coverageOf = (known: number): Coverage => Math.min(3, known) as Coverage;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** File ids of the tip's files, -1 where history does not know the path. */
function tipFileIds(history: History, files: Files, tip: readonly TipFile[]): Int32Array {
  const pathIds = new Map<string, number>();
  for (let p = 0; p < history.paths.length; p++) if (files.fileAt[p] >= 0) pathIds.set(history.paths[p], p);
  return Int32Array.from(tip, ({ path }) => {
    const id = pathIds.get(path);
    return id === undefined ? -1 : files.fileAt[id];
  });
}

/** Languages shown: the rest are a handful of files each. */
const mostLanguages = 40;

interface Languages {
  readonly names: readonly string[];
  /** Language of each file of the tip; 255 for none. */
  readonly of: Uint8Array;
  readonly files: number[];
  readonly bytes: number[];
}

/** Languages that people write by hand: programming and markup, the largest first. */
function languagesOf(tip: readonly TipFile[]): Languages {
  const found = new Map<string, { files: number; bytes: number }>();
  const names = tip.map(({ path, size }) => {
    const name = languageOf(path);
    if (name === undefined || !['programming', 'markup'].includes(languageKind(name) ?? '')) return undefined;
    const language = found.get(name) ?? { files: 0, bytes: 0 };
    language.files++;
    language.bytes += size;
    found.set(name, language);
    return name;
  });
  const kept = [...found].sort((a, b) => b[1].bytes - a[1].bytes || compare(a[0], b[0])).slice(0, mostLanguages);
  const ids = new Map(kept.map(([name], id) => [name, id]));
  return {
    names: kept.map(([name]) => name),
    of: Uint8Array.from(names, (name) => (name === undefined ? 255 : (ids.get(name) ?? 255))),
    files: kept.map(([, { files }]) => files),
    bytes: kept.map(([, { bytes }]) => bytes),
  };
}

interface Grouped {
  readonly start: Uint32Array;
  readonly commit: Uint32Array;
}

/** The commits of every file, folder and language of the tip, each once per place. Deleted files count for their folder. */
function groupCommits(
  { history, files, ignoredCommits, isExcluded }: MapSource,
  tip: readonly TipFile[],
  tree: FolderTree,
  fileIds: Int32Array,
  languages: Languages,
): { files: Grouped; folders: Grouped; languages: Grouped } {
  const tipOf = new Int32Array(files.count).fill(-1);
  for (let f = 0; f < fileIds.length; f++) if (fileIds[f] >= 0) tipOf[fileIds[f]] = f;
  const folderIds = new Map(tree.path.map((path, id) => [path, id]));
  const folderOf = new Int32Array(files.count).fill(-1);
  for (let file = 0; file < files.count; file++) {
    if (tipOf[file] >= 0) folderOf[file] = tree.folderOf[tipOf[file]];
    else {
      const path = history.paths[files.pathOf[file]];
      if (!isExcluded(path)) folderOf[file] = nearestFolder(folderIds, path);
    }
  }
  const seenFile = new Int32Array(tip.length).fill(-1);
  const seenFolder = new Int32Array(tree.path.length).fill(-1);
  const seenLanguage = new Int32Array(languages.names.length).fill(-1);
  const touches = files.fileOf.length;
  const [byFile, byFolder, byLanguage] = [1, 2, 1].map((n) => new CommitsOfPlaces(touches * n)) as [
    CommitsOfPlaces,
    CommitsOfPlaces,
    CommitsOfPlaces,
  ];
  for (let c = 0; c < history.commits; c++) {
    if (ignoredCommits?.has(c)) continue;
    for (let t = history.touchStart[c]; t < history.touchStart[c + 1]; t++) {
      const file = files.fileOf[t];
      if (folderOf[file] < 0) continue;
      const f = tipOf[file];
      if (f >= 0 && seenFile[f] !== c) {
        seenFile[f] = c;
        byFile.add(f, c);
        const language = languages.of[f];
        if (language !== 255 && seenLanguage[language] !== c) {
          seenLanguage[language] = c;
          byLanguage.add(language, c);
        }
      }
      for (let d = folderOf[file]; d >= 0 && seenFolder[d] !== c; d = tree.parent[d]) {
        seenFolder[d] = c;
        byFolder.add(d, c);
      }
    }
  }
  return {
    files: byFile.group(tip.length),
    folders: byFolder.group(tree.path.length),
    languages: byLanguage.group(languages.names.length),
  };
}

/** The innermost folder of the tip around a path that is gone. */
function nearestFolder(ids: ReadonlyMap<string, number>, path: string): number {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const id = ids.get(path.slice(0, slash));
    if (id !== undefined) return id;
  }
  return 0;
}

interface Levels {
  readonly knowsWell: number[];
  readonly knows: number[];
  readonly hasTouched: number[];
}

/** Active people of a place by level, by the rule of `levelOf`; person ids. */
function levelsOf(sum: PlaceSum, isActive: (person: number) => boolean, scale = 1, share = knowsWellShare): Levels {
  const levels: Levels = { knowsWell: [], knows: [], hasTouched: [] };
  for (let i = 0; i < sum.person.length; i++) {
    const person = sum.person[i];
    if (!isActive(person)) continue;
    const remembered = sum.remembered[i];
    if (remembered >= scale * knowsWellFrom && remembered >= share * sum.all) levels.knowsWell.push(person);
    else if (remembered >= scale * knowsFrom) levels.knows.push(person);
    else levels.hasTouched.push(person);
  }
  return levels;
}

/** Levels after what people said of themselves: who says they know it does, who says they forgot has touched it. */
function heard(levels: Levels, words: ReturnType<WordsAt>, isActive: (person: number) => boolean): Levels {
  if (words.size === 0) return levels;
  const keep = (list: readonly number[]): number[] => list.filter((person) => !words.has(person));
  const result: Levels = {
    knowsWell: levels.knowsWell.filter((person) => !words.has(person) || words.get(person) === 'know'),
    knows: keep(levels.knows),
    hasTouched: keep(levels.hasTouched),
  };
  for (const [person, said] of words) {
    if (!isActive(person)) continue;
    if (said === 'know' && !result.knowsWell.includes(person)) result.knows.push(person);
    else if (said === 'forget') result.hasTouched.push(person);
  }
  return result;
}

function mapPeople(levels: Levels, positions: (ids: readonly number[]) => number[]): PlacePeople {
  return {
    knowsWell: positions(levels.knowsWell),
    knows: positions(levels.knows),
    hasTouched: positions(levels.hasTouched),
  };
}

function lastOf(sum: PlaceSum, person: number): number {
  // Who only says they know a place says so now.
  return sum.last[sum.person.indexOf(person)] ?? Number.POSITIVE_INFINITY;
}

/** People named at most who knew a place and left. */
const mostDeparted = 3;

function strongestDeparted(sum: PlaceSum, isActive: (person: number) => boolean): number[] {
  const gone: { person: number; remembered: number; last: number }[] = [];
  sum.person.forEach((person, i) => {
    // Merging others' work alone makes nobody somebody who knew a place; a tenth of all does.
    if (!isActive(person) && sum.remembered[i] >= knowsWellShare * sum.all && sum.remembered[i] > 0)
      gone.push({ person, remembered: sum.remembered[i], last: sum.last[i] });
  });
  return gone
    .sort((a, b) => b.remembered - a.remembered || b.last - a.last || a.person - b.person)
    .slice(0, mostDeparted)
    .map(({ person }) => person);
}

function mapPerson({ people, departures, now }: MapSource, id: number, active: boolean): MapPerson {
  const { name, email } = people.people[id];
  const person = { name: displayText(name || email), email: displayText(email, 254) };
  return active ? person : { ...person, left: `left ${monthWords(departures.lastSeen[id], now)}` };
}

function describeFiles(
  tip: readonly TipFile[],
  tree: FolderTree,
  fileSums: readonly PlaceSum[],
  folderSums: readonly PlaceSum[],
  areaPlaces: readonly { readonly folder: number }[],
  languages: Languages,
  positionOf: Int32Array,
  isActive: (person: number) => boolean,
  wordsAt: WordsAt,
): MapFiles {
  const areaOfFolder = new Int32Array(tree.path.length).fill(-1);
  areaPlaces.forEach(({ folder }, area) => {
    areaOfFolder[folder] = area;
  });
  for (let d = 1; d < tree.path.length; d++) if (areaOfFolder[d] < 0) areaOfFolder[d] = areaOfFolder[tree.parent[d]];
  const folderKnowers = tree.path.map((_, d) => (d === 0 ? [] : knowersOfFolder(folderSums[d], isActive)));
  const start = new Uint32Array(tip.length + 1);
  const coverage = new Uint8Array(tip.length);
  const person: number[] = [];
  const level: number[] = [];
  for (let f = 0; f < tip.length; f++) {
    start[f] = person.length;
    const around = folderKnowers[tree.folderOf[f]];
    const sum = fileSums[f];
    let known = 0;
    const words = wordsAt(tip[f].path);
    const add = (who: number, inferred: number): void => {
      const said = words.get(who);
      if (said === 'not-me') return;
      const what = said === 'know' ? Math.max(knowsLevel, inferred) : said === 'forget' ? touchedLevel : inferred;
      person.push(positionOf[who]);
      level.push(what);
      if (what >= knowsLevel) known++;
    };
    for (let i = 0; i < sum.person.length; i++) {
      const who = sum.person[i];
      if (positionOf[who] < 0 || !isActive(who)) continue;
      const remembered = sum.remembered[i];
      add(
        who,
        remembered >= knowsWellFrom && remembered >= knowsWellShare * sum.all
          ? knowsWellLevel
          : remembered >= knowsFrom || around.includes(who)
            ? knowsLevel
            : touchedLevel,
      );
    }
    for (const who of around) if (positionOf[who] >= 0 && !sum.person.includes(who)) add(who, knowsLevel);
    for (const [who, said] of words)
      if (said === 'know' && positionOf[who] >= 0 && isActive(who) && !person.includes(positionOf[who], start[f]))
        add(who, knowsLevel);
    coverage[f] = coverageOf(known);
  }
  start[tip.length] = person.length;
  return {
    path: tip.map(({ path }) => path),
    size: Float64Array.from(tip, ({ size }) => size),
    area: Uint32Array.from(tip, (_, f) => Math.max(0, areaOfFolder[tree.folderOf[f]])),
    language: languages.of,
    coverage,
    current: Float32Array.from(fileSums, ({ current }) => current),
    start,
    person: Uint16Array.from(person),
    level: Uint8Array.from(level),
  };
}

/** Who knows a folder well enough to know the files in it that they never changed; see `levelOf`. */
function knowersOfFolder(sum: PlaceSum, isActive: (person: number) => boolean): number[] {
  return sum.person.filter(
    (person, i) =>
      isActive(person) && sum.remembered[i] >= folderScale * knowsFrom && sum.remembered[i] >= knowsWellShare * sum.all,
  );
}

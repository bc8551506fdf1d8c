import { languageKind, languageOf } from '../expertise/languages.ts';
import type { Tables } from '../expertise/ranking/tables.ts';
import type { TeamArea } from './teamKnowledge.ts';

/** Areas of a repository, and where each of its files lies. */
export interface FoundAreas {
  readonly areas: readonly TeamArea[];
  /** File id → area, -1 for files that nobody writes by hand. */
  readonly areaOf: Int32Array;
  /** File id → language area, -1 for none. */
  readonly languageAreaOf: Int32Array;
}

/** Folders and files that become areas at most. More than a team can talk about helps nobody. */
const mostAreas = 60;
/** The part of all current work from which a folder, or a file of a crowded folder, is an area of its own. */
const areaFrom = 0.0075;
/** The part of all current work above which an area is worth dividing further. */
const divideFrom = 0.05;
/** Files in a folder from which its busiest ones are areas of their own. */
const crowdedFrom = 12;
/** The part of all current work from which a language is an area, and from which it is what most of the work is written in. */
const languageFrom = 0.02;
const mostlyFrom = 0.5;

/**
 * Divides a repository into the areas that its people would name: the folders in which work happens now, divided further
 * where much of it does, down to single files of a folder that holds most of it. Programming languages are areas too.
 */
export function findAreas(tables: Tables, isExcluded?: (path: string) => boolean): FoundAreas {
  const { history, weight, places } = tables;
  const { files, folderOf, parentOf, folders } = places;
  const pathOf = (file: number): string => history.paths[files.pathOf[file]!]!;
  const left = Uint8Array.from({ length: files.count }, (_, file) => (isExcluded?.(pathOf(file)) ? 1 : 0));
  const fileWork = new Float64Array(files.count);
  const folderWork = new Float64Array(folders.length);
  const textWork = new Float64Array(folders.length);
  const isText = Uint8Array.from({ length: files.count }, (_, file) => (isProse(pathOf(file)) ? 1 : 0));
  let total = 0;
  for (let c = 0; c < history.commits; c++) {
    if (weight[c]! <= 0) continue;
    for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) {
      const file = files.fileOf[t]!;
      if (left[file]) continue;
      fileWork[file]! += weight[c]!;
      folderWork[folderOf[file]!]! += weight[c]!;
      if (isText[file]) textWork[folderOf[file]!]! += weight[c]!;
      total += weight[c]!;
    }
  }
  const inside: number[][] = folders.map(() => []);
  for (let f = folders.length - 1; f > 0; f--) {
    folderWork[parentOf[f]!]! += folderWork[f]!;
    textWork[parentOf[f]!]! += textWork[f]!;
    inside[parentOf[f]!]!.push(f);
  }
  const filesIn: number[][] = folders.map(() => []);
  for (let file = 0; file < files.count; file++)
    if (!left[file] && !files.deleted[file]) filesIn[folderOf[file]!]!.push(file);

  const holds = (folder: number): TeamArea['holds'] => (textWork[folder]! > folderWork[folder]! / 2 ? 'text' : 'code');
  const areas: TeamArea[] = [{ kind: 'folder', name: '', around: -1, holds: holds(0) }];
  const folderOfArea: number[] = [0];
  const rest = [total];
  const areaOfFolder = new Int32Array(folders.length).fill(-1);
  const areaOfFile = new Int32Array(files.count).fill(-1);
  areaOfFolder[0] = 0;
  const done = new Set<number>();
  const add = (kind: 'folder' | 'file', name: string, around: number, folder: number, work: number): number => {
    folderOfArea.push(folder);
    rest.push(work);
    rest[around]! -= work;
    return areas.push({ kind, name, around, holds: kind === 'file' ? 'code' : holds(folder) }) - 1;
  };
  while (areas.length < mostAreas) {
    let widest = -1;
    rest.forEach((work, area) => {
      if (!done.has(area) && work >= divideFrom * total && (widest < 0 || work > rest[widest]!)) widest = area;
    });
    if (widest < 0) break;
    done.add(widest);
    const folder = folderOfArea[widest]!;
    const name = (f: number): string => folders[f]!;
    const parts = inside[folder]!.filter((f) => folderWork[f]! >= areaFrom * total && !isTestData(name(f))).sort(
      (a, b) => folderWork[b]! - folderWork[a]! || (name(a) < name(b) ? -1 : 1),
    );
    for (const f of parts.slice(0, mostAreas - areas.length))
      areaOfFolder[f] = add('folder', name(f), widest, f, folderWork[f]!);
    if (rest[widest]! < divideFrom * total) continue;
    const crowd = filesIn[folder]!.filter((file) => fileWork[file]! >= areaFrom * total && isCode(pathOf(file))).sort(
      (a, b) => fileWork[b]! - fileWork[a]! || (pathOf(a) < pathOf(b) ? -1 : 1),
    );
    // The files of a small folder belong together; its name says more than theirs.
    if (filesIn[folder]!.length < crowdedFrom || crowd.length < 2) continue;
    for (const file of crowd.slice(0, mostAreas - areas.length)) {
      areaOfFile[file] = add('file', pathOf(file), widest, folder, fileWork[file]!);
      done.add(areaOfFile[file]!);
    }
  }
  for (let f = 1; f < folders.length; f++) if (areaOfFolder[f]! < 0) areaOfFolder[f] = areaOfFolder[parentOf[f]!]!;
  const languages = languageAreas(files.count, fileWork, left, total, pathOf, areas.length);
  return {
    areas: [...areas, ...languages.areas],
    areaOf: areaOfFile.map((own, file) => (left[file] ? -1 : own >= 0 ? own : areaOfFolder[folderOf[file]!]!)),
    languageAreaOf: languages.areaOf,
  };
}

/** A changelog or a list of authors is nothing to teach. */
function isCode(path: string): boolean {
  const language = languageOf(path);
  const kind = language === undefined ? undefined : languageKind(language);
  return kind === 'programming' || kind === 'markup';
}

/** Files that tests read belong to what they test: nobody learns them for themselves. */
const isTestData = (folder: string): boolean => /(^|\/)(testdata|fixtures|__snapshots__)$/.test(folder);

/** A document or a catalogue of translations. */
function isProse(path: string): boolean {
  const language = languageOf(path);
  return language !== undefined && languageKind(language) === 'prose';
}

function languageAreas(
  count: number,
  work: Float64Array,
  left: Uint8Array,
  total: number,
  pathOf: (file: number) => string,
  first: number,
): { areas: TeamArea[]; areaOf: Int32Array } {
  const spoken: (string | undefined)[] = [];
  const works = new Map<string, number>();
  for (let file = 0; file < count; file++) {
    const language = left[file] ? undefined : languageOf(pathOf(file));
    spoken.push(language);
    if (language !== undefined && languageKind(language) === 'programming')
      works.set(language, (works.get(language) ?? 0) + work[file]!);
  }
  const names = [...works]
    .filter(([, amount]) => amount >= languageFrom * total)
    .map(([name]) => name)
    .sort();
  const areaOf = Int32Array.from(spoken, (language) => {
    const at = language === undefined ? -1 : names.indexOf(language);
    return at < 0 ? -1 : first + at;
  });
  const areas = names.map((name): TeamArea => {
    const holds = works.get(name)! >= mostlyFrom * total ? 'most' : 'code';
    return { kind: 'language', name, around: -1, holds };
  });
  return { areas, areaOf };
}

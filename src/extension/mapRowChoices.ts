import * as vscode from 'vscode';
import type { MapLevel, SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { areasOfPerson } from '../expertise/skillMap/teaching.ts';
import { levelWords } from './helpersPick.ts';
import type { MapRow } from './mapRows.ts';
import { plainLabel } from './plainLabel.ts';

/** Somebody whose part in a place can be looked at; a position in the map. */
export interface PersonBehind {
  readonly person: number;
  readonly level: MapLevel;
  /** As it stands beside the name. */
  readonly words: string;
}

/** Places offered for one row at most. */
const mostPlaces = 60;
/** Files of a language looked through for one person at most: git is told each. */
const mostFiles = 400;

/** The people that a row speaks of, each once: who knows it well first, those who left last. */
export function peopleBehind(map: SkillMap, row: MapRow): PersonBehind[] {
  const found = new Map<number, PersonBehind>();
  const add = (people: readonly number[], level: MapLevel, words = levelWords(level)): void => {
    for (const person of people) if (!found.has(person)) found.set(person, { person, level, words });
  };
  if ('person' in row) add([row.person], row.kind === 'knower' ? row.level : 'knows');
  else if (row.kind === 'area') {
    const { knowsWell, knows, hasTouched } = map.areas[row.area]!;
    add(knowsWell, 'knows well');
    add(knows, 'knows');
    add(hasTouched, 'has touched');
  } else if (row.kind === 'language') {
    add(map.languages[row.language]!.knowsWell, 'knows well');
    add(map.languages[row.language]!.knows, 'knows');
  } else if (row.kind === 'gap') {
    add(row.gap.who, 'knows');
    add(row.gap.learning, 'has touched', vscode.l10n.t('getting to know it'));
    add(row.gap.nearest, 'has touched', vscode.l10n.t('Nearest to learning it'));
  }
  const knew = row.kind === 'area' ? map.areas[row.area]!.knew : row.kind === 'gap' ? row.gap.knew : [];
  for (const person of knew) add([person], 'has touched', map.people[person]!.left);
  return [...found.values()];
}

/** The places that a row speaks of, from the repository's top: one for a folder or a file, more for a person or a language. */
export function placesBehind(map: SkillMap, row: MapRow): string[] {
  switch (row.kind) {
    case 'area':
      return [map.areas[row.area]!.path];
    case 'gap':
      return [row.gap.path];
    case 'place':
      return [row.path];
    case 'knower':
      return row.language === undefined ? [row.path] : areasOfLanguage(map, row.language, row.person);
    case 'person': {
      const { knowsWell, knows } = areasOfPerson(map, row.person);
      return [...knowsWell, ...knows].slice(0, mostPlaces).map((a) => map.areas[a]!.path);
    }
    case 'language':
      return areasOfLanguage(map, row.language);
    default:
      return [];
  }
}

/** Files of a language that somebody knows or touched: what speaks for them there. */
export function filesOfLanguage({ files }: SkillMap, language: number, person: number): string[] {
  const found: string[] = [];
  for (let f = 0; f < files.path.length && found.length < mostFiles; f++)
    if (files.language[f] === language && hasTrace(files, f, person)) found.push(files.path[f]!);
  return found;
}

/** Folders with files of a language, those with most of it first; only where somebody has a part in them, where they are given. */
function areasOfLanguage({ areas, files }: SkillMap, language: number, person?: number): string[] {
  const bytes = new Map<number, number>();
  for (let f = 0; f < files.path.length; f++)
    if (files.language[f] === language && (person === undefined || hasTrace(files, f, person)))
      bytes.set(files.area[f]!, (bytes.get(files.area[f]!) ?? 0) + files.size[f]!);
  return [...bytes]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, mostPlaces)
    .map(([a]) => areas[a]!.path);
}

function hasTrace({ start, person }: SkillMap['files'], file: number, who: number): boolean {
  for (let i = start[file]!; i < start[file + 1]!; i++) if (person[i] === who) return true;
  return false;
}

/** The only one, or the one that is picked; undefined where there is none or nobody picks. */
export async function pickPlace(places: readonly string[], title: string): Promise<string | undefined> {
  if (places.length < 2) return places[0];
  const picked = await vscode.window.showQuickPick(
    places.map((path) => ({ label: plainLabel(path || title, 200), path })),
    { title: plainLabel(title), placeHolder: vscode.l10n.t('About which part?') },
  );
  return picked?.path;
}

/** The same for people. */
export async function pickPerson(
  map: SkillMap,
  people: readonly PersonBehind[],
  title: string,
): Promise<PersonBehind | undefined> {
  if (people.length < 2) return people[0];
  const picked = await vscode.window.showQuickPick(
    people.map((one) => ({ label: plainLabel(map.people[one.person]!.name), description: one.words, one })),
    { title: plainLabel(title), placeHolder: vscode.l10n.t('Whose part in it?'), matchOnDescription: true },
  );
  return picked?.one;
}

import { languageKind, languageOf } from './languages.ts';
import type { Tables } from './ranking/tables.ts';

/** Changes in a language within two years from which somebody counts as writing it. */
const writesFrom = 5;
const recent = 2 * 365.25 * 86_400;

const found = new WeakMap<Tables, Map<string, ReadonlyMap<number, number>>>();

/**
 * Who writes a language in this repository, and how many changes they made to its files in the last two years: people with five or more. Empty for prose and data, which everybody writes. Computed once for each language.
 */
export function languageEvidence(tables: Tables, language: string): ReadonlyMap<number, number> {
  let languages = found.get(tables);
  if (!languages) {
    languages = new Map();
    found.set(tables, languages);
  }
  let people = languages.get(language);
  if (!people) {
    people = languageKind(language) === 'programming' ? count(tables, language) : new Map();
    languages.set(language, people);
  }
  return people;
}

function count(
  { history, people: { personOf }, options, weight }: Tables,
  language: string,
): ReadonlyMap<number, number> {
  /** By path id, found when first asked: most paths were not touched lately. */
  const spoken: (boolean | undefined)[] = new Array(history.paths.length);
  const changes = new Map<number, number>();
  for (let c = 0; c < history.commits; c++) {
    if (weight[c] === 0 || options.now - history.authorTime[c]! > recent) continue;
    for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) {
      const path = history.touchPath[t]!;
      spoken[path] ??= languageOf(history.paths[path]!) === language;
      if (!spoken[path]) continue;
      const person = personOf[history.author[c]!]!;
      changes.set(person, (changes.get(person) ?? 0) + 1);
      break;
    }
  }
  return new Map([...changes].filter(([, n]) => n >= writesFrom));
}

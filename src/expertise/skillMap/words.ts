import type { StatementKind } from '../statements.ts';

/** What somebody said of themselves about a path; `person` is a person id. */
export interface PersonWord {
  readonly kind: StatementKind;
  readonly path: string;
  readonly person: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** The word that counts for each person at a path: the one about the nearest path, then the newest. */
export type WordsAt = (path: string) => ReadonlyMap<number, 'know' | 'forget' | 'not-me'>;

const none: ReadonlyMap<number, 'know' | 'forget' | 'not-me'> = new Map();

/** Who said they would like to learn a place, or one around or in it; person ids, each once. */
export function readWishes(words: readonly PersonWord[]): (path: string) => readonly number[] {
  const wishes = words.filter(({ kind }) => kind === 'learn');
  return (path) => [
    ...new Set(
      wishes
        .filter(
          ({ path: said }) =>
            said !== '' && (path === said || path.startsWith(`${said}/`) || said.startsWith(`${path}/`)),
        )
        .map(({ person }) => person),
    ),
  ];
}

/** Finds what people said of places; costs nothing where nobody said anything. */
export function readWords(words: readonly PersonWord[]): WordsAt {
  const standing = words
    .filter(({ kind }) => kind === 'know' || kind === 'forget' || kind === 'not-me')
    .sort((x, y) => x.path.length - y.path.length || x.at - y.at || x.person - y.person);
  if (standing.length === 0) return () => none;
  return (path) => {
    const found = new Map<number, 'know' | 'forget' | 'not-me'>();
    for (const { kind, path: said, person } of standing)
      if (said === '' || path === said || path.startsWith(`${said}/`))
        found.set(person, kind as 'know' | 'forget' | 'not-me');
    return found;
  };
}

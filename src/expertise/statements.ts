import { type Say, sayPlainly } from './say.ts';
import { mostPeople, type SuggestedPerson, type Suggestion } from './suggestion.ts';

/**
 * What people say of themselves, and of a suggestion: `know` “I know this”, `forget` “I no longer know this”, `learn`
 * “I'd like to learn this”, `not-me` “don't suggest me here”, `wrong` “this was the wrong person”.
 */
export const statementKinds = ['know', 'forget', 'learn', 'not-me', 'wrong'] as const;
export type StatementKind = (typeof statementKinds)[number];

export interface Statement {
  readonly kind: StatementKind;
  /** A file or folder, relative to the repository's top; what is said of a folder is said of all in it. '' is the whole repository. */
  readonly path: string;
  /** Whom it is about and who said it: keys as `personKey` makes them. Only `wrong` is said by somebody else. */
  readonly about: string;
  readonly by: string;
  /** Seconds since 1970. */
  readonly at: number;
}

export interface StatementContext {
  readonly paths: readonly string[];
  readonly asker?: number | undefined;
  /** The person behind a key; undefined where this history knows nobody of the kind. */
  readonly personOf: (key: string) => number | undefined;
  readonly nameOf: (person: number) => string;
  readonly say?: Say | undefined;
}

/**
 * Applies what people said to a suggestion. It outweighs what was inferred: who says they know this stands first and says so;
 * who no longer knows it or does not want to be asked is not named; whom somebody called the wrong person stands last. Of
 * several words of one person the one about the nearest path counts, then the newest.
 */
export function applyStatements(
  suggestion: Suggestion,
  statements: readonly Statement[],
  context: StatementContext,
): Suggestion {
  const said = collect(statements, context);
  const { say = sayPlainly } = context;
  if (said.size === 0) return suggestion;
  const known = new Map(suggestion.people.map((suggested) => [suggested.person, suggested]));
  const first: SuggestedPerson[] = [];
  const middle: SuggestedPerson[] = [];
  const last: SuggestedPerson[] = [];
  const notes: string[] = [];
  for (const [person, { standing }] of said)
    if (standing?.kind === 'know' && person !== context.asker) first.push(saysKnow(known.get(person), person, say));
  for (const suggested of suggestion.people) {
    const words = said.get(suggested.person);
    const standing = words?.standing?.kind;
    if (standing === 'know' || standing === 'not-me') continue;
    if (standing === 'forget') notes.push(say('{0} says they no longer know this.', context.nameOf(suggested.person)));
    else if (words?.wrong)
      last.push({
        ...suggested,
        reasons: [say('stands last: was called the wrong person for this'), ...suggested.reasons],
      });
    else middle.push(suggested);
  }
  for (const [person, { learn, standing }] of said)
    if (learn && person !== context.asker && standing?.kind !== 'not-me')
      notes.push(say('{0} would like to learn this too.', context.nameOf(person)));
  const people = [...first, ...middle, ...last].slice(0, mostPeople);
  const before = suggestion.note !== undefined && (suggestion.people.length > 0 || first.length === 0);
  const nobody =
    people.length === 0 && suggestion.people.length > 0 ? [say('Nobody else active is known to know this.')] : [];
  const note = [...(before ? [suggestion.note!] : []), ...nobody, ...notes].join(' ');
  return { people, ...(note ? { note } : {}) };
}

function saysKnow(suggested: SuggestedPerson | undefined, person: number, say: Say): SuggestedPerson {
  const level = suggested?.level === 'knows well' ? 'knows well' : 'knows';
  return { person, level, reasons: [say('says they know this'), ...(suggested?.reasons ?? [])] };
}

interface Words {
  /** The word that counts of know, forget and not-me. */
  standing?: Statement;
  learn?: Statement;
  wrong?: Statement;
}

function collect(statements: readonly Statement[], { paths, personOf }: StatementContext): Map<number, Words> {
  const found = new Map<number, Words>();
  const ordered = [...statements].sort((x, y) => x.path.length - y.path.length || x.at - y.at || compare(x, y));
  for (const statement of ordered) {
    if (!paths.some((path) => covers(statement.path, path))) continue;
    const person = personOf(statement.about);
    if (person === undefined) continue;
    const words = found.get(person) ?? {};
    found.set(person, words);
    if (statement.kind === 'learn') words.learn = statement;
    else if (statement.kind === 'wrong') words.wrong = statement;
    else words.standing = statement;
  }
  return found;
}

const covers = (said: string, asked: string): boolean => said === '' || asked === said || asked.startsWith(`${said}/`);

/** The order of statements plays no part, also where two were made in the same second. */
const compare = (x: Statement, y: Statement): number =>
  x.kind < y.kind ? -1 : x.kind > y.kind ? 1 : x.about < y.about ? -1 : Number(x.about > y.about);

import type { MergeDecision } from '../expertise/people.ts';
import type { Statement } from '../expertise/statements.ts';
import type { Host } from './host.ts';
import { appendWord, readWords, type Word, type WordOf } from './ownWordFile.ts';

/** What the user said here: which names are one person, and who knows what. It never leaves the machine from here. */
export interface OwnWord {
  readonly decisions: readonly MergeDecision[];
  readonly statements: readonly Statement[];
}

type Subject = Pick<Statement, 'kind' | 'path' | 'about'>;

const isEverywhere = ({ a, b }: { a: string; b: string }): boolean => a.includes('@') && b.includes('@');

/** Two are the same two in either order. */
const pairKey = (a: string, b: string): string => JSON.stringify([a, b].sort());

/** What was said that counts in a repository; `repository` is its common git folder. `problem`: part of it could not be read. */
export function readOwnWord(host: Host, repository: string): OwnWord & { readonly problem?: string } {
  const { words, problem } = readWords(host);
  const decisions = standingDecisions(words, repository).map(({ a, b, same }) => ({ a, b, same }));
  const statements = standingStatements(words, repository).map(({ kind, path, about, by, at }) => ({
    kind,
    path,
    about,
    by,
    at,
  }));
  return { decisions, statements, ...(problem === undefined ? {} : { problem }) };
}

/** Remembers that two are one person, or are not. A later word on the same two replaces the earlier. */
export function rememberDecision(host: Host, repository: string, { a, b, same }: MergeDecision): void {
  appendWord(host, { says: 'same-person', repository, a, b, same });
}

/** Takes back the decision about two, or the latest that counts in this repository. Returns it; undefined where there is none. */
export function forgetDecision(
  host: Host,
  repository: string,
  pair?: { readonly a: string; readonly b: string },
): MergeDecision | undefined {
  const found = standingDecisions(readWords(host).words, repository).findLast(
    (said) => !pair || pairKey(said.a, said.b) === pairKey(pair.a, pair.b),
  );
  if (!found) return undefined;
  appendWord(host, { ...found, takenBack: true });
  return { a: found.a, b: found.b, same: found.same };
}

/** Remembers what was said. Saying the same again renews it. */
export function rememberStatement(host: Host, repository: string, said: Statement): void {
  appendWord(host, { says: 'statement', repository, ...said });
}

/** Takes a statement back; false where nothing of the kind was said. */
export function forgetStatement(host: Host, repository: string, { kind, path, about }: Subject): boolean {
  const found = standingStatements(readWords(host).words, repository).find(
    (said) => said.kind === kind && said.path === path && said.about === about,
  );
  if (!found) return false;
  appendWord(host, { ...found, takenBack: true });
  return true;
}

/** A decision about two addresses counts everywhere; names mean somebody only where they were seen. */
function standingDecisions(words: readonly Word[], repository: string): WordOf<'same-person'>[] {
  const standing = new Map<string, WordOf<'same-person'>>();
  for (const word of words) {
    if (word.says !== 'same-person' || !(isEverywhere(word) || word.repository === repository)) continue;
    const key = pairKey(word.a, word.b);
    standing.delete(key);
    if (!word.takenBack) standing.set(key, word);
  }
  return [...standing.values()];
}

function standingStatements(words: readonly Word[], repository: string): WordOf<'statement'>[] {
  const standing = new Map<string, WordOf<'statement'>>();
  for (const word of words) {
    if (word.says !== 'statement' || word.repository !== repository) continue;
    const key = JSON.stringify([word.kind, word.path, word.about]);
    standing.delete(key);
    if (!word.takenBack) standing.set(key, word);
  }
  return [...standing.values()];
}

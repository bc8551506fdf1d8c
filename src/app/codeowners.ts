import { noreplyLogin, normalEmail } from '../expertise/identity.ts';
import { judgeOwners, type ListedOwner, type OwnerRule, parseCodeowners } from '../expertise/skillMap/codeowners.ts';
import { monthWords } from '../expertise/timeWords.ts';
import type { Knowledge } from './knowledge.ts';
import { findPerson, prepareAnswers } from './whoCanHelp.ts';

/** Where CODEOWNERS may lie; the first counts, as on GitHub. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

export interface PresentCodeowners {
  readonly path: string;
  readonly rules: readonly OwnerRule[];
  /** Every owner of every rule: active, left, or nobody that history knows. */
  readonly listed: readonly ListedOwner[];
}

/** The CODEOWNERS file of the head and how its owners stand; undefined where there is none. */
export function codeownersOf(knowledge: Knowledge): PresentCodeowners | undefined {
  const { files } = knowledge.index.state;
  const path = places.find((place) => files[place] !== undefined);
  if (path === undefined) return undefined;
  const rules = parseCodeowners(files[path]!.text);
  const { departures } = prepareAnswers(knowledge);
  const logins = new Map<string, number>();
  knowledge.history.aliases.forEach(({ email }, alias) => {
    const login = noreplyLogin(normalEmail(email));
    if (login !== '') logins.set(login.toLowerCase(), knowledge.people.personOf[alias]);
  });
  const listed = judgeOwners(rules, (owner) => {
    const person = owner.startsWith('@') ? logins.get(owner.slice(1).toLowerCase()) : findPerson(knowledge, owner);
    if (person === undefined) return undefined;
    return departures.departed[person] === 1
      ? { left: `left ${monthWords(departures.lastSeen[person], knowledge.asOf)}` }
      : {};
  });
  return { path, rules, listed };
}

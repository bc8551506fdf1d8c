import type { Client } from '../client/createClient.ts';
import { displayText } from '../expertise/displayText.ts';
import { normalEmail, normalName } from '../expertise/identity.ts';
import { personKey } from '../expertise/people.ts';
import type { Host } from './host.ts';
import type { Knowledge } from './knowledge.ts';
import { forgetDecision, readOwnWord, rememberDecision } from './ownWord.ts';
import { shareDecision, unshareDecision } from './sharedDecisions.ts';
import { findPerson } from './whoCanHelp.ts';

/** Two that may be one person, for a screen. */
export interface SamePersonQuestion {
  /** Keys, to answer with. */
  readonly a: string;
  readonly b: string;
  readonly names: readonly [string, string];
  /** A sentence. */
  readonly evidence: string;
}

/** What is still to be asked, the likeliest to matter first; what one member of the team says comes before all. */
export function samePersonQuestions(knowledge: Knowledge): SamePersonQuestion[] {
  const { people, proposals } = knowledge.people;
  const said = knowledge.teamWord.asked.flatMap(({ a, b, by }) => {
    const [x, y] = [findPerson(knowledge, a), findPerson(knowledge, b)];
    if (x === undefined || y === undefined || x === y) return [];
    return [{ a, b, people: [x, y] as const, evidence: `${by.join(', ')} of your team says so.` }];
  });
  return [...said, ...proposals].map(({ a, b, people: [x, y], evidence }) => ({
    a,
    b,
    evidence,
    names: [nameOf(people[x]!), nameOf(people[y]!)],
  }));
}

const nameOf = ({ name, email }: { name: string; email: string }): string =>
  email && name !== email ? `${displayText(name)} <${displayText(email, 254)}>` : displayText(name || email);

/**
 * Remembers whether two, named by address or name, are one person, and with a client tells the team, sealed. The names must occur in this
 * history. True where the team is told: of names without an address it is not.
 */
export function saySamePerson(
  host: Host,
  knowledge: Knowledge,
  a: string,
  b: string,
  same: boolean,
  client?: Client | undefined,
): boolean {
  const [x, y] = [keyOf(knowledge, a), keyOf(knowledge, b)];
  if (x === y) throw new Error(`${displayText(a)} and ${displayText(b)} are the same address. Name two that differ.`);
  rememberDecision(host, knowledge.repository.commonDir, { a: x, b: y, same });
  return client !== undefined && shareDecision(client, { a: x, b: y, same });
}

/** Takes back what was said of two, or the latest, from the team as well. Returns a sentence. */
export function takeBackSamePerson(
  host: Host,
  knowledge: Knowledge,
  pair?: readonly [string, string],
  client?: Client | undefined,
): string {
  const keys =
    pair && (saidOf(host, knowledge, pair) ?? { a: keyOf(knowledge, pair[0]), b: keyOf(knowledge, pair[1]) });
  const taken = forgetDecision(host, knowledge.repository.commonDir, keys);
  if (!taken) return 'There is nothing to take back.';
  if (client) unshareDecision(client, taken);
  return `Taken back: ${displayText(taken.a)} and ${displayText(taken.b)} ${taken.same ? 'are one person' : 'are two people'}.`;
}

/** What was said of two under the very names that are given: once two are one, their address no longer tells them apart. */
function saidOf(host: Host, knowledge: Knowledge, [x, y]: readonly [string, string]) {
  const isCalled = (key: string, who: string) => key === normalEmail(who) || key === normalName(who);
  return saidOfPeople(host, knowledge).find(
    ({ a, b }) => (isCalled(a, x) && isCalled(b, y)) || (isCalled(a, y) && isCalled(b, x)),
  );
}

export const saidOfPeople = (host: Host, knowledge: Knowledge) =>
  readOwnWord(host, knowledge.repository.commonDir).decisions;

/**
 * The key of an alias of this history that was named by its address or its name: the address, or the name where somebody else used that
 * address too.
 */
export function keyOf({ history: { aliases }, people: { personOf } }: Knowledge, who: string): string {
  const email = normalEmail(who);
  const name = normalName(who);
  const byEmail = email === '' ? -1 : aliases.findIndex((alias) => normalEmail(alias.email) === email);
  if (byEmail >= 0) return personKey(aliases[byEmail]!);
  const byName = name === '' ? -1 : aliases.findIndex((alias) => normalName(alias.name) === name);
  if (byName < 0) throw new Error(`Nobody in this history is known as ${displayText(who)}. Check the spelling.`);
  const key = personKey(aliases[byName]!);
  const isShared = aliases.some((alias, id) => personKey(alias) === key && personOf[id] !== personOf[byName]);
  return isShared ? name : key;
}

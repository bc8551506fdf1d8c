import type { Client } from '../client/createClient.ts';
import type { Statement } from '../expertise/statements.ts';
import type { CountedSession } from '../mentoring/applySessions.ts';
import type { Load } from '../mentoring/turnTaking.ts';
import { emailHash } from '../protocol/identity.ts';
import type { Id } from '../protocol/shapes.ts';
import { helpSessions } from './helpSessions.ts';
import type { Knowledge } from './knowledge.ts';
import { loadOf } from './sharedLoad.ts';
import { rootsOf, sharedWords } from './sharedWord.ts';
import { findPerson } from './whoCanHelp.ts';

/** What being in a team adds to what history says: who is a member, what they said, whom they helped, and whose turn it is. */
export interface TeamSays {
  /** The member behind a person of this history, for everybody else in the team. */
  readonly members: ReadonlyMap<number, Id>;
  readonly statements: readonly Statement[];
  readonly sessions: readonly CountedSession[];
  readonly loadOf: (person: number) => Load | undefined;
}

/** Works from what this machine has seen; the relay need not be reachable. */
export async function teamSays(client: Client, knowledge: Knowledge): Promise<TeamSays> {
  const roots = await rootsOf(knowledge);
  const personOf = membersAsPeople(client, knowledge);
  const me = client.profile.member;
  const members = new Map(
    [...personOf].filter(([id]) => id !== me && !client.team.members.get(id)?.gone).map(([id, person]) => [person, id]),
  );
  return {
    members,
    // One speaks for oneself; only “wrong person” is said by others.
    statements: sharedWords(client, roots).filter(
      ({ kind, about, member }) =>
        member !== me && (kind === 'wrong' || findPerson(knowledge, about) === personOf.get(member)),
    ),
    sessions: helpSessions(client, knowledge, roots, personOf),
    loadOf: (person) => {
      const member = members.get(person);
      return member === undefined ? undefined : loadOf(client, member);
    },
  };
}

interface Matched {
  readonly cards: string;
  readonly people: ReadonlyMap<Id, number>;
}
const matched = new WeakMap<Knowledge, Matched>();

/** Members as people of this history: matched by the keyed hashes of all addresses in it, which nobody else can compute. */
export function membersAsPeople(client: Client, knowledge: Knowledge): ReadonlyMap<Id, number> {
  const { teamKey } = client.profile;
  if (teamKey === null) return new Map();
  const hashes = [...client.team.members.values()].flatMap(({ id, emails }) =>
    emails.map((hash) => [hash, id] as const),
  );
  const cards = `${teamKey} ${hashes.join()}`;
  const known = matched.get(knowledge);
  if (known?.cards === cards) return known.people;
  const memberOf = new Map(hashes);
  const people = new Map<Id, number>();
  knowledge.history.aliases.forEach(({ email }, alias) => {
    const member = email === '' ? undefined : memberOf.get(emailHash(teamKey, email));
    const person = knowledge.people.personOf[alias];
    if (member !== undefined && person !== undefined && !people.has(member)) people.set(member, person);
  });
  matched.set(knowledge, { cards, people });
  return people;
}

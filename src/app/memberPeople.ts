import type { Client } from '../client/createClient.ts';
import { normalEmail } from '../expertise/identity.ts';
import { emailHash } from '../protocol/identity.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Knowledge } from './knowledge.ts';

/** Which people of a history are members of the team, by the keyed hashes of the addresses they commit under. Member → person id. */
export function memberPeople(knowledge: Knowledge, client: Client): Map<Id, number> {
  const found = new Map<Id, number>();
  const { teamKey } = client.profile;
  if (teamKey === null) return found;
  const memberOf = new Map<string, Id>();
  for (const { id, emails, gone } of client.team.members.values())
    if (!gone) for (const hash of emails) memberOf.set(hash, id);
  const own = new Set(client.profile.emails.map(normalEmail));
  knowledge.history.aliases.forEach(({ email }, alias) => {
    const person = knowledge.people.personOf[alias];
    if (email === '' || person === undefined) return;
    const member = own.has(normalEmail(email)) ? client.profile.member : memberOf.get(emailHash(teamKey, email));
    if (member !== undefined && !found.has(member)) found.set(member, person);
  });
  return found;
}

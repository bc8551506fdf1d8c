import type { Client } from '../client/createClient.ts';
import { personKey } from '../expertise/people.ts';
import type { Knowledge } from './knowledge.ts';
import { ownPairs, pairOf, shareDecision } from './sharedDecisions.ts';

/** Tells the team who is one person, as it was said before there was a team: people of this repository only, others are nobody's business here. */
export function shareEarlierDecisions(client: Client, { history, ownWord }: Knowledge): void {
  if (ownWord.decisions.length === 0) return;
  const here = new Set(history.aliases.map(personKey));
  const shared = ownPairs(client);
  for (const said of ownWord.decisions)
    if (here.has(said.a) && here.has(said.b) && !shared.has(pairOf(said))) shareDecision(client, said);
}

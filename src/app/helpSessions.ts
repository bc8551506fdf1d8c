import type { Client } from '../client/createClient.ts';
import type { CountedSession } from '../mentoring/applySessions.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Knowledge } from './knowledge.ts';
import { findPerson } from './whoCanHelp.ts';

/**
 * The sessions that speak for knowledge of this repository (H11): confirmed by both. From the member's own log, so a machine knows of the
 * sessions its member was in and of no others. `roots`: the repository's root commits; `personOf`: members as people of this history.
 */
export function helpSessions(
  client: Client,
  knowledge: Knowledge,
  roots: readonly string[],
  personOf: ReadonlyMap<Id, number>,
): CountedSession[] {
  return client.log.entries().flatMap((entry): CountedSession[] => {
    if (!entry.confirmed || entry.area === undefined) return [];
    const view = client.team.requests.get(entry.session);
    const theirs = view?.question?.roots;
    // The relay forgets requests after a while; then the folder's name is all that is left to tell repositories apart.
    const isHere = theirs ? theirs.some((root) => roots.includes(root)) : entry.repository === folderName(knowledge);
    if (!isHere) return [];
    const person = (member: Id | null | undefined, said: string) =>
      (member ? personOf.get(member) : undefined) ?? findPerson(knowledge, said);
    return [
      {
        helper: person(view?.state.helper, entry.helper),
        learner: person(view?.state.asker, entry.asker),
        path: entry.area,
        at: Math.floor(entry.endedAt / 1000),
        minutes: entry.minutes,
        outcome: entry.outcome,
      },
    ];
  });
}

const folderName = ({ repository }: Knowledge): string | undefined => repository.folder.split(/[\\/]/).at(-1);

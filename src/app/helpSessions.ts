import type { Client } from '../client/createClient.ts';
import type { CountedSession } from '../mentoring/applySessions.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Knowledge } from './knowledge.ts';
import { sharedSessions } from './sharedSessions.ts';
import { findPerson } from './whoCanHelp.ts';

/**
 * The sessions that speak for knowledge of this repository (H11): confirmed by both. Those in the member's own log, and those of others that
 * both of their people let the team count. `roots`: the repository's root commits; `personOf`: members as people of this history.
 */
export function helpSessions(
  client: Client,
  knowledge: Knowledge,
  roots: readonly string[],
  personOf: ReadonlyMap<Id, number>,
): CountedSession[] {
  const own = client.log.entries();
  const ofOthers = sharedSessions(client)
    .filter(({ session, roots: theirs }) => isHere(theirs, roots) && own.every((entry) => entry.session !== session))
    .map(({ helper, learner, path, minutes, outcome, endedAt }) => ({
      helper: personOf.get(helper),
      learner: personOf.get(learner),
      path,
      at: Math.floor(endedAt / 1000),
      minutes,
      outcome,
    }));
  const ofOwn = own.flatMap((entry): CountedSession[] => {
    if (!entry.confirmed || entry.area === undefined) return [];
    const view = client.team.requests.get(entry.session);
    const theirs = view?.question?.roots;
    // The relay forgets requests after a while; then the folder's name is all that is left to tell repositories apart.
    if (theirs ? !isHere(theirs, roots) : entry.repository !== folderName(knowledge)) return [];
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
  return [...ofOwn, ...ofOthers];
}

const isHere = (theirs: readonly string[], roots: readonly string[]): boolean =>
  theirs.some((root) => roots.includes(root));

const folderName = ({ repository }: Knowledge): string | undefined => repository.folder.split(/[\\/]/).at(-1);

import type { Client } from '../client/createClient.ts';
import {
  agreementOf,
  mondayAtTen,
  type PlannedPair,
  sessionMinutes,
  sessionSentences,
} from '../mentoring/plannedPairs.ts';
import { emailHash } from '../protocol/identity.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Knowledge } from './knowledge.ts';
import { proposePair } from './pairing.ts';
import { timesFor } from './pairTimes.ts';
import { membersAsPeople } from './teamSays.ts';
import { findPerson } from './whoCanHelp.ts';

/** A planned pair with its two as members; undefined for who is in no team, or not in this one. */
export interface PlannedMembers {
  readonly planned: PlannedPair;
  readonly teacher: Id | undefined;
  readonly learner: Id | undefined;
}

/** Finds the members behind the people of a plan, by every address that history knows of them. */
export function plannedMembers(
  client: Client | undefined,
  knowledge: Knowledge,
  pairs: readonly PlannedPair[],
): PlannedMembers[] {
  const memberOf = client ? membersOf(client, knowledge) : () => undefined;
  return pairs.map((planned) => ({
    planned,
    teacher: memberOf(planned.teacher.email || planned.teacher.name),
    learner: memberOf(planned.learner.email || planned.learner.name),
  }));
}

/**
 * Proposes the sessions of a plan to the two of each pair, who both must agree (P1). Pairs of whom somebody is not in the team are passed
 * over. Times lie within the working hours of both. Resolves with how many were proposed, when the relay has them.
 */
export async function proposePlan(client: Client, pairs: readonly PlannedMembers[]): Promise<number> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const given = new Map<Id, number>();
  const proposed = pairs.flatMap(({ planned, teacher, learner }) => {
    if (!teacher || !learner || teacher === learner) return [];
    const times = timesFor(client, [teacher, learner], { cadence: 'weekly', minutes: sessionMinutes, zone });
    // Whoever gives several sessions a week is not to give them all at once.
    const before = given.get(teacher) ?? 0;
    given.set(teacher, before + 1);
    const when = times[before % Math.max(1, times.length)] ?? mondayAtTen(zone, client.now());
    return [proposePair(client, agreementOf(planned, [teacher, learner], when), sessionSentences(planned))];
  });
  await Promise.all(proposed);
  return proposed.length;
}

function membersOf(client: Client, knowledge: Knowledge): (who: string) => Id | undefined {
  const isHere = (id: Id): boolean => client.team.members.get(id)?.gone === false;
  const byPerson = new Map(
    [...membersAsPeople(client, knowledge)].filter(([id]) => isHere(id)).map(([id, person]) => [person, id]),
  );
  const { teamKey } = client.profile;
  return (who) => {
    const person = findPerson(knowledge, who);
    const known = person === undefined ? undefined : byPerson.get(person);
    if (known !== undefined || teamKey === null || !who.includes('@')) return known;
    // Somebody new is in the team before they are in history.
    const hash = emailHash(teamKey, who);
    return [...client.team.members.values()].find(({ id, emails }) => isHere(id) && emails.includes(hash))?.id;
  };
}

import type { Client } from '../client/createClient.ts';
import type { PairingOptions } from '../mentoring/proposePairs.ts';
import type { WorkingHours } from '../mentoring/workingHours.ts';
import type { Knowledge } from './knowledge.ts';
import { notWith } from './notWith.ts';
import { pairsOf } from './pairing.ts';
import { hoursOf } from './pairTimes.ts';
import { membersAsPeople } from './teamSays.ts';

const weekMs = 7 * 86_400_000;

/** The team’s members who are in this history, by address; none where they are fewer than two, who could be no pair. */
export function membersHere(knowledge: Knowledge, client: Client): string[] {
  const here = [...membersAsPeople(client, knowledge)]
    .filter(([member]) => !client.team.members.get(member)?.gone)
    .map(([, person]) => knowledge.people.people[person]!.email);
  return here.length > 1 ? here : [];
}

/**
 * What pairing heeds in a team: the working hours of its members, with whom this member does not want to be paired, that they have room for no
 * second pair while one goes on, and their own pairs, which are not proposed again at once, no more than those they said no to. `people`: person ids, by position.
 */
export function heedTeam(
  knowledge: Knowledge,
  client: Client,
  people: readonly number[],
): Required<Pick<PairingOptions, 'capacity' | 'hours' | 'notWith' | 'paired'>> {
  const place = new Map(people.map((person, m) => [person, m]));
  const positionOf = new Map(
    [...membersAsPeople(client, knowledge)].flatMap(([member, person]) => {
      const m = place.get(person);
      return m === undefined ? [] : [[member, m] as const];
    }),
  );
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hours = new Map<number, WorkingHours>();
  for (const [member, m] of positionOf) hours.set(m, hoursOf(client, member, zone));
  const pairs = pairsOf(client);
  const paired = pairs.flatMap(({ agreement, plan, state, saidAt }) => {
    const together = agreement.people.flatMap((member) => positionOf.get(member) ?? []).sort((a, b) => a - b);
    if (state === 'lapsed' || together.length < 2) return [];
    const over = state === 'refused' ? saidAt : plan?.status === 'finished' ? plan.changedAt : undefined;
    return [{ people: together, weeksAgo: over === undefined ? 0 : (client.now() - over) / weekMs }];
  });
  const me = positionOf.get(client.profile.member);
  const apart = notWith(client).flatMap((member) => {
    const other = positionOf.get(member);
    return me === undefined || other === undefined ? [] : [[me, other] as const];
  });
  const isInPair = pairs.some(({ plan }) => plan?.status === 'going on');
  const capacity = new Map(me !== undefined && isInPair ? [[me, 0]] : []);
  return { capacity, hours, notWith: apart, paired };
}

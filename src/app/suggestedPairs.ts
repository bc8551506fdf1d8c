import type { Client } from '../client/createClient.ts';
import { pairSentences } from '../mentoring/pairSentences.ts';
import { proposePairs } from '../mentoring/proposePairs.ts';
import { Teaching } from '../mentoring/teaching.ts';
import type { WorkingHours } from '../mentoring/workingHours.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Knowledge } from './knowledge.ts';
import { measuredTeam } from './measuredTeam.ts';
import { memberPeople } from './memberPeople.ts';
import { pairsOf } from './pairing.ts';
import { hoursOf } from './pairTimes.ts';
import { wordsAsStatements } from './teamStatements.ts';

/** People whom history suggests as a pair (or trio), as members of the team where they are. */
export interface SuggestedPair {
  readonly people: readonly { readonly name: string; readonly email: string; readonly member: Id | undefined }[];
  /** One for each person: what they would learn from whom, and why. */
  readonly sentences: readonly string[];
  /** Paths and languages that they would learn from each other, the most useful first. */
  readonly areas: readonly string[];
  /** Belongs to the set of pairs that together teach most. */
  readonly inBestSet: boolean;
}

/** Areas that a pair begins with at most: a goal that is about everything is about nothing. */
const mostAreas = 3;
const dayMs = 86_400_000;

/**
 * Pairs that history suggests (P1). With a team: among its members, heeding their hours and this member's own recent pairs; without one, or
 * where fewer than two of its members are in this history, among everybody active. `around`: instead of the best set, this member's best
 * partners, the most useful first.
 */
export function suggestedPairs(knowledge: Knowledge, client?: Client, around?: Id): SuggestedPair[] {
  const personOf = client ? memberPeople(knowledge, client) : new Map<Id, number>();
  const memberOf = new Map([...personOf].map(([member, person]) => [person, member]));
  const named = [...personOf.values()].map((person) => knowledge.people.people[person]!.email);
  const team = measuredTeam(knowledge, named.length > 1 ? named : []);
  const teaching = new Teaching(team.knowledge, wordsAsStatements(knowledge, team));
  const positionOf = new Map(team.knowledge.people.map((person, m) => [person, m]));
  const hours = new Map<number, WorkingHours>();
  const paired: { people: number[]; weeksAgo: number }[] = [];
  if (client) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    for (const [member, person] of personOf) {
      const m = positionOf.get(person);
      if (m !== undefined) hours.set(m, hoursOf(client, member, zone));
    }
    for (const { agreement, plan, state } of pairsOf(client)) {
      if (state === 'lapsed' || state === 'refused') continue;
      const people = agreement.people.flatMap((member) => positionOf.get(personOf.get(member) ?? -1) ?? []);
      const weeksAgo = plan?.status === 'finished' ? (client.now() - plan.changedAt) / (7 * dayMs) : 0;
      if (people.length > 1) paired.push({ people: people.sort((a, b) => a - b), weeksAgo });
    }
  }
  const { pairs } = proposePairs(teaching, { paired, hours, week: mondayAfter(knowledge.asOf * 1000) });
  const best = new Set(pairs.map(({ people }) => people.join()));
  const chosen = around === undefined ? pairs : partnersOf(positionOf.get(personOf.get(around) ?? -1));
  return chosen.map((pair) => ({
    people: pair.people.map((m) => ({ ...team.members[m]!, member: memberOf.get(team.knowledge.people[m]!) })),
    sentences: pairSentences(pair, team.knowledge, (m) => team.members[m]!.name),
    areas: [
      ...new Set([...pair.lessons].sort((a, b) => b.gain - a.gain).map(({ area }) => team.knowledge.areas[area]!.name)),
    ]
      .filter(Boolean)
      .slice(0, mostAreas),
    inBestSet: best.has(pair.people.join()),
  }));

  function partnersOf(me: number | undefined) {
    if (me === undefined) return [];
    const mine = pairs.filter(({ people }) => people.includes(me));
    const others = team.members.flatMap((_, m) => {
      const people = [me, m].sort((a, b) => a - b);
      if (m === me || best.has(people.join())) return [];
      const lessons = [...teaching.lessons(me, m), ...teaching.lessons(m, me)];
      return lessons.length ? [{ people, lessons }] : [];
    });
    const worth = ({ lessons }: (typeof others)[number]): number => lessons.reduce((sum, { gain }) => sum + gain, 0);
    return [...mine, ...others.sort((a, b) => worth(b) - worth(a))];
  }
}

/** The Monday after a moment, UTC, ms: a week in which everybody's days are once. */
export function mondayAfter(moment: number): number {
  return (Math.ceil((moment / dayMs - 4) / 7) * 7 + 4) * dayMs;
}

import type { Client } from '../client/createClient.ts';
import { pairSentences } from '../mentoring/pairSentences.ts';
import { type PairingOptions, type ProposedPair, proposePairs } from '../mentoring/proposePairs.ts';
import type { WorkingHours } from '../mentoring/workingHours.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Knowledge } from './knowledge.ts';
import { type LearningTeam, learningTeam } from './learningTeam.ts';
import { mondayAfter } from './mondayAfter.ts';
import { pairsOf } from './pairing.ts';
import { hoursOf } from './pairTimes.ts';
import { membersAsPeople } from './teamSays.ts';

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
const weekMs = 7 * 86_400_000;

/**
 * Pairs that history suggests (P1). With a team: among its members, heeding their words, hours and this member's own recent pairs; without
 * one, or where fewer than two of its members are in this history, among everybody active. `around`: instead of the best set, this
 * member's best partners, the most useful first.
 */
export async function suggestedPairs(knowledge: Knowledge, client?: Client, around?: Id): Promise<SuggestedPair[]> {
  const here = client ? [...membersAsPeople(client, knowledge)] : [];
  const named = here
    .filter(([member]) => !client?.team.members.get(member)?.gone)
    .map(([, person]) => knowledge.people.people[person]!.email);
  const team = await learningTeam(knowledge, named.length > 1 ? named : [], client);
  const { pairs } = proposePairs(team.teaching, {
    ...(client ? heeded(client, team) : {}),
    week: mondayAfter(knowledge.asOf * 1000),
  });
  const best = new Set(pairs.map(({ people }) => people.join()));
  const memberOf = new Map([...team.positionOf].map(([member, m]) => [m, member]));
  const chosen = around === undefined ? pairs : partnersOf(team, pairs, team.positionOf.get(around));
  return chosen.map((pair) => ({
    people: pair.people.map((m) => ({ ...team.members[m]!, member: memberOf.get(m) })),
    sentences: pairSentences(pair, team.knowledge, (m) => team.members[m]!.name),
    areas: areasOf(pair, team),
    inBestSet: best.has(pair.people.join()),
  }));
}

/** Working hours of the members, and this member's own pairs, which are not proposed again at once. */
function heeded(client: Client, { positionOf }: LearningTeam): Pick<PairingOptions, 'hours' | 'paired'> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hours = new Map<number, WorkingHours>();
  for (const [member, m] of positionOf) hours.set(m, hoursOf(client, member, zone));
  const paired = pairsOf(client).flatMap(({ agreement, plan, state }) => {
    const people = agreement.people.flatMap((member) => positionOf.get(member) ?? []).sort((a, b) => a - b);
    if (state === 'lapsed' || state === 'refused' || people.length < 2) return [];
    const weeksAgo = plan?.status === 'finished' ? (client.now() - plan.changedAt) / weekMs : 0;
    return [{ people, weeksAgo }];
  });
  return { hours, paired };
}

/** The pairs of the best set that somebody is in, then everybody else they could learn from or teach, the most useful first. */
function partnersOf({ teaching, members }: LearningTeam, pairs: readonly ProposedPair[], me: number | undefined) {
  if (me === undefined) return [];
  const mine = pairs.filter(({ people }) => people.includes(me));
  const others = members.flatMap((_, m): ProposedPair[] => {
    const lessons = [...teaching.lessons(me, m), ...teaching.lessons(m, me)];
    const isListed = mine.some(({ people }) => people.length === 2 && people.includes(m));
    return m === me || isListed || lessons.length === 0 ? [] : [{ people: [me, m].sort((a, b) => a - b), lessons }];
  });
  const worth = ({ lessons }: ProposedPair): number => lessons.reduce((sum, { gain }) => sum + gain, 0);
  return [...mine, ...others.sort((a, b) => worth(b) - worth(a))];
}

function areasOf({ lessons }: ProposedPair, { knowledge: { areas } }: LearningTeam): string[] {
  const names = [...lessons].sort((a, b) => b.gain - a.gain).map(({ area }) => areas[area]!.name);
  return [...new Set(names)].filter(Boolean).slice(0, mostAreas);
}

import type { Client } from '../client/createClient.ts';
import { mondayAfter } from '../expertise/mondayAfter.ts';
import type { Say } from '../expertise/say.ts';
import { type PairGain, pairGains } from '../mentoring/pairGains.ts';
import { type ProposedPair, proposePairs } from '../mentoring/proposePairs.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Knowledge } from './knowledge.ts';
import { type LearningTeam, learningTeam } from './learningTeam.ts';
import { heedTeam, membersHere } from './teamPairing.ts';

/** People whom history suggests as a pair (or trio), as members of the team where they are. */
export interface SuggestedPair {
  readonly people: readonly { readonly name: string; readonly email: string; readonly member: Id | undefined }[];
  /** One for each person, in their order: what they would learn from whom, and why. */
  readonly gains: readonly PairGain[];
  /** Paths and languages that they would learn from each other, the most useful first. */
  readonly areas: readonly string[];
  /** Belongs to the set of pairs that together teach most. */
  readonly inBestSet: boolean;
}

/** What each would learn, as sentences, this member’s own first: a row shows one line. */
export function ownFirst({ people, gains }: SuggestedPair, me: Id | undefined): PairGain[] {
  const own = people.findIndex(({ member }) => member !== undefined && member === me);
  return own < 0 ? [...gains] : [gains[own]!, ...gains.filter((_, i) => i !== own)];
}

/** Areas that a pair begins with at most: a goal that is about everything is about nothing. */
const mostAreas = 3;

/**
 * Pairs that history suggests (P1). With a team: among its members, heeding their words, hours and this member's own recent pairs; without
 * one, or where fewer than two of its members are in this history, among everybody active. `around`: instead of the best set, this
 * member's best partners, the most useful first.
 */
export async function suggestedPairs(
  knowledge: Knowledge,
  client?: Client,
  { around, say }: { around?: Id | undefined; say?: Say } = {},
): Promise<SuggestedPair[]> {
  const team = await learningTeam(knowledge, client ? membersHere(knowledge, client) : [], client);
  const heed = client ? heedTeam(knowledge, client, team.knowledge.people) : undefined;
  const { pairs } = proposePairs(team.teaching, {
    ...heed,
    week: mondayAfter(knowledge.asOf * 1000),
  });
  const best = new Set(pairs.map(({ people }) => people.join()));
  const memberOf = new Map([...team.positionOf].map(([member, m]) => [m, member]));
  const chosen =
    around === undefined ? pairs : partnersOf(team, pairs, team.positionOf.get(around), heed?.notWith ?? []);
  return chosen.map((pair) => ({
    people: pair.people.map((m) => ({ ...team.members[m]!, member: memberOf.get(m) })),
    gains: pairGains(pair, team.knowledge, (m) => team.members[m]!.name, say),
    areas: areasOf(pair, team),
    inBestSet: best.has(pair.people.join()),
  }));
}

/** The pairs of the best set that somebody is in, then everybody else they could learn from or teach, the most useful first. */
function partnersOf(
  { teaching, members }: LearningTeam,
  pairs: readonly ProposedPair[],
  me: number | undefined,
  apart: readonly (readonly [number, number])[],
): ProposedPair[] {
  if (me === undefined) return [];
  const mine = pairs.filter(({ people }) => people.includes(me));
  const others = members.flatMap((_, m): ProposedPair[] => {
    const lessons = [...teaching.lessons(me, m), ...teaching.lessons(m, me)];
    const isListed = mine.some(({ people }) => people.length === 2 && people.includes(m));
    const isApart = apart.some((two) => two.includes(me) && two.includes(m));
    return m === me || isListed || isApart || lessons.length === 0
      ? []
      : [{ people: [me, m].sort((a, b) => a - b), lessons }];
  });
  const worth = ({ lessons }: ProposedPair): number => lessons.reduce((sum, { gain }) => sum + gain, 0);
  return [...mine, ...others.sort((a, b) => worth(b) - worth(a))];
}

function areasOf({ lessons }: ProposedPair, { knowledge: { areas } }: LearningTeam): string[] {
  const names = [...lessons].sort((a, b) => b.gain - a.gain).map(({ area }) => areas[area]!.name);
  return [...new Set(names)].filter(Boolean).slice(0, mostAreas);
}

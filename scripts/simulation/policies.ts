import type { Level } from '../../src/expertise/suggestion.ts';
import { knownPart } from '../../src/mentoring/teaching.ts';
import { areaLevel, type TeamKnowledge } from '../../src/mentoring/teamKnowledge.ts';
import { takeTurns } from '../../src/mentoring/turnTaking.ts';

/** What a policy may see when a question comes up. */
export interface Situation {
  readonly team: TeamKnowledge;
  readonly commits: Float64Array;
  readonly asker: number;
  readonly area: number;
  /** Asks answered in the last seven days, by person. */
  readonly asked: (who: number) => number;
  /** The same of the three weeks before. */
  readonly earlier: (who: number) => number;
  /** Sessions promised and not yet held. */
  readonly open: (who: number) => number;
  readonly isAway: (who: number) => boolean;
}

export interface Policy {
  readonly name: string;
  /** The people to ask in turn, first choice first; those after the first are asked when the ones before do not answer. */
  readonly choose: (situation: Situation) => readonly number[];
  readonly pairs: boolean;
}

/** Who knows most by the measure, best first. */
function experts({ team, asker, area }: Situation): number[] {
  const n = team.people.length;
  const amount = (who: number): number => team.remembered[area * n + who]!;
  return Array.from({ length: n }, (_, who) => who)
    .filter((who) => who !== asker && amount(who) > 0)
    .sort((a, b) => amount(b) - amount(a) || a - b);
}

export const topExpert: Policy = {
  name: 'top expert always',
  choose: (situation) => experts(situation).slice(0, 1),
  pairs: false,
};

export const mostCommits: Policy = {
  name: 'whoever commits most',
  choose: ({ commits, asker }) => {
    let best = -1;
    commits.forEach((count, who) => {
      if (who !== asker && (best < 0 || count > commits[best]!)) best = who;
    });
    return [best];
  },
  pairs: false,
};

/** People shown in the product's list. */
const shown = 5;

function ours(situation: Situation): readonly number[] {
  const candidates = experts(situation)
    .slice(0, shown)
    .map((who) => ({
      who,
      level: levelWord(areaLevel(situation.team, who, situation.area)),
      known: knownPart(situation.team.remembered[situation.area * situation.team.people.length + who]!),
    }));
  return takeTurns(candidates, ({ who }) => ({
    asked: situation.asked(who),
    earlier: situation.earlier(who),
    open: situation.open(who),
    presence: situation.isAway(who) ? 'away' : 'available',
  })).map(({ candidate }) => candidate.who);
}

const levelWord = (level: ReturnType<typeof areaLevel>): Level => (level === 'new to' ? 'nearby' : level);

export const oursWithoutPairs: Policy = { name: 'ours, without pairs', choose: ours, pairs: false };
export const oursWithPairs: Policy = { name: 'ours', choose: ours, pairs: true };

export const policies: readonly Policy[] = [topExpert, mostCommits, oursWithoutPairs, oursWithPairs];

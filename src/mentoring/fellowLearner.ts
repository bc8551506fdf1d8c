import type { Teaching } from './teaching.ts';
import type { AreaLevel } from './teamKnowledge.ts';

export interface FellowLearner {
  /** Position in the team. */
  readonly member: number;
  readonly words: string;
}

const steps: Readonly<Record<AreaLevel, number>> = { 'new to': 0, 'has touched': 1, knows: 2, 'knows well': 3 };

/**
 * The peer who is closest to the asker's own level in an area and learns it too: who said they want to, else who works there
 * now without knowing it well. Undefined where there is nobody like that; never an expert. An asker who is not in the team (undefined) is new to
 * everything.
 */
export function findFellowLearner(
  teaching: Teaching,
  area: number,
  asker: number | undefined,
): FellowLearner | undefined {
  const { team } = teaching;
  const n = team.people.length;
  const own = asker === undefined ? 0 : steps[teaching.level(asker, area)];
  let best: { member: number; wants: boolean; apart: number; lately: number } | undefined;
  for (let member = 0; member < n; member++) {
    const level = teaching.level(member, area);
    const wants = teaching.wantsToLearn(member, area);
    const lately = team.lately[area * n + member]!;
    if (member === asker || level === 'knows well' || !(wants || lately > 0)) continue;
    const apart = Math.abs(steps[level] - own);
    const nearer =
      !best || (wants !== best.wants ? wants : apart !== best.apart ? apart < best.apart : lately > best.lately);
    if (nearer) best = { member, wants, apart, lately };
  }
  if (!best) return undefined;
  return { member: best.member, words: best.wants ? 'would like to learn this too' : 'is finding their way here too' };
}

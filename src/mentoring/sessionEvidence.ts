import type { TeamKnowledge } from './teamKnowledge.ts';

/** A session or meeting that both confirmed, as far as it says who learnt where. People are positions in the team. */
export interface HeldSession {
  /** Seconds since 1970. */
  readonly at: number;
  readonly area: number;
  readonly learner: number;
  readonly helper: number;
  readonly minutes: number;
  readonly outcome: 'solved' | 'partly' | 'not solved';
}

/** A session of half an hour that solved its question leaves the learner with half a change's worth: after two they know, by `levelOf`. */
const learntShare = 0.5;
/** The helper looks at the place again; that refreshes a little. */
const helperShare = 0.15;
const fullMinutes = 30;
const outcomes = { solved: 1, partly: 0.5, 'not solved': 0.2 } as const;
const year = 365.25 * 86_400;

/** What a team knows with its sessions counted: learners rise, and forget what they heard like what they wrote. `now` in seconds. */
export function withSessions(team: TeamKnowledge, sessions: readonly HeldSession[], now: number): TeamKnowledge {
  const n = team.people.length;
  const remembered = team.remembered.slice();
  const all = team.all.slice();
  for (const { at, area, learner, helper, minutes, outcome } of sessions) {
    const worth = sessionWorth(minutes, outcome) * 2 ** (-Math.max(0, now - at) / year);
    remembered[area * n + learner]! += worth;
    remembered[area * n + helper]! += (worth * helperShare) / learntShare;
    all[area]! += worth * (1 + helperShare / learntShare);
  }
  return { ...team, remembered, all };
}

/** Changes' worth that a learner takes from a session on the day it is held; never more than half a change's. */
export function sessionWorth(minutes: number, outcome: HeldSession['outcome']): number {
  return learntShare * Math.min(1, Math.max(0, minutes) / fullMinutes) * outcomes[outcome];
}

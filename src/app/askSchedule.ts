import type { Ask } from '../client/sendable.ts';
import type { Question } from '../protocol/contents.ts';
import type { Status } from '../protocol/relayFrames.ts';
import type { Id } from '../protocol/shapes.ts';

export interface Candidate {
  readonly member: Id;
  readonly presence: Status;
}

/** Who is asked when: the steps of a request. */
export type Step = Ask['steps'][number];

const minute = 60_000;

/** How long one person has before the next is asked too, by urgency. An hour lets somebody finish what they are at. */
const waits: Record<NonNullable<Question['urgency']>, number> = {
  now: 3 * minute,
  today: 15 * minute,
  whenever: 60 * minute,
};
/** Somebody who is not there is given less: they find the request when they come back, and may still answer. */
const awayShare = 1 / 3;
/** Single steps at most; after them everybody else is asked at once. */
const mostInTurn = 4;

/**
 * The schedule of asking certain people: one after another in the order given, then everybody else of the team together. Who is
 * away or offline has a third of the time.
 */
export function askInTurn(
  inTurn: readonly Candidate[],
  everybodyElse: readonly Id[],
  urgency: NonNullable<Question['urgency']> = 'today',
): Step[] {
  const wait = ({ presence }: Candidate) =>
    Math.round(waits[urgency] * (presence === 'available' || presence === 'busy' ? 1 : awayShare));
  const seen = new Set<Id>();
  const steps: Step[] = [];
  for (const candidate of inTurn.slice(0, mostInTurn)) {
    if (seen.has(candidate.member)) continue;
    seen.add(candidate.member);
    steps.push({ candidates: [candidate.member], wait: wait(candidate) });
  }
  const rest = everybodyElse.filter((member) => !seen.has(member));
  return rest.length ? [...steps, { candidates: rest, wait: waits[urgency] }] : steps;
}

/** The schedule of asking whoever is free: those who are there first, then everybody. */
export function askWhoeverIsFree(
  team: readonly Candidate[],
  urgency: NonNullable<Question['urgency']> = 'today',
): Step[] {
  const here = team.filter(({ presence }) => presence === 'available').map(({ member }) => member);
  const rest = team.map(({ member }) => member).filter((member) => !here.includes(member));
  return [here, rest].filter((step) => step.length).map((candidates) => ({ candidates, wait: waits[urgency] }));
}

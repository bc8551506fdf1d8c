import type { Day } from './cadence.ts';
import { type PairPlan, plannedMeetings, reach } from './pairPlan.ts';

export type MeetingState = 'planned' | 'held' | 'skipped' | 'missed';

export interface Meeting {
  /** The day it was first planned for; its name. */
  readonly day: Day;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly moved: boolean;
  readonly state: MeetingState;
  /** Held as a help session of the two. */
  readonly help: boolean;
}

/** How a pair is doing, for the two of them only. */
export interface PairProgress {
  readonly meetings: readonly Meeting[];
  readonly next: Meeting | undefined;
  /** Meetings whose time has come, without skipped ones, and how many of them were held. */
  readonly due: number;
  readonly held: number;
  /** The last two that were due were both missed. */
  readonly drifting: boolean;
  /** The end date has come and the pair is not finished. */
  readonly ending: boolean;
  /** One or two sentences for the panel. */
  readonly words: string;
}

/** Missed meetings in a row from which a pair is asked whether it is drifting. */
export const driftingFrom = 2;
/** A meeting counts as missed a day after its time: whoever held it has had the evening to say so. */
const graceMs = 24 * 3_600_000;
/** How far ahead meetings are listed. */
const aheadMs = 92 * 86_400_000;

/** What was planned, held and comes next, as of `now` (ms). */
export function pairProgress(plan: PairPlan, now: number): PairProgress {
  const planned = plannedMeetings(plan, now + aheadMs).sort((a, b) => a.at - b.at);
  const stands = whatStands(plan, planned);
  const meetings = planned.map(({ day, at, original }): Meeting => {
    const held = stands.get(day);
    const state = held
      ? 'held'
      : plan.skipped.has(day)
        ? 'skipped'
        : at + plan.minutes * 60_000 + graceMs < now
          ? 'missed'
          : 'planned';
    return { day, at, moved: at !== original, state, help: held?.help ?? false };
  });
  const due = meetings.filter(({ state }) => state === 'held' || state === 'missed');
  const next =
    plan.status === 'going on'
      ? meetings.find(({ state, at }) => state === 'planned' && at + plan.minutes * 60_000 > now)
      : undefined;
  const drifting =
    plan.status === 'going on' &&
    due.length >= driftingFrom &&
    due.slice(-driftingFrom).every(({ state }) => state === 'missed');
  const ending = plan.status === 'going on' && plan.until !== undefined && Date.parse(plan.until) + 86_400_000 < now;
  const held = due.filter(({ state }) => state === 'held').length;
  const progress = { meetings, next, due: due.length, held, drifting, ending };
  return { ...progress, words: wordsFor(plan, progress) };
}

/** The meeting that somebody means who says now (ms) that it was held: the latest open one whose time has come, else the next, held early. */
export function meetingJustHeld({ meetings }: PairProgress, now: number): Meeting | undefined {
  const open = meetings.filter(({ state }) => state === 'planned' || state === 'missed');
  return open.filter(({ at }) => at <= now).at(-1) ?? open[0];
}

/** Which held meeting stands for which planned one: the named, else the nearest open one within half the time between two. */
function whatStands(plan: PairPlan, planned: readonly { day: Day; at: number }[]): Map<Day, { help: boolean }> {
  const stands = new Map<Day, { help: boolean }>();
  for (const held of plan.held) if (held.meeting !== undefined) stands.set(held.meeting, held);
  for (const held of plan.held) {
    if (held.meeting !== undefined) continue;
    let best: { day: Day; at: number } | undefined;
    for (const meeting of planned) {
      const apart = Math.abs(meeting.at - held.at);
      if (stands.has(meeting.day) || plan.skipped.has(meeting.day) || apart > reach(plan)) continue;
      if (!best || apart < Math.abs(best.at - held.at)) best = meeting;
    }
    if (best) stands.set(best.day, held);
  }
  return stands;
}

function wordsFor(plan: PairPlan, { due, held, drifting, ending, next }: Omit<PairProgress, 'words'>): string {
  if (plan.status === 'finished') return plan.reached ? `Finished: ${plan.reached}` : 'Finished.';
  const sofar = due === 0 ? 'No meeting has been due yet.' : `${held} of ${due} meetings held.`;
  if (plan.status === 'paused') return `Paused. ${sofar}`;
  if (ending) return `${sofar} The end date has come: finish with what was reached, or set a new one?`;
  if (drifting) return `The last two meetings did not happen. Is it drifting? Move, pause or finish.`;
  return next ? sofar : `${sofar} Nothing is planned.`;
}

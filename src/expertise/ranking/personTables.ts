import type { History } from '../history.ts';
import type { Candidates } from './candidates.ts';
import { type Deeds, helped, wrote } from './deeds.ts';

/** What each candidate did in the whole repository, by slot. Sums are decayed by age; counts are not. */
export interface PersonTables {
  readonly wrote: Float64Array;
  readonly helped: Float64Array;
  readonly merged: Float64Array;
  /** Commits and changes helped with in the last 90 days. */
  readonly wroteLately: Float64Array;
  readonly helpedLately: Float64Array;
  /** Help for people who had fewer than five commits then, decayed. */
  readonly helpedNewcomers: Float64Array;
  /** Days between the days one did something, over the last two years. */
  readonly pause: Float64Array;
  /** Person id → commits written, up to `newcomerCommits`. */
  readonly commitsBy: Uint8Array;
}

/** Commits below which somebody is new here. */
export const newcomerCommits = 5;
const lately = 90;
const pauseDays = 730;

export function tallyPeople(
  history: History,
  people: number,
  deeds: Deeds,
  decay: Float64Array,
  candidates: Candidates,
): PersonTables {
  const slots = candidates.person.length;
  const sums = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)];
  const counts = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)];
  const newcomers = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)];
  const commitsBy = new Uint8Array(people);
  const days = new Float64Array(slots);
  const lastDay = new Int32Array(slots).fill(-1);
  for (let c = 0; c < history.commits; c++) {
    const first = deeds.start[c]!;
    const isNewcomers =
      first < deeds.start[c + 1]! && deeds.kind[first] === wrote && commitsBy[deeds.person[first]!]! < newcomerCommits;
    for (let d = first; d < deeds.start[c + 1]!; d++) {
      const who = deeds.person[d]!;
      const kind = deeds.kind[d]!;
      if (kind === wrote && commitsBy[who]! < newcomerCommits) commitsBy[who]!++;
      const slot = candidates.slotOf[who]!;
      if (slot < 0) continue;
      const amount = decay[c]! * deeds.share[d]!;
      const age = (kind <= helped ? deeds.age : deeds.mergeAge)[c]!;
      const today = Math.floor(age);
      if (age < pauseDays && lastDay[slot] !== today) {
        lastDay[slot] = today;
        days[slot]!++;
      }
      sums[kind]![slot]! += amount;
      if (age < lately) counts[kind]![slot]! += deeds.share[d]!;
      if (isNewcomers) newcomers[kind]![slot]! += amount;
    }
  }
  return {
    wrote: sums[0]!,
    helped: sums[1]!,
    merged: sums[2]!,
    wroteLately: counts[0]!,
    helpedLately: counts[1]!,
    helpedNewcomers: newcomers[1]!,
    pause: days.map((n, s) => (Math.min(pauseDays, candidates.firstSeen[candidates.person[s]!]!) + 10) / (n + 0.3)),
    commitsBy,
  };
}

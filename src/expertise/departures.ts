import type { History } from './history.ts';
import type { People } from './people.ts';
import type { Deeds } from './ranking/deeds.ts';

/** Who has fallen silent. Columns by person id. */
export interface Departures {
  /** Seconds since 1970 of the last sign of life: a commit, a review, a merge. -Infinity for people without any. */
  readonly lastSeen: Float64Array;
  /** 1 where the silence is long for this person's own rhythm. */
  readonly departed: Uint8Array;
}

/** Silence, in days, that never counts as leaving: holidays, illness, a long review elsewhere. */
export const shortestDeparture = 90;
/** Silence, in days, that always counts. */
export const longestSilence = 365;
/** How many times their usual pause somebody may be silent. */
export const patience = 4;
/** People seen on fewer days than this have shown no rhythm; half a year of silence counts for them. */
const daysOfRhythm = 5;
const withoutRhythm = 180;

/**
 * Tells who left from silence relative to each person's own rhythm: longer than four times the pause that nine in ten
 * of their pauses stay under, but not before 90 days and at the latest after a year. Times in seconds.
 */
export function findDepartures(history: History, { people }: People, deeds: Deeds, now: number): Departures {
  const lastSeen = new Float64Array(people.length).fill(Number.NEGATIVE_INFINITY);
  const daysOf: number[][] = people.map(() => []);
  for (let c = 0; c < history.commits; c++) {
    for (let d = deeds.start[c]!; d < deeds.start[c + 1]!; d++) {
      const who = deeds.person[d]!;
      const age = deeds.kind[d] === 2 ? deeds.mergeAge[c]! : deeds.age[c]!;
      lastSeen[who] = Math.max(lastSeen[who]!, now - age * 86_400);
      daysOf[who]!.push(Math.floor(age));
    }
  }
  const departed = new Uint8Array(people.length);
  for (let p = 0; p < people.length; p++) {
    const silence = (now - lastSeen[p]!) / 86_400;
    if (silence > longestSilence || (silence > shortestDeparture && silence > allowedSilence(daysOf[p]!)))
      departed[p] = 1;
  }
  return { lastSeen, departed };
}

function allowedSilence(ages: number[]): number {
  const days = [...new Set(ages)].sort((a, b) => a - b);
  if (days.length < daysOfRhythm) return withoutRhythm;
  const pauses = days
    .slice(1)
    .map((day, i) => day - days[i]!)
    .sort((a, b) => a - b);
  return patience * pauses[Math.floor((pauses.length - 1) * 0.9)]!;
}

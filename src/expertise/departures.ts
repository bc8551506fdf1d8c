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
  const youngest = new Float64Array(people.length).fill(Number.POSITIVE_INFINITY);
  for (let c = 0; c < history.commits; c++)
    for (let d = deeds.start[c]!; d < deeds.start[c + 1]!; d++) {
      const age = ageOf(deeds, c, d);
      if (age < youngest[deeds.person[d]!]!) youngest[deeds.person[d]!] = age;
    }
  const lastSeen = youngest.map((age) => now - age * 86_400);
  const departed = new Uint8Array(people.length);
  // Only for these does their rhythm decide.
  const agesOf: (number[] | undefined)[] = [];
  for (let p = 0; p < people.length; p++) {
    const silence = (now - lastSeen[p]!) / 86_400;
    if (silence > longestSilence) departed[p] = 1;
    else if (silence > shortestDeparture) agesOf[p] = [];
  }
  for (let c = 0; c < history.commits; c++)
    for (let d = deeds.start[c]!; d < deeds.start[c + 1]!; d++)
      agesOf[deeds.person[d]!]?.push(Math.floor(ageOf(deeds, c, d)));
  agesOf.forEach((ages, p) => {
    if (ages && (now - lastSeen[p]!) / 86_400 > allowedSilence(ages)) departed[p] = 1;
  });
  return { lastSeen, departed };
}

/** Days since a deed of a commit. */
const ageOf = ({ kind, age, mergeAge }: Deeds, commit: number, deed: number): number =>
  kind[deed] === 2 ? mergeAge[commit]! : age[commit]!;

function allowedSilence(ages: number[]): number {
  const days = [...new Set(ages)].sort((a, b) => a - b);
  if (days.length < daysOfRhythm) return withoutRhythm;
  const pauses = days
    .slice(1)
    .map((day, i) => day - days[i]!)
    .sort((a, b) => a - b);
  return patience * pauses[Math.floor((pauses.length - 1) * 0.9)]!;
}

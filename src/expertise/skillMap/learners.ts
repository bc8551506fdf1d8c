import type { Credits } from './credits.ts';
import type { Levels } from './placeLevels.ts';
import type { CommitsByPlace } from './placeSums.ts';

/** What somebody took from a help session; see `sessionWorth` in mentoring. */
export interface Lesson {
  /** The file or folder it was about. */
  readonly path: string;
  readonly person: number;
  /** Changes' worth, on the day it was held. */
  readonly worth: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** Work older than this, in seconds, is no sign that somebody is learning now: a quarter of a year. */
const lately = 91 * 86_400;
/** Changes' worth of recent work and lessons from which somebody is getting to know a place: half the way. */
const learningFrom = 0.5;

export interface LearnerSource {
  readonly commits: CommitsByPlace;
  readonly credits: Credits;
  readonly isActive: Uint8Array;
  readonly lessons: readonly Lesson[];
  /** Who said they would like to learn a place. */
  readonly wishes: (path: string) => readonly number[];
  /** Seconds since 1970. */
  readonly now: number;
}

/**
 * Who is getting to know a place that few know: active people who do not know it yet, whose changes, reviews and lessons of the last
 * three months are worth half a change, or who said they would like to learn it. Person ids.
 */
export function learnersAt(
  { commits: { start, commit }, credits, isActive, lessons, wishes, now }: LearnerSource,
  place: number,
  path: string,
  { knowsWell, knows }: Levels,
): number[] {
  const worth = new Map<number, number>();
  const add = (person: number, amount: number): void => void worth.set(person, (worth.get(person) ?? 0) + amount);
  for (let i = start[place]; i < start[place + 1]; i++) {
    const c = commit[i];
    if (now - credits.time[c] > lately) continue;
    for (let k = credits.start[c] + 1; k < credits.start[c + 1]; k += 2)
      add(credits.records[k], credits.records[k + 1]);
  }
  for (const lesson of lessons)
    if (now - lesson.at <= lately && (lesson.path === path || lesson.path.startsWith(`${path}/`)))
      add(lesson.person, lesson.worth);
  for (const person of wishes(path)) add(person, learningFrom);
  return [...worth]
    .filter(
      ([person, sum]) =>
        sum >= learningFrom && isActive[person] && !knowsWell.includes(person) && !knows.includes(person),
    )
    .map(([person]) => person);
}

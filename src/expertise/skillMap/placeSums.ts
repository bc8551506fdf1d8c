import { Growable } from '../growable.ts';
import type { Credits } from './credits.ts';

/** Commits by place: place p has `commit[start[p] … start[p + 1] - 1]`, each once. */
export interface CommitsByPlace {
  readonly start: Uint32Array;
  readonly commit: Uint32Array;
}

/**
 * What everybody is likely to remember of each place, and how much it is worked on now, in columns: place p is known to
 * `person[start[p] … start[p + 1] - 1]`, person ids, ascending.
 */
export interface PlaceSums {
  readonly start: Uint32Array;
  readonly person: Uint32Array;
  readonly remembered: Float64Array;
  /** By place: the sum of `remembered`. */
  readonly all: Float64Array;
  /** By place: changes' worth of current work; half of it is older than half a year, see `Credits`. */
  readonly current: Float64Array;
}

/** Adds up credits place by place. `people` is how many person ids there are. */
export function sumByPlace(places: CommitsByPlace, credits: Credits, people: number): PlaceSums {
  const count = places.start.length - 1;
  const start = new Uint32Array(count + 1);
  const [all, current] = [new Float64Array(count), new Float64Array(count)];
  const person = new Growable(Uint32Array, count * 4);
  const remembered = new Growable(Float64Array, count * 4);
  // Sums of the place at hand by person; `placeOf` says for which place they stand, so that nothing need be cleared.
  const sumOf = new Float64Array(people);
  const placeOf = new Int32Array(people).fill(-1);
  const here = new Uint32Array(people);
  const { start: recordStart, records } = credits;
  for (let p = 0; p < count; p++) {
    let n = 0;
    let [sum, work] = [0, 0];
    const to = places.start[p + 1];
    for (let i = places.start[p]; i < to; i++) {
      const c = places.commit[i];
      let k = recordStart[c];
      const end = recordStart[c + 1];
      work += records[k++];
      for (; k < end; k += 2) {
        const who = records[k] | 0;
        const share = records[k + 1];
        sum += share;
        if (placeOf[who] === p) sumOf[who] += share;
        else {
          placeOf[who] = p;
          here[n++] = who;
          sumOf[who] = share;
        }
      }
    }
    all[p] = sum;
    current[p] = work;
    sortStart(here, n);
    for (let i = 0; i < n; i++) {
      person.push(here[i]);
      remembered.push(sumOf[here[i]]);
    }
    start[p + 1] = person.length;
  }
  return { start, person: person.toArray(), remembered: remembered.toArray(), all, current };
}

/** Length from which the platform's own sort is quicker than insertion. */
const longList = 24;

/** Sorts the first `length` values, ascending. */
function sortStart(values: Uint32Array, length: number): void {
  if (length >= longList) {
    values.subarray(0, length).sort();
    return;
  }
  for (let i = 1; i < length; i++) {
    const value = values[i];
    let at = i;
    for (; at > 0 && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}

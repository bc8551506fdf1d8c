import type { History } from '../history.ts';
import type { People } from '../people.ts';
import { type Deeds, merged } from './deeds.ts';
import type { RankerOptions } from './tables.ts';

/**
 * The people who may be suggested, and what they did repository-wide. Candidates have slots 0 … n - 1 in the order of their
 * person ids; all other columns are by person.
 */
export interface Candidates {
  /** Slot → person id. */
  readonly person: Uint32Array;
  /** Person id → slot, -1 for nobody to suggest. */
  readonly slotOf: Int32Array;
  /** Days since the latest deed of any kind that counts as a sign of life; Infinity for none. */
  readonly lastSeen: Float64Array;
  readonly lastWrote: Float64Array;
  readonly lastHelped: Float64Array;
  readonly lastMerged: Float64Array;
  /** Days since the first deed. */
  readonly firstSeen: Float64Array;
}

/** Days of silence after which nobody is suggested. Without trailers a reviewer's silence means less. */
export const mostSilence = 365;
export const mostSilenceWithoutTrailers = 3 * 365;

export function findCandidates(history: History, { people }: People, deeds: Deeds, options: RankerOptions): Candidates {
  const column = () => new Float64Array(people.length).fill(Number.POSITIVE_INFINITY);
  const [lastWrote, lastHelped, lastMerged, lastSeen] = [column(), column(), column(), column()];
  const firstSeen = new Float64Array(people.length);
  const last = [lastWrote, lastHelped, lastMerged];
  for (let c = 0; c < history.commits; c++) {
    for (let d = deeds.start[c]!; d < deeds.start[c + 1]!; d++) {
      const who = deeds.person[d]!;
      const kind = deeds.kind[d]!;
      const age = kind === merged ? deeds.mergeAge[c]! : deeds.age[c]!;
      if (age < last[kind]![who]!) last[kind]![who] = age;
      if (age > firstSeen[who]!) firstSeen[who] = age;
    }
  }
  for (let p = 0; p < people.length; p++) {
    lastSeen[p] = Math.min(lastWrote[p]!, lastHelped[p]!, options.withoutTrailers ? lastMerged[p]! : Infinity);
  }
  const limit = options.withoutTrailers ? mostSilenceWithoutTrailers : mostSilence;
  const person: number[] = [];
  const slotOf = new Int32Array(people.length).fill(-1);
  for (let p = 0; p < people.length; p++) {
    if (people[p]!.kind !== 'human' || !(lastSeen[p]! < limit) || options.unavailable?.has(p)) continue;
    slotOf[p] = person.length;
    person.push(p);
  }
  return { person: Uint32Array.from(person), slotOf, lastSeen, lastWrote, lastHelped, lastMerged, firstSeen };
}

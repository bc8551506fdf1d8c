import type { Candidates } from './candidates.ts';
import { type Deeds, helped, wrote } from './deeds.ts';

/** Commits of each place (a file, a folder, a word), newest first: place x has `commit[start[x] … start[x + 1] - 1]`. */
export interface CommitsByPlace {
  readonly start: Uint32Array;
  readonly commit: Uint32Array;
}

/** Groups (place, commit) pairs, given oldest commit first, by place. */
export function groupByPlace(
  places: number,
  pairs: { place: Uint32Array; commit: Uint32Array; length: number },
): CommitsByPlace {
  const start = new Uint32Array(places + 1);
  for (let i = 0; i < pairs.length; i++) start[pairs.place[i]! + 1]!++;
  for (let p = 0; p < places; p++) start[p + 1]! += start[p]!;
  const next = start.slice(0, places);
  const commit = new Uint32Array(pairs.length);
  for (let i = pairs.length - 1; i >= 0; i--) commit[next[pairs.place[i]!]!++] = pairs.commit[i]!;
  return { start, commit };
}

/**
 * What each candidate did in one place, decayed by age. `slot[i]` is a candidate's position; sums are of deeds' shares times the
 * commit's weight.
 */
export interface Tally {
  readonly slot: Uint32Array;
  readonly wrote: Float64Array;
  readonly helped: Float64Array;
  readonly merged: Float64Array;
  /** The same three, decayed faster. */
  readonly freshWrote: Float64Array;
  readonly freshHelped: Float64Array;
  readonly freshMerged: Float64Array;
  /** The last 60 changes with helpers, the newest counting 1, the one before .92, … */
  readonly lately: Float64Array;
  /** The last 60 changes alike, by who wrote them. */
  readonly wroteLately: Float64Array;
  /** Commits written, not decayed. */
  readonly commits: Float64Array;
  /** Commits written by anybody, and the slot of who wrote the first one, -1 when that is no candidate. */
  readonly allCommits: number;
  readonly first: number;
}

/** Changes with a helper that `lately` looks back on, and by how much each counts less than the next. */
const latelyChanges = 60;
const latelyDecay = 0.92;

/** Adds up deeds place by place; reuses its working arrays, so one tallier serves all places of a repository. */
export class Tallier {
  readonly #deeds: Deeds;
  readonly #weight: Float64Array;
  readonly #decay: Float64Array;
  readonly #slotOf: Int32Array;
  /** Sums for: wrote, helped, merged (as `deedKinds`), lately, wroteLately, commits, then the first three decayed faster. */
  readonly #sums: Float64Array[];
  readonly #seen: Uint8Array;
  readonly #slots: number[] = [];

  constructor(deeds: Deeds, weight: Float64Array, decay: Float64Array, { slotOf, person }: Candidates) {
    this.#deeds = deeds;
    this.#weight = weight;
    this.#decay = decay;
    this.#slotOf = slotOf;
    this.#sums = Array.from({ length: 9 }, () => new Float64Array(person.length));
    this.#seen = new Uint8Array(person.length);
  }

  tally({ start: startOf, commit }: CommitsByPlace, place: number): Tally {
    const from = startOf[place]!;
    const to = startOf[place + 1]!;
    const { start, person, kind, share } = this.#deeds;
    const [, , , lately, wroteLately, written] = this.#sums as [Column, Column, Column, Column, Column, Column];
    this.#slots.length = 0;
    let [late, changes] = [1, 0];
    let [authorLate, allCommits, first] = [1, 0, -1];
    for (let i = from; i < to; i++) {
      const c = commit[i]!;
      const weight = this.#weight[c]!;
      const kept = this.#decay[c]!;
      // A quarter of the half-life is the fourth power of the decay.
      const fresh = weight * kept * kept * kept;
      let hasHelper = false;
      for (let d = start[c]!; d < start[c + 1]!; d++) {
        const what = kind[d]!;
        if (what === helped) hasHelper = true;
        else if (what === wrote) allCommits++;
        const slot = this.#slotOf[person[d]!]!;
        if (slot < 0) continue;
        if (!this.#seen[slot]) {
          this.#seen[slot] = 1;
          this.#slots.push(slot);
        }
        this.#sums[what]![slot]! += weight * share[d]!;
        this.#sums[firstFresh + what]![slot]! += fresh * share[d]!;
        if (what === helped && changes < latelyChanges) lately[slot]! += late * share[d]!;
        else if (what === wrote) {
          written[slot]!++;
          if (i - from < latelyChanges) wroteLately[slot]! += authorLate * share[d]!;
        }
      }
      authorLate *= latelyDecay;
      if (i === to - 1)
        first = start[c]! < start[c + 1]! && kind[start[c]!] === wrote ? this.#slotOf[person[start[c]!]!]! : -1;
      if (hasHelper) {
        changes++;
        late *= latelyDecay;
      }
    }
    return this.#take(allCommits, first);
  }

  #take(allCommits: number, first: number): Tally {
    const slot = Uint32Array.from(this.#slots);
    const column = (of: number): Float64Array => {
      const sums = this.#sums[of]!;
      const out = new Float64Array(slot.length);
      for (let i = 0; i < slot.length; i++) out[i] = sums[slot[i]!]!;
      return out;
    };
    const tally = {
      slot,
      wrote: column(0),
      helped: column(1),
      merged: column(2),
      lately: column(3),
      wroteLately: column(4),
      commits: column(5),
      freshWrote: column(firstFresh),
      freshHelped: column(firstFresh + 1),
      freshMerged: column(firstFresh + 2),
      allCommits,
      first,
    };
    for (const s of slot) {
      this.#seen[s] = 0;
      for (const sums of this.#sums) sums[s] = 0;
    }
    return tally;
  }
}

/** Where the faster decayed sums begin among a tallier's sums. */
const firstFresh = 6;

type Column = Float64Array;

const none = new Float64Array(0);

/** The tally of a place that history does not know. */
export const noTally: Tally = {
  slot: new Uint32Array(0),
  wrote: none,
  helped: none,
  merged: none,
  lately: none,
  wroteLately: none,
  commits: none,
  freshWrote: none,
  freshHelped: none,
  freshMerged: none,
  allCommits: 0,
  first: -1,
};

import type { Candidates } from './candidates.ts';
import type { Deeds } from './deeds.ts';
import { merged, wrote } from './deeds.ts';

/** What passed between one person and each candidate, decayed by age; by candidate slot. */
export interface PairEvidence {
  /** The candidate helped the person. */
  readonly helpedBy: Float64Array;
  readonly helpedByTotal: number;
  /** Square root of: the person's last 60 helped changes, the newest counting 1, the one before .92, … */
  readonly helpedLately: Float64Array;
  /** The candidate committed or merged the person's work. */
  readonly mergedBy: Float64Array;
  readonly mergedByTotal: number;
  /** The person helped the candidate. */
  readonly helpedThem: Float64Array;
  readonly mergedThem: Float64Array;
}

/** Who helped whom, and who merged whose work. */
export class PairTables {
  readonly #candidates: Candidates;
  readonly #author: Uint32Array;
  readonly #other: Uint32Array;
  readonly #isMerge: Uint8Array;
  readonly #weight: Float64Array;
  readonly #commit: Uint32Array;
  readonly #byAuthor: Index;
  readonly #byOther: Index;
  readonly #known = new Map<number, PairEvidence>();

  constructor(people: number, deeds: Deeds, decay: Float64Array, candidates: Candidates) {
    this.#candidates = candidates;
    const most = deeds.person.length;
    const [author, other, commit] = [new Uint32Array(most), new Uint32Array(most), new Uint32Array(most)];
    const isMerge = new Uint8Array(most);
    const weight = new Float64Array(most);
    let n = 0;
    for (let c = 0; c < decay.length; c++) {
      const first = deeds.start[c]!;
      if (first === deeds.start[c + 1] || deeds.kind[first] !== wrote) continue;
      for (let d = first + 1; d < deeds.start[c + 1]!; d++) {
        if (deeds.kind[d] === wrote) continue;
        author[n] = deeds.person[first]!;
        other[n] = deeds.person[d]!;
        isMerge[n] = deeds.kind[d] === merged ? 1 : 0;
        commit[n] = c;
        weight[n++] = decay[c]! * deeds.share[d]!;
      }
    }
    this.#author = author.slice(0, n);
    this.#other = other.slice(0, n);
    this.#isMerge = isMerge.slice(0, n);
    this.#weight = weight.slice(0, n);
    this.#commit = commit.slice(0, n);
    this.#byAuthor = indexBy(people, this.#author);
    this.#byOther = indexBy(people, this.#other);
  }

  of(person: number): PairEvidence {
    let known = this.#known.get(person);
    if (!known) {
      known = this.#add(person);
      this.#known.set(person, known);
    }
    return known;
  }

  #add(person: number): PairEvidence {
    const slots = this.#candidates.person.length;
    const column = () => new Float64Array(slots);
    const [helpedBy, mergedBy, helpedThem, mergedThem, helpedLately] = [
      column(),
      column(),
      column(),
      column(),
      column(),
    ];
    let [helpedByTotal, mergedByTotal] = [0, 0];
    for (let i = this.#byAuthor.start[person]!; i < this.#byAuthor.start[person + 1]!; i++) {
      const pair = this.#byAuthor.item[i]!;
      const slot = this.#candidates.slotOf[this.#other[pair]!]!;
      const weight = this.#weight[pair]!;
      if (this.#isMerge[pair]) mergedByTotal += weight;
      else helpedByTotal += weight;
      if (slot >= 0) (this.#isMerge[pair] ? mergedBy : helpedBy)[slot]! += weight;
    }
    for (let i = this.#byOther.start[person]!; i < this.#byOther.start[person + 1]!; i++) {
      const pair = this.#byOther.item[i]!;
      const slot = this.#candidates.slotOf[this.#author[pair]!]!;
      if (slot >= 0) (this.#isMerge[pair] ? mergedThem : helpedThem)[slot]! += this.#weight[pair]!;
    }
    this.#addLately(person, helpedLately);
    for (let s = 0; s < slots; s++) helpedLately[s] = Math.sqrt(helpedLately[s]!);
    return { helpedBy, helpedByTotal, helpedLately, mergedBy, mergedByTotal, helpedThem, mergedThem };
  }

  /** Help (or, `merges`, merges) the person got in changes that `counts` accepts; by slot, with the sum over everybody. */
  where(person: number, merges: boolean, counts: (commit: number) => boolean): { column: Float64Array; total: number } {
    const column = new Float64Array(this.#candidates.person.length);
    let total = 0;
    for (let i = this.#byAuthor.start[person]!; i < this.#byAuthor.start[person + 1]!; i++) {
      const pair = this.#byAuthor.item[i]!;
      if ((this.#isMerge[pair] === 1) !== merges || !counts(this.#commit[pair]!)) continue;
      const slot = this.#candidates.slotOf[this.#other[pair]!]!;
      total += this.#weight[pair]!;
      if (slot >= 0) column[slot]! += this.#weight[pair]!;
    }
    return { column, total };
  }

  #addLately(person: number, out: Float64Array): void {
    let late = 1;
    let changes = 0;
    let last = -1;
    for (let i = this.#byAuthor.start[person + 1]! - 1; i >= this.#byAuthor.start[person]!; i--) {
      const pair = this.#byAuthor.item[i]!;
      if (this.#isMerge[pair]) continue;
      if (last >= 0 && this.#commit[pair] !== last) {
        late *= latelyDecay;
        if (++changes >= latelyChanges) return;
      }
      last = this.#commit[pair]!;
      const slot = this.#candidates.slotOf[this.#other[pair]!]!;
      if (slot >= 0) out[slot]! += late;
    }
  }
}

const latelyChanges = 60;
const latelyDecay = 0.92;

interface Index {
  readonly start: Uint32Array;
  readonly item: Uint32Array;
}

function indexBy(groups: number, column: Uint32Array): Index {
  const start = new Uint32Array(groups + 1);
  for (let i = 0; i < column.length; i++) start[column[i]! + 1]!++;
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!;
  const next = start.slice();
  const item = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) item[next[column[i]!]!++] = i;
  return { start, item };
}

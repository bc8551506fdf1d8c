import type { Tables } from './tables.ts';
import type { Tally } from './tally.ts';

/**
 * Who is likely to help, place by place: the repository's shares, drawn towards each folder's on the way down to the file. With
 * evidence e and prior p, a place's share is (e + m·p) / (Σe + m): a place with much evidence speaks for itself, one with little
 * leaves the word to the folder above it (Dirichlet smoothing; MacKay & Peto 1995).
 */
export class BackOff {
  readonly #tables: Tables;
  readonly #folders: Float64Array[] = [];
  readonly #logarithms: Float64Array[] = [];
  readonly #evidence: (tally: Tally, i: number) => number;

  constructor(tables: Tables, evidence: (tally: Tally, i: number) => number) {
    this.#tables = tables;
    this.#evidence = evidence;
  }

  /** Share of each candidate slot in a folder. */
  folder(id: number): Float64Array {
    const known = this.#folders[id];
    if (known) return known;
    const slots = this.#tables.candidates.person.length;
    const prior =
      id === 0 ? new Float64Array(slots).fill(1 / Math.max(1, slots)) : this.folder(this.#tables.places.parentOf[id]!);
    const share = new Float64Array(slots);
    this.draw(prior, this.#tables.folderTally(id), id === 0 ? rootMass : placeMass, share);
    this.#folders[id] = share;
    return share;
  }

  /** Logarithms of a folder's shares. */
  logarithms(id: number): Float64Array {
    this.#logarithms[id] ??= this.folder(id).map(Math.log);
    return this.#logarithms[id];
  }

  /** Draws `prior` towards the evidence of one place; `out` may be `prior`. */
  draw(prior: Float64Array, tally: Tally, mass: number, out: Float64Array): void {
    const scale = this.#scale(tally, mass);
    for (let s = 0; s < prior.length; s++) out[s] = prior[s]! * mass * scale;
    this.#add(tally, scale, out);
  }

  /** The same in place, for the given slots alone, which hold all of the tally's. Returns the factor by which shares without evidence shrink. */
  drawSome(slots: Uint32Array, tally: Tally, mass: number, shares: Float64Array): number {
    const scale = this.#scale(tally, mass);
    for (let i = 0; i < slots.length; i++) shares[slots[i]!] = shares[slots[i]!]! * mass * scale;
    this.#add(tally, scale, shares);
    return mass * scale;
  }

  #scale(tally: Tally, mass: number): number {
    let total = 0;
    for (let i = 0; i < tally.slot.length; i++) total += this.#evidence(tally, i);
    return 1 / (total + mass);
  }

  #add(tally: Tally, scale: number, shares: Float64Array): void {
    for (let i = 0; i < tally.slot.length; i++) shares[tally.slot[i]!]! += this.#evidence(tally, i) * scale;
  }
}

/** Draws shares, in place, towards evidence that stands by slot. */
export function drawTowards(share: Float64Array, column: Float64Array, total: number, mass: number): void {
  const scale = 1 / (total + mass);
  for (let s = 0; s < share.length; s++) share[s] = (share[s]! * mass + column[s]!) * scale;
}

/** Changes' worth of trust in the folder above, and in nobody in particular for the repository as a whole. */
export const placeMass = 8;
export const rootMass = 5;

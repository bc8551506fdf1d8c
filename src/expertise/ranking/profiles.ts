import type { History } from '../history.ts';
import type { Candidates } from './candidates.ts';
import { type Deeds, wrote } from './deeds.ts';
import type { Places } from './places.ts';

/** Folders this deep, counted from the top, make up a profile; deeper ones count as the one above them. */
const profileDepth = 3;

/** Where people write code: decayed commits per folder, at most three folders deep, compared by cosine. Filled on first use. */
export class Profiles {
  readonly #history: History;
  readonly #places: Places;
  readonly #deeds: Deeds;
  readonly #weight: Float64Array;
  readonly #candidates: Candidates;
  readonly #people: number;
  #filled = false;
  /** Area-major: area · slots + slot. */
  #matrix = new Float32Array(0);
  #norm = new Float64Array(0);
  #areaOfFolder = new Uint32Array(0);
  #byAuthor: number[][] = [];
  readonly #known = new Map<number, Float64Array>();

  constructor(
    history: History,
    people: number,
    places: Places,
    deeds: Deeds,
    weight: Float64Array,
    candidates: Candidates,
  ) {
    this.#history = history;
    this.#people = people;
    this.#places = places;
    this.#deeds = deeds;
    this.#weight = weight;
    this.#candidates = candidates;
  }

  /** Cosine, 0–1, of each candidate's profile with the person's; by slot. */
  likeness(person: number): Float64Array {
    let known = this.#known.get(person);
    if (!known) {
      if (!this.#filled) this.#fill();
      known = this.#compare(person);
      this.#known.set(person, known);
    }
    return known;
  }

  /** How many of the person's commits the profile is made of. */
  commitsBy(person: number): number {
    if (!this.#filled) this.#fill();
    return this.#byAuthor[person]?.length ?? 0;
  }

  #compare(person: number): Float64Array {
    const slots = this.#candidates.person.length;
    const likeness = new Float64Array(slots);
    const own = new Map<number, number>();
    for (const c of this.#byAuthor[person] ?? []) {
      const areas = this.#areasOf(c);
      for (const area of areas) own.set(area, (own.get(area) ?? 0) + this.#weight[c]! / Math.sqrt(areas.size));
    }
    let square = 0;
    for (const [area, amount] of own) {
      square += amount * amount;
      for (let s = 0; s < slots; s++) likeness[s]! += amount * this.#matrix[area * slots + s]!;
    }
    const norm = Math.sqrt(square);
    for (let s = 0; s < slots; s++) likeness[s] = norm && this.#norm[s]! ? likeness[s]! / norm / this.#norm[s]! : 0;
    return likeness;
  }

  #fill(): void {
    this.#filled = true;
    const slots = this.#candidates.person.length;
    const areas = this.#nameAreas();
    this.#matrix = new Float32Array(areas * slots);
    this.#byAuthor = Array.from({ length: this.#people }, () => []);
    const { start, person, kind } = this.#deeds;
    for (let c = 0; c < this.#history.commits; c++) {
      if (this.#weight[c]! < lightest) continue;
      let touched: Set<number> | undefined;
      for (let d = start[c]!; d < start[c + 1]!; d++) {
        if (kind[d] !== wrote) continue;
        this.#byAuthor[person[d]!]!.push(c);
        const slot = this.#candidates.slotOf[person[d]!]!;
        if (slot < 0) continue;
        touched ??= this.#areasOf(c);
        for (const area of touched) this.#matrix[area * slots + slot]! += this.#weight[c]! / Math.sqrt(touched.size);
      }
    }
    this.#norm = new Float64Array(slots);
    for (let i = 0; i < this.#matrix.length; i++) this.#norm[i % slots]! += this.#matrix[i]! ** 2;
    this.#norm = this.#norm.map(Math.sqrt);
  }

  /** Gives every folder the number of its area and returns how many areas there are. */
  #nameAreas(): number {
    const { parentOf } = this.#places;
    const depth = new Uint8Array(parentOf.length);
    this.#areaOfFolder = new Uint32Array(parentOf.length);
    let areas = 1;
    for (let f = 1; f < parentOf.length; f++) {
      depth[f] = Math.min(profileDepth + 1, depth[parentOf[f]!]! + 1);
      this.#areaOfFolder[f] = depth[f]! > profileDepth ? this.#areaOfFolder[parentOf[f]!]! : areas++;
    }
    return areas;
  }

  #areasOf(commit: number): Set<number> {
    const { touchStart } = this.#history;
    const { files, folderOf } = this.#places;
    const areas = new Set<number>();
    for (let t = touchStart[commit]!; t < touchStart[commit + 1]!; t++) {
      areas.add(this.#areaOfFolder[folderOf[files.fileOf[t]!]!]!);
    }
    return areas;
  }
}

/** Commits of less weight than this (over eight half-lives old, or touching everything) leave profiles as they are. */
const lightest = 0.003;

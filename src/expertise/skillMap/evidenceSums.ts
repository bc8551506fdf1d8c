import type { Credits } from './credits.ts';

/** What everybody is likely to remember of one place, and how much it is worked on now. */
export interface PlaceSum {
  /** Person ids, ascending. */
  readonly person: readonly number[];
  /** By position in `person`. */
  readonly remembered: readonly number[];
  /** Seconds since 1970 of each person's newest deed here. */
  readonly last: readonly number[];
  /** Sum of `remembered`. */
  readonly all: number;
  /** Changes' worth of current work; half of it is older than half a year, see `Credits.current`. */
  readonly current: number;
}

/** Adds up credits place by place; reuses its columns, so one serves a whole repository. */
export class EvidenceSums {
  readonly #credits: Credits;
  readonly #remembered: Float64Array;
  readonly #last: Float64Array;
  readonly #seen: Uint8Array;

  constructor(credits: Credits, people: number) {
    this.#credits = credits;
    this.#remembered = new Float64Array(people);
    this.#last = new Float64Array(people).fill(Number.NEGATIVE_INFINITY);
    this.#seen = new Uint8Array(people);
  }

  /** `commits[from … to - 1]`, each once. */
  sum(commits: ArrayLike<number>, from: number, to: number): PlaceSum {
    const credits = this.#credits;
    const person: number[] = [];
    let [all, current] = [0, 0];
    for (let i = from; i < to; i++) {
      const c = commits[i];
      current += credits.current[c];
      const time = credits.time[c];
      for (let k = credits.start[c]; k < credits.start[c + 1]; k++) {
        const who = credits.person[k];
        if (!this.#seen[who]) {
          this.#seen[who] = 1;
          person.push(who);
        }
        this.#remembered[who] += credits.remembered[k];
        all += credits.remembered[k];
        if (time > this.#last[who]) this.#last[who] = time;
      }
    }
    if (person.length > 1) person.sort((a, b) => a - b);
    const remembered = new Array<number>(person.length);
    const last = new Array<number>(person.length);
    for (let i = 0; i < person.length; i++) {
      const who = person[i];
      remembered[i] = this.#remembered[who];
      last[i] = this.#last[who];
      this.#seen[who] = 0;
      this.#remembered[who] = 0;
      this.#last[who] = Number.NEGATIVE_INFINITY;
    }
    return { person, remembered, last, all, current };
  }
}

/** Growing pairs of (place, commit), then grouped by place: place p has `commit[start[p] … start[p + 1] - 1]`. */
export class CommitsOfPlaces {
  #place: Uint32Array;
  #commit: Uint32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#place = new Uint32Array(capacity);
    this.#commit = new Uint32Array(capacity);
  }

  add(place: number, commit: number): void {
    if (this.#length === this.#place.length) {
      const larger = Math.ceil(this.#length * 1.5) + 64;
      const [place2, commit2] = [new Uint32Array(larger), new Uint32Array(larger)];
      place2.set(this.#place);
      commit2.set(this.#commit);
      this.#place = place2;
      this.#commit = commit2;
    }
    this.#place[this.#length] = place;
    this.#commit[this.#length++] = commit;
  }

  group(places: number): { readonly start: Uint32Array; readonly commit: Uint32Array } {
    const start = new Uint32Array(places + 1);
    for (let i = 0; i < this.#length; i++) start[this.#place[i] + 1]++;
    for (let p = 0; p < places; p++) start[p + 1] += start[p];
    const next = start.slice(0, places);
    const commit = new Uint32Array(this.#length);
    for (let i = 0; i < this.#length; i++) commit[next[this.#place[i]]++] = this.#commit[i];
    return { start, commit };
  }
}

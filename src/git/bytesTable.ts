/** Places looked at for one run of bytes. Honest input needs a few; beyond this a string is made, so that no crafted input is slow. */
const mostLooks = 64;

/** Gives each different run of bytes the next number, from 0 on. No run becomes a string, which is what most of reading a log would be spent on. */
export class BytesTable {
  size = 0;
  /** Number of the run at each place, -1 where the place is free. */
  #places = new Int32Array(1024).fill(-1);
  /** Of each run, by its number: its hash, and where it ends in `#kept`. */
  #hashes = new Int32Array(512);
  #ends = new Uint32Array(512);
  #kept = Buffer.allocUnsafe(16 * 1024);
  readonly #crowded = new Map<string, number>();

  /** The number of `bytes[start … end - 1]`; equal to the old `size` where the run is new. */
  idOf(bytes: Buffer, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#places.length - 1;
    let at = hash & mask;
    for (let looks = 0; looks < mostLooks; looks++) {
      const id = this.#places[at]!;
      if (id < 0) return this.#add(at, hash, bytes, start, end);
      if (this.#hashes[id] === hash && this.#isRun(id, bytes, start, end)) return id;
      at = (at + 1) & mask;
    }
    const text = bytes.toString('latin1', start, end);
    let id = this.#crowded.get(text);
    if (id === undefined) {
      id = this.#keep(hash, bytes, start, end);
      this.#crowded.set(text, id);
    }
    return id;
  }

  /** The run as UTF-8. */
  textOf(id: number): string {
    return this.#kept.toString('utf8', id === 0 ? 0 : this.#ends[id - 1]!, this.#ends[id]!);
  }

  #isRun(id: number, bytes: Buffer, start: number, end: number): boolean {
    const from = id === 0 ? 0 : this.#ends[id - 1]!;
    if (this.#ends[id]! - from !== end - start) return false;
    for (let i = start, k = from; i < end; i++, k++) if (this.#kept[k] !== bytes[i]) return false;
    return true;
  }

  #add(at: number, hash: number, bytes: Buffer, start: number, end: number): number {
    const id = this.#keep(hash, bytes, start, end);
    this.#places[at] = id;
    if (this.size * 2 > this.#places.length) this.#grow();
    return id;
  }

  #keep(hash: number, bytes: Buffer, start: number, end: number): number {
    const id = this.size++;
    const from = id === 0 ? 0 : this.#ends[id - 1]!;
    const to = from + end - start;
    if (id === this.#ends.length) {
      this.#hashes = larger(this.#hashes, id * 2);
      this.#ends = larger(this.#ends, id * 2);
    }
    if (to > this.#kept.length) this.#kept = Buffer.concat([this.#kept.subarray(0, from)], to * 2);
    bytes.copy(this.#kept, from, start, end);
    this.#hashes[id] = hash;
    this.#ends[id] = to;
    return id;
  }

  /** Runs that found no place stay in `#crowded`, where they are looked for when their places are taken; so they are put back first. */
  #grow(): void {
    const places = new Int32Array(this.#places.length * 2).fill(-1);
    const mask = places.length - 1;
    this.#crowded.clear();
    for (let id = 0; id < this.size; id++) {
      let at = this.#hashes[id]! & mask;
      let looks = 0;
      while (places[at]! >= 0 && looks < mostLooks) {
        at = (at + 1) & mask;
        looks++;
      }
      if (looks < mostLooks) places[at] = id;
      else this.#crowded.set(this.#kept.toString('latin1', id === 0 ? 0 : this.#ends[id - 1]!, this.#ends[id]!), id);
    }
    this.#places = places;
  }
}

function larger<T extends Int32Array | Uint32Array>(column: T, length: number): T {
  const out = new (column.constructor as new (n: number) => T)(length);
  out.set(column);
  return out;
}

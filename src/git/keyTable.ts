import { giveUp } from '../expertise/growable.ts';

/**
 * Numbers by keys that are whole numbers from 0 to 2^52, in two typed arrays: a third of a `Map`'s memory and time where
 * keys are as many and as random as object ids.
 */
export class KeyTable {
  #keys = new Float64Array(1024).fill(empty);
  #values = new Uint32Array(1024);
  #size = 0;

  get(key: number): number | undefined {
    const at = this.#find(key);
    return this.#keys[at] === key ? this.#values[at] : undefined;
  }

  set(key: number, value: number): void {
    if (this.#size * 4 >= this.#keys.length * 3) this.#grow();
    const at = this.#find(key);
    if (this.#keys[at] !== key) this.#size++;
    this.#keys[at] = key;
    this.#values[at] = value;
  }

  clear(): void {
    giveUp(this.#keys);
    giveUp(this.#values);
    this.#keys = new Float64Array(2).fill(empty);
    this.#values = new Uint32Array(2);
    this.#size = 0;
  }

  /** The key's place, or the free one where it belongs. */
  #find(key: number): number {
    const mask = this.#keys.length - 1;
    let at = key & mask;
    while (this.#keys[at] !== key && this.#keys[at] !== empty) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    this.#keys = new Float64Array(keys.length * 2).fill(empty);
    this.#values = new Uint32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === empty) continue;
      const at = this.#find(keys[i]!);
      this.#keys[at] = keys[i]!;
      this.#values[at] = values[i]!;
    }
    giveUp(keys);
    giveUp(values);
  }
}

/** No key; -1 is left to callers for “none”, which is never found. */
const empty = -2;

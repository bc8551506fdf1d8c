type TypedArray = Uint8Array | Uint32Array | Float64Array;
interface TypedArrayConstructor<T extends TypedArray> {
  new (length: number): T;
}

/** A typed array that grows by half when it is full; `values` may be longer than `length`, and is another array after each growth. */
export class Growable<T extends TypedArray> {
  length = 0;
  values: T;
  readonly #kind: TypedArrayConstructor<T>;

  constructor(kind: TypedArrayConstructor<T>, capacity = 1024) {
    this.#kind = kind;
    this.values = new kind(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.#kind(Math.ceil(this.values.length * 1.5) + 16);
      larger.set(this.values as never);
      giveUp(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** Forgets the values. */
  clear(): void {
    giveUp(this.values);
    this.values = new this.#kind(0);
    this.length = 0;
  }

  /** A copy of exactly the pushed values. */
  toArray(): T {
    return this.values.slice(0, this.length) as T;
  }
}

/**
 * Frees the memory of an array that nobody will look at again: the collector, which counts objects, lets a few large arrays lie for long.
 * Does nothing where the platform cannot (before Node 22).
 */
export function giveUp({ buffer }: TypedArray): void {
  (buffer as { transfer?: (length: number) => unknown }).transfer?.(0);
}

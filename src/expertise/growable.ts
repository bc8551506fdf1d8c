type TypedArray = Uint8Array | Uint32Array | Float64Array;
interface TypedArrayConstructor<T extends TypedArray> {
  new (length: number): T;
}

/** A typed array that grows by half when it is full; `values` may be longer than `length`. */
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
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** A copy of exactly the pushed values. */
  toArray(): T {
    return this.values.slice(0, this.length) as T;
  }
}

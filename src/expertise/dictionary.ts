import type { Alias } from './history.ts';

/** Gives each different string the next id, from 0 on. */
export class Dictionary {
  readonly values: string[] = [];
  readonly #ids = new Map<string, number>();

  constructor(values: readonly string[] = []) {
    for (const value of values) this.idOf(value);
  }

  idOf(value: string): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    const id = this.values.length;
    this.values.push(value);
    this.#ids.set(value, id);
    return id;
  }
}

/** Gives each different pair of name and email the next id, from 0 on. */
export class AliasDictionary {
  readonly values: Alias[] = [];
  readonly #ids = new Map<string, number>();

  constructor(values: readonly Alias[] = []) {
    for (const { name, email } of values) this.idOf(name, email);
  }

  idOf(name: string, email: string): number {
    const key = `${name}\0${email}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.values.length;
    this.values.push({ name, email });
    this.#ids.set(key, id);
    return id;
  }
}

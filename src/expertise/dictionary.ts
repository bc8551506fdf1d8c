import type { Alias } from './history.ts';

/** Look-ups for which a list is searched from its beginning; beyond them a map of it is worth making. A small update needs no map. */
const fewLookUps = 32;

/** Gives each different string the next id, from 0 on. */
export class Dictionary {
  readonly values: string[];
  #ids: Map<string, number> | undefined;
  #lookUps = 0;

  constructor(values: readonly string[] = []) {
    this.values = [...values];
  }

  idOf(value: string): number {
    const known = this.#find(value);
    if (known >= 0) return known;
    const id = this.values.length;
    this.values.push(value);
    this.#ids?.set(value, id);
    return id;
  }

  #find(value: string): number {
    if (this.#ids === undefined && this.#lookUps++ < fewLookUps) return this.values.indexOf(value);
    this.#ids ??= new Map(this.values.map((known, id) => [known, id]));
    return this.#ids.get(value) ?? -1;
  }
}

/** Gives each different pair of name and email the next id, from 0 on. */
export class AliasDictionary {
  readonly values: Alias[];
  #ids: Map<string, number> | undefined;
  #lookUps = 0;

  constructor(values: readonly Alias[] = []) {
    this.values = [...values];
  }

  idOf(name: string, email: string): number {
    const known = this.#find(name, email);
    if (known >= 0) return known;
    const id = this.values.length;
    this.values.push({ name, email });
    this.#ids?.set(keyOf(name, email), id);
    return id;
  }

  #find(name: string, email: string): number {
    if (this.#ids === undefined && this.#lookUps++ < fewLookUps)
      return this.values.findIndex((known) => known.email === email && known.name === name);
    this.#ids ??= new Map(this.values.map((known, id) => [keyOf(known.name, known.email), id]));
    return this.#ids.get(keyOf(name, email)) ?? -1;
  }
}

const keyOf = (name: string, email: string): string => `${name}\0${email}`;

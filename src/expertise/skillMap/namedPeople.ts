import type { Departures } from '../departures.ts';
import { displayText } from '../displayText.ts';
import type { People } from '../people.ts';
import { monthWords } from '../timeWords.ts';
import type { MapPerson } from './mapTypes.ts';

/** The people a map names, by name, and where each stands among them. */
export interface NamedPeople {
  readonly people: readonly MapPerson[];
  /** By person id; -1 for who is not named. */
  readonly positionOf: Int32Array;
}

/** Orders people by name. `ids` are person ids, each once; `now` in seconds. */
export function namePeople(
  ids: Iterable<number>,
  { people }: People,
  departures: Departures,
  isActive: Uint8Array,
  now: number,
): NamedPeople {
  const named = Array.from(ids, (id) => {
    const { name, email } = people[id];
    const shown = displayText(name || email);
    const left = isActive[id] ? undefined : `left ${monthWords(departures.lastSeen[id], now)}`;
    return { id, key: shown.toLowerCase(), person: { name: shown, email: displayText(email, 254), left } };
  });
  named.sort((a, b) => compare(a.key, b.key) || compare(a.person.email, b.person.email) || a.id - b.id);
  const positionOf = new Int32Array(people.length).fill(-1);
  named.forEach(({ id }, position) => {
    positionOf[id] = position;
  });
  return {
    people: named.map(({ person: { name, email, left } }) =>
      left === undefined ? { name, email } : { name, email, left },
    ),
    positionOf,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

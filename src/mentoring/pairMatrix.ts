import { helped, wrote } from '../expertise/ranking/deeds.ts';
import type { Tables } from '../expertise/ranking/tables.ts';

export type Together = 'lately' | 'some time ago' | 'not yet';

/** Who has worked with whom: two people once. No amounts and no totals, so that it says nothing about one person. */
export interface MatrixPair {
  /** Person ids, ascending. */
  readonly people: readonly [number, number];
  readonly together: Together;
  /** Seconds since 1970 of the last time; undefined for not yet. */
  readonly last?: number;
}

/** Days within which working together is `lately`: a quarter. */
export const latelyTogether = 91;

/**
 * For every two of the team when they last worked on a change together, as authors, reviewers or helpers, or met otherwise
 * (`met`: sessions and pair meetings, seconds); those who never did first, then those whose last time is longest ago.
 */
export function pairMatrix(
  tables: Tables,
  team: readonly number[],
  met: readonly { readonly people: readonly [number, number]; readonly at: number }[] = [],
): MatrixPair[] {
  const people = [...new Set(team)].sort((a, b) => a - b);
  const { deeds, history, options } = tables;
  const memberOf = new Map(people.map((person, m) => [person, m]));
  const n = people.length;
  const last = new Float64Array(n * n).fill(Number.NEGATIVE_INFINITY);
  const meet = (a: number, b: number, at: number): void => {
    const key = Math.min(a, b) * n + Math.max(a, b);
    last[key] = Math.max(last[key]!, Math.min(at, options.now));
  };
  for (let c = 0; c < history.commits; c++) {
    const here: number[] = [];
    for (let d = deeds.start[c]!; d < deeds.start[c + 1]!; d++) {
      const member = deeds.kind[d] === wrote || deeds.kind[d] === helped ? memberOf.get(deeds.person[d]!) : undefined;
      if (member !== undefined) here.push(member);
    }
    for (const a of here) for (const b of here) if (a < b) meet(a, b, options.now - deeds.age[c]! * 86_400);
  }
  for (const { people: two, at } of met) {
    const [a, b] = [memberOf.get(two[0]), memberOf.get(two[1])];
    if (a !== undefined && b !== undefined && a !== b) meet(a, b, at);
  }
  const pairs: MatrixPair[] = [];
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      const at = last[a * n + b]!;
      const two = [people[a]!, people[b]!] as const;
      if (at === Number.NEGATIVE_INFINITY) pairs.push({ people: two, together: 'not yet' });
      else
        pairs.push({
          people: two,
          together: options.now - at <= latelyTogether * 86_400 ? 'lately' : 'some time ago',
          last: at,
        });
    }
  // Two who never met compare as NaN, which is falsy too: then the ids decide.
  return pairs.sort(
    (x, y) =>
      (x.last ?? Number.NEGATIVE_INFINITY) - (y.last ?? Number.NEGATIVE_INFINITY) ||
      x.people[0] - y.people[0] ||
      x.people[1] - y.people[1],
  );
}

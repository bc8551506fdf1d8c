import type { SkillMap } from './mapTypes.ts';

/** The active person with this address or, failing that, this name; undefined where there is none. A position in the map. */
export function findMapPerson({ people }: SkillMap, who: string): number | undefined {
  const wanted = who.trim().toLowerCase();
  if (wanted === '') return undefined;
  const is = (text: string): boolean => text.toLowerCase() === wanted;
  const byEmail = people.findIndex(({ email, left }) => left === undefined && is(email));
  const found = byEmail >= 0 ? byEmail : people.findIndex(({ name, left }) => left === undefined && is(name));
  return found < 0 ? undefined : found;
}

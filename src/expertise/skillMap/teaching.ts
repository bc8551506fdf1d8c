import { isPlace } from './isPlace.ts';
import type { SkillMap } from './mapTypes.ts';

/** What two people could show each other; positions of areas, those most worked on first. */
export interface Teaching {
  readonly theyCanTeach: readonly number[];
  readonly youCouldTeach: readonly number[];
}

/** Areas named for each direction. */
const mostAreas = 5;

/** Innermost areas that one of two people knows and the other does not; nothing where the two are one. */
export function teachingBetween(map: SkillMap, you: number, they: number): Teaching {
  if (you === they) return { theyCanTeach: [], youCouldTeach: [] };
  const knows = (area: number, p: number): boolean =>
    map.areas[area].knowsWell.includes(p) || map.areas[area].knows.includes(p);
  const leaves = map.areas
    .map((_, a) => a)
    .filter((a) => isPlace(map, a) && map.areas[a].children.length === 0)
    .sort((a, b) => map.areas[b].current - map.areas[a].current || a - b);
  const shows = (teacher: number, learner: number): number[] =>
    leaves.filter((a) => knows(a, teacher) && !knows(a, learner)).slice(0, mostAreas);
  return { theyCanTeach: shows(they, you), youCouldTeach: shows(you, they) };
}

/** Areas a person knows well and knows, outermost first where a folder and its parent say the same; positions. */
export function areasOfPerson(map: SkillMap, p: number): { readonly knowsWell: number[]; readonly knows: number[] } {
  const within = (list: 'knowsWell' | 'knows'): number[] =>
    map.areas.flatMap((area, a) =>
      isPlace(map, a) && area.children.length === 0 && area[list].includes(p) ? [a] : [],
    );
  return { knowsWell: within('knowsWell'), knows: within('knows') };
}

import { isPlace } from './isPlace.ts';
import type { SkillMap } from './mapTypes.ts';

/** One place to learn and who shows it. People are positions in the map. */
export interface NewcomerStep {
  readonly area: number;
  readonly guide: number;
  /** Files to read first: those most worked on, at most three. */
  readonly read: readonly string[];
}

export interface NewcomerPlan {
  readonly steps: readonly NewcomerStep[];
  /** Busy areas that nobody active could show. */
  readonly withoutGuide: readonly number[];
}

/** First areas: more than this is no first month. */
const mostSteps = 6;
/** Nobody guides more than this many areas. */
export const mostPerGuide = 2;
const filesToRead = 3;

/**
 * Where somebody new begins: the areas that the team works on now and that they do not know yet, each with a guide who knows
 * it, nobody with more than two. `newcomer` is a position in the map, or undefined for somebody without history here.
 */
export function planNewcomer(map: SkillMap, newcomer?: number): NewcomerPlan {
  const leaves = map.areas
    .map((area, position) => ({ area, position }))
    .filter(({ area, position }) => isPlace(map, position) && area.children.length === 0 && area.pace !== 'at rest')
    .filter(({ area }) => newcomer === undefined || ![...area.knowsWell, ...area.knows].includes(newcomer))
    .sort((a, b) => b.area.current - a.area.current || (a.area.path < b.area.path ? -1 : 1));
  const guiding = new Map<number, number>();
  const steps: NewcomerStep[] = [];
  const withoutGuide: number[] = [];
  for (const { area, position } of leaves) {
    if (steps.length === mostSteps) break;
    const known = [...area.knowsWell, ...area.knows].filter((p) => p !== newcomer);
    const guide = known
      .filter((p) => (guiding.get(p) ?? 0) < mostPerGuide)
      .sort(
        (a, b) =>
          (guiding.get(a) ?? 0) - (guiding.get(b) ?? 0) ||
          Number(area.knowsWell.includes(b)) - Number(area.knowsWell.includes(a)) ||
          a - b,
      )[0];
    if (guide === undefined) {
      if (known.length === 0 && area.pace === 'worked on now') withoutGuide.push(position);
      continue;
    }
    guiding.set(guide, (guiding.get(guide) ?? 0) + 1);
    steps.push({ area: position, guide, read: busiestFiles(map, position) });
  }
  return { steps, withoutGuide: withoutGuide.slice(0, mostSteps) };
}

function busiestFiles({ files }: SkillMap, area: number): string[] {
  const inside: number[] = [];
  for (let f = 0; f < files.path.length; f++) if (files.area[f] === area) inside.push(f);
  return inside
    .sort((a, b) => files.current[b] - files.current[a] || (files.path[a] < files.path[b] ? -1 : 1))
    .slice(0, filesToRead)
    .map((f) => files.path[f]);
}

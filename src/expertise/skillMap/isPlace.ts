import type { SkillMap } from './mapTypes.ts';

/** Whether an area is a place to be known by itself: each folder, and the top only where there is no folder. */
export const isPlace = ({ areas }: Pick<SkillMap, 'areas'>, area: number): boolean => area > 0 || areas.length === 1;

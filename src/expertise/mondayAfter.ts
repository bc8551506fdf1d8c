const dayMs = 86_400_000;

/** The Monday after a moment, UTC, ms, or that moment where it is one's beginning: the start of a week in which everybody's days are once. */
export const mondayAfter = (moment: number): number => (Math.ceil((moment / dayMs - 4) / 7) * 7 + 4) * dayMs;

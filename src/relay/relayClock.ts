/**
 * The relay's clock: starts at the wall clock, or at the newest event where that is later, and goes on by the monotonic clock. A wall
 * clock that jumps, however far, changes no order and makes no duration negative.
 */
export function createRelayClock(wallClock: () => number, newest: number): () => number {
  const start = Math.max(Math.floor(wallClock()), newest);
  const began = performance.now();
  return () => start + Math.floor(performance.now() - began);
}

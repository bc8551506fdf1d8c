import { limits } from '../protocol/limits.ts';

/**
 * How long to wait before attempt number `attempt` (from 0): full jitter, a random time between zero and a bound that doubles. Source:
 * Marc Brooker, “Exponential Backoff And Jitter”, 2015. `random` is in [0, 1).
 */
export function backoff(attempt: number, random: number): number {
  const bound = Math.min(limits.backoffMostMs.value, limits.backoffFirstMs.value * 2 ** Math.min(attempt, 20));
  return Math.floor(random * bound);
}

import { setImmediate } from 'node:timers/promises';
import { type BacktestResult, backtest } from '../expertise/backtest/backtest.ts';
import { GitError } from '../git/gitError.ts';
import type { Knowledge } from './knowledge.ts';
import { rankerOptions } from './rankerOptions.ts';

/**
 * Runs the back-test on what is known, with progress from 0 to 1. Rejects with `cancelled`. Today's CODEOWNERS and the user's own
 * word on people's knowledge are left out: they would tell the past about the future.
 */
export async function runBacktest(
  knowledge: Knowledge,
  options: { readonly signal?: AbortSignal | undefined; readonly onProgress?: (share: number) => void } = {},
): Promise<BacktestResult> {
  const { now: _now, ownership: _ownership, ...ranker } = rankerOptions(knowledge);
  const steps = backtest(knowledge.history, knowledge.people, { ranker });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    options.onProgress?.(step.value);
    await setImmediate();
    if (options.signal?.aborted) throw new GitError('cancelled', 'Stopped, as asked. Nothing was changed.');
  }
}

/** What the figures mean, in a sentence or two. */
export function backtestSentence({ questions, truth, rates }: BacktestResult): string {
  const [ours, ...others] = rates;
  if (!ours)
    return 'This history gives no question to test with: nobody’s change was followed by somebody else’s help or work on the same file.';
  const best = others.reduce((a, b) => (b.top3 > a.top3 ? b : a));
  const who =
    truth === 'trailers'
      ? 'somebody who then really helped, by the trailers of the commit,'
      : 'the next other person to change the file';
  const outOf = (share: number): string => String(Math.round(share * 100));
  const few = questions < 100 ? ` These are only ${questions} questions, so take it as a hint.` : '';
  return `In ${outOf(ours.top3)} of 100 questions ${who} was among the first three names; the rule “${best.rule}” gets there in ${outOf(best.top3)}.${few}`;
}

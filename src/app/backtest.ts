import { setImmediate } from 'node:timers/promises';
import { type BacktestResult, backtest, type HitRates } from '../expertise/backtest/backtest.ts';
import { GitError } from '../git/gitError.ts';
import { blameRates } from './blameRule.ts';
import type { Knowledge } from './knowledge.ts';
import { rankerOptions } from './rankerOptions.ts';

/** What the back-test measured, for every host. It holds no person. */
export interface BacktestReport extends Omit<BacktestResult, 'sample'> {
  /** `git blame` beside our answer on the same few questions: git takes a moment for each. Absent where it was not asked. */
  readonly blame?: { readonly questions: number; readonly rates: readonly [blame: HitRates, ours: HitRates] };
}

export interface BacktestRunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the share that is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** False: `git blame` is not asked. */
  readonly blame?: boolean;
}

/** The part of the progress that the questions to the index take where git is asked as well. */
const indexPart = 0.5;

/**
 * Runs the back-test on what is known. Rejects with `cancelled`. Today's CODEOWNERS and the user's own word on people's knowledge
 * are left out: they would tell the past about the future.
 */
export async function runBacktest(knowledge: Knowledge, options: BacktestRunOptions = {}): Promise<BacktestReport> {
  const { now: _now, ownership: _ownership, ...ranker } = rankerOptions(knowledge);
  const part = options.blame === false ? 1 : indexPart;
  const steps = backtest(knowledge.history, knowledge.people, { ranker });
  for (;;) {
    const step = steps.next();
    if (step.done) {
      const { sample, ...report } = step.value;
      if (options.blame === false || sample.length === 0) return report;
      const rates = await blameRates(knowledge, sample, {
        signal: options.signal,
        onProgress: (share) => options.onProgress?.(part + share * (1 - part)),
      });
      return { ...report, blame: { questions: sample.length, rates } };
    }
    options.onProgress?.(step.value * part);
    await setImmediate();
    if (options.signal?.aborted) throw new GitError('cancelled', 'Stopped, as asked. Nothing was changed.');
  }
}

/** What the figures mean, in a sentence or two. */
export function backtestSentence({
  questions,
  truth,
  rates,
}: Pick<BacktestReport, 'questions' | 'truth' | 'rates'>): string {
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
  const beside =
    best.top3 < ours.top3
      ? `gets there in ${outOf(best.top3)}`
      : best.top3 === ours.top3
        ? 'does as well here'
        : `does better here, with ${outOf(best.top3)}`;
  return `In ${outOf(ours.top3)} of 100 questions ${who} was among the first three names; the rule “${best.rule}” ${beside}.${few}`;
}

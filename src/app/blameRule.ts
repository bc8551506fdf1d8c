import { type HitRates, ratesOf, type SampledQuestion } from '../expertise/backtest/backtest.ts';
import { GitError } from '../git/gitError.ts';
import { askGit } from '../git/repository.ts';
import type { Knowledge } from './knowledge.ts';
import { findSurvivingLines } from './survivingLines.ts';

/** Files that git is asked about at once: more would only wait for the same disk. */
const atOnce = 2;

/**
 * How often whoever holds most lines of the file, by `git blame` at that moment, was right, and how often our answer was on the same
 * questions. A file that was not there yet has no lines, so blame names nobody. Rejects with `cancelled`.
 */
export async function blameRates(
  knowledge: Knowledge,
  sample: readonly SampledQuestion[],
  options: { readonly signal?: AbortSignal | undefined; readonly onProgress?: (share: number) => void } = {},
): Promise<[HitRates, HitRates]> {
  const { signal } = options;
  const commits = new Map<number, Promise<string>>();
  const commitAt = (time: number): Promise<string> => {
    const known = commits.get(time) ?? newestBefore(knowledge, time, signal);
    commits.set(time, known);
    return known;
  };
  const answers: number[][] = sample.map(() => []);
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < sample.length) {
      const at = next++;
      const { path, time, asker } = sample[at]!;
      const commit = await commitAt(time);
      const shares = await findSurvivingLines(knowledge, path, { commit, signal }).catch((error: GitError) => {
        if (error.code === 'cancelled') throw error;
        return undefined; // Not there yet, or no file of lines.
      });
      answers[at] = (shares?.people ?? []).map(({ person }) => person).filter((person) => person !== asker);
      options.onProgress?.(++done / sample.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (signal?.aborted) throw new GitError('cancelled', 'Stopped, as asked. Nothing was changed.');
  return [
    ratesOf('git blame', sample, answers),
    ratesOf(
      'Who Knows',
      sample,
      sample.map(({ ours }) => ours),
    ),
  ];
}

/** The newest commit up to a moment, by the commit's own clock; HEAD where there is none. */
async function newestBefore({ repository, index }: Knowledge, time: number, signal?: AbortSignal): Promise<string> {
  const args = ['rev-list', '-1', `--before=${time}`, ...index.state.tips, '--'];
  return (await askGit(repository, args, signal)).trim() || index.state.head;
}

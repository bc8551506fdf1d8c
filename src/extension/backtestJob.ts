import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BacktestReport } from '../app/backtest.ts';
import type { TeamDecision } from '../app/sharedDecisions.ts';

/** What the worker is told. It stops when it is sent anything. */
export interface BacktestJob {
  readonly environment: Record<string, string | undefined>;
  readonly untrusted: readonly string[];
  readonly gitPath: string | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  /** What the team said of who is one person. */
  readonly decisions: readonly TeamDecision[];
  /** A folder of the repository. */
  readonly folder: string;
}

export type BacktestNews =
  | { readonly done: number }
  | { readonly report: BacktestReport }
  | { readonly failed: string; readonly code?: string | undefined };

/**
 * Runs a back-test in a worker of its own, so that the editor's other extensions do not wait. Rejects with an error that has a
 * sentence; `cancelled` when aborted, after the worker has ended its git.
 */
export function runBacktestJob(
  job: BacktestJob,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<BacktestReport> {
  return new Promise((resolve, reject) => {
    // The bundle of `backtestWorker.ts` lies beside that of the extension.
    const worker = new Worker(path.join(__dirname, 'backtestWorker.cjs'), { workerData: job, env: {} });
    signal.addEventListener('abort', () => worker.postMessage('stop'), { once: true });
    worker.on('message', (news: BacktestNews) => {
      if ('done' in news) onProgress(news.done);
      else if ('report' in news) resolve(news.report);
      else reject(Object.assign(new Error(news.failed), { code: news.code }));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The back-test did not finish: its worker ended early. Try again.')));
  });
}

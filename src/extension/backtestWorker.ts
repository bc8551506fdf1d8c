// Runs a back-test beside the extension host's main thread, then ends. Any message stops it.
import { parentPort, workerData } from 'node:worker_threads';
import { runBacktest } from '../app/backtest.ts';
import { openKnowledge } from '../app/knowledge.ts';
import type { BacktestJob, BacktestNews } from './backtestJob.ts';

const controller = new AbortController();

async function run({ environment, untrusted, gitPath, now, decisions, folder }: BacktestJob): Promise<void> {
  const { signal } = controller;
  const tell = (news: BacktestNews): void => parentPort?.postMessage(news);
  parentPort?.once('message', () => controller.abort());
  try {
    const host = { environment, untrusted, gitPath, now: () => now, teamDecisions: () => decisions };
    const { knowledge } = await openKnowledge(host, folder, { signal });
    tell({ report: await runBacktest(knowledge, { signal, onProgress: (done) => tell({ done }) }) });
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    tell({ failed: message, code });
  } finally {
    parentPort?.close();
  }
}

void run(workerData as BacktestJob);

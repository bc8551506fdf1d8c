import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './storeThread.ts';

/** The relay's end of a thread that works on the database. Jobs are done in order. */
export interface StoreThread {
  /** Rejects with the engine's error; also, and from then on always, when the thread has died. */
  do(job: Job): Promise<number>;
}

/** In the source tree the thread is a file beside this one; when built it lies beside the part of the command line that holds this. */
const script = new URL(import.meta.url.endsWith('.ts') ? './storeThread.ts' : './storeThread.mjs', import.meta.url);

/** Starts a thread for the database `file`, which exists and has the present schema. */
export function startStoreThread(file: string): StoreThread {
  const worker = new Worker(script, { workerData: { file }, execArgv: [] });
  const waiting: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  let dead: Error | undefined;
  let closing = false;
  const die = (error: Error) => {
    if (dead) return;
    dead = error;
    for (const one of waiting.splice(0)) one.reject(error);
    // Nothing will ever be written again: the process ends, and whoever looks after it starts it anew.
    if (!closing)
      setImmediate(() => {
        throw error;
      });
  };
  worker.on('message', (answer: Answer) => {
    const one = waiting.shift()!;
    // A process with nothing left to write may end.
    if (waiting.length === 0) worker.unref();
    if ('error' in answer) one.reject(new Error(answer.error));
    else one.resolve(answer.value);
  });
  worker.on('error', die);
  worker.on('exit', () => die(new Error('The thread that works on the database has ended.')));
  worker.unref();

  return {
    do(job) {
      if (dead) return Promise.reject(dead);
      if (job.kind === 'close') closing = true;
      worker.ref();
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(job);
      });
    },
  };
}

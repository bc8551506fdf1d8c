import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TeamForMap } from '../app/teamForMap.ts';
import type { PackedMap } from '../expertise/skillMap/packedMap.ts';

/** What the worker is told. */
export interface MapJob {
  readonly environment: Record<string, string | undefined>;
  readonly untrusted: readonly string[];
  readonly gitPath: string | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  /** What the team adds, where there is one. */
  readonly team: TeamForMap | undefined;
  /** A folder of the repository. */
  readonly folder: string;
}

export type MapResult = { readonly map: PackedMap } | { readonly failed: string };

/** Runs a job in a worker of its own. Rejects with an error that has a sentence; stops the worker when aborted. */
export function runMapJob(job: MapJob, signal: AbortSignal): Promise<PackedMap> {
  return new Promise((resolve, reject) => {
    // The bundle of `mapWorker.ts` lies beside that of the extension.
    const worker = new Worker(path.join(__dirname, 'mapWorker.cjs'), { workerData: job, env: {} });
    const stop = (): void => {
      void worker.terminate();
      reject(Object.assign(new Error('Stopped, as asked. Nothing was changed.'), { code: 'cancelled' }));
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (result: MapResult) => {
      signal.removeEventListener('abort', stop);
      if ('map' in result) resolve(result.map);
      else reject(new Error(result.failed));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The map could not be made: its worker ended early. Try again.')));
  });
}

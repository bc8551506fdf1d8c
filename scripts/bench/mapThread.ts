// Makes the made-up map beside the bench's main thread, as `mapWorker.ts` does beside the extension host's.
import { parentPort, workerData } from 'node:worker_threads';
import { columnsOf, packMap } from '../../src/expertise/skillMap/packedMap.ts';
import { prepareMadeUpMap } from './madeUpMap.ts';

const make = prepareMadeUpMap(workerData as number);
parentPort?.on('message', () => {
  const map = packMap(make());
  parentPort?.postMessage(map, columnsOf(map));
});
parentPort?.postMessage('ready');

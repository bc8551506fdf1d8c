// Makes a skill map beside the extension host's main thread: reads the index file and computes, then ends.
import { parentPort, workerData } from 'node:worker_threads';
import { openKnowledge } from '../app/knowledge.ts';
import { makeSkillMap } from '../app/skillMap.ts';
import { columnsOf, packMap } from '../expertise/skillMap/packedMap.ts';
import type { MapJob, MapResult } from './mapJob.ts';

async function run({ environment, untrusted, gitPath, now, folder, team }: MapJob): Promise<void> {
  const send = (result: MapResult, moved: ArrayBuffer[] = []): void => parentPort?.postMessage(result, moved);
  try {
    const host = { environment, untrusted, gitPath, now: () => now, teamDecisions: () => team?.decisions ?? [] };
    const { knowledge } = await openKnowledge(host, folder);
    const map = packMap(await makeSkillMap(knowledge, { team }));
    send({ map }, columnsOf(map));
  } catch (error) {
    send({ failed: error instanceof Error ? error.message : String(error) });
  }
}

void run(workerData as MapJob);

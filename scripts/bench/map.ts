// npm run bench:map [-- GIT_DIR…]: what it costs to make a skill map, from a loaded index to the finished view model, and how long
// the main thread of the extension's host stands still for one of 100,000 files.
import { once } from 'node:events';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { skillMapOf } from '../../src/app/skillMap.ts';
import type { SkillMap } from '../../src/expertise/skillMap/mapTypes.ts';
import { type PackedMap, unpackMap } from '../../src/expertise/skillMap/packedMap.ts';
import { readTipFiles } from '../../src/git/tipFiles.ts';
import { prepareMadeUpMap } from './madeUpMap.ts';

const host = { environment: process.env, untrusted: [], now: () => Math.floor(Date.now() / 1000) };
/** The first of so many runs pays for compiling, others for whatever else the machine does: all three are told. */
const runs = 40;
const manyFiles = 100_000;

for (const gitDir of process.argv.slice(2)) {
  const { knowledge } = await openKnowledge(host, process.cwd(), { gitDir });
  const tip = await readTipFiles(knowledge.repository, knowledge.index.state.head);
  report(gitDir, () => skillMapOf(knowledge, tip));
}
report('made up', prepareMadeUpMap(manyFiles));
await reportPause();

function report(name: string, make: () => SkillMap): void {
  const times: { wall: number; cpu: number }[] = [];
  let map: SkillMap | undefined;
  for (let i = 0; i < runs; i++) {
    const cpu = process.cpuUsage();
    const started = performance.now();
    map = make();
    const used = process.cpuUsage(cpu);
    times.push({ wall: performance.now() - started, cpu: (used.user + used.system) / 1000 });
  }
  const say = (kind: 'wall' | 'cpu'): string => {
    const sorted = times.map((time) => time[kind]).sort((a, b) => a - b);
    return `first ${ms(times[0]![kind])}, middle ${ms(sorted[runs >> 1]!)}, best ${ms(sorted[0]!)}`;
  };
  const { files, people, areas, gaps } = map!;
  console.log(
    `${name}: ${files.path.length} files, ${people.length} people, ${areas.length} areas, ${gaps.length} gaps\n  time ${say('wall')}\n  processor ${say('cpu')}`,
  );
}

/** The longest pause of this thread while another makes a map and hands it over, beside the longest while nothing happens. */
async function reportPause(): Promise<void> {
  const worker = new Worker(new URL('./mapThread.ts', import.meta.url), { workerData: manyFiles });
  await once(worker, 'message');
  const idle = await pauseDuring(async () => void (await new Promise((resolve) => setTimeout(resolve, 1000))));
  const pauses: number[] = [];
  for (let i = 0; i < 5; i++)
    pauses.push(
      await pauseDuring(async () => {
        worker.postMessage('again');
        const [packed] = (await once(worker, 'message')) as [PackedMap];
        unpackMap(packed);
      }),
    );
  await worker.terminate();
  pauses.sort((a, b) => a - b);
  console.log(
    `host's main thread while a worker makes ${manyFiles} files: longest pause middle ${ms(pauses[2]!)}, best ${ms(pauses[0]!)} (idle: ${ms(idle)})`,
  );
}

async function pauseDuring(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  return delay.max / 1e6;
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

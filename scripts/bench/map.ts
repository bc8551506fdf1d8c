// npm run bench:map [-- GIT_DIR…]: what it costs to make a skill map, from a loaded index to the finished view model.
import { performance } from 'node:perf_hooks';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { skillMapOf } from '../../src/app/skillMap.ts';
import { findDepartures } from '../../src/expertise/departures.ts';
import { createExclusions } from '../../src/expertise/exclusions.ts';
import { followFiles } from '../../src/expertise/files.ts';
import type { History } from '../../src/expertise/history.ts';
import { resolvePeople } from '../../src/expertise/people.ts';
import { collectDeeds } from '../../src/expertise/ranking/deeds.ts';
import { buildSkillMap } from '../../src/expertise/skillMap/skillMap.ts';
import { readTipFiles } from '../../src/git/tipFiles.ts';

const host = { environment: process.env, untrusted: [], now: () => Math.floor(Date.now() / 1000) };
/** The best and the middle of so many runs: the first pays for compiling, others for whatever else the machine does. */
const runs = 12;

for (const gitDir of process.argv.slice(2)) {
  const { knowledge } = await openKnowledge(host, process.cwd(), { gitDir });
  const tip = await readTipFiles(knowledge.repository, knowledge.index.state.head);
  report(gitDir, tip.length, knowledge.people.people.length, () => skillMapOf(knowledge, tip));
}
const made = syntheticHistory(100_000, 60_000, 1_000);
const people = resolvePeople(made.history.aliases);
const exclude = createExclusions();
report('made up', made.history.paths.length, people.people.length, () =>
  buildSkillMap({
    history: made.history,
    people,
    files: followFiles(made.history),
    departures: findDepartures(made.history, people, collectDeeds(made.history, people, { now: made.now }), made.now),
    tip: made.history.paths.map((path) => ({ path, size: 2000 + path.length })),
    now: made.now,
    isExcluded: (path) => exclude(path) !== undefined,
  }),
);

function report(
  name: string,
  files: number,
  humans: number,
  make: () => { areas: readonly unknown[]; gaps: readonly unknown[] },
): void {
  const times: { wall: number; cpu: number }[] = [];
  let shape = { areas: 0, gaps: 0 };
  for (let i = 0; i < runs; i++) {
    const cpu = process.cpuUsage();
    const started = performance.now();
    const map = make();
    const used = process.cpuUsage(cpu);
    times.push({ wall: performance.now() - started, cpu: (used.user + used.system) / 1000 });
    shape = { areas: map.areas.length, gaps: map.gaps.length };
  }
  const walls = times.map(({ wall }) => wall).sort((a, b) => a - b);
  const cpus = times.map(({ cpu }) => cpu).sort((a, b) => a - b);
  const ms = (value: number | undefined): string => `${Math.round(value ?? 0)} ms`;
  console.log(
    `${name}: ${files} files, ${humans} people, ${shape.areas} areas, ${shape.gaps} gaps: best ${ms(walls[0])}, middle ${ms(walls[runs >> 1])} (processor: best ${ms(cpus[0])}, middle ${ms(cpus[runs >> 1])})`,
  );
}

/** A history with neighbourhoods: each author works mostly in a few folders. The same on every run. */
function syntheticHistory(paths: number, commits: number, authors: number): { history: History; now: number } {
  let seed = 42;
  const random = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed % n;
  };
  const names = Array.from({ length: paths }, (_, i) => `pkg${i % 97}/src/mod${(i >> 3) % 211}/file${i}.ts`);
  const perCommit = 4;
  const now = 1_760_000_000;
  const touches = commits * perCommit;
  const times = Float64Array.from({ length: commits }, (_, c) => now - (commits - c) * 1500);
  const author = Uint32Array.from({ length: commits }, () => random(authors));
  const touchPath = Uint32Array.from({ length: touches }, (_, t) => {
    const home = author[Math.floor(t / perCommit)]! * 97;
    return (home + random(600) * 13) % paths;
  });
  return {
    now,
    history: {
      commits,
      authorTime: times,
      commitTime: times,
      author,
      committer: author,
      mergedBy: new Uint32Array(commits),
      touchStart: Uint32Array.from({ length: commits + 1 }, (_, c) => c * perCommit),
      touchPath,
      touchKind: new Uint8Array(touches).fill(1),
      touchFrom: touchPath,
      creditStart: new Uint32Array(commits + 1),
      creditAlias: new Uint32Array(0),
      creditKind: new Uint8Array(0),
      paths: names,
      aliases: Array.from({ length: authors }, (_, i) => ({ name: `Person Number${i}`, email: `p${i}@example.com` })),
    },
  };
}

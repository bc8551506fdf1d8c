// npm run bench:pairs [-- GIT_DIR…]: what the best set of pairs costs for 300 people, and for the active people of real histories.
import { performance } from 'node:perf_hooks';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { planPairs } from '../../src/app/planPairs.ts';
import { matchPairs } from '../../src/mentoring/matching.ts';
import { proposePairs } from '../../src/mentoring/proposePairs.ts';
import { Teaching } from '../../src/mentoring/teaching.ts';
import { seededChance } from '../../test/support/chance.ts';
import { parametersFor } from '../simulation/parameters.ts';
import { makeWorld } from '../simulation/world.ts';

const people = 300;
const runs = 9;
const heaviest = 12_000_000;
/** As many as a repository is divided into at most. */
const areas = 60;

const chance = seededChance(1);
const weights = Array.from({ length: people * people }, () => Math.floor(chance() * heaviest));
report(`matching alone, ${people} people, every two with a random weight`, () =>
  matchPairs(people, (a, b) => weights[a * people + b]!),
);
const team = makeWorld({ ...parametersFor(people), areas }, seededChance(2)).start.measured();
report(`pairs of ${people} people in ${team.areas.length} areas, from what they know`, () =>
  proposePairs(new Teaching(team)),
);
for (const gitDir of process.argv.slice(2)) {
  const host = { environment: process.env, untrusted: [], now: () => Math.floor(Date.now() / 1000) };
  const { knowledge } = await openKnowledge(host, process.cwd(), { gitDir });
  const { pairs } = planPairs(knowledge);
  report(`${gitDir}: measuring the team and ${pairs.length} pairs, history read`, () => planPairs(knowledge));
}

function report(name: string, work: () => unknown): void {
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  }).sort((a, b) => a - b);
  const ms = (time: number): string => `${Math.round(time)} ms`;
  console.log(`${name}: ${ms(times[runs >> 1]!)} in the middle, ${ms(times[0]!)} to ${ms(times.at(-1)!)}`);
}

import { seededChance } from '../test/support/chance.ts';
import { intervalOf, type Range } from './simulation/interval.ts';
import { type Parameters, parametersFor } from './simulation/parameters.ts';
import { oursWithPairs, type Policy, policies, topExpert } from './simulation/policies.ts';
import { type Outcome, simulateYear } from './simulation/simulateYear.ts';
import { makeWorld } from './simulation/world.ts';

/**
 * Weights of the product (turn-taking, what a gap is worth) and the world's pace were chosen on years 1 to 100; earlier weights were
 * looked at on some from 1001, 2001 and 3001 on. Figures are reported on years that nothing was chosen on.
 */
export const firstReportedYear = 5001;
/** Simulated years of a team of 30; a team of 300 costs about fifty times as much and lives a fifth of them. */
const years = Number(process.argv[2] ?? 40);

/** What each year comes to under one policy. The same seed is the same year for every policy. */
export function outcomesOf(parameters: Parameters, policy: Policy, seeds: readonly number[]): Outcome[] {
  return seeds.map((seed) =>
    simulateYear(makeWorld(parameters, seededChance(seed)), policy, seededChance(seed + 1_000_000)),
  );
}

/** The mean of every figure over some years of one team under one policy. */
export function meanOutcome(parameters: Parameters, policy: Policy, seeds: readonly number[]): Outcome {
  const outcomes = outcomesOf(parameters, policy, seeds);
  const keys = Object.keys(outcomes[0]!) as (keyof Outcome)[];
  return Object.fromEntries(keys.map((key) => [key, mean(outcomes, key)])) as unknown as Outcome;
}

const mean = (outcomes: readonly Outcome[], key: keyof Outcome): number =>
  outcomes.reduce((sum, outcome) => sum + outcome[key], 0) / outcomes.length;

const percent = (part: number): string => `${(part * 100).toFixed(1)}%`;
const range = ({ from, to }: Range, words: (value: number) => string): string => `${words(from)} to ${words(to)}`;

/** The figures that ours is held to, each against “top expert always” in the same years. */
const targets = [
  { key: 'busiestShare', name: 'share of the busiest 10%', asked: 'at most 50%' },
  { key: 'singlesAfter', name: 'areas known by one person only', asked: 'at most 70%' },
  { key: 'quality', name: 'what the helper knows', asked: 'at least 95%' },
] as const;

function report(people: number): void {
  const parameters = parametersFor(people);
  const seeds = seedsFor(people > 100 ? Math.max(2, Math.round(years / 5)) : years);
  console.log(
    `\n## A team of ${people}: ${seeds.length} simulated years, seeds ${seeds[0]} to ${seeds.at(-1)}; means, and 95% intervals of the means\n`,
  );
  console.log(
    '| policy | share of the busiest 10% | known by one person only, before → after | waiting, days | unanswered | what the helper knows |',
  );
  console.log('|---|---|---|---|---|---|');
  const all = new Map<Policy, Outcome[]>();
  for (const policy of policies) {
    const outcomes = outcomesOf(parameters, policy, seeds);
    all.set(policy, outcomes);
    const shown = (key: keyof Outcome, words: (value: number) => string): string =>
      `${words(mean(outcomes, key))} (${range(intervalOf(outcomes.map((o) => o[key])), words)})`;
    console.log(
      `| ${policy.name} | ${shown('busiestShare', percent)} | ${mean(outcomes, 'singlesBefore').toFixed(1)} → ${shown('singlesAfter', (v) => v.toFixed(1))} of ${parameters.areas} | ${shown('waiting', (v) => v.toFixed(2))} | ${shown('unanswered', percent)} | ${shown('quality', (v) => v.toFixed(3))} |`,
    );
  }
  console.log(
    '\n| ours against “top expert always” in the same years | asked | ours | 95% interval |\n|---|---|---|---|',
  );
  for (const { key, name, asked } of targets) {
    const { ratio, interval } = against(all.get(oursWithPairs)!, all.get(topExpert)!, key);
    console.log(`| ${name} | ${asked} | ${percent(ratio)} | ${range(interval, percent)} |`);
  }
}

/** The same comparison where one assumption is another: what the result hangs on. */
function sensitivity(): void {
  const seeds = seedsFor(Math.max(2, Math.round(years / 4)));
  const usual = parametersFor(30);
  const variants: [string, Partial<Parameters>][] = [
    ['as above', {}],
    ['pairs hold half as many meetings', { meetingHeld: usual.meetingHeld / 2 }],
    ['a session teaches half as much', { sessionTeaches: usual.sessionTeaches / 2 }],
    ['twice as many people leave', { turnover: usual.turnover * 2 }],
    ['everybody works equally much', { paceSpread: 0.3 }],
    ['work is spread evenly over areas', { unevenness: 0 }],
  ];
  console.log(
    `\n## What it hangs on: a team of 30, ${seeds.length} years each; ours as a part of “top expert always”\n\n| assumption | ${targets.map(({ name }) => name).join(' | ')} |\n|---|---|---|---|`,
  );
  for (const [name, change] of variants) {
    const parameters = { ...usual, ...change };
    const [ours, theirs] = [oursWithPairs, topExpert].map((policy) => outcomesOf(parameters, policy, seeds));
    const cells = targets.map(({ key }) => percent(against(ours!, theirs!, key).ratio));
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

const seedsFor = (count: number): number[] => Array.from({ length: count }, (_, i) => firstReportedYear + i);

/** A ratio of two means over the same years, with its interval. */
function against(
  ours: readonly Outcome[],
  theirs: readonly Outcome[],
  key: keyof Outcome,
): { ratio: number; interval: Range } {
  const base = mean(theirs, key);
  const ratio = mean(ours, key) / base;
  // The linearised ratio of means: years are compared with themselves, so that what they share cancels.
  return { ratio, interval: intervalOf(ours.map((o, i) => ratio + (o[key] - ratio * theirs[i]![key]) / base)) };
}

if (import.meta.main) {
  const started = process.cpuUsage();
  for (const people of [30, 300]) report(people);
  sensitivity();
  console.log(`
## What is assumed

${Object.entries(parametersFor(30))
  .map(([name, value]) => `${name} ${value}`)
  .join(' · ')}; for 300 people ten times the areas.

All policies live through the same year: same work, absences and departures. “ours” chooses by the product's own levels and turn-taking
and pairs by its own matching; “without pairs” shows what choosing alone does. A request that nobody answered reaches the next name on the
list each day; “top expert” and “most commits” have one name. Weights were chosen on years 1 to 100, and are reported on other years, here from
${firstReportedYear} on.

Weak points: everybody asks, answers and pairs as told; every question costs the same; what a session teaches is assumed, not
measured, and half of everything is forgotten in a year whoever it is; areas do not change together and nobody changes their habits; the
measure sees every change and every session; presence is always known; the years reported come from the same invented world as those
that weights were chosen on; pace is a lognormal guess, set so that the busiest tenth are top expert for about as much work as in public
repositories (half and more).
`);
  const { user, system } = process.cpuUsage(started);
  console.log(`${Math.round((user + system) / 1e6)} s of processor time.`);
}

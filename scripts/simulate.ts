import { seededChance } from '../test/support/chance.ts';
import { type Parameters, parametersFor } from './simulation/parameters.ts';
import { policies } from './simulation/policies.ts';
import { type Outcome, simulateYear } from './simulation/simulateYear.ts';
import { makeWorld } from './simulation/world.ts';

/** Simulated years each figure is the mean of. */
const years = Number(process.argv[2] ?? 20);

/** The mean of every figure over some years of one team under one policy; the same seeds for every policy. */
export function meanOutcome(
  parameters: Parameters,
  policy: (typeof policies)[number],
  seeds: readonly number[],
): Outcome {
  const outcomes = seeds.map((seed) =>
    simulateYear(makeWorld(parameters, seededChance(seed)), policy, seededChance(seed + 1_000_000)),
  );
  const keys = Object.keys(outcomes[0]!) as (keyof Outcome)[];
  return Object.fromEntries(
    keys.map((key) => [key, outcomes.reduce((sum, outcome) => sum + outcome[key], 0) / outcomes.length]),
  ) as unknown as Outcome;
}

const percent = (part: number): string => `${(part * 100).toFixed(1)}%`;

function report(people: number): void {
  const parameters = parametersFor(people);
  const seeds = Array.from({ length: people > 100 ? Math.max(1, Math.round(years / 5)) : years }, (_, i) => i + 1);
  console.log(`\nA year of a team of ${people}, mean of ${seeds.length} simulated years, seeds 1 to ${seeds.length}`);
  console.log(
    Object.entries(parameters)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · '),
  );
  console.log(
    '| policy | share of the busiest 10% | known by one person only, before → after | waiting, days | unanswered | what the helper knows |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const policy of policies) {
    const o = meanOutcome(parameters, policy, seeds);
    console.log(
      `| ${policy.name} | ${percent(o.busiestShare)} | ${o.singlesBefore.toFixed(1)} → ${o.singlesAfter.toFixed(1)} of ${parameters.areas} | ${o.waiting.toFixed(2)} | ${percent(o.unanswered)} | ${o.quality.toFixed(3)} |`,
    );
  }
}

if (import.meta.main) {
  for (const people of [30, 300]) report(people);
  console.log(`
All policies live through the same year: same work, absences and departures. “ours” chooses by the product’s own levels and turn-taking
and pairs by its own matching; “without pairs” shows what choosing alone does. A request that nobody answered reaches the next name on the
list each day; “top expert” and “most commits” have one name.

Weak points: everybody asks, answers and pairs as told; every question costs the same; what a session teaches is assumed, not
measured, and half of everything is forgotten in a year whoever it is; areas do not change together and nobody changes their habits; the
measure sees every change and every session; presence is always known; the weights of turn-taking were chosen with this simulation; pace is a lognormal guess, set so that the busiest tenth are top expert for about as
much work as in public repositories (half and more).`);
}

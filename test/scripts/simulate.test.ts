import assert from 'node:assert/strict';
import { meanOutcome } from '../../scripts/simulate.ts';
import { parametersFor } from '../../scripts/simulation/parameters.ts';
import { oursWithoutPairs, oursWithPairs, topExpert } from '../../scripts/simulation/policies.ts';

describe('a simulated year of a team of 30', () => {
  const seeds = [1, 2, 3, 4, 5, 6];
  const parameters = parametersFor(30);

  it('spreads help: the busiest tenth gives at most half of what it gives where the top expert is always asked, nearly as well', () => {
    const [theirs, ours] = [topExpert, oursWithPairs].map((policy) => meanOutcome(parameters, policy, seeds));
    assert.ok(ours!.busiestShare <= theirs!.busiestShare / 2, `${ours!.busiestShare} of ${theirs!.busiestShare}`);
    // The full run is held to a twentieth; six years scatter more.
    assert.ok(ours!.quality >= 0.93 * theirs!.quality, `${ours!.quality} of ${theirs!.quality}`);
    assert.ok(ours!.unanswered < theirs!.unanswered && ours!.waiting < theirs!.waiting);
  }).timeout(60_000);

  it('pairs leave fewer areas to one person alone', () => {
    const [without, ours] = [oursWithoutPairs, oursWithPairs].map((policy) => meanOutcome(parameters, policy, seeds));
    assert.ok(ours!.singlesAfter <= 0.85 * without!.singlesAfter, `${ours!.singlesAfter} of ${without!.singlesAfter}`);
  }).timeout(60_000);

  it('is the same for the same seeds', () => {
    assert.deepEqual(meanOutcome(parameters, oursWithPairs, [3]), meanOutcome(parameters, oursWithPairs, [3]));
  }).timeout(60_000);
});

import assert from 'node:assert/strict';
import blossom from 'edmonds-blossom-fixed';
import { matchPairs } from '../../src/mentoring/matching.ts';
import { seededChance } from '../support/chance.ts';

/** A symmetric table of whole weights; a given part of the pairs cannot be paired. */
function table(n: number, chance: () => number, missing: number, heaviest: number): number[][] {
  const weights = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      weights[a]![b] = weights[b]![a] = chance() < missing ? 0 : 1 + Math.floor(chance() * heaviest);
    }
  return weights;
}

const sum = (weights: number[][], pairs: readonly (readonly [number, number])[]): number =>
  pairs.reduce((total, [a, b]) => total + weights[a]![b]!, 0);

/** The best sum by trying every way to pair, remembered by the set of people who are left. */
function bruteForce(weights: number[][]): number {
  const known = new Map<number, number>();
  const best = (left: number): number => {
    if (left === 0) return 0;
    const memo = known.get(left);
    if (memo !== undefined) return memo;
    const a = 31 - Math.clz32(left & -left);
    const rest = left & ~(1 << a);
    let most = best(rest);
    for (let b = a + 1; b < weights.length; b++)
      if (rest & (1 << b) && weights[a]![b]! > 0) most = Math.max(most, weights[a]![b]! + best(rest & ~(1 << b)));
    known.set(left, most);
    return most;
  };
  return best(2 ** weights.length - 1);
}

function independent(weights: number[][]): number {
  const edges: [number, number, number][] = [];
  for (let a = 0; a < weights.length; a++)
    for (let b = a + 1; b < weights.length; b++) if (weights[a]![b]! > 0) edges.push([a, b, weights[a]![b]!]);
  const mates = blossom(edges);
  return mates.reduce((total, b, a) => (b > a ? total + weights[a]![b]! : total), 0);
}

function isMatching(pairs: readonly (readonly [number, number])[], weights: number[][]): void {
  const seen = new Set<number>();
  for (const [a, b] of pairs) {
    assert.ok(weights[a]![b]! > 0, `${a} and ${b} cannot be paired`);
    assert.ok(!seen.has(a) && !seen.has(b), 'somebody stands in two pairs');
    seen.add(a).add(b);
  }
}

describe('P1 the best set of pairs', () => {
  it('is as good as trying every way to pair, for up to ten people', () => {
    const chance = seededChance(7);
    for (let round = 0; round < 4000; round++) {
      const weights = table(round % 11, chance, chance(), round % 3 === 0 ? 3 : 1000);
      const pairs = matchPairs(weights.length, (a, b) => weights[a]![b]!);
      isMatching(pairs, weights);
      assert.equal(sum(weights, pairs), bruteForce(weights), JSON.stringify(weights));
    }
  });

  it('is as good as an independent library finds, for up to 60 people', () => {
    const chance = seededChance(11);
    for (let round = 0; round < 60; round++) {
      const weights = table(2 + Math.floor(chance() * 59), chance, chance(), round % 2 ? 5 : 100_000);
      const pairs = matchPairs(weights.length, (a, b) => weights[a]![b]!);
      isMatching(pairs, weights);
      assert.equal(sum(weights, pairs), independent(weights));
    }
  });

  it('is as good as an independent library finds for 300 people', () => {
    const chance = seededChance(300);
    for (const [missing, heaviest] of [
      [0, 200_000_000],
      [0.9, 1000],
      [0.5, 3],
    ] as const) {
      const weights = table(300, chance, missing, heaviest);
      const pairs = matchPairs(300, (a, b) => weights[a]![b]!);
      isMatching(pairs, weights);
      assert.equal(sum(weights, pairs), independent(weights));
    }
  }).timeout(60_000);

  it('leaves out who would gain nothing, and says nothing of an empty team', () => {
    assert.deepEqual(
      matchPairs(0, () => 1),
      [],
    );
    assert.deepEqual(
      matchPairs(1, () => 1),
      [],
    );
    assert.deepEqual(
      matchPairs(4, (a, b) => (a === 1 && b === 3 ? 5 : -2)),
      [[1, 3]],
    );
  });

  it('prefers two good pairs to one very good one', () => {
    const path = [
      [0, 6, 0, 0],
      [6, 0, 10, 0],
      [0, 10, 0, 6],
      [0, 0, 6, 0],
    ];
    assert.deepEqual(
      matchPairs(4, (a, b) => path[a]![b]!),
      [
        [0, 1],
        [2, 3],
      ],
    );
  });
});

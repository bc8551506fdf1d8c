import assert from 'node:assert/strict';
import { randomFrom } from '../support/randomFrom.ts';
import { type Move, moves, start, step, type World, worldKey } from '../support/requestModel.ts';

describe('requests and sessions', () => {
  // A hidden asker goes through the same states as a named one, so the costly depth is walked once.
  for (const { hidden, depth: most } of [
    { hidden: true, depth: 8 },
    { hidden: false, depth: Number(process.env.DEPTH ?? 6) },
  ]) {
    it(`rules Q1–Q9, S5 (D6): every interleaving to depth ${most} leaves one helper and no stuck request (${hidden ? 'hidden' : 'named'} asker)`, function () {
      this.timeout(process.env.DEPTH ? 0 : 120_000);
      let frontier: World[] = [start];
      const seen = new Set([worldKey(start)]);
      let steps = 0;
      for (let depth = 0; depth < most; depth++) {
        const next: World[] = [];
        for (const world of frontier) {
          for (const move of moves(hidden)) {
            steps++;
            const after = step(world, move);
            if (after === world) continue;
            const key = worldKey(after);
            if (seen.has(key)) continue;
            seen.add(key);
            next.push(after);
          }
        }
        frontier = next;
      }
      assert.ok(seen.size > 1_000, `${seen.size} worlds after ${steps} moves`);
    });
  }

  it('D6: random walks of length 40 reach an end by themselves', () => {
    const seed = Number(process.env.SEED ?? 1);
    const random = randomFrom(seed);
    const all = [moves(false), moves(true)];
    const walks = Number(process.env.WALKS ?? 2_000);
    for (let walk = 0; walk < walks; walk++) {
      const choice = all[walk % 2]!;
      let world = start;
      for (let i = 0; i < 40; i++) world = step(world, choice[Math.floor(random() * choice.length)] as Move);
      for (let i = 0; i < 10; i++) world = step(world, { tick: true });
      const status = world.state?.status;
      assert.ok(status !== 'open' && status !== 'unanswered', `seed ${seed}, walk ${walk}: still ${status}`);
    }
  });
});

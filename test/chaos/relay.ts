// npm run chaos:relay: the long forms of the relay's fault tests. KILLS (default 1000) kills with -9 under load, then the tests of faults
// and attacks with large numbers. Everything runs on this machine only. Prints its seed; SEED=… repeats the choices, not the timing.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSealing } from '../../src/protocol/sealing.ts';
import { killRounds } from '../support/killRounds.ts';
import { randomFrom } from '../support/randomFrom.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const kills = Number(process.env.KILLS ?? 1_000);
const perFolder = 10;
const stepsOfModel = 100_000;

/** Runs the tests whose title holds `title` with large numbers; resolves with mocha's exit code, which is not 0 either where there are none. */
function long(title: string, numbers: Record<string, string>): Promise<number> {
  console.log(`${title}: ${JSON.stringify(numbers)}`);
  const mocha = path.join(import.meta.dirname, '../../node_modules/mocha/bin/mocha.js');
  const child = spawn(
    process.execPath,
    [mocha, '--fgrep', title, '--fail-zero', '--timeout', '0', '--no-parallel', '--exit'],
    {
      stdio: 'inherit',
      env: { ...process.env, SEED: String(seed), ...numbers },
    },
  );
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

console.log(`seed ${seed}`);
await loadSealing();
const random = randomFrom(seed);
const total = { kills: 0, acknowledged: 0, resent: 0 };
while (total.kills < kills) {
  const root = mkdtempSync(path.join(tmpdir(), 'whoknows-chaos-'));
  const round = Math.min(perFolder, kills - total.kills);
  try {
    const { acknowledged, resent } = await killRounds(root, round, random);
    total.kills += round;
    total.acknowledged += acknowledged;
    total.resent += resent;
    console.log(
      `D2: ${total.kills} kills, ${total.acknowledged} acknowledged and all there once, ${total.resent} sent again`,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
if (process.env.ONLY_KILLS) process.exit(0);
let failed = 0;
failed += await long('(D1)', { ROUNDS: process.env.ROUNDS ?? '30000' });
failed += await long('rule E3 (D4)', { CUTS: process.env.CUTS ?? '1000', CLIENTS: process.env.CLIENTS ?? '50' });
failed += await long('D6', { DEPTH: '8', WALKS: process.env.WALKS ?? '1000000' });
failed += await long('(D7)', { LEAVES: process.env.LEAVES ?? '10000' });
failed += await long('(W4)', { FRAMES: process.env.FRAMES ?? '1000000' });
// Members are put out as the model goes on; with fresh teams now and then it does not run out of them.
const rounds = Math.ceil(Number(process.env.STEPS ?? 1_000_000) / stepsOfModel);
for (let round = 0; round < rounds; round++)
  failed += await long('(W5): random frames', { STEPS: String(stepsOfModel), SEED: String(seed + round) });
failed += await long('W6: RFC 6455', { CHOPS: process.env.CHOPS ?? '1,2,3,5,7,16,64,1000' });
console.log(failed ? 'failed' : 'all held');
process.exit(failed ? 1 : 0);

// npm run bench:attacks (W3): how long live frames of two members take, 50 a second, while somebody attacks the relay, beside calm
// stretches before each attack. SECONDS (default 10) each. Attackers are processes of their own; the relay has its ordinary limits.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadSealing } from '../../../src/protocol/sealing.ts';
import type { Attack } from './attacker.ts';
import { startBenchServer } from './benchServer.ts';
import { latency, percentiles } from './drive.ts';
import { benchTeam, livePipes } from './pipes.ts';

const seconds = Number(process.env.SECONDS ?? 10);
const kinds: Attack[] = ['flood', 'size bombs', 'fragments', 'slow reader', 'silent strangers'];
const root = mkdtempSync(path.join(tmpdir(), 'whoknows-attacks-'));

async function bench() {
  await loadSealing();
  const relay = await startBenchServer('bounded', path.join(root, 'relay'));
  const team = await benchTeam(relay, root);
  const live = await livePipes(team);
  const measure = async () => percentiles(await latency(live.pipes[0]!, 50, seconds));
  await measure();
  for (const kind of kinds) {
    const calm = await measure();
    // A slow reader is a second machine of the one who is spoken to; the others are a third member.
    const profile = team.profiles[kind === 'slow reader' ? 1 : 2]!;
    const script = path.join(import.meta.dirname, 'attacker.ts');
    const child = spawn(process.execPath, [script, kind, team.address, JSON.stringify(profile)], { stdio: 'inherit' });
    setPriority(child.pid!, 19);
    await wait(1_500);
    const under = await measure();
    child.kill('SIGKILL');
    await wait(500);
    const after = await measure();
    const quiet = { p50: (calm.p50 + after.p50) / 2, p99: (calm.p99 + after.p99) / 2 };
    const times = `${under.p50.toFixed(2)} / ${under.p99.toFixed(2)} ms, calm ${quiet.p50.toFixed(2)} / ${quiet.p99.toFixed(2)} ms`;
    console.log(`W3 ${kind.padEnd(17)} p50 / p99 ${times}, p99 ×${(under.p99 / quiet.p99).toFixed(2)} (target ≤ 1.20)`);
  }
  live.close();
  await relay.stop();
}

try {
  await bench();
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exit(0);

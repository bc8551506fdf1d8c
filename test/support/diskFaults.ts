import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { createDurableLoad } from './durableLoad.ts';
import { profileOf } from './rawMember.ts';
import { killRelay, startRelayProcess } from './relayProcess.ts';
import { eventually } from './relayTeam.ts';

/** What the system answers to which calls on the relay's database files: an error from the `from`-th call on, until it heals. */
export interface DiskFault {
  readonly calls: 'pwrite64' | 'fdatasync' | 'fsync' | 'fdatasync,fsync' | 'pwrite64,fdatasync,fsync,ftruncate';
  readonly error: 'EIO' | 'ENOSPC' | 'EDQUOT';
  readonly from: number;
}

export interface DiskFaultReport {
  readonly faults: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly resent: number;
  readonly kills: number;
}

/**
 * D3: while members write, the system makes calls on the relay's real database fail, as strace(1) can. From the first failure until the
 * disk heals nothing may be acknowledged, and the relay must go on serving; afterwards everything is taken, and what was acknowledged is
 * there exactly once, also after `kill -9` in the middle of the fault (every `killEvery`-th).
 */
export async function diskFaults(
  root: string,
  faults: readonly DiskFault[],
  killEvery: number,
): Promise<DiskFaultReport> {
  const folder = `${root}/relay`;
  let relay = await startRelayProcess(folder, 0);
  const { port } = relay;
  const home = `${root}/ana`;
  await joinTeam(createFileStorage(home), parseInviteLink(relay.link!)!, { name: 'ana', emails: ['a@example.org'] });
  const load = createDurableLoad(`ws://127.0.0.1:${port}/v1`, profileOf(home));
  let kills = 0;

  for (const [index, fault] of faults.entries()) {
    const name = `${fault.calls} ${fault.error} from ${fault.from}`;
    let raw = await load.attach();
    await load.run(raw, 20);
    const log = relay.log.length;
    const refused = load.refused;
    const heal = await inject(relay.child.pid!, folder, fault);
    const failed = () => relay.log.slice(log).some((line) => line.includes('commit.failed'));
    const deadline = performance.now() + 20_000;
    while (!failed()) {
      assert.ok(performance.now() < deadline, `${name}: no commit has failed`);
      // Who sends that much is cut as too fast, and comes back.
      if (raw.socket.readyState !== 1) raw = await load.attach();
      await load.run(raw, 5);
    }
    // What was acknowledged before the first failure is on its way here, before the refusals.
    await eventually(() => load.refused > refused || raw.socket.readyState === 3, 20_000);
    while (raw.socket.readyState === 3) {
      // What had reached the disk before the failure, and whose acknowledgement was lost with the connection, is acknowledged again.
      const answers = () => load.refused + load.acknowledged.size;
      const all = answers() + load.unacknowledged.size;
      const again = await load.attach();
      raw = again;
      await eventually(() => answers() >= all || again.socket.readyState === 3, 20_000);
    }
    const before = load.acknowledged.size;
    load.sendAgain(raw);
    await load.run(raw, 60);
    assert.equal(load.acknowledged.size, before, `${name}: acknowledged on a failing disk`);
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200, `${name}: it still serves`);
    assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 503, `${name}: it says so`);
    raw.socket.terminate();
    const kill = (index + 1) % killEvery === 0;
    if (kill) await killRelay(relay);
    await heal();
    if (kill) {
      kills++;
      relay = await startRelayProcess(folder, port);
    }
    raw = await load.attach();
    await eventually(() => load.unacknowledged.size === 0, 20_000);
    raw.socket.close();
  }
  await load.verify();
  await killRelay(relay);
  relay = await startRelayProcess(folder, port);
  const acknowledged = await load.verify();
  await killRelay(relay, 'SIGTERM');
  return { faults: faults.length, acknowledged, refused: load.refused, resent: load.resent, kills };
}

/** Makes the calls of process `pid` on its database files fail; returns how to heal them. */
async function inject(pid: number, folder: string, fault: DiskFault): Promise<() => Promise<void>> {
  const files = ['relay.db', 'relay.db-wal'].flatMap((file) => ['-P', `${folder}/${file}`]);
  const what = `inject=${fault.calls}:error=${fault.error}:when=${fault.from}+`;
  const args = ['-f', '-o', '/dev/null', ...files, '-e', `trace=${fault.calls}`, '-e', what, '-p', String(pid)];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  strace.stderr.on('data', (data) => {
    said += String(data);
  });
  const exited = new Promise<void>((resolve) => strace.once('exit', () => resolve()));
  await eventually(() => /attached/.test(said) || strace.exitCode !== null, 10_000);
  if (strace.exitCode !== null) throw new Error(`strace is needed for this and cannot work here: ${said}`);
  return async () => {
    strace.kill('SIGINT');
    await exited;
  };
}

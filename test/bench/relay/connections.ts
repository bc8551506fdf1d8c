// npm run soak:connections: memory of idle members beside a bare ws server, and a restart under load: who is back when, and is all there.
// MEMBERS (default 15000) and RETURNING (default 10000) set the sizes; the limit on open files must allow them.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { backoff } from '../../../src/client/backoff.ts';
import { proofText } from '../../../src/protocol/proofText.ts';
import { createTeam } from '../../../src/relay/invites.ts';
import { openSqliteStore } from '../../../src/relay/sqliteStore.ts';
import type { Write } from '../../../src/relay/store.ts';
import { type BenchServer, startBenchServer } from './benchServer.ts';

const members = Number(process.env.MEMBERS ?? 15_000);
const returning = Number(process.env.RETURNING ?? 10_000);
const root = mkdtempSync(path.join(tmpdir(), 'whoknows-soak-'));
const folder = path.join(root, 'relay');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const deviceKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
const id = (n: number) => `${n}`.padStart(22, '0');

/** A team whose members all have the same key: what a connection costs does not depend on it. */
async function populate(): Promise<string> {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder, { recursive: true });
  const store = await openSqliteStore(path.join(folder, 'relay.db'));
  const team = await createTeam(store, 1);
  const batch: Write[] = [];
  for (let n = 0; n < Math.max(members, returning); n++) {
    batch.push({
      op: 'member',
      team,
      member: {
        member: id(n),
        role: 'member',
        standing: 'full',
        signKey: randomBytes(32).toString('base64url'),
        boxKey: randomBytes(32).toString('base64url'),
        emails: [randomBytes(32).toString('base64url')],
        profile: randomBytes(250).toString('base64url'),
        voucher: randomBytes(32).toString('base64url'),
        teamKey: null,
        joinedAt: 1,
      },
    });
    batch.push({ op: 'device', team, device: { device: id(n), member: id(n), deviceKey, addedAt: 1 } });
  }
  await store.commit(batch);
  await store.close();
  return team;
}

/** Connects and proves member `n`; resolves when it is live. */
function connectIdle(port: number, team: string, n: number, onClose?: () => void): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1`, { perMessageDeflate: false });
    let live = false;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { type: string; relay: string; time: number; nonce: string };
      if (frame.type === 'relay.challenge') {
        const text = proofText({
          relay: frame.relay,
          time: frame.time,
          nonce: frame.nonce,
          team,
          member: id(n),
          device: id(n),
        });
        const signature = sign(null, Buffer.from(text), privateKey).toString('base64url');
        socket.send(
          JSON.stringify({ type: 'member.prove', version: 1, team, member: id(n), device: id(n), signature }),
        );
      } else if (frame.type === 'member.welcome') socket.send('{"type":"team.resume","after":null}');
      else if (frame.type === 'team.resumed') {
        live = true;
        resolve(socket);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => (live ? onClose?.() : reject(new Error('closed'))));
  });
}

/** A bare connection that has exchanged as many frames as a member has when it is live, and of the same size. */
function connectBare(port: number): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    let left = 3;
    socket.on('open', () => socket.send('x'.repeat(300)));
    socket.on('message', () => (--left ? socket.send('x'.repeat(300)) : resolve(socket)));
    socket.on('error', reject);
  });
}

async function inGroups(count: number, one: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < count; n += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - n) }, (_, i) => one(n + i)));
  }
}

async function memory(server: BenchServer, connect: (n: number) => Promise<WebSocket>) {
  const sockets: WebSocket[] = [];
  // On a busy machine a proof may come too late; then one comes again, as a client does.
  const surely = async (n: number): Promise<void> => {
    try {
      sockets.push(await connect(n));
    } catch {
      await wait(100);
      await surely(n);
    }
  };
  // The first hundred pay for code and buffers that are there once.
  await inGroups(100, surely);
  const measure = async () => {
    const { rss } = await server.measure('gc');
    return { rss, held: (await server.measure('compact')).rss };
  };
  const before = await measure();
  await inGroups(members - 100, (n) => surely(n + 100));
  await wait(1_000);
  const after = await measure();
  const count = members - 100;
  return { each: { rss: (after.rss - before.rss) / count, held: (after.held - before.held) / count }, sockets };
}

async function returnAfterRestart(team: string): Promise<void> {
  let relay = await startBenchServer('relay', folder);
  const port = relay.port;
  let online = 0;
  let restarting = false;
  let attempts = 0;
  const stay = async (n: number, attempt = 0): Promise<void> => {
    // As the client does: also the first attempt after a cut waits a random time.
    if (restarting) await wait(backoff(attempt, Math.random()));
    attempts++;
    try {
      await connectIdle(port, team, n, () => {
        online--;
        if (restarting) void stay(n);
      });
      online++;
    } catch {
      return stay(n, attempt + 1);
    }
  };
  await inGroups(returning, (n) => stay(n));
  restarting = true;
  relay.child.kill('SIGKILL');
  await new Promise((resolve) => relay.child.once('exit', resolve));
  const began = performance.now();
  const cpu = process.cpuUsage();
  attempts = 0;
  relay = await startBenchServer('relay', folder, port);
  while (online < returning && performance.now() - began < 120_000) await wait(50);
  const seconds = (performance.now() - began) / 1000;
  const own = (process.cpuUsage(cpu).user + process.cpuUsage(cpu).system) / 1e6;
  const { cpu: its } = await relay.measure();
  console.log(`restart under ${returning} members: ${online} back within ${seconds.toFixed(1)} s (target 60 s)`);
  console.log(
    `  processor time: the relay ${(its / 1e6).toFixed(1)} s, all clients in one process ${own.toFixed(1)} s; attempts ${attempts}`,
  );
  restarting = false;
  await relay.stop();
}

try {
  const team = await populate();
  const echo = await startBenchServer('echo', '');
  const bare = await memory(echo, () => connectBare(echo.port));
  for (const socket of bare.sockets) socket.terminate();
  await echo.stop();
  const relay = await startBenchServer('relay', folder);
  const idle = await memory(relay, (n) => connectIdle(relay.port, team, n));
  for (const socket of idle.sockets) socket.terminate();
  await relay.stop();
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(2)} KB`;
  // What the system counts holds the collector's room for objects to come, in lumps of megabytes; `held` is what the connections need.
  console.log(
    `${members} connections, bare ws: ${kb(bare.each.rss)} each as the system counts, ${kb(bare.each.held)} held`,
  );
  console.log(
    `${members} idle members: ${kb(idle.each.rss)} each as the system counts (target ≤ 10 KB), ${kb(idle.each.held)} held`,
  );
  console.log(`held, times bare ws: ${(idle.each.held / bare.each.held).toFixed(2)}, target ≤ 1.20`);
  await returnAfterRestart(team);
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exit(0);

// npm run bench:relay: what the relay costs beside a bare ws echo server and socket.io 4, with the same load generator in the same run.
// Costs are the server's own processor time, so that other work on the machine matters little. Medians of ROUNDS rounds (default 5) of
// MESSAGES messages (default 20,000). ONLY=record,ask limits what is measured; PROFILE=FOLDER writes a processor profile of the relay.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSealing, timedId } from '../../../src/protocol/sealing.ts';
import { startBenchServer } from './benchServer.ts';
import { type Cost, drive, latency, percentiles } from './drive.ts';
import {
  askOf,
  benchTeam,
  durablePipes,
  echoPipes,
  livePipes,
  payload,
  recordOf,
  socketIoPipes,
  withdrawalOf,
} from './pipes.ts';
import { canSlowDisk, slowDisk } from './slowDisk.ts';
import { singleTransaction, syncTimes } from './syncTimes.ts';

const rounds = Number(process.env.ROUNDS ?? 5);
const messages = Number(process.env.MESSAGES ?? 20_000);
const seconds = Number(process.env.SECONDS ?? 5);
const only = process.env.ONLY?.split(',');
const root = mkdtempSync(path.join(tmpdir(), 'whoknows-bench-'));

const row = (name: string, value: string, limit = '') =>
  console.log(`${name.padEnd(58)} ${value.padStart(14)}   ${limit}`);

async function bench() {
  await loadSealing();
  const echo = await startBenchServer('echo', '');
  const socketIo = await startBenchServer('socketio', '');
  const relay = await startBenchServer('relay', path.join(root, 'relay'));
  const team = await benchTeam(relay, root);
  const liveText = JSON.stringify({
    type: 'live.send',
    session: team.session,
    from: timedId(1),
    device: timedId(1),
    sealed: payload,
  });
  const echoing = await echoPipes(echo, liveText, 2);
  const socketing = await socketIoPipes(socketIo, liveText, 2);
  const askText = JSON.stringify({ ...askOf(timedId(1), timedId(1)), id: `${timedId(1)}.1` });
  const echoing8 = await echoPipes(echo, askText, 8);
  const live = await livePipes(team);
  const costs = new Map<string, Cost[]>();
  const at = (name: string, of: keyof Cost = 'cpu') => median((costs.get(name) ?? []).map((cost) => cost[of]));

  for (let round = 0; round < rounds + 1; round++) {
    const measure = async (name: string, cost: () => Promise<Cost>) => {
      if (only && !only.includes(name)) return;
      const value = await cost();
      // The first round warms up compilers and caches.
      if (round > 0) costs.set(name, [...(costs.get(name) ?? []), value]);
    };
    await measure('echo', () => drive(echo, echoing, messages));
    await measure('live', () => drive(relay, live.pipes, messages));
    await measure('socket.io', () => drive(socketIo, socketing, messages));
    await measure('echo8', () => drive(echo, echoing8, messages));
    const durably = async (make: (member: string, next: string) => object) => {
      const durable = await durablePipes(team, make);
      const cost = await drive(relay, durable.pipes, messages);
      durable.close();
      return cost;
    };
    await measure('record', () => durably(recordOf));
    const asked = new Map<string, string[]>();
    await measure('ask', () =>
      durably((member, next) => {
        const frame = askOf(member, next);
        const mine = asked.get(member) ?? [];
        mine.push(frame.request);
        asked.set(member, mine);
        return frame;
      }),
    );
    // Open requests are few in a real team: those of one round must not burden the next.
    if (asked.size) await durably((member) => withdrawalOf(asked.get(member)?.pop()) ?? recordOf(member));
  }
  const single = singleTransaction(root);

  row('bare ws echo, µs of server time a message', at('echo').toFixed(1));
  row('socket.io 4 echo', at('socket.io').toFixed(1));
  row('relay, live frame validated and routed', at('live').toFixed(1));
  row('  times bare echo a core', (at('echo') / at('live')).toFixed(2), 'target ≥ 0.90');
  row('  times socket.io a core', (at('socket.io') / at('live')).toFixed(2), 'target ≥ 1.8');
  row('bare ws echo, as large as a request', at('echo8').toFixed(1));
  row('relay, record on disk and acknowledged', at('record').toFixed(1));
  row('  of which in the event loop', at('record', 'loop').toFixed(1));
  row('  commands that shared a transaction', at('record', 'group').toFixed(0));
  row('  times bare echo a core', (at('echo8') / at('record')).toFixed(2), 'target ≥ 0.45');
  row('relay, request on disk, acknowledged, offered', at('ask').toFixed(1));
  row('  of which in the event loop', at('ask', 'loop').toFixed(1));
  row('  commands that shared a transaction', at('ask', 'group').toFixed(0));
  row('  times bare echo a core', (at('echo8') / at('ask')).toFixed(2), 'target ≥ 0.45');
  row('one transaction a message, bare SQLite, µs of time', single.toFixed(0));
  row('  group commit in the relay, times that (record)', (single / at('record')).toFixed(0), 'target ≥ 100');
  if (canSlowDisk() && (!only || only.includes('slow'))) await onSlowDisk(5);

  if (!only || only.includes('latency')) await latencies();
  for (const server of [echo, socketIo, relay]) await server.stop();

  /** The same where a sync takes long, which this machine's disk does not do by itself: time that goes by, not processor time. */
  async function onSlowDisk(ms: number) {
    const folder = path.join(root, 'slow');
    const slow = await startBenchServer('relay', path.join(folder, 'relay'), 0, slowDisk(ms));
    const pipes = await durablePipes(await benchTeam(slow, folder), recordOf);
    await drive(slow, pipes.pipes, messages);
    const { cpu, wall, group } = await drive(slow, pipes.pipes, messages);
    pipes.close();
    await slow.stop();
    const one = singleTransaction(folder, slowDisk(ms));
    row(`EMULATED: each sync ${ms} ms longer; one transaction a message, µs`, one.toFixed(0));
    const both = (a: number, b: number) => `${a.toFixed(0)} / ${b.toFixed(0)}`;
    row('  record in the relay, µs of processor time / of time', both(cpu, wall), `${group.toFixed(0)} a transaction`);
    row('  group commit, times that, a core / by the clock', both(one / cpu, one / wall), 'target ≥ 100');
  }

  async function latencies() {
    const stored = await durablePipes(team, recordOf);
    const took: Record<'bare' | 'routed' | 'durable' | 'sync' | 'turn', number[]> = {
      bare: [],
      routed: [],
      durable: [],
      sync: [],
      turn: [],
    };
    // By turns, a second each: what else goes on meets all of them alike.
    for (let second = 0; second < seconds; second++) {
      took.bare.push(...(await latency(echoing[0]!, 1000, 1)));
      took.routed.push(...(await latency(live.pipes[0]!, 1000, 1)));
      const sync = await syncTimes(root, 1000, 1);
      took.sync.push(...sync.took);
      took.turn.push(...sync.waited);
      took.durable.push(...(await latency(stored.pipes[0]!, 1000, 1)));
    }
    stored.close();
    const both = (values: readonly number[]) => {
      const { p50, p99 } = percentiles(values);
      return `${p50.toFixed(2)} / ${p99.toFixed(2)}`;
    };
    row('1,000 messages/s, bare echo: p50 / p99 ms', both(took.bare));
    row('1,000 live frames/s: p50 / p99 ms', both(took.routed), 'target p99 ≤ 2× bare');
    row('1,000 durable/s: p50 / p99 ms', both(took.durable), 'target p99 ≤ 3× one sync');
    row('1,000 bare syncs of the disk a second: p50 / p99 ms', both(took.sync));
    row('  from when it was their turn', both(took.turn));
    live.close();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

try {
  await bench();
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exit(0);

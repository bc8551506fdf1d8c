// npm run bench:relay: what the relay costs beside a bare ws echo server and socket.io 4, with the same load generator in the same run.
// Costs are the server's own processor time, so that other work on the machine matters little. Medians of ROUNDS rounds (default 5).
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { createClient } from '../../../src/client/createClient.ts';
import { createFileStorage } from '../../../src/client/fileStorage.ts';
import { joinTeam } from '../../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../../src/protocol/inviteLink.ts';
import { loadSealing, timedId } from '../../../src/protocol/sealing.ts';
import { connectMember, profileOf } from '../../support/rawMember.ts';
import { eventually } from '../../support/relayTeam.ts';
import { type BenchServer, startBenchServer } from './benchServer.ts';

const rounds = Number(process.env.ROUNDS ?? 5);
const messages = Number(process.env.MESSAGES ?? 20_000);
const window = 64;
const root = mkdtempSync(path.join(tmpdir(), 'whoknows-bench-'));
const payload = randomBytes(150).toString('base64url');

/** One sender and how many answers it has had. */
interface Pipe {
  send(): void;
  onAnswer: () => void;
}

/** Keeps `window` messages on the way in each pipe until `messages` are answered; returns the server's microseconds a message. */
async function drive(server: BenchServer, pipes: readonly Pipe[]): Promise<number> {
  const before = (await server.measure()).cpu;
  let sent = 0;
  let answered = 0;
  await new Promise<void>((resolve) => {
    for (const pipe of pipes) {
      pipe.onAnswer = () => {
        if (++answered === messages) return resolve();
        if (sent < messages) {
          sent++;
          pipe.send();
        }
      };
    }
    for (let i = 0; i < window; i++) {
      for (const pipe of pipes) {
        if (sent < messages) {
          sent++;
          pipe.send();
        }
      }
    }
  });
  return ((await server.measure()).cpu - before) / messages;
}

async function echoPipes(server: BenchServer, text: string): Promise<Pipe[]> {
  return Promise.all(
    Array.from({ length: 8 }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}`, { perMessageDeflate: false });
      await new Promise((resolve) => socket.on('open', resolve));
      const pipe: Pipe = { send: () => socket.send(text), onAnswer: () => {} };
      socket.on('message', () => pipe.onAnswer());
      return pipe;
    }),
  );
}

async function socketIoPipes(server: BenchServer, text: string): Promise<Pipe[]> {
  return Promise.all(
    Array.from({ length: 8 }, async () => {
      const socket = io(`http://127.0.0.1:${server.port}`, { transports: ['websocket'], forceNew: true });
      await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
      const pipe: Pipe = { send: () => socket.emit('m', text), onAnswer: () => {} };
      socket.on('m', () => pipe.onAnswer());
      return pipe;
    }),
  );
}

/** Two members in one session, each on eight connections: four send, four are spoken to. */
async function relaySession(server: BenchServer) {
  const open = async (name: string, link: string) => {
    const home = path.join(root, `${name}-${randomBytes(4).toString('hex')}`);
    await joinTeam(createFileStorage(home), parseInviteLink(link)!, { name, emails: [`${name}@example.org`] });
    const client = await createClient({ storage: createFileStorage(home) });
    client.start();
    await client.ready();
    return { client, profile: profileOf(home) };
  };
  const ana = await open('ana', server.link);
  const invite = ana.client.invite();
  await invite.done;
  const ben = await open('ben', invite.link);
  await eventually(() => ana.client.team.members.size === 2);
  const { request, done } = ana.client.ask({
    question: { question: 'q' },
    steps: [{ candidates: [ben.profile.member], wait: 1000 }],
  });
  await done;
  await ben.client.accept(request).done;
  ana.client.stop();
  ben.client.stop();
  return { ana: ana.profile, ben: ben.profile, request, address: `ws://127.0.0.1:${server.port}/v1` };
}

type Session = Awaited<ReturnType<typeof relaySession>>;

async function bareMember(session: Session, profile: Session['ana'], resume: boolean) {
  const raw = await connectMember(session.address, profile);
  raw.socket.removeAllListeners('message');
  void resume;
  return raw.socket;
}

/** A live frame from Ana's one connection to Ben's one: validated, routed, forwarded. */
async function livePipes(session: Session): Promise<{ pipes: Pipe[]; close: () => void }> {
  const from = await bareMember(session, session.ana, true);
  const to = await bareMember(session, session.ben, true);
  const frame = (profile: Session['ana']) =>
    JSON.stringify({
      type: 'live.send',
      session: session.request,
      from: profile.member,
      device: profile.device,
      sealed: payload,
    });
  const [forth, back] = [frame(session.ana), frame(session.ben)];
  const pipes: Pipe[] = [
    { send: () => from.send(forth), onAnswer: () => {} },
    { send: () => to.send(back), onAnswer: () => {} },
  ];
  to.on('message', () => pipes[0]!.onAnswer());
  from.on('message', () => pipes[1]!.onAnswer());
  return {
    pipes,
    close() {
      from.close();
      to.close();
    },
  };
}

const id = () => timedId(Date.now());

/** Durable commands, each acknowledged from disk. */
async function durablePipes(
  session: Session,
  make: (profile: Session['ana']) => object,
): Promise<{ pipes: Pipe[]; close: () => void }> {
  const sockets: WebSocket[] = [];
  const pipes = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const profile = index % 2 ? session.ana : session.ben;
      const socket = await bareMember(session, profile, false);
      sockets.push(socket);
      const stream = id();
      let number = 0;
      const pipe: Pipe = {
        send: () => socket.send(JSON.stringify({ ...make(profile), id: `${stream}.${++number}` })),
        onAnswer: () => {},
      };
      socket.on('message', (data: Buffer) => {
        const text = data.toString('latin1', 0, 40);
        if (text.startsWith('{"type":"command.done"')) pipe.onAnswer();
        else if (text.startsWith('{"type":"command.refused"')) throw new Error(data.toString());
      });
      return pipe;
    }),
  );
  return {
    pipes,
    close: () =>
      sockets.forEach((socket) => {
        socket.close();
      }),
  };
}

const wrapped = 'A'.repeat(107);
const signature = 'A'.repeat(86);

function askOf(session: Session) {
  return (profile: Session['ana']) => ({
    type: 'request.ask',
    request: id(),
    hidden: false,
    steps: [{ candidates: [profile === session.ana ? session.ben.member : session.ana.member], wait: 600_000 }],
    keys: { [session.ana.member]: wrapped, [session.ben.member]: wrapped },
    signature,
    expiresIn: 3_600_000,
    sealed: payload,
  });
}

function ownRecordOf(session: Session) {
  void session;
  return (profile: Session['ana']) => ({
    type: 'record.add',
    record: id(),
    kind: 'meeting',
    scope: { members: [profile.member] },
    signature,
    keys: { [profile.member]: wrapped },
    sealed: payload,
  });
}

/** Microseconds a message when each is a transaction of its own, in this very process: what group commit saves. */
function oneTransactionEach(): number {
  const file = path.join(root, 'single.db');
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS m (x)');
  const insert = db.prepare('INSERT INTO m VALUES (?)');
  const count = 500;
  const started = performance.now();
  for (let i = 0; i < count; i++) {
    db.exec('BEGIN');
    insert.run(payload);
    db.exec('COMMIT');
  }
  db.close();
  return ((performance.now() - started) * 1000) / count;
}

/** Milliseconds from send to arrival at `rate` messages a second for `seconds`: [p50, p99]. */
async function latency(pipe: Pipe, rate: number, seconds: number): Promise<[number, number]> {
  const sentAt: number[] = [];
  const took: number[] = [];
  const total = rate * seconds;
  let sent = 0;
  await new Promise<void>((resolve) => {
    pipe.onAnswer = () => {
      took.push(performance.now() - sentAt[took.length]!);
      if (took.length === total) resolve();
    };
    const started = performance.now();
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * rate));
      while (sent < due) {
        sentAt.push(performance.now());
        pipe.send();
        sent++;
      }
      if (sent === total) clearInterval(timer);
    }, 1);
  });
  took.sort((a, b) => a - b);
  return [took[Math.floor(total * 0.5)]!, took[Math.floor(total * 0.99)]!];
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const row = (name: string, value: string, limit = '') =>
  console.log(`${name.padEnd(58)} ${value.padStart(14)}   ${limit}`);

async function bench() {
  await loadSealing();
  const echo = await startBenchServer('echo', '');
  const socketIo = await startBenchServer('socketio', '');
  const relay = await startBenchServer('relay', path.join(root, 'relay'));
  const session = await relaySession(relay);
  const liveText = JSON.stringify({
    type: 'live.send',
    session: session.request,
    from: id(),
    device: id(),
    sealed: payload,
  });
  const echoing = (await echoPipes(echo, liveText)).slice(0, 2);
  const socketing = (await socketIoPipes(socketIo, liveText)).slice(0, 2);
  const echo8 = await echoPipes(echo, JSON.stringify({ ...askOf(session)(session.ana), id: `${id()}.1` }));
  const live = await livePipes(session);
  const costs: Record<string, number[]> = {
    echo: [],
    socketIo: [],
    live: [],
    echo8: [],
    record: [],
    ask: [],
    single: [],
  };
  for (let round = 0; round < rounds + 1; round++) {
    const keep = (name: string, value: number) => {
      // The first round warms up compilers and caches.
      if (round > 0) costs[name]!.push(value);
    };
    keep('echo', await drive(echo, echoing));
    keep('live', await drive(relay, live.pipes));
    keep('socketIo', await drive(socketIo, socketing));
    keep('echo8', await drive(echo, echo8));
    const record = await durablePipes(session, ownRecordOf(session));
    keep('record', await drive(relay, record.pipes));
    record.close();
    const ask = await durablePipes(session, askOf(session));
    keep('ask', await drive(relay, ask.pipes));
    ask.close();
    keep('single', oneTransactionEach());
  }
  const at = (name: string) => median(costs[name]!);
  row('bare ws echo, µs of server time a message', at('echo').toFixed(1));
  row('socket.io 4 echo', at('socketIo').toFixed(1));
  row('relay, live frame validated and routed', at('live').toFixed(1));
  row('  times bare echo a core', (at('echo') / at('live')).toFixed(2), 'target ≥ 0.90');
  row('  times socket.io a core', (at('socketIo') / at('live')).toFixed(2), 'target ≥ 1.8');
  row('bare ws echo, as large as a request', at('echo8').toFixed(1));
  row('relay, record on disk and acknowledged', at('record').toFixed(1));
  row('  times bare echo a core', (at('echo8') / at('record')).toFixed(2), 'target ≥ 0.45');
  row('relay, request on disk, acknowledged, offered', at('ask').toFixed(1));
  row('  times bare echo a core', (at('echo8') / at('ask')).toFixed(2), 'target ≥ 0.45');
  row('one transaction a message, µs of time', at('single').toFixed(0));
  row('  group commit, times that (record)', (at('single') / at('record')).toFixed(0), 'target ≥ 100');

  const seconds = Number(process.env.SECONDS ?? 5);
  const bare = await latency(echoing[0]!, 1000, seconds);
  const routed = await latency(live.pipes[0]!, 1000, seconds);
  const stored = await durablePipes(session, ownRecordOf(session));
  const durable = await latency(stored.pipes[0]!, 1000, seconds);
  stored.close();
  row('1,000 messages/s, bare echo: p50 / p99 ms', `${bare[0].toFixed(2)} / ${bare[1].toFixed(2)}`);
  row('1,000 live frames/s: p50 / p99 ms', `${routed[0].toFixed(2)} / ${routed[1].toFixed(2)}`, 'target p99 ≤ 2× bare');
  row(
    '1,000 durable/s: p50 / p99 ms',
    `${durable[0].toFixed(2)} / ${durable[1].toFixed(2)}`,
    `target p99 ≤ 3× one sync (${(at('single') / 1000).toFixed(2)} ms)`,
  );
  live.close();
  for (const server of [echo, socketIo, relay]) await server.stop();
}

try {
  await bench();
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exit(0);

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backoff } from '../../src/client/backoff.ts';
import { createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { closings, mayComeBack } from '../../src/protocol/codes.ts';
import { limits } from '../../src/protocol/limits.ts';
import { openSqliteStore } from '../../src/relay/sqliteStore.ts';
import type { Store } from '../../src/relay/store.ts';
import { connectMember, profileOf } from '../support/rawMember.ts';
import { createTestTeam, eventually, requestEvent, type TestMember, type TestTeam } from '../support/relayTeam.ts';

/** A TCP proxy in front of a relay that can cut, swallow and delay. */
interface BadNetwork {
  readonly port: number;
  cut(): void;
  /** From now on bytes go nowhere and nothing is closed. */
  silence(on: boolean): void;
  close(): void;
}

async function badNetwork(to: number): Promise<BadNetwork> {
  const sockets = new Set<Socket>();
  let silent = false;
  const server: Server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => {
        if (!silent) into.write(data);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        if (!silent) into.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    cut,
    silence(on) {
      silent = on;
    },
    close() {
      silent = false;
      cut();
      server.close();
    },
  };
}

/** Makes the member's client go through `network` from its next start on. */
async function through(member: TestMember, network: BadNetwork, silenceMs?: number): Promise<TestMember> {
  const { createFileStorage } = await import('../../src/client/fileStorage.ts');
  const storage = createFileStorage(member.home);
  await storage.writeSecret(
    JSON.stringify({ ...profileOf(member.home), address: `ws://127.0.0.1:${network.port}/v1` }),
  );
  const again = await member.again({ random: () => 0.1, ...(silenceMs ? { silenceMs } : {}) });
  again.client.start();
  await again.client.ready();
  return again;
}

describe('a client on a bad day', () => {
  let team: TestTeam;
  beforeEach(async () => {
    team = await createTestTeam({ limits: { commandBurst: 10_000, pingEveryMs: 1_000 } });
  });
  afterEach(() => team.close());

  it('rule E3 (D4): cut again and again while two talk and all write notes, everybody ends with the same, nothing missing, nothing twice', async function () {
    this.timeout(process.env.CUTS ? 0 : 60_000);
    const network = await badNetwork(team.running.port);
    const joined: TestMember[] = [];
    while (joined.length < Number(process.env.CLIENTS ?? 5)) joined.push(await team.join(`member-${joined.length}`));
    const all: TestMember[] = [];
    for (const member of joined) all.push(await through(member, network));
    const [ana, ben] = [all[0]!, all[1]!];
    await eventually(() => all.every(({ client }) => client.team.members.size === all.length));
    const { request } = ana.client.ask({ question: { question: 'Q' }, steps: [{ candidates: [ben.id], wait: 1000 }] });
    await ben.until(requestEvent('request.offered'));
    await ben.client.accept(request).done;
    await eventually(() => ana.client.team.requests.get(request)?.state.status === 'active');
    const sent: Promise<unknown>[] = [];
    const cuts = Number(process.env.CUTS ?? 15);
    for (let i = 0; i < cuts; i++) {
      sent.push(ana.client.say(request, { text: `a${i}` }).done, ben.client.say(request, { text: `b${i}` }).done);
      const writer = all[i % all.length]!.client;
      sent.push(writer.addRecord({ kind: 'note', scope: { team: true }, content: { text: `note ${i}` } }).done);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
      network.cut();
    }
    await Promise.all(sent);
    const words = (member: TestMember, kind = 'message') =>
      [...member.client.team.records.values()]
        .filter((record) => record.kind === kind)
        .sort((x, y) => x.offset - y.offset)
        .map((record) => (record.content as { text: string }).text);
    await eventually(() => words(ana).length === 2 * cuts && words(ben).length === 2 * cuts, 20_000);
    assert.deepEqual(words(ana), words(ben));
    assert.equal(new Set(words(ana)).size, 2 * cuts);
    await eventually(() => all.every((member) => words(member, 'note').length === cuts), 20_000);
    for (const member of all) assert.deepEqual(words(member, 'note'), words(ana, 'note'));
    const told = ana.events.filter((event) => event.type === 'record' && !event.replayed);
    assert.equal(told.length, 3 * cuts, 'each was told once');
    network.close();
  });

  it('rule C5 (D4): a link that goes silent is noticed, and the client comes back by itself', async function () {
    this.timeout(20_000);
    const network = await badNetwork(team.running.port);
    const ana = await through(await team.join('ana'), network, 2_500);
    const began = performance.now();
    network.silence(true);
    await eventually(() => ana.client.connection !== 'online', 8_000);
    assert.ok(performance.now() - began < 6_000);
    network.silence(false);
    network.cut();
    await eventually(() => ana.client.connection === 'online', 10_000);
    network.close();
  });

  it('rule E5 (D1): a command whose acknowledgement was lost is done once; the same id with another body is refused', async () => {
    const ana = await team.join('ana');
    const profile = profileOf(ana.home);
    const record = (n: number, text: string) => ({
      type: 'record.add',
      id: `${'S'.repeat(22)}.${n}`,
      record: `${n}`.padStart(22, 'R'),
      kind: 'note',
      scope: { members: [profile.member] },
      signature: 'A'.repeat(86),
      keys: { [profile.member]: 'A'.repeat(107) },
      sealed: text,
    });
    const rounds = Number(process.env.ROUNDS ?? 60);
    const room = team.running.relay.rooms.get(profile.team)!;
    const before = room.offset;
    for (let n = 1; n <= rounds; n++) {
      const raw = await connectMember(team.address, profile);
      raw.send(record(n, 'text'));
      // Cut before the answer, after it, or somewhere in between.
      if (n % 3 === 0) await raw.next('command.done');
      if (n % 3 === 1) await new Promise((resolve) => setImmediate(resolve));
      raw.socket.terminate();
      const again = await connectMember(team.address, profile);
      again.send(record(n, 'text'));
      const done = await again.next('command.done');
      again.send(record(n, 'text'));
      await eventually(() => again.frames.filter((frame) => frame.type === 'command.done').length === 2);
      const twice = again.frames.filter((frame) => frame.type === 'command.done');
      assert.deepEqual(twice[1], done);
      again.send(record(n, 'other'));
      assert.equal((await again.next('command.refused')).code, 'conflict');
      again.socket.close();
    }
    assert.equal(room.offset - before, rounds);
  });

  it('D8: a day without the relay: what was asked waits on disk through restarts of the client, and is delivered once', async () => {
    let ana = await team.join('ana');
    const ben = await team.join('ben');
    await eventually(() => ana.client.team.members.size === 2);
    await team.running.close();
    await eventually(() => ana.client.connection !== 'online');
    const asked = Array.from({ length: 5 }, (_, i) =>
      ana.client.ask({ question: { question: `Q${i}` }, steps: [{ candidates: [ben.id], wait: 1000 }] }),
    );
    ana = await ana.again();
    assert.equal(ana.client.team.members.size, 2, 'the team is known without the relay');
    ana.client.start();
    await eventually(() => ana.client.connection === 'offline');
    await team.restart();
    await eventually(() => ben.client.team.requests.size === 5, 10_000);
    assert.deepEqual(
      [...ben.client.team.requests.keys()],
      asked.map((one) => one.request),
      'in the order of asking',
    );
    assert.equal(ana.client.waiting, 0);
  });

  it('rule E1 (D5): clocks ten years off, at either end, change no order and make no duration negative', async () => {
    const decade = 10 * 365 * 86_400_000;
    const [ana, ben] = [
      await team.join('ana', { now: () => Date.now() - decade }),
      await team.join('ben', { now: () => Date.now() + decade }),
    ];
    await eventually(() => ana.client.team.members.size === 2 && ben.client.team.members.size === 2);
    assert.ok(
      ana.events.some((event) => event.type === 'clock' && event.offByMs < -1e9),
      'and the person is told',
    );
    const { request } = ana.client.ask({
      question: { question: 'Q' },
      steps: [{ candidates: [ben.id], wait: 60_000 }],
    });
    await ben.until(requestEvent('request.offered'));
    for (const jump of [-decade, decade, 0]) {
      await team.restart({ wallClock: () => Date.now() + jump });
      await eventually(() => ana.client.connection === 'online' && ben.client.connection === 'online', 10_000);
      if (jump === -decade) await ben.client.accept(request).done;
      else await ana.client.say(request, { text: `${jump}` }).done;
    }
    await ana.client.end(request).done;
    await eventually(() => ben.client.team.requests.get(request)?.state.status === 'ended');
    for (const one of [ana, ben]) {
      const { state } = one.client.team.requests.get(request)!;
      assert.ok(state.askedAt <= state.acceptedAt! && state.acceptedAt! <= state.endedAt!);
      assert.ok(state.activeMs >= 0);
    }
    const times = [...ana.client.team.records.values()].map((record) => record.at);
    assert.deepEqual(
      times,
      [...times].sort((x, y) => x - y),
    );
  });

  it('what was asked of the relay and not answered fails with the connection, and does not wait for ever', async () => {
    const network = await badNetwork(team.running.port);
    const ana = await through(await team.join('ana'), network);
    assert.equal((await ana.client.devices()).length, 1);
    network.silence(true);
    const asked = ana.client.devices();
    network.cut();
    await assert.rejects(asked, { code: 'unreachable' });
    network.close();
  });

  it('rule X2: what the relay has not answered fails when the client may not come back, and leaving is done then', async () => {
    const ana = await team.join('ana');
    const network = await badNetwork(team.running.port);
    const ben = await through(await team.join('ben'), network);
    const kim = await through(await team.join('kim'), network);
    network.silence(true);
    const note = ben.client.addRecord({ kind: 'note', scope: { members: [] }, content: { text: 'x' } });
    const left = kim.client.leave();
    await ana.client.revoke(ben.id).done;
    await ana.client.revoke(kim.id).done;
    network.silence(false);
    network.cut();
    await assert.rejects(note.done, { code: 'revoked' });
    await left;
    await assert.rejects(createClient({ storage: createFileStorage(kim.home) }), { code: 'no-profile' });
    network.close();
  });

  it('rule E6: what a full disk refused is sent again in its order, and nothing overtakes it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'whoknows-full-'));
    const real = await openSqliteStore(path.join(folder, 'relay.db'));
    let full = false;
    const store: Store = {
      ...real,
      commit: (batch) => (full ? Promise.reject(new Error('database or disk is full')) : real.commit(batch)),
    };
    const disk = await createTestTeam({ store, limits: {} });
    const ana = await disk.join('ana');
    const ben = await disk.join('ben');
    await eventually(() => ana.client.team.members.size === 2);
    const asked = ana.client.ask({ question: { question: 'why' }, steps: [{ candidates: [ben.id], wait: 60_000 }] });
    await ben.until(requestEvent('request.offered'));
    await ben.client.accept(asked.request).done;
    await ben.client.end(asked.request).done;
    full = true;
    const [startedAt, endedAt] = [ben.client.now(), ben.client.now()];
    const entry = {
      topic: 'x',
      outcome: 'solved',
      minutes: 1,
      asker: 'ana',
      helper: 'ben',
      startedAt,
      endedAt,
    } as const;
    const first = ben.client.proposeLog(asked.request, entry);
    await eventually(() => disk.running.relay.metrics.commandsRefused >= 2);
    // Its answer comes behind the refusals: what is already under way when one comes can no longer be held back.
    await ben.client.devices();
    full = false;
    const second = ben.client.proposeLog(asked.request, { ...entry, minutes: 2 });
    await first.done;
    await second.done;
    await eventually(() => ana.client.team.requests.get(asked.request)?.state.entry?.record === second.record);
    await disk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('rule C1: a client whose profile leads off this machine without TLS connects nowhere, and says why', async () => {
    const ana = await team.join('ana');
    const storage = createFileStorage(ana.home);
    const address = 'ws://relay.example.org/v1';
    const client = await createClient({
      storage: { ...storage, readSecret: async () => JSON.stringify({ ...ana.client.profile, address }) },
    });
    client.start();
    await assert.rejects(client.ready(), { code: 'bad-address' });
    assert.equal(client.connection, 'stopped');
  });

  it('rules X2, X3: reconnects wait a random time below a doubling bound, and codes say who may come back', () => {
    for (let attempt = 0; attempt < 40; attempt++) {
      assert.equal(backoff(attempt, 0), 0);
      assert.ok(backoff(attempt, 0.999) <= Math.min(limits.backoffMostMs.value, 250 * 2 ** attempt));
    }
    assert.ok(backoff(30, 0.999) > limits.backoffMostMs.value * 0.99);
    for (const { code, retry } of Object.values(closings)) assert.equal(mayComeBack(code), retry === 'again');
    for (const code of [1002, 1003, 1007, 1009]) assert.equal(mayComeBack(code), false);
    for (const code of [1000, 1001, 1005, 1006, 1011, 1012]) assert.equal(mayComeBack(code), true);
  });
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { refusals } from '../../src/protocol/codes.ts';
import { commandFrames, passingFrames } from '../../src/protocol/frames.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { loadSealing } from '../../src/protocol/sealing.ts';
import { randomFrom } from '../support/randomFrom.ts';
import { connectMember, connectRaw, profileOf, proofOf } from '../support/rawMember.ts';
import { createTestTeam, eventually, requestEvent, type TestMember, type TestTeam } from '../support/relayTeam.ts';

const someId = () => randomBytes(16).toString('base64url');

/** A session of ana and ben; answers only once both are in it. */
async function session(ana: TestMember, ben: TestMember): Promise<string> {
  await eventually(() => ana.client.team.members.has(ben.id) && ben.client.team.members.has(ana.id));
  const { request } = ana.client.ask({ question: { question: 'Q' }, steps: [{ candidates: [ben.id], wait: 1000 }] });
  await ben.until(requestEvent('request.offered'));
  await ben.client.accept(request).done;
  await eventually(() => ana.client.team.requests.get(request)?.state.helper === ben.id);
  return request;
}

/** The relay still serves others: a live frame goes from one to the other. */
async function stillServes(ana: TestMember, ben: TestMember, request: string): Promise<void> {
  const mark = Math.random();
  ana.client.live(request, mark);
  await ben.until((event) => event.type === 'live' && event.content === mark);
}

describe('attacks on a relay', () => {
  let team: TestTeam;
  let ana: TestMember;
  let ben: TestMember;
  let request: string;
  before(async () => {
    await loadSealing();
    team = await createTestTeam({
      limits: { handshakeMs: 1_000, strangers: 64, sendBufferBytes: 1024 * 1024, coolingMs: 0 },
    });
    ana = await team.join('ana');
    ben = await team.join('ben');
    request = await session(ana, ben);
  });
  after(() => team.close());

  it('rule C2 (W1): foreign origins are refused before the upgrade, whatever they look like', async () => {
    const origins = [
      'https://evil.example',
      'null',
      'http://localhost',
      'http://127.0.0.1',
      'vscode-webview://x',
      'file://',
      'https://',
    ];
    for (let i = 0; i < 23; i++) origins.push(`https://${i}.${'x'.repeat(i)}.example:${i + 1}`);
    for (const origin of origins) await assert.rejects(connectRaw(team.address, { origin }), /HTTP 403/, origin);
    await assert.rejects(connectRaw(team.address.replace('/v1', '/v1?token=x')), /HTTP 404/);
    await stillServes(ana, ben, request);
  });

  it('rule C4 (W2): a stranger who says nothing, drips or floods is gone in time, and members notice nothing', async () => {
    const silent = await Promise.all(Array.from({ length: 40 }, () => connectRaw(team.address)));
    const began = performance.now();
    const codes = await Promise.all(silent.map(async (raw) => (await raw.closed).code));
    assert.ok(performance.now() - began < 4_000);
    assert.deepEqual([...new Set(codes)], [4006]);

    const crowd = await Promise.allSettled(Array.from({ length: 100 }, () => connectRaw(team.address)));
    const refused = crowd.filter((one) => one.status === 'rejected');
    assert.ok(refused.length >= 30, `${refused.length} of 100 refused above the limit of 64`);
    await stillServes(ana, ben, request);
    for (const one of crowd) if (one.status === 'fulfilled') one.value.socket.terminate();
    await eventually(() => team.running.relay.metrics.strangers === 0);

    const flood = await connectRaw(team.address);
    flood.send('x'.repeat(100_000));
    assert.equal((await flood.closed).code, 1009, 'also before the whole of it has come');
  });

  it('W2: whose upgrade is refused is gone, also where they do not hang up', async () => {
    const socket = connect({ port: team.running.port, host: '127.0.0.1', allowHalfOpen: true });
    let gone = false;
    socket.on('error', () => {
      gone = true;
    });
    socket.resume();
    const headers = 'Host: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: https://evil.example\r\n';
    socket.write(`GET /v1 HTTP/1.1\r\n${headers}\r\n`);
    await once(socket, 'end');
    await eventually(() => {
      if (!gone) socket.write('x');
      return gone;
    }, 5_000);
    socket.destroy();
  });

  it('W2: a stranger who drips an upgrade request byte by byte is gone within 6 s', async function () {
    this.timeout(15_000);
    const { port } = team.running;
    const socket: Socket = connect(port, '127.0.0.1');
    const began = performance.now();
    const text = 'GET /v1 HTTP/1.1\r\nHost: relay\r\nX-Drip: ';
    let index = 0;
    const timer = setInterval(() => socket.write(text[index++] ?? 'x'), 100);
    socket.on('error', () => {});
    await new Promise<void>((resolve) => socket.on('close', () => resolve()));
    clearInterval(timer);
    const took = performance.now() - began;
    assert.ok(took > 1_000 && took < 6_000, `${took} ms`);
  });

  it('rule C3 (W3): frames that are too large, binary, or in endless fragments close with the right code', async () => {
    const big = await connectMember(team.address, profileOf(ana.home));
    big.send('x'.repeat(600_000));
    assert.equal((await big.closed).code, 1009);

    const fragments = await connectMember(team.address, profileOf(ana.home));
    fragments.socket.on('error', () => {});
    for (let i = 0; i < 700 && fragments.socket.readyState === 1; i++)
      fragments.socket.send('x'.repeat(1000), { fin: false });
    assert.equal((await fragments.closed).code, 1009);

    const binary = await connectMember(team.address, profileOf(ana.home));
    binary.socket.send(Buffer.from('{}'), { binary: true });
    assert.equal((await binary.closed).code, 1003);
    await stillServes(ana, ben, request);
  });

  it('rule C7 (W3): a member who floods is cut with 4003, and others are not', async () => {
    const { member, device } = profileOf(ana.home);
    const fast = await connectMember(team.address, profileOf(ana.home));
    const frame = { type: 'live.send', session: request, from: member, device, sealed: 'AAAA' };
    for (let i = 0; i < 400; i++) fast.send(frame);
    assert.equal((await fast.closed).code, 4003);
    await stillServes(ana, ben, request);
  });

  it('rule C7 (W3): the machine of who sent too fast or too much is kept away for a while, and no other', async () => {
    const other = await createTestTeam({ limits: { coolingMs: 1_500 } });
    try {
      const [from, to] = [await other.join('from'), await other.join('to')];
      const profile = profileOf(from.home);
      from.client.stop();
      const { member, device } = profile;
      const frame = { type: 'live.send', session: someId(), from: member, device, sealed: 'AAAA' };
      for (const how of ['fast', 'much']) {
        const raw = await connectMember(other.address, profile);
        if (how === 'much') raw.send('x'.repeat(600_000));
        else for (let i = 0; i < 400; i++) raw.send(frame);
        assert.equal((await raw.closed).code, how === 'much' ? 1009 : 4003);
        await assert.rejects(connectMember(other.address, profile), /4003/);
        await connectMember(other.address, profileOf(to.home)).then(({ socket }) => socket.close());
        await eventually(async () => {
          const again = await connectMember(other.address, profile).catch(() => undefined);
          again?.socket.close();
          return again !== undefined;
        });
      }
    } finally {
      await other.close();
    }
  });

  it('rule C6 (W3): a member who does not read is cut, and memory stays bounded', async function () {
    this.timeout(20_000);
    const other = await createTestTeam({ limits: { sendBufferBytes: 512 * 1024, liveBurst: 1e6 } });
    try {
      const [from, to] = [await other.join('from'), await other.join('to')];
      const between = await session(from, to);
      const slow = await connectMember(other.address, profileOf(to.home));
      slow.socket.pause();
      const sender = await connectMember(other.address, profileOf(from.home));
      const { member, device } = profileOf(from.home);
      const frame = JSON.stringify({
        type: 'live.send',
        session: between,
        from: member,
        device,
        sealed: 'A'.repeat(16_000),
      });
      const before = process.memoryUsage().rss;
      const { metrics } = other.running.relay;
      for (let i = 0; i < 2_000 && metrics.slowReaders === 0; i++) {
        sender.send(frame);
        if (i % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      }
      assert.equal(metrics.slowReaders, 1);
      slow.socket.resume();
      assert.ok([4002, 1006].includes((await slow.closed).code));
      assert.ok(process.memoryUsage().rss - before < 150e6);
      await stillServes(from, to, between);
    } finally {
      await other.close();
    }
  });

  it('W3: from a member who sends more than may wait for the disk, nothing more is read meanwhile, and all of it is done', async () => {
    const waitingBytes = 200_000;
    const other = await createTestTeam({ limits: { waitingBytes, commandBurst: 1_000 } });
    try {
      const eve = await other.join('eve');
      const profile = profileOf(eve.home);
      eve.client.stop();
      await eventually(() => other.running.relay.metrics.connections === 0);
      // Who has not resumed is sent no events, and so is not cut as a slow reader.
      const raw = await connectRaw(other.address);
      raw.send(proofOf(profile, await raw.next('relay.challenge')));
      await raw.next('member.welcome');
      const [connection] = [...other.running.relay.rooms.values()].flatMap((room) => [...room.live.values()].flat());
      const count = 300;
      for (let n = 1; n <= count; n++)
        raw.send({
          type: 'record.add',
          id: `${'A'.repeat(22)}.${n}`,
          record: someId(),
          kind: 'meeting',
          scope: { members: [profile.member] },
          signature: 'A'.repeat(86),
          keys: { [profile.member]: 'A'.repeat(107) },
          sealed: 'A'.repeat(60_000),
        });
      let most = 0;
      const done = () => raw.frames.filter((frame) => frame.type === 'command.done').length;
      await eventually(() => {
        most = Math.max(most, connection!.waitingBytes);
        return done() === count;
      }, 20_000);
      // What is in one read of the socket besides is taken too.
      assert.ok(most < waitingBytes + 2 * 65_536 + 61_000, `${most} bytes waited at once`);
      assert.equal(connection!.waitingBytes, 0);
      raw.socket.close();
    } finally {
      await other.close();
    }
  });

  it('rule X4 (W4): malformed frames, structured and raw, close their own connection and nothing else', async function () {
    this.timeout(process.env.FRAMES ? 0 : 60_000);
    const seed = Number(process.env.SEED ?? 7);
    const random = randomFrom(seed);
    const count = Number(process.env.FRAMES ?? 1_500);
    const faults: unknown[] = [];
    const hear = (error: unknown) => faults.push(error);
    process.on('unhandledRejection', hear);
    let raw = await connectMember(team.address, profileOf(ana.home));
    let closes = 0;
    for (let i = 0; i < count; i++) {
      if (raw.socket.readyState !== 1) {
        closes++;
        raw = await connectMember(team.address, profileOf(ana.home));
      }
      raw.send(mutant(random, request));
      if (i % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    raw.socket.terminate();
    process.off('unhandledRejection', hear);
    assert.deepEqual(faults, [], `seed ${seed}`);
    assert.ok(closes > 10, `only ${closes} connections were closed`);
    await stillServes(ana, ben, request);
  });

  it('rule X4 (W4): a stranger’s frame whose fault is named in letters of several bytes ends their connection, not the relay', async () => {
    const raw = await connectRaw(team.address);
    raw.send({
      type: 'request.ask',
      id: `${someId()}.1`,
      request: someId(),
      hidden: false,
      steps: [{ candidates: [], wait: 0 }],
      keys: { ['€'.repeat(60)]: 'x' },
      signature: 'A'.repeat(86),
      expiresIn: 1,
      sealed: 'A',
    });
    assert.equal((await raw.closed).code, 4101);
    await stillServes(ana, ben, request);
  });

  it('rule T6 (W5): of a machine that was cut off and has not hung up yet nothing is done any more', async () => {
    const { link, done } = ana.client.linkDevice();
    await done;
    const lost = await joinTeam(createFileStorage(`${ana.home}-lost`), parseInviteLink(link)!, {
      name: '',
      emails: [],
    });
    const stolen = await connectMember(team.address, lost);
    stolen.socket.pause();
    await ana.client.removeDevice(lost.device).done;
    const invite = someId();
    stolen.send({ type: 'invite.create', id: `${someId()}.1`, invite, hash: 'D'.repeat(43), expiresIn: 60_000 });
    stolen.socket.resume();
    assert.equal((await stolen.closed).code, 4103);
    await team.running.relay.commits.settled();
    assert.equal(await team.running.store.invite(lost.team, invite), undefined);
  });

  it('rule I2: a recorded proof, one for another relay, time or nonce, and somebody else’s are refused with 4102', async () => {
    const [mine, hers] = [profileOf(ben.home), profileOf(ana.home)];
    const first = await connectRaw(team.address);
    const good = proofOf(mine, await first.next('relay.challenge'));
    first.send(good);
    await first.next('member.welcome');
    const attempts: ((challenge: { type: string }) => object)[] = [
      () => good,
      (challenge) => proofOf(mine, challenge, { relay: someId() }),
      (challenge) => proofOf(mine, challenge, { time: 1 }),
      (challenge) => proofOf(mine, challenge, { nonce: 'A'.repeat(43) }),
      (challenge) => ({ ...proofOf(mine, challenge), member: hers.member }),
      (challenge) => ({ ...proofOf(mine, challenge), device: hers.device }),
      (challenge) => ({ ...proofOf(mine, challenge), team: someId() }),
      (challenge) => proofOf({ ...mine, member: hers.member, device: hers.device }, challenge),
    ];
    for (const [index, make] of attempts.entries()) {
      const raw = await connectRaw(team.address);
      raw.send(make(await raw.next('relay.challenge')));
      const { code } = await raw.closed;
      assert.ok(code === 4102 || code === 4103, `attempt ${index}: ${code}`);
      assert.deepEqual(
        raw.frames.map((frame) => frame.type),
        ['relay.challenge'],
        `attempt ${index} was told nothing`,
      );
    }
    first.socket.close();
  });

  it('rule C4: nothing but a proof is answered before the proof', async () => {
    for (const type of [...Object.keys(commandFrames), ...Object.keys(passingFrames)]) {
      const raw = await connectRaw(team.address);
      await raw.next('relay.challenge');
      raw.send({ type });
      assert.equal((await raw.closed).code, 4101, type);
      assert.equal(raw.frames.length, 1, type);
    }
  });

  it('rules V1, V2 (W6): another version of the protocol gets one clear answer', async () => {
    for (const version of [0, 2]) {
      const raw = await connectRaw(team.address);
      raw.send({ ...proofOf(profileOf(ben.home), await raw.next('relay.challenge')), version });
      const { code, reason } = await raw.closed;
      assert.equal(code, 4100);
      assert.match(reason, /update/);
    }
  });

  it('rule P3: a live frame in somebody else’s name closes the connection; one for a stranger’s session goes nowhere', async () => {
    const eve = await team.join('eve');
    const raw = await connectMember(team.address, profileOf(eve.home));
    const { member, device } = profileOf(eve.home);
    const seen = ben.events.length;
    raw.send({ type: 'live.send', session: request, from: member, device, sealed: 'AAAA' });
    raw.send({ type: 'live.send', session: request, from: ana.id, device, sealed: 'AAAA' });
    assert.equal((await raw.closed).code, 4101);
    await stillServes(ana, ben, request);
    assert.ok(ben.events.slice(seen).every((event) => event.type !== 'live' || event.from === ana.id));
  });

  it('W5: no command of an outsider touches a session, and none of its events reach them', async () => {
    const mallory = await team.join('mallory');
    await eventually(() => mallory.client.team.members.size >= 3);
    const { client } = mallory;
    const refusedWith = async (sent: { done: Promise<unknown> }, codes: string[]) => {
      const problem = await sent.done.then(
        () => ({ code: 'done' }),
        (error: { code: string }) => error,
      );
      assert.ok(codes.includes(problem.code), problem.code);
    };
    await refusedWith(client.accept(request), ['already-taken', 'not-offered']);
    await refusedWith(client.decline(request), ['already-taken', 'not-offered']);
    await refusedWith(client.withdraw(request), ['not-yours']);
    await refusedWith(client.end(request), ['not-yours']);
    await refusedWith(client.pause(request), ['not-yours']);
    await refusedWith(client.revoke(ana.id), ['not-owner']);
    await refusedWith(client.promote(mallory.id), ['not-owner']);
    await refusedWith(client.eraseRecord(someId()), ['unknown-record']);
    const said = ana.client.say(request, { text: 'between us' });
    await said.done;
    await refusedWith(client.eraseRecord(said.record), ['not-yours']);
    const raw = await connectMember(team.address, profileOf(mallory.home), {
      epoch: team.running.relay.epoch,
      offset: 0,
    });
    const text = JSON.stringify(raw.frames);
    assert.ok(!text.includes(request), 'the session’s id is not in what an outsider may read');
    assert.ok(!text.includes(said.record));
    raw.socket.close();
  });

  it('rules R2, X1: a record of an unknown kind, in a scope its kind has not, or too large, is refused with a code and a sentence', async () => {
    const raw = await connectMember(team.address, profileOf(ana.home));
    const record = (change: object) => ({
      type: 'record.add',
      id: `${someId()}.1`,
      record: someId(),
      kind: 'handover',
      scope: { session: request },
      signature: 'A'.repeat(86),
      keys: { [ana.id]: 'A'.repeat(107), [ben.id]: 'A'.repeat(107) },
      sealed: 'AAAA',
      ...change,
    });
    const answer = async (change: object) => {
      const frame = record(change);
      raw.send(frame);
      return raw.next((one) => one.id === frame.id);
    };
    assert.equal((await answer({})).type, 'command.done');
    const wrong: [object, keyof typeof refusals][] = [
      [{ kind: 'nonsense' }, 'not-yours'],
      [{ scope: { team: true } }, 'not-yours'],
      [{ scope: { session: someId() } }, 'not-yours'],
      [{ sealed: 'A'.repeat(9_000) }, 'limit-reached'],
      [{ keys: { [ana.id]: 'A'.repeat(107) } }, 'not-a-member'],
    ];
    for (const [change, code] of wrong) {
      const { type, code: said, sentence } = await answer(change);
      assert.deepEqual([type, said, sentence], ['command.refused', code, refusals[code].sentence]);
    }
    raw.socket.close();
  });

  it('rule T6 (W5): who is revoked is cut at once, may not come back, and their requests and sessions end', async () => {
    const olaf = await team.join('olaf');
    await eventually(() => ana.client.team.members.has(olaf.id) && olaf.client.team.members.has(ben.id));
    const { request: his } = olaf.client.ask({
      question: { question: 'Q' },
      steps: [{ candidates: [ben.id], wait: 1000 }],
    });
    await ben.until((event) => event.type === 'request' && event.request.id === his);
    const began = performance.now();
    await ana.client.revoke(olaf.id).done;
    const stopped = await olaf.until((event) => event.type === 'connection' && event.state === 'stopped');
    assert.ok(performance.now() - began < 1_000);
    assert.equal(stopped.type === 'connection' && stopped.code, 'revoked');
    await eventually(() => ben.client.team.requests.get(his)?.state.status === 'closed');
    const raw = await connectRaw(team.address);
    raw.send(proofOf(profileOf(olaf.home), await raw.next('relay.challenge')));
    assert.equal((await raw.closed).code, 4103);
  });
});

/** A frame with something wrong or odd about it: raw bytes, broken JSON, wrong types, missing and additional members, huge numbers. */
function mutant(random: () => number, request: string): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const odd = [
    null,
    true,
    -1,
    1e308,
    '',
    'A'.repeat(22),
    '\u0000',
    '__proto__',
    [],
    {},
    [[[[]]]],
    request,
    Number.MAX_SAFE_INTEGER,
    '🙂',
  ];
  const types = [
    ...Object.keys(commandFrames),
    ...Object.keys(passingFrames),
    'member.prove',
    'nonsense',
    '__proto__',
    'constructor',
  ];
  const kind = random();
  if (kind < 0.1) return String.fromCharCode(...Array.from({ length: 20 }, () => Math.floor(random() * 0xd7ff)));
  if (kind < 0.2) return '['.repeat(Math.floor(random() * 5_000));
  const frame: Record<string, unknown> = { type: pick(types), id: `${someId()}.1` };
  for (const name of [
    'request',
    'session',
    'to',
    'key',
    'steps',
    'keys',
    'record',
    'scope',
    'sealed',
    'member',
    'after',
    'members',
    'extra',
  ]) {
    if (random() < 0.5) frame[name] = pick(odd);
  }
  const text = JSON.stringify(frame);
  return random() < 0.2 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

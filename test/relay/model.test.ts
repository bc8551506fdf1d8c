import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { proofText } from '../../src/protocol/proofText.ts';
import { createTeam } from '../../src/relay/invites.ts';
import { type RunningRelay, startRelay } from '../../src/relay/startRelay.ts';
import { randomFrom } from '../support/randomFrom.ts';
import { connectRaw, type Raw } from '../support/rawMember.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const deviceKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
const signature = 'S'.repeat(86);
const wrapped = 'W'.repeat(107);

interface Actor {
  readonly team: string;
  readonly member: string;
  raw: Raw;
  /** Frames looked at so far. */
  seen: number;
  gone: boolean;
  stream: number;
  number: number;
}

/** What one frame says, as far as the model looks at it. */
interface Told {
  readonly type: string;
  readonly event?: Record<string, unknown> & { type: string };
}

describe('W5: a model of who may see what', () => {
  it('rule E2 (W5): random frames of every kind, in every role, across two teams: nobody is told what is not theirs', async function () {
    this.timeout(0);
    const seed = Number(process.env.SEED ?? 11);
    const steps = Number(process.env.STEPS ?? 2_000);
    const random = randomFrom(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const folder = mkdtempSync(path.join(tmpdir(), 'whoknows-model-'));
    const running = await startRelay({
      folder,
      port: 0,
      host: '127.0.0.1',
      log: () => {},
      limits: { commandBurst: 1e9, liveBurst: 1e9, openRequestsPerMember: 200 },
    });
    const address = `ws://127.0.0.1:${running.port}/v1`;
    const actors: Actor[] = [];
    const people: { team: string; member: string }[] = [];
    for (const letter of ['A', 'B']) {
      const team = await createTeam(running.store, 1);
      for (let n = 0; n < 5; n++) {
        const member = `${letter}${n}`.padEnd(22, letter);
        await running.store.commit([
          {
            op: 'member',
            team,
            member: {
              member,
              role: n === 0 ? 'owner' : 'member',
              standing: 'full',
              signKey: 'K'.repeat(43),
              boxKey: 'K'.repeat(43),
              emails: [],
              profile: null,
              voucher: 'V'.repeat(43),
              teamKey: null,
              joinedAt: 1,
            },
          },
          { op: 'device', team, device: { device: member, member, deviceKey, addedAt: 1 } },
        ]);
        people.push({ team, member });
      }
    }
    // Only now: a room is read from the store when its first member comes.
    for (const [stream, { team, member }] of people.entries()) {
      const raw = await connect(running, address, team, member);
      actors.push({ team, member, raw, seen: 0, gone: false, stream, number: 0 });
    }
    const ids: string[] = [];
    const pairs = new Map<string, string[]>();
    const hidden = new Set<string>();
    let told = 0;

    const look = (actor: Actor) => {
      for (; actor.seen < actor.raw.frames.length; actor.seen++) {
        const frame = actor.raw.frames[actor.seen] as unknown as Told;
        const text = JSON.stringify(frame);
        const where = `seed ${seed}: ${actor.member} was told ${text.slice(0, 300)}`;
        for (const other of actors) if (other.team !== actor.team) assert.ok(!text.includes(other.member), where);
        const { event } = frame;
        if (frame.type !== 'team.event' || !event) continue;
        told++;
        const me = actor.member;
        assert.ok(!actor.gone || event.member === me, `after they had gone, ${where}`);
        if (event.type === 'request.asked') assert.equal(event.asker, me, where);
        if (event.type === 'request.offered') {
          assert.equal(event.to, me, where);
          if (event.hidden) assert.ok(event.asker === undefined && event.signature === undefined, where);
        }
        if (event.type === 'request.declined') assert.equal(event.by, me, where);
        if (event.type === 'request.accepted') {
          assert.ok(event.helper === me || event.asker === me, where);
          pairs.set(event.request as string, [event.helper as string, event.asker as string]);
        }
        if (event.session !== undefined) assert.ok(pairs.get(event.session as string)?.includes(me), where);
        if (event.type === 'record.added') {
          const scope = event.scope as { team?: true; session?: string; members?: string[] };
          const mine =
            scope.team ||
            event.by === me ||
            scope.members?.includes(me) ||
            pairs.get(scope.session ?? '')?.includes(me);
          assert.ok(mine, where);
          assert.deepEqual(
            Object.keys((event.keys as object | undefined) ?? {}).filter((key) => key !== me),
            [],
            where,
          );
        }
      }
    };

    for (let step = 0; step < steps; step++) {
      const actor = pick(actors);
      if (actor.raw.socket.readyState !== 1 || actor.gone) continue;
      actor.raw.send(randomFrame(actor));
      if (step % 8 === 0) {
        await new Promise((resolve) => setImmediate(resolve));
        for (const one of actors) look(one);
      }
      // However slow the disk is: nobody can accept what nobody has been told of yet.
      if (step % 64 === 63) await running.relay.commits.settled();
      if (step % 1_000 === 999) await settle();
    }
    await settle();
    assert.ok(told > steps / 4, `${told} events told in ${steps} steps`);
    assert.ok(pairs.size > 5);
    for (const actor of actors) actor.raw.socket.terminate();
    await running.close();
    rmSync(folder, { recursive: true, force: true });

    async function settle() {
      await running.relay.commits.settled();
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const one of actors) look(one);
      // Who was cut for a frame that is not theirs to send comes back, unless they are no longer a member.
      for (const actor of actors) {
        if (actor.raw.socket.readyState === 1 || actor.gone) continue;
        const { code } = await actor.raw.closed;
        if (code === 4103) actor.gone = true;
        else {
          actor.raw = await connect(running, address, actor.team, actor.member);
          actor.seen = 0;
        }
      }
    }

    function randomFrame(actor: Actor): object {
      const known = () =>
        ids.length && random() < 0.8
          ? ids[ids.length - 1 - Math.floor(random() ** 2 * Math.min(ids.length, 60))]!
          : fresh();
      const fresh = () => {
        const made = `r${ids.length}`.padEnd(22, '_');
        ids.push(made);
        return made;
      };
      const anybody = () => pick(actors).member;
      const own = () => pick(actors.filter((one) => one.team === actor.team)).member;
      const id = `${`${actor.stream}`.padStart(22, 's')}.${++actor.number}`;
      const keysOf = (members: string[]) => Object.fromEntries(members.map((member) => [member, wrapped]));
      const kind = Math.floor(random() * 22);
      const request = known();
      switch (kind) {
        case 0:
        case 1:
        case 2: {
          const asked = fresh();
          const isHidden = random() < 0.5;
          if (isHidden) hidden.add(asked);
          const candidates = [...new Set([own(), own(), random() < 0.05 ? anybody() : own()])].filter(
            (one) => one !== actor.member,
          );
          const steps = candidates.map((candidate) => ({ candidates: [candidate], wait: Math.floor(random() * 50) }));
          if (steps.length === 0) return { type: 'session.end', id, session: request };
          return {
            type: 'request.ask',
            id,
            request: asked,
            hidden: isHidden,
            steps,
            keys: keysOf([...candidates, actor.member]),
            signature,
            expiresIn: 1 + Math.floor(random() * 5_000),
            sealed: 'QUESTION',
          };
        }
        case 3:
        case 4:
        case 5:
          return { type: 'request.accept', id, request };
        case 6:
          return { type: 'request.decline', id, request };
        case 7:
          return { type: 'request.later', id, request, in: 1 + Math.floor(random() * 40) };
        case 8:
          return { type: 'request.pass', id, request, to: random() < 0.1 ? anybody() : own(), key: wrapped };
        case 9: {
          const more = random() < 0.5 ? [] : [own()];
          return { type: 'request.widen', id, request, candidates: more, keys: keysOf(more) };
        }
        case 10:
          return { type: 'request.withdraw', id, request };
        case 11:
          return { type: pick(['session.pause', 'session.continue', 'session.end']), id, session: request };
        case 12:
        case 13: {
          const pair = pairs.get(request) ?? [own(), own()];
          return {
            type: 'record.add',
            id,
            record: fresh(),
            kind: pick(['message', 'log-entry', 'note']),
            scope: { session: request },
            signature,
            keys: keysOf(pair),
            sealed: 'WORDS',
          };
        }
        case 14: {
          const members = [own(), random() < 0.1 ? anybody() : own()];
          return {
            type: 'record.add',
            id,
            record: fresh(),
            kind: 'note',
            scope: { members },
            signature,
            keys: keysOf([actor.member, ...members]),
            sealed: 'WORDS',
          };
        }
        case 15:
          return {
            type: 'record.add',
            id,
            record: fresh(),
            kind: 'statement',
            scope: { team: true },
            slot: 'L'.repeat(43),
            signature,
            sealed: 'WORDS',
          };
        case 16:
          return { type: 'record.erase', id, record: request };
        case 17:
          return { type: pick(['log.propose', 'log.confirm']), id, session: request, record: known() };
        case 18:
          return { type: 'live.send', session: request, from: actor.member, device: actor.member, sealed: 'LIVE' };
        case 19:
          return { type: 'presence.watch', members: [anybody(), own()] };
        case 20:
          return { type: 'member.promote', id, member: anybody() };
        default:
          // Seldom enough that there are people left.
          return random() < 0.01 && actors.filter((one) => one.team === actor.team && !one.gone).length > 3
            ? { type: 'member.revoke', id, member: anybody() }
            : { type: 'device.remove', id, device: pick(actors.filter((one) => one !== actor)).member };
      }
    }
  });
});

async function connect(running: RunningRelay, address: string, team: string, member: string): Promise<Raw> {
  const raw = await connectRaw(address);
  const challenge = (await raw.next('relay.challenge')) as unknown as { time: number; nonce: string };
  const text = proofText({
    relay: running.relay.id,
    time: challenge.time,
    nonce: challenge.nonce,
    team,
    member,
    device: member,
  });
  raw.send({
    type: 'member.prove',
    version: 1,
    team,
    member,
    device: member,
    signature: sign(null, Buffer.from(text), privateKey).toString('base64url'),
  });
  await raw.next('member.welcome');
  raw.send({ type: 'team.resume', after: null });
  await raw.next('team.resumed');
  return raw;
}

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClientEvent } from '../../src/client/clientEvents.ts';
import { createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam, type Person } from '../../src/client/joinTeam.ts';
import {
  createDeviceKeys,
  createMemberKeys,
  type DeviceKeys,
  emailHash,
  type MemberKeys,
  sign,
  voucherFor,
} from '../../src/protocol/identity.ts';
import { inviteLink, parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { proofText } from '../../src/protocol/proofText.ts';
import { loadSealing, randomText } from '../../src/protocol/sealing.ts';
import { createInvite, founderInvite } from '../../src/relay/invites.ts';
import { sweep } from '../../src/relay/retention.ts';
import type { Write } from '../../src/relay/store.ts';
import { openHeldStore } from '../support/heldStore.ts';
import { connectMember, connectRaw, profileOf, proofOf, type Raw } from '../support/rawMember.ts';
import {
  createTestTeam,
  eventually,
  invited,
  requestEvent,
  type TestMember,
  type TestTeam,
} from '../support/relayTeam.ts';

const isRecord = (event: ClientEvent): event is Extract<ClientEvent, { type: 'record' }> => event.type === 'record';
const minute = 60_000;

async function helping(ana: TestMember, ben: TestMember, question = 'Q'): Promise<string> {
  await eventually(() => ana.client.team.members.has(ben.id) && ben.client.team.members.has(ana.id));
  const { request } = ana.client.ask({ question: { question }, steps: [{ candidates: [ben.id], wait: minute }] });
  await eventually(() => ben.client.team.requests.has(request));
  await ben.client.accept(request).done;
  await eventually(() => ana.client.team.requests.get(request)?.state.helper === ben.id);
  return request;
}

/** A frame that joins with `link` as `keys`, made anew where they are not given, over a connection of its own. */
async function joinFrame(
  address: string,
  link: string,
  given: Partial<DeviceKeys & MemberKeys & { member: string }> = {},
) {
  await loadSealing();
  const { team, invite, secret, relay, teamKey } = parseInviteLink(link)!;
  const keys = { member: randomText(16), ...createDeviceKeys(), ...createMemberKeys(), ...given };
  const raw = await connectRaw(address);
  const { time, nonce } = (await raw.next('relay.challenge')) as unknown as { time: number; nonce: string };
  const { member, device, deviceKey, signKey, boxKey } = keys;
  const signature = sign(proofText({ relay, time, nonce, team, member, device }), keys.deviceSecret);
  const forged = {
    type: 'member.join',
    version: 1,
    ...{ team, invite, secret, member, device, deviceKey, signKey, boxKey, signature },
    emails: [],
    profile: null,
    voucher: voucherFor(teamKey!, keys),
  };
  return { raw, keys, forged };
}

/** Every byte that the relay has in files. */
function disk(team: TestTeam): Buffer {
  return Buffer.concat(readdirSync(team.folder).map((name) => readFileSync(path.join(team.folder, name))));
}

describe('a team on a relay', () => {
  let team: TestTeam;
  const tempHome = () => path.join(path.dirname(team.folder), `home-${Math.random().toString(36).slice(2)}`);
  const joinFour = async () =>
    [await team.join('ana'), await team.join('ben'), await team.join('cem'), await team.join('dan')] as const;
  beforeEach(async () => {
    team = await createTestTeam({ limits: { presenceLingerMs: 50 } });
  });
  afterEach(() => team.close());

  it('rule T2: an invite is good once; joining again with the same keys is answered as before', async () => {
    const ana = await team.join('ana');
    const invite = parseInviteLink(await invited(ana))!;
    const home = tempHome();
    const person = { name: 'ben', emails: ['ben@example.org'] };
    const first = await joinTeam(createFileStorage(home), invite, person);
    const again = await joinTeam(createFileStorage(home), invite, person);
    assert.equal(again.member, first.member);
    await assert.rejects(joinTeam(createFileStorage(tempHome()), invite, person), { code: 'invite-used' });
    const forged = { ...invite, secret: 'A'.repeat(43) };
    await assert.rejects(joinTeam(createFileStorage(tempHome()), forged, person), { code: 'invite-unknown' });
  });

  it('rule T2 (W5): a join is repeated only by the machine that made it: not by who knows link, member and machine, nor by a machine that was cut off', async () => {
    const ana = await team.join('ana');
    const link = await invited(ana);
    const ben = await team.join('ben', {}, link);
    // Whoever made the link knows it, and live frames tell the machine.
    const { forged, raw } = await joinFrame(team.address, link, { member: ben.id, device: ben.client.profile.device });
    raw.send(forged);
    assert.equal((await raw.closed).code, 4104);
    const own = await joinFrame(team.address, link, profileOf(ben.home));
    own.raw.send(own.forged);
    await own.raw.next('member.welcome');
    own.raw.socket.close();
    await ben.client.removeDevice(ben.client.profile.device).done;
    const again = await joinFrame(team.address, link, profileOf(ben.home));
    again.raw.send(again.forged);
    assert.equal((await again.raw.closed).code, 4104);
  });

  it('rule T2: a join that is repeated while the first is on its way to the disk is answered as the first', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'whoknows-slow-'));
    const { store, hold } = await openHeldStore(folder);
    const late = await createTestTeam({ store });
    const link = await invited(await late.join('ana'));
    const written = hold();
    const first = await joinFrame(late.address, link);
    const again = await joinFrame(late.address, link, first.keys);
    first.raw.send(first.forged);
    again.raw.send(again.forged);
    await eventually(() => late.running.relay.metrics.framesIn >= 4);
    written();
    await first.raw.next('member.welcome');
    await again.raw.next('member.welcome');
    first.raw.socket.close();
    again.raw.socket.close();
    await late.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('rules R1, P3: a member whose box key is none keeps nobody from asking the others, and brings no client down', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    // The point at zero: X25519 refuses it.
    const { raw, keys, forged } = await joinFrame(team.address, await invited(ana), { boxKey: 'A'.repeat(43) });
    raw.send(forged);
    await raw.next('member.welcome');
    raw.send({ type: 'team.resume', after: null });
    await raw.next('team.resumed');
    await eventually(() => ana.client.team.members.has(keys.member) && ana.client.team.members.has(ben.id));
    const asked = ana.client.ask({
      question: { question: 'all of you' },
      steps: [{ candidates: [keys.member, ben.id], wait: minute }],
    });
    await asked.done;
    await ben.until(requestEvent('request.offered'));

    const request = randomText(16);
    raw.send({
      type: 'request.ask',
      id: `${randomText(16)}.1`,
      request,
      hidden: false,
      steps: [{ candidates: [ana.id], wait: minute }],
      keys: { [ana.id]: 'A'.repeat(107) },
      signature: 'A'.repeat(86),
      expiresIn: minute,
      sealed: 'AAAA',
    });
    await eventually(() => ana.client.team.requests.has(request));
    await ana.client.accept(request).done;
    raw.send({ type: 'live.send', session: request, from: keys.member, device: keys.device, sealed: 'AAAA' });
    raw.send({ type: 'session.end', id: `${randomText(16)}.1`, session: request });
    await eventually(() => ana.client.team.requests.get(request)?.state.status === 'ended');
    assert.equal(ana.client.live(request, { is: 'typing' }), false);
    raw.socket.close();
  });

  it('rule T6: who was put out and is invited again comes back as somebody new, with nothing of before', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    await ana.client.revoke(ben.id).done;
    await ben.until((event) => event.type === 'connection' && event.state === 'stopped');
    const again = await team.join('ben', {}, await invited(ana));
    assert.notEqual(again.id, ben.id);
    await eventually(() => ana.client.team.members.get(again.id)?.name === 'ben');
    assert.ok(ana.client.team.members.get(ben.id)!.gone);
  });

  it('rule T3: a founder’s link that was copied in part says so, and the whole one still makes an owner', async () => {
    const link = (await founderInvite(team.running.store, team.address, team.running.relay.now()))!;
    const storage = createFileStorage(tempHome());
    const ana: Person = { name: 'ana', emails: ['ana@example.org'] };
    const kim: Person = { name: 'kim', emails: ['kim@example.org'] };
    const part = parseInviteLink(link.replace('&f=1', ''))!;
    await assert.rejects(joinTeam(storage, part, ana), /A part of this invite for the first member is missing/);
    const profile = await joinTeam(storage, parseInviteLink(link)!, kim);
    assert.equal((await team.running.store.member(profile.team, profile.member))?.role, 'owner');
    assert.equal(profile.name, 'kim');
  });

  it('keys that cannot be read are replaced by nothing', async () => {
    const ana = await team.join('ana');
    const storage = createFileStorage(tempHome());
    const newer = JSON.stringify({ ...ana.client.profile, version: 2 });
    await storage.writeSecret(newer);
    const invite = parseInviteLink(await invited(ana))!;
    await assert.rejects(joinTeam(storage, invite, { name: 'kim', emails: ['kim@example.org'] }), {
      code: 'bad-profile',
    });
    await assert.rejects(createClient({ storage }), { code: 'bad-profile' });
    assert.equal(await storage.readSecret(), newer);
  });

  it('rule I8: what is said on one machine is not taken back by the next word on another', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    const { link, done } = ben.client.linkDevice();
    await done;
    const second = await team.join('ben-second', {}, link);
    await (await second.client.updateProfile({ name: 'Benno', emails: ['benno@example.org'] })).done;
    await eventually(() => ben.client.team.members.get(ben.id)?.name === 'Benno');
    await (await ben.client.updateProfile({ card: { zone: 'UTC' } })).done;
    await eventually(() => ana.client.team.members.get(ben.id)?.card?.zone === 'UTC');
    const seen = ana.client.team.members.get(ben.id)!;
    assert.equal(seen.name, 'Benno');
    assert.deepEqual(seen.emails, [emailHash(ana.client.profile.teamKey!, 'benno@example.org')]);
    await assert.rejects(ben.client.updateProfile({ name: 'n'.repeat(401) }), { code: 'limit-reached' });
    assert.equal(profileOf(ben.home).name, 'Benno');
  });

  it('rule L1: invites and calendars are counted also where many are asked for at once', async () => {
    await team.restart({ limits: { invitesPerMember: 3, feedsPerMember: 2 } });
    const ana = await team.join('ana');
    const asked = [
      ...Array.from({ length: 6 }, () => ana.client.invite().done),
      ...Array.from({ length: 6 }, () => ana.client.publishFeed({ calendar: 'BEGIN:VCALENDAR' }).done),
    ];
    const answers = await Promise.allSettled(asked);
    const taken = answers.map(({ status }) => status === 'fulfilled');
    assert.deepEqual(
      [taken.slice(0, 6), taken.slice(6)].map((part) => part.filter(Boolean).length),
      [3, 2],
    );
  });

  it('rules T2, T3: an invite expires, and a second founder’s link is of no use', async () => {
    const ana = await team.join('ana');
    const { link, done } = ana.client.invite(1);
    await done;
    await new Promise((resolve) => setTimeout(resolve, 10));
    const person = { name: 'x', emails: [] };
    await assert.rejects(joinTeam(createFileStorage(tempHome()), parseInviteLink(link)!, person), {
      code: 'invite-expired',
    });
    const { store, relay } = team.running;
    const second = await createInvite(store, ana.client.profile.team, team.address, relay.now(), 'founder');
    await assert.rejects(joinTeam(createFileStorage(tempHome()), second, person), { code: 'invite-used' });
  });

  it('rule I3: another relay at the same address is noticed and told nothing', async () => {
    const ana = await team.join('ana');
    const invite = parseInviteLink(await invited(ana))!;
    const person = { name: 'x', emails: [] };
    const other = { ...invite, relay: 'A'.repeat(22) };
    await assert.rejects(joinTeam(createFileStorage(tempHome()), other, person), { code: 'other-relay' });
  });

  it('rules T4, I8: who joins without the team key sees nothing until a member vouches for the key code', async () => {
    const ana = await team.join('ana');
    const { store, relay } = team.running;
    const invite = await createInvite(store, ana.client.profile.team, team.address, relay.now(), 'member');
    const home = tempHome();
    await joinTeam(createFileStorage(home), parseInviteLink(inviteLink(invite))!, {
      name: 'olaf',
      emails: ['olaf@example.org'],
    });
    const { createClient } = await import('../../src/client/createClient.ts');
    const states: string[] = [];
    const olaf = await createClient({
      storage: createFileStorage(home),
      onEvent: (event) => {
        if (event.type === 'connection') states.push(event.state);
      },
    });
    olaf.start();
    await olaf.ready();
    assert.equal(olaf.connection, 'waiting');
    assert.throws(() => olaf.invite(), { code: 'no-team-key' });
    await eventually(() => ana.client.team.waiting.size === 1);
    assert.throws(() => ana.client.vouch('abcd-efgh-ijkm'), { code: 'not-a-member' });
    await ana.client.vouch(olaf.keyCode().toUpperCase()).done;
    await eventually(() => olaf.connection === 'online');
    await eventually(() => [...ana.client.team.members.values()].some((member) => member.name === 'olaf'));
    assert.equal(olaf.profile.teamKey, ana.client.profile.teamKey);
    olaf.stop();
  });

  it('rule I5: a member whom nobody vouched for does not exist for others, even if the relay says so', async () => {
    const ana = await team.join('ana');
    const { room } = { room: team.running.relay.rooms.get(ana.client.profile.team)! };
    const { applyChange, roomTime } = await import('../../src/relay/room.ts');
    const forged = {
      type: 'member.joined' as const,
      member: 'E'.repeat(22),
      signKey: 'A'.repeat(43),
      boxKey: 'A'.repeat(43),
      role: 'member' as const,
      emails: [],
      profile: null,
      voucher: 'A'.repeat(43),
    };
    applyChange(
      team.running.relay,
      room,
      { drafts: [{ event: forged, to: 'all' }] },
      roomTime(team.running.relay, room),
    );
    await ana.until((event) => event.type === 'member' && event.member === forged.member);
    assert.equal(ana.client.team.members.has(forged.member), false);
  });

  it('rules T5, S3: a second machine reads what the first could, and can be removed at once', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    const request = await helping(ana, ben, 'asked before the second machine');
    const { link, done } = ben.client.linkDevice();
    await done;
    const home = tempHome();
    const profile = await joinTeam(createFileStorage(home), parseInviteLink(link)!, { name: '', emails: [] });
    assert.equal(profile.member, ben.id);
    const { createClient } = await import('../../src/client/createClient.ts');
    const second = await createClient({ storage: createFileStorage(home) });
    second.start();
    await second.ready();
    assert.equal(second.team.requests.get(request)?.question?.question, 'asked before the second machine');
    assert.equal((await ben.client.devices()).length, 2);
    await assert.rejects(joinTeam(createFileStorage(tempHome()), parseInviteLink(link)!, { name: '', emails: [] }), {
      code: 'invite-used',
    });
    await ben.client.removeDevice(profile.device).done;
    await eventually(() => second.connection === 'stopped');
    assert.equal(ben.client.connection, 'online');
    second.stop();
  });

  it('rule C6: who catches up with more than a send buffer holds is waited for, not cut', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    const request = await helping(ana, ben);
    const files = 24;
    const patch = 'x'.repeat(290_000);
    for (let n = 0; n < files; n++) {
      await ana.client.addRecord({ kind: 'edit', scope: { session: request }, content: { path: `${n}`, patch } }).done;
    }
    const { metrics } = team.running.relay;
    const before = metrics.slowReaders;
    const raw = await connectMember(team.address, profileOf(ben.home), { epoch: 'A'.repeat(22), offset: 0 });
    assert.equal(raw.frames.filter((frame) => JSON.stringify(frame.event)?.includes('"edit"')).length, files);
    assert.equal(metrics.slowReaders, before);
    raw.socket.close();
  });

  it('rule T7: the last owner cannot leave while others are there', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    await eventually(() => ana.client.team.members.has(ben.id));
    await assert.rejects(ana.client.leave(), { code: 'last-owner' });
    await ana.client.promote(ben.id).done;
    await ana.client.leave();
    await eventually(() => ben.client.team.members.get(ana.id)?.gone === true);
    assert.equal(ben.client.team.members.get(ben.id)?.role, 'owner');
  });

  it('rules Q2, Q3, Q7: nobody answers: the next step is asked on time, also after a restart; all say no: the asker is told', async () => {
    const [ana, ben, cem] = [await team.join('ana'), await team.join('ben'), await team.join('cem')];
    await eventually(() => ana.client.team.members.size === 3);
    const steps = [
      { candidates: [ben.id], wait: 600 },
      { candidates: [cem.id], wait: minute },
    ];
    const { request, done } = ana.client.ask({ question: { question: 'Q' }, steps });
    await done;
    await team.restart();
    await cem.until(requestEvent('request.offered'));
    assert.equal(cem.client.team.requests.get(request)?.question?.question, 'Q');
    await eventually(() => cem.client.connection === 'online' && ben.client.connection === 'online');
    await cem.client.decline(request).done;
    await ben.client.decline(request).done;
    await ana.until(requestEvent('request.unanswered'));
    assert.ok(!JSON.stringify(ana.events).includes('request.declined'), 'a decline is nobody else’s business');
  });

  it('rules Q5, Q6: later and pass on, with the content sealed anew for the next candidate', async () => {
    const [ana, ben, cem] = [await team.join('ana'), await team.join('ben'), await team.join('cem')];
    await eventually(() => ana.client.team.members.size === 3 && ben.client.team.members.size === 3);
    const { request } = ana.client.ask({
      question: { question: 'For whom?' },
      steps: [{ candidates: [ben.id], wait: minute }],
      hidden: true,
    });
    await ben.until(requestEvent('request.offered'));
    await ben.client.later(request, 10 * minute).done;
    const promised = await ana.until(requestEvent('request.later'));
    assert.ok(Math.abs(promised.request.state.promises[ben.id]! - ana.client.now() - 10 * minute) < 10_000);
    await ben.client.pass(request, cem.id).done;
    const offered = await cem.until(requestEvent('request.offered'));
    assert.equal(offered.request.question?.question, 'For whom?');
    assert.equal(offered.request.state.asker, null);
    await cem.client.accept(request).done;
    const accepted = await cem.until(requestEvent('request.accepted'));
    assert.equal(accepted.request.verified, true);
  });

  it('rules Q3, Q5: whoever is asked later, after a no or by hand, is sent the question too', async () => {
    const [ana, ben, cem, dan] = await joinFour();
    await eventually(() => ana.client.team.members.size === 4);
    const steps = [ben, cem].map((one) => ({ candidates: [one.id], wait: minute }));
    const { request, done } = ana.client.ask({ question: { question: 'Next?' }, steps });
    await done;
    const question = async (who: typeof ana) =>
      (await who.until(requestEvent('request.offered'))).request.question?.question;
    assert.equal(await question(ben), 'Next?');
    await ben.client.decline(request).done;
    assert.equal(await question(cem), 'Next?');
    await ana.client.widen(request, [dan.id]).done;
    assert.equal(await question(dan), 'Next?');
  });

  it('rule Q6: passing on to the asker or to somebody new looks the same, also in the numbers of events', async () => {
    const [ana, ben, cem, dan] = await joinFour();
    await eventually(() => ana.client.team.members.size === 4 && ben.client.team.members.size === 4);
    const room = team.running.relay.rooms.get(ana.client.profile.team)!;
    const took: number[] = [];
    for (const to of [ana, cem]) {
      const steps = [{ candidates: [ben.id, dan.id], wait: minute }];
      const { request, done } = ana.client.ask({ question: { question: 'Whose?' }, steps, hidden: true });
      await done;
      await eventually(() => ben.client.team.requests.has(request));
      const before = room.offset;
      await ben.client.pass(request, to.id).done;
      took.push(room.offset - before);
    }
    assert.equal(took[0], took[1]);
  });

  it('rule T4: who was never let in can go again', async () => {
    const ana = await team.join('ana');
    const { store, relay } = team.running;
    const invite = await createInvite(store, ana.client.profile.team, team.address, relay.now(), 'member');
    const home = tempHome();
    await joinTeam(createFileStorage(home), parseInviteLink(inviteLink(invite))!, { name: 'olaf', emails: [] });
    const olaf = await connectRaw(team.address);
    olaf.send(proofOf(profileOf(home), await olaf.next('relay.challenge')));
    await olaf.next('member.welcome');
    const id = `${randomText(16)}.1`;
    olaf.send({ type: 'invite.cancel', id, invite: invite.invite });
    assert.equal((await olaf.next('command.refused')).code, 'not-a-member');
    olaf.send({ type: 'member.leave', id });
    await olaf.next('command.done');
    assert.equal((await store.member(ana.client.profile.team, profileOf(home).member))?.standing, 'gone');
    await eventually(() => ana.client.team.waiting.size === 0);
  });

  it('rules Q3, Q9: a request that nobody answers ends by itself, and a withdrawn one is closed for everybody', async () => {
    const [ana, ben] = [await team.join('ana'), await team.join('ben')];
    await eventually(() => ana.client.team.members.size === 2);
    ana.client.ask({ question: { question: 'Q' }, steps: [{ candidates: [ben.id], wait: minute }], expiresIn: 300 });
    await ana.until(requestEvent('request.expired'));
    assert.equal((await ben.until(requestEvent('request.closed'))).request.state.closedWhy, 'expired');
    const second = ana.client.ask({ question: { question: 'R' }, steps: [{ candidates: [ben.id], wait: minute }] });
    await second.done;
    await ana.client.withdraw(second.request).done;
    await eventually(() => ben.client.team.requests.get(second.request)?.state.closedWhy === 'withdrawn');
    await assert.rejects(ben.client.accept(second.request).done, { code: 'not-open' });
    assert.equal(team.running.relay.rooms.get(ana.client.profile.team)!.requests.size, 0);
  });

  it('rules R1, R3, R4: team records reach later members; a slot keeps the newest; what is erased or replaced is off the disk', async () => {
    const ana = await team.join('ana');
    const first = ana.client.addRecord({
      kind: 'statement',
      scope: { team: true },
      slot: 'src/',
      content: { knows: 'src/' },
    });
    await first.done;
    await eventually(() => readFileSync(path.join(ana.home, 'team.jsonl'), 'utf8').includes('record.added'));
    const sealedFirst = readSealed(ana);
    await ana.client.addRecord({
      kind: 'statement',
      scope: { team: true },
      slot: 'src/',
      content: { knows: 'no more' },
    }).done;
    const note = ana.client.addRecord({ kind: 'note', scope: { members: [] }, content: { text: 'mine' } });
    await note.done;
    await ana.client.eraseRecord(note.record).done;
    const ben = await team.join('ben');
    await ben.until(isRecord);
    const seen = [...ben.client.team.records.values()].filter((record) => record.content !== undefined);
    assert.deepEqual(
      seen.map((record) => record.content),
      [{ knows: 'no more' }],
    );
    await team.running.close();
    assert.equal(disk(team).includes(sealedFirst), false, 'the replaced content is overwritten');
    await team.restart();
  });

  it('R6: a relay that is stopped writes and acknowledges what has come, takes nobody new, and tells all to come back with 4000', async () => {
    const ana = await team.join('ana');
    const raw = await connectMember(team.address, profileOf(ana.home));
    const id = `${'A'.repeat(22)}.1`;
    const { metrics } = team.running.relay;
    const before = metrics.framesIn;
    raw.send({ type: 'invite.create', id, invite: 'B'.repeat(22), hash: 'C'.repeat(43), expiresIn: minute });
    while (metrics.framesIn === before) await new Promise((resolve) => setImmediate(resolve));
    const closing = team.running.close();
    await assert.rejects(connectRaw(team.address), /HTTP 503|ECONNREFUSED/);
    assert.equal((await raw.closed).code, 4000);
    assert.ok(raw.frames.some((frame) => frame.type === 'command.done' && frame.id === id));
    await closing;
  });

  it('R6: a session counts as over a month after it was last touched, not a month after it began', async () => {
    const later = async (days: number) => {
      await team.restart({ wallClock: () => Date.now() + days * 86_400_000 });
      await eventually(() => ana.client.connection === 'online' && ben.client.connection === 'online');
      await sweep(team.running.relay);
    };
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    const request = await helping(ana, ben);
    await later(29);
    await ben.client.pause(request).done;
    await later(31);
    await ben.client.continue(request).done;
    await later(50);
    await ben.client.say(request, { text: 'still here' }).done;
    await later(75);
    await ben.client.pause(request).done;
    await later(106);
    await assert.rejects(ben.client.pause(request).done, { code: 'not-open' });
  });

  it('rule S4: team figures show from four contributors on, once the month is over', async () => {
    const people = [];
    for (const name of ['a', 'b', 'c', 'd']) people.push(await team.join(name));
    const { store } = team.running;
    const teamId = people[0]!.client.profile.team;
    for (const [index, one] of people.entries()) {
      await one.client.contribute('TypeScript').done;
      if (index < 3) await one.client.contribute('Rust').done;
    }
    const month = new Date(team.running.relay.now()).toISOString().slice(0, 7);
    assert.deepEqual(await people[0]!.client.figures(month), [], 'the month is not over');
    const rows = await store.figures(teamId, month, 4);
    assert.deepEqual(
      rows.map((row) => [row.people, row.sessions]),
      [[4, 4]],
      'three people are too few',
    );
    assert.equal((await store.figures(teamId, month, 3)).length, 2);
  });

  it('rule S4: figures of more areas than a frame holds come as far as they fit, the largest first', async () => {
    const ana = await team.join('ana');
    const { store } = team.running;
    const { team: id } = ana.client.profile;
    const label = (n: number) => `${n}`.padStart(43, 'L');
    const writes: Write[] = [];
    for (let n = 0; n < 700; n++)
      for (const member of ['a', 'b', 'c', 'd'])
        writes.push({ op: 'figure', team: id, month: '2020-01', label: label(n), name: 'n'.repeat(1_000), member });
    writes.push({ op: 'figure', team: id, month: '2020-01', label: label(699), name: 'n'.repeat(1_000), member: 'a' });
    await store.commit(writes);
    const raw = await connectMember(team.address, profileOf(ana.home));
    raw.send({ type: 'figure.list', month: '2020-01' });
    const { figures } = (await raw.next('figure.list')) as unknown as {
      figures: { label: string; sessions: number }[];
    };
    assert.ok(figures.length > 400 && JSON.stringify(figures).length < 524_288, `${figures.length}`);
    assert.deepEqual([figures[0]!.label, figures[0]!.sessions], [label(699), 5]);
  });

  it('rule K1: a calendar is served under its private address to whoever has it, gone when revoked', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
    const feed = ana.client.publishFeed({ calendar, with: [ben.id] });
    await feed.done;
    const url = `http://127.0.0.1:${team.running.port}${feed.path}`;
    const first = await fetch(url);
    assert.equal(first.headers.get('content-type'), 'text/calendar; charset=utf-8');
    assert.equal(await first.text(), calendar);
    assert.equal((await fetch(url, { headers: { 'if-none-match': first.headers.get('etag')! } })).status, 304);
    await ben.client.publishFeed({ id: feed.feed, secret: feed.secret, calendar: calendar + calendar }).done;
    assert.equal(await (await fetch(url)).text(), calendar + calendar);
    const cem = await team.join('cem');
    await assert.rejects(cem.client.revokeFeed(feed.feed).done, { code: 'not-yours' });
    assert.equal((await fetch(`${url.slice(0, -6)}x.ics`)).status, 404);
    await ana.client.revokeFeed(feed.feed).done;
    assert.equal((await fetch(url)).status, 404);
    assert.equal(disk(team).includes(feed.secret), false, 'the relay keeps a hash of the address only');
  });

  it('S1: hundreds of connections at once all hear an event, once each, and leave nothing behind (npm run soak:connections for 15,000)', async () => {
    const crowded = await createTestTeam({ limits: { connectionsPerMember: 1_000 } });
    try {
      const ana = await crowded.join('ana');
      const crowd: Raw[] = [];
      while (crowd.length < 400) {
        const more = Array.from({ length: 50 }, () => connectMember(crowded.address, profileOf(ana.home)));
        crowd.push(...(await Promise.all(more)));
      }
      const { metrics } = crowded.running.relay;
      assert.equal(metrics.connections, 401);
      const { record, done } = ana.client.addRecord({ kind: 'note', scope: { team: true }, content: { text: 'hear' } });
      await done;
      const heard = (raw: Raw) => raw.frames.filter((frame) => JSON.stringify(frame).includes(record)).length;
      await eventually(() => crowd.every((raw) => heard(raw) > 0));
      assert.ok(crowd.every((raw) => heard(raw) === 1));
      for (const raw of crowd) raw.socket.terminate();
      await eventually(() => metrics.connections === 1);
      const room = crowded.running.relay.rooms.get(ana.client.profile.team)!;
      assert.equal(room.live.get(ana.id)!.length, 1);
    } finally {
      await crowded.close();
    }
  });

  it('rules P1, P2 (D7): presence is told at once, forgotten after a crash, and two windows are one person', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    await eventually(() => ana.client.team.members.has(ben.id));
    ben.client.setPresence('available');
    await eventually(() => ana.client.presence(ben.id) === 'available');
    const windows = await Promise.all(
      Array.from({ length: 8 }, () => connectMember(team.address, profileOf(ben.home))),
    );
    windows[0]!.send({ type: 'presence.set', status: 'busy', until: null });
    await eventually(() => ana.client.presence(ben.id) === 'busy');
    for (const window of windows) window.socket.terminate();
    await eventually(() => ana.client.presence(ben.id) === 'available');
    for (let i = 0; i < Number(process.env.LEAVES ?? 100); i++) {
      const ghost = await connectMember(team.address, profileOf(ben.home));
      ghost.send({ type: 'presence.set', status: 'away', until: null });
      ghost.socket.terminate();
    }
    ben.client.stop();
    await eventually(() => ana.client.presence(ben.id) === 'offline');
    const room = team.running.relay.rooms.get(ana.client.profile.team)!;
    await eventually(() => room.live.size === 1 && team.running.relay.metrics.connections === 1);
    assert.equal(room.presence.told.has(ben.id), false);
  });

  it('rule P2: whoever catches up with a whole team asks for its presence once', async () => {
    const ana = await team.join('ana');
    const link = await invited(ana);
    for (const name of ['ben', 'kim', 'ola', 'eva', 'max']) (await team.join(name)).client.stop();
    ana.client.stop();
    const { metrics } = team.running.relay;
    await eventually(() => metrics.connections === 0);
    const before = metrics.framesIn;
    const pia = await team.join('pia', {}, link);
    await eventually(() => pia.client.team.members.size === 7);
    await pia.client.devices();
    assert.equal(
      metrics.framesIn - before,
      ['member.join', 'member.prove', 'team.resume', 'presence.watch', 'device.list'].length,
    );
  });

  it('T2, R6: nothing that members write is in the relay’s files or memory in the clear', async () => {
    const marker = 'MARKER-quite-unlikely-7351';
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    const request = await helping(ana, ben, `${marker} question`);
    await ana.client.say(request, { text: `${marker} message`, path: `${marker}/path.ts` }).done;
    await ben.client.addRecord({ kind: 'snapshot', scope: { session: request }, content: { text: `${marker} code` } })
      .done;
    await ben.client.addRecord({ kind: 'statement', scope: { team: true }, content: { knows: marker }, slot: marker })
      .done;
    await ana.client.contribute(marker).done;
    await ana.client.updateProfile({ name: `${marker} name`, emails: [`${marker}@example.org`] });
    await ana.client.end(request).done;
    await ana.client.proposeLog(request, {
      topic: `${marker} topic`,
      learned: marker,
      outcome: 'solved',
      minutes: 1,
      asker: 'ana',
      helper: 'ben',
      startedAt: 1,
      endedAt: 2,
    }).done;
    await eventually(() => ben.client.team.requests.get(request)?.state.entry != null);
    await ben.client.confirmLog(request).done;
    const secrets = [
      marker,
      ana.client.profile.teamKey!,
      ana.client.profile.boxSecret,
      'ben@example.org',
      'ana@example.org',
    ];
    const bytes = disk(team);
    for (const secret of secrets) assert.equal(bytes.includes(secret), false, secret);
    // The relay runs in this process, so its memory is looked at through what it holds, not through a dump of the heap: that is done
    // with a relay of its own in test/relay/process.test.ts.
    const { relay } = team.running;
    const held = JSON.stringify(
      [...relay.rooms.values()].map((room) => [[...room.requests], [...room.members], [...room.streams]]),
    );
    for (const secret of secrets) assert.equal(held.includes(secret), false, secret);
  });

  it('rule T8: who is forgotten leaves no trace but a random number, and peers keep their half', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    const request = await helping(ana, ben);
    await ben.client.say(request, { text: 'mine' }).done;
    await ana.client.say(request, { text: 'yours' }).done;
    await ben.client.addRecord({ kind: 'statement', scope: { team: true }, content: { knows: 'x' } }).done;
    await ben.client.contribute('TypeScript').done;
    await eventually(() => ana.client.team.records.size === 3);
    const { profile } = ben.client;
    const traces = [
      profile.signKey,
      profile.boxKey,
      profile.deviceKey,
      profile.device,
      emailHash(profile.teamKey!, 'ben@example.org'),
    ];
    const raw = await connectMember(team.address, profileOf(ben.home), { epoch: team.running.relay.epoch, offset: 0 });
    for (const frame of raw.frames as unknown as {
      sealed?: string;
      event?: { by?: string; keys?: object; signature?: string };
    }[]) {
      if (frame.sealed && frame.event?.by === ben.id) traces.push(frame.sealed);
      for (const key of Object.values(frame.event?.keys ?? {})) if (frame.event?.by) traces.push(key as string);
      if (frame.event?.by === ben.id && frame.event.signature) traces.push(frame.event.signature);
    }
    raw.socket.close();
    const before = disk(team);
    assert.ok(traces.length > 8);
    for (const trace of traces) assert.ok(before.includes(trace), 'it was there before');
    await ben.client.forgetMe();
    await eventually(() => ana.client.team.members.get(ben.id)?.gone === true);
    assert.equal(ana.client.team.members.get(ben.id)?.name, 'a former member');
    assert.equal(ana.client.team.requests.get(request)?.state.status, 'ended');
    const after = disk(team);
    for (const trace of traces) assert.equal(after.includes(trace), false, 'and is in no file now');
    const fresh = await team.join('cem');
    await eventually(() => fresh.client.team.members.has(ana.id));
    assert.equal(fresh.client.team.members.has(ben.id), false, 'a new member never hears of them');
    await assert.rejects(connectMember(team.address, profile), /4103|4102/);
    const again = await ana.again();
    again.client.start();
    await again.client.ready();
    const contents = [...again.client.team.records.values()].map(
      (record) => (record.content as { text?: string })?.text,
    );
    assert.deepEqual(contents.filter((text) => text !== undefined).includes('yours'), true);
  });
});

/** The sealed text of the first record that a member's event file holds. */
function readSealed(member: TestMember): string {
  const lines = readFileSync(path.join(member.home, 'team.jsonl'), 'utf8').split('\n');
  const line = lines.find((text) => text.includes('record.added'))!;
  return (JSON.parse(line) as { sealed: string }).sealed;
}

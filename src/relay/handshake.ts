import { protocolVersion } from '../protocol/codec.ts';
import type { ClosingName } from '../protocol/codes.ts';
import type { ProvingFrame } from '../protocol/frames.ts';
import { proofText } from '../protocol/proofText.ts';
import type { Welcome } from '../protocol/relayFrames.ts';
import { allowMessages, type Connection, closeConnection } from './connection.ts';
import { refreshPresence } from './presence.ts';
import { isProved, isSameSecret, secretHash } from './proof.ts';
import type { Relay } from './relayContext.ts';
import { applyChange, type Change, type Draft, inTurn, loadRoom, type Room, roomTime } from './room.ts';
import { settle } from './settle.ts';
import type { StoredInvite, StoredMember, Write } from './store.ts';

/** Answers the frame that must be a connection's first: lets it in, or closes it with the reason. */
export async function shake(relay: Relay, connection: Connection, frame: ProvingFrame): Promise<void> {
  if (frame.version !== protocolVersion) return refuse(relay, connection, 'version');
  const challenge = connection.challenge!;
  if (relay.now() - challenge.time > relay.limits.handshakeMs) return refuse(relay, connection, 'proof-late');
  const { nonce } = challenge;
  challenge.nonce = undefined;
  if (nonce === undefined) return refuse(relay, connection, 'bad-frame');
  const room = await roomOf(relay, frame.team);
  if (!room) return refuse(relay, connection, frame.type === 'member.prove' ? 'not-proved' : 'invite-unknown');
  if (frame.type === 'member.prove') return prove(relay, connection, frame, room, nonce);
  await inTurn(room, () => join(relay, connection, frame, room, nonce));
}

async function join(
  relay: Relay,
  connection: Connection,
  frame: Exclude<ProvingFrame, { type: 'member.prove' }>,
  room: Room,
  nonce: string,
): Promise<void> {
  // Somebody is using it at this moment: who, or that it failed, is known when that is on disk.
  if (room.pendingIds.has(`invite:${frame.invite}`)) await settle(relay, room);
  const invite = await relay.store.invite(frame.team, frame.invite);
  if (!invite || !isSameSecret(invite.hash, secretHash(frame.secret)))
    return refuse(relay, connection, 'invite-unknown');
  const member = frame.type === 'member.join' ? frame.member : '';
  if (!isProved(signedText(relay, connection, nonce, room, member, frame.device), frame.signature, frame.deviceKey)) {
    return refuse(relay, connection, 'not-proved');
  }
  if (frame.type === 'device.join') return joinDevice(relay, connection, frame, room, invite);
  return joinMember(relay, connection, frame, room, invite);
}

/** The room of a team, read from the store at first use. */
export async function roomOf(relay: Relay, team: string): Promise<Room | undefined> {
  const known = relay.rooms.get(team);
  if (known) return known;
  if (!(await relay.store.teams()).includes(team)) return undefined;
  const room = await loadRoom(relay, team);
  const raced = relay.rooms.get(team);
  if (raced) return raced;
  relay.rooms.set(team, room);
  return room;
}

async function prove(
  relay: Relay,
  connection: Connection,
  frame: Extract<ProvingFrame, { type: 'member.prove' }>,
  room: Room,
  nonce: string,
): Promise<void> {
  if ((room.cooling.get(frame.device) ?? 0) > relay.now()) return refuse(relay, connection, 'too-fast');
  room.cooling.delete(frame.device);
  const device = await relay.store.device(frame.team, frame.device);
  const member = await relay.store.member(frame.team, frame.member);
  if (member?.standing === 'gone') return refuse(relay, connection, 'revoked');
  if (!device || !member || device.member !== frame.member) {
    if (!member) return refuse(relay, connection, 'not-proved');
    return refuse(
      relay,
      connection,
      'revoked',
      'This machine was cut off; leave the team here, and add it anew from another of yours.',
    );
  }
  const text = signedText(relay, connection, nonce, room, frame.member, frame.device);
  if (!isProved(text, frame.signature, device.deviceKey)) return refuse(relay, connection, 'not-proved');
  admit(relay, connection, room, member, frame.device);
}

async function joinMember(
  relay: Relay,
  connection: Connection,
  frame: Extract<ProvingFrame, { type: 'member.join' }>,
  room: Room,
  invite: StoredInvite,
): Promise<void> {
  const { team } = room;
  // A join whose answer was lost is answered again, but only to the machine that has the key: others know the link, and the ids.
  if (invite.usedBy === frame.member && invite.usedDevice === frame.device) {
    const device = await relay.store.device(team, frame.device);
    const member = await relay.store.member(team, frame.member);
    if (device?.deviceKey === frame.deviceKey && member && member.standing !== 'gone')
      return admit(relay, connection, room, member, frame.device);
  }
  const refused = unusable(relay, invite) ?? (invite.kind === 'device' ? 'invite-unknown' : undefined);
  if (refused) return refuse(relay, connection, refused);
  const founding = invite.kind === 'founder';
  // Several founder's links may have been printed; the team key is made once.
  if (founding && room.members.size > 0) return refuse(relay, connection, 'invite-used');
  if (room.members.size >= relay.limits.members) return refuse(relay, connection, 'team-full');
  if (room.members.get(frame.member)?.standing === 'gone') return refuse(relay, connection, 'revoked');
  if (room.members.has(frame.member) || (await relay.store.device(team, frame.device))) {
    return refuse(relay, connection, 'not-proved');
  }
  if (founding && !frame.voucher)
    return refuse(
      relay,
      connection,
      'bad-frame',
      'A part of this invite for the first member is missing; copy it whole.',
    );
  const at = roomTime(relay, room);
  const full = frame.voucher !== null;
  const member: StoredMember = {
    member: frame.member,
    role: founding ? 'owner' : 'member',
    standing: full ? 'full' : 'waiting',
    signKey: frame.signKey,
    boxKey: frame.boxKey,
    emails: frame.emails,
    profile: frame.profile,
    voucher: frame.voucher,
    teamKey: null,
    joinedAt: at,
  };
  const writes: Write[] = [
    { op: 'member', team, member },
    {
      op: 'device',
      team,
      device: { device: frame.device, member: frame.member, deviceKey: frame.deviceKey, addedAt: at },
    },
    { op: 'invite', team, invite: { ...invite, usedBy: frame.member, usedDevice: frame.device } },
  ];
  const keys = { member: frame.member, signKey: frame.signKey, boxKey: frame.boxKey };
  const drafts: Draft[] = [
    {
      event: full
        ? {
            type: 'member.joined',
            ...keys,
            role: member.role,
            emails: frame.emails,
            profile: frame.profile,
            voucher: frame.voucher!,
          }
        : { type: 'member.waiting', ...keys },
      to: 'all',
    },
  ];
  room.members.set(frame.member, { role: member.role, standing: member.standing });
  relay.log('member.joined', { team, standing: member.standing });
  written(
    relay,
    room,
    { drafts, writes, claims: [`invite:${invite.invite}`, `member:${frame.member}`] },
    at,
    connection,
    () => admit(relay, connection, room, member, frame.device),
  );
}

async function joinDevice(
  relay: Relay,
  connection: Connection,
  frame: Extract<ProvingFrame, { type: 'device.join' }>,
  room: Room,
  invite: StoredInvite,
): Promise<void> {
  const { team } = room;
  const owner = invite.by === null ? undefined : await relay.store.member(team, invite.by);
  if (invite.kind !== 'device' || !owner || owner.standing !== 'full')
    return refuse(relay, connection, 'invite-unknown');
  if (invite.usedDevice === frame.device && invite.bundle === null) return refuse(relay, connection, 'invite-used');
  const refused = unusable(relay, invite);
  if (refused) return refuse(relay, connection, refused);
  if ((await relay.store.devices(team, owner.member)).length >= relay.limits.devicesPerMember) {
    return refuse(relay, connection, 'team-full');
  }
  if (await relay.store.device(team, frame.device)) return refuse(relay, connection, 'not-proved');
  const at = roomTime(relay, room);
  const writes: Write[] = [
    {
      op: 'device',
      team,
      device: { device: frame.device, member: owner.member, deviceKey: frame.deviceKey, addedAt: at },
    },
    { op: 'invite', team, invite: { ...invite, bundle: null, usedBy: owner.member, usedDevice: frame.device } },
  ];
  written(relay, room, { drafts: [], writes, claims: [`invite:${invite.invite}`] }, at, connection, () =>
    admit(relay, connection, room, owner, frame.device, invite.bundle ?? undefined),
  );
}

function admit(
  relay: Relay,
  connection: Connection,
  room: Room,
  member: StoredMember,
  device: string,
  bundle?: string,
): void {
  if (connection.mode !== 'proving') return;
  const mine = room.live.get(member.member) ?? [];
  if (mine.length >= relay.limits.connectionsPerMember) {
    refuse(relay, connection, 'too-many');
    return;
  }
  // Not a spread, which leaves room for sixteen more: 128 bytes for each idle member.
  room.live.set(member.member, mine.concat(connection));
  connection.mode = 'proved';
  allowMessages(connection, relay.limits.frameBytes);
  connection.room = room;
  connection.member = member.member;
  connection.device = device;
  connection.waiting = member.standing === 'waiting';
  connection.challenge = undefined;
  relay.metrics.strangers--;
  const welcome: Welcome = {
    type: 'member.welcome',
    team: room.team,
    member: member.member,
    role: member.role,
    standing: connection.waiting ? 'waiting' : 'full',
    epoch: relay.epoch,
    offset: room.committed,
    time: relay.now(),
    ...(member.teamKey ? { teamKey: member.teamKey } : {}),
    ...(member.voucher ? { voucher: member.voucher } : {}),
    ...(bundle ? { bundle } : {}),
    limits: { retentionMonths: relay.limits.retentionMonths, unackedCommands: relay.limits.unackedCommands },
  };
  relay.sender.send(connection, JSON.stringify(welcome));
  refreshPresence(relay, room, member.member);
}

function unusable(relay: Relay, invite: StoredInvite): ClosingName | undefined {
  if (invite.usedBy !== null) return 'invite-used';
  return relay.now() > invite.expiresAt ? 'invite-expired' : undefined;
}

function written(relay: Relay, room: Room, change: Change, at: number, connection: Connection, done: () => void): void {
  applyChange(relay, room, change, at, done, () => closeConnection(connection, 'storage-failed'));
}

function signedText(
  relay: Relay,
  connection: Connection,
  nonce: string,
  room: Room,
  member: string,
  device: string,
): string {
  return proofText({ relay: relay.id, time: connection.challenge!.time, nonce, team: room.team, member, device });
}

/** `detail`: instead of the code's sentence; up to 120 bytes. */
function refuse(relay: Relay, connection: Connection, name: ClosingName, detail?: string): void {
  relay.log('connection.refused', { reason: name });
  closeConnection(connection, name, detail);
}

import type { Event } from '../protocol/events.ts';
import type { CommandFrame } from '../protocol/frames.ts';
import { decideMemberGone } from '../protocol/requestRules.ts';
import type { Id } from '../protocol/shapes.ts';
import { type Connection, closeConnection } from './connection.ts';
import type { Relay } from './relayContext.ts';
import { circumstances, contentOf } from './requestCommands.ts';
import { type Change, type Draft, isFullMember, type Outcome, type Room } from './room.ts';
import { settle } from './settle.ts';
import type { StoredMember, Write } from './store.ts';

type Frame = Extract<
  CommandFrame,
  {
    type:
      | 'invite.create'
      | 'invite.cancel'
      | 'device.link'
      | 'device.remove'
      | 'member.update'
      | 'member.vouch'
      | 'member.promote'
      | 'member.revoke'
      | 'member.leave'
      | 'member.forget';
  }
>;

/** Invites, machines, and who is in the team. */
export async function decideMember(relay: Relay, room: Room, by: Id, frame: Frame, at: number): Promise<Outcome> {
  const { team } = room;
  const owner = room.members.get(by)?.role === 'owner';
  switch (frame.type) {
    case 'invite.create': {
      if (frame.expiresIn > relay.limits.inviteMs) return { refused: 'bad-time' };
      return invite(relay, room, by, frame.invite, 'member', frame.hash, at + frame.expiresIn, null);
    }
    case 'device.link':
      return invite(relay, room, by, frame.invite, 'device', frame.hash, at + relay.limits.deviceLinkMs, frame.bundle);
    case 'invite.cancel': {
      if (room.pendingIds.has(`invite:${frame.invite}`)) await settle(relay, room);
      const stored = await relay.store.invite(team, frame.invite);
      if (!stored || stored.usedBy !== null || (stored.by !== by && !owner)) return { refused: 'unknown-invite' };
      return { drafts: [], writes: [{ op: 'invite-gone', team, invite: frame.invite }] };
    }
    case 'device.remove': {
      const device = await relay.store.device(team, frame.device);
      if (device?.member !== by) return { refused: 'not-yours' };
      return {
        drafts: [],
        writes: [{ op: 'device-gone', team, device: frame.device }],
        afterwards: () => closeAll(room, by, 'revoked', (one) => one.device === frame.device),
      };
    }
    case 'member.update': {
      const member = await stored(relay, room, by);
      const card = { ...member, emails: frame.emails, profile: frame.profile };
      return changed(room, card, { type: 'member.updated', ...cardOf(card) });
    }
    case 'member.promote': {
      if (!owner) return { refused: 'not-owner' };
      if (!isFullMember(room, frame.member)) return { refused: 'not-a-member' };
      const card = { ...(await stored(relay, room, frame.member)), role: 'owner' as const };
      room.members.set(frame.member, { role: 'owner', standing: 'full' });
      return changed(room, card, { type: 'member.updated', ...cardOf(card) });
    }
    case 'member.vouch': {
      if (room.members.get(frame.member)?.standing !== 'waiting') return { refused: 'not-a-member' };
      const waiting = await stored(relay, room, frame.member);
      const card: StoredMember = { ...waiting, standing: 'full', voucher: frame.voucher, teamKey: frame.teamKey };
      room.members.set(frame.member, { role: card.role, standing: 'full' });
      return {
        ...changed(room, card, { type: 'member.joined', ...cardOf(card) }),
        afterwards: () => closeAll(room, frame.member, 'standing-changed'),
      };
    }
    case 'member.revoke': {
      if (!owner) return { refused: 'not-owner' };
      if (frame.member === by) return { refused: 'not-yours' };
      const standing = room.members.get(frame.member)?.standing;
      if (standing === undefined || standing === 'gone') return { refused: 'not-a-member' };
      return gone(relay, room, frame.member, { type: 'member.revoked', member: frame.member, by }, at);
    }
    case 'member.leave':
    case 'member.forget': {
      if (isLastOwner(room, by)) return { refused: 'last-owner' };
      const forget = frame.type === 'member.forget';
      const outcome = await gone(
        relay,
        room,
        by,
        { type: forget ? 'member.forgotten' : 'member.left', member: by },
        at,
      );
      if (!forget || 'refused' in outcome) return outcome;
      return { ...outcome, lastWrites: [{ op: 'forget', team, member: by }] };
    }
  }
}

/**
 * Everything that follows when somebody is no longer a member: their requests, offers and sessions end first, then all are told. Memory is
 * changed at once, so that no frame of theirs is done any more.
 */
export async function gone(
  relay: Relay,
  room: Room,
  member: Id,
  event: Extract<Event, { type: 'member.left' | 'member.revoked' | 'member.forgotten' }>,
  at: number,
): Promise<Outcome> {
  const { team } = room;
  const card = await stored(relay, room, member);
  const devices = await relay.store.devices(team, member);
  room.members.set(member, { role: 'member', standing: 'gone' });
  const drafts: Draft[] = [];
  // Each of these requests brings its own content along, as an offer to the next candidate may follow.
  for (const open of room.requests.values()) {
    const content = await contentOf(relay, room, open);
    for (const addressed of decideMemberGone(open.state, member, circumstances(relay, room, at))) {
      drafts.push({ ...addressed, ...(addressed.event.type === 'request.offered' && content ? { content } : {}) });
    }
  }
  drafts.push({ event, to: 'all' });
  const writes: Write[] = devices.map((device) => ({ op: 'device-gone', team, device: device.device }));
  writes.push({ op: 'member', team, member: { ...card, role: 'member', standing: 'gone', teamKey: null } });
  relay.log('member.gone', { team, why: event.type });
  return { drafts, writes, claims: [`member:${member}`], afterwards: () => closeAll(room, member, 'revoked') };
}

async function invite(
  relay: Relay,
  room: Room,
  by: Id,
  id: Id,
  kind: 'member' | 'device',
  hash: string,
  expiresAt: number,
  bundle: string | null,
): Promise<Outcome> {
  const { team } = room;
  // What this member has just been allowed counts too.
  const turn = `inviting:${by}`;
  if (room.pendingIds.has(turn)) await settle(relay, room);
  if (room.pendingIds.has(`invite:${id}`) || (await relay.store.invite(team, id))) return { refused: 'already-exists' };
  if ((await relay.store.openInvites(team, by, relay.now())) >= relay.limits.invitesPerMember) {
    return { refused: 'limit-reached' };
  }
  return {
    drafts: [],
    writes: [
      { op: 'invite', team, invite: { invite: id, kind, hash, by, expiresAt, bundle, usedBy: null, usedDevice: null } },
    ],
    claims: [`invite:${id}`, turn],
  };
}

function changed(room: Room, member: StoredMember, event: Event): Change {
  return {
    drafts: [{ event, to: 'all' }],
    writes: [{ op: 'member', team: room.team, member }],
    claims: [`member:${member.member}`],
  };
}

async function stored(relay: Relay, room: Room, member: Id): Promise<StoredMember> {
  if (room.pendingIds.has(`member:${member}`)) await settle(relay, room);
  return (await relay.store.member(room.team, member))!;
}

function cardOf(member: StoredMember) {
  const { signKey, boxKey, role, emails, profile } = member;
  return { member: member.member, signKey, boxKey, role, emails: [...emails], profile, voucher: member.voucher! };
}

function isLastOwner(room: Room, member: Id): boolean {
  if (room.members.get(member)?.role !== 'owner') return false;
  let others = 0;
  for (const [id, one] of room.members) {
    if (id === member || one.standing === 'gone') continue;
    if (one.role === 'owner') return false;
    others++;
  }
  return others > 0;
}

function closeAll(
  room: Room,
  member: Id,
  why: 'revoked' | 'standing-changed',
  which: (connection: Connection) => boolean = () => true,
): void {
  for (const connection of room.live.get(member) ?? []) {
    // What the relay has already put on the way, such as the acknowledgement, still arrives before the close.
    if (which(connection)) closeConnection(connection, why);
  }
}

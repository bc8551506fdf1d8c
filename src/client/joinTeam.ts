import * as z from 'zod';
import { protocolVersion } from '../protocol/codec.ts';
import { contents } from '../protocol/contents.ts';
import {
  contentContext,
  createDeviceKeys,
  createMemberKeys,
  emailHash,
  sign,
  teamSubkey,
  voucherFor,
} from '../protocol/identity.ts';
import { addressProblem, type Invite } from '../protocol/inviteLink.ts';
import { limits } from '../protocol/limits.ts';
import { proofText } from '../protocol/proofText.ts';
import type { Welcome } from '../protocol/relayFrames.ts';
import { loadSealing, openWith, randomText, sealWith } from '../protocol/sealing.ts';
import { id, key } from '../protocol/shapes.ts';
import { ClientProblem } from './clientProblem.ts';
import { forgetHere } from './forgetHere.ts';
import { type Challenge, openLink } from './link.ts';
import { type ClientStorage, type Profile, readProfile, writeProfile } from './profile.ts';

export interface Person {
  readonly name: string;
  /** Addresses this person commits under. Only keyed hashes leave the machine. */
  readonly emails: readonly string[];
  /** IANA time zone, if the person wants the team to know. */
  readonly zone?: string;
}

/** What a machine that is added finds in its bundle. */
export const bundleShape = z.object({
  member: id,
  signKey: key,
  signSecret: z.string(),
  boxKey: key,
  boxSecret: key,
  teamKey: key,
  name: z.string(),
  emails: z.array(z.string()),
});

/**
 * Joins with an invite: makes keys, hands the public ones in, and stores the profile. The keys are stored before they are sent, so that a
 * lost answer or a crash does not waste the invite: joining again with the same link goes on with them. Throws ClientProblem.
 */
export async function joinTeam(
  storage: ClientStorage,
  invite: Invite,
  person: Person,
  options: { forcePlain?: boolean } = {},
): Promise<Profile> {
  await loadSealing();
  const warning = addressProblem(invite.address, options.forcePlain ?? false);
  if (warning) throw new ClientProblem('bad-address', warning);
  const kept = await readProfile(storage);
  // Keys for another team that never took them in are of no use.
  const before = kept?.joining && kept.team !== invite.team ? undefined : kept;
  if (before && before.team !== invite.team) {
    throw new ClientProblem(
      'already-exists',
      'This profile is a member of another team already; leave it first, or use another WHOKNOWS_HOME.',
    );
  }
  if (invite.bundleKey) {
    if (before && !before.joining) throw new ClientProblem('already-exists', alreadyHere);
    return joinAsDevice(storage, invite, options.forcePlain ?? false);
  }
  checkPerson(person);
  const made: Profile = before ?? {
    version: 1,
    address: invite.address,
    ...(options.forcePlain ? { forcePlain: true } : {}),
    relay: invite.relay,
    team: invite.team,
    member: randomText(16),
    ...createDeviceKeys(),
    ...createMemberKeys(),
    teamKey: null,
    name: person.name,
    emails: [...person.emails],
    joining: true,
  };
  const profile: Profile = {
    ...made,
    // Somebody whom the relay has not taken in yet may have been sent a better link, and may want another name.
    ...(made.joining ? { name: person.name, emails: [...person.emails] } : {}),
    teamKey: made.teamKey ?? (made.joining && invite.founder ? randomText(32) : null) ?? invite.teamKey ?? null,
    // The same member may have been sent a new link, to another address of the same relay.
    address: invite.address,
    relay: invite.relay,
    ...(invite.certificate ? { certificate: invite.certificate } : {}),
  };
  await writeProfile(storage, profile);
  let handedIn = false;
  try {
    await handIn(invite, (challenge) => {
      handedIn = true;
      return {
        type: 'member.join',
        version: protocolVersion,
        team: invite.team,
        invite: invite.invite,
        secret: invite.secret,
        member: profile.member,
        device: profile.device,
        deviceKey: profile.deviceKey,
        signKey: profile.signKey,
        boxKey: profile.boxKey,
        ...publicHalf(profile, person.zone),
        voucher: profile.teamKey === null ? null : voucherFor(profile.teamKey, profile),
        signature: sign(proofOf(challenge, invite, profile.member, profile.device), profile.deviceSecret),
      };
    });
  } catch (error) {
    const code = error instanceof ClientProblem ? error.code : undefined;
    if (before && code === 'revoked') {
      // Whoever was put out or has left, and is invited again, comes back as somebody new.
      await forgetHere(storage);
      return joinTeam(storage, invite, person, options);
    }
    // Keys that the relay has not seen, or will never accept, are of no use.
    if (!before && (!handedIn || code?.startsWith('invite-') || code === 'not-proved')) await storage.deleteSecret();
    // The relay knows these keys: they were handed in before, and only the answer was lost.
    if (!before || code !== 'not-proved') throw error;
    if (!before.joining) throw new ClientProblem('already-exists', alreadyHere);
  }
  const { joining: _, ...member } = profile;
  await writeProfile(storage, member);
  return member;
}

const alreadyHere = 'You are in this team on this machine already; there is nothing to join.';

/** Throws a sentence where the team could not read a name, or the relay would not take so many addresses. */
export function checkPerson({ name, emails }: { name?: string; emails?: readonly string[] }): void {
  if (name !== undefined && !contents.profile.safeParse({ name }).success)
    throw new ClientProblem('limit-reached', 'That name is too long; the team can read up to 400 letters.');
  const most = limits.emailsPerMember.value;
  if (emails && emails.length > most)
    throw new ClientProblem('limit-reached', `The team takes up to ${most} addresses of one person; name fewer.`);
}

/** What the team may know of a member: hashes of emails, and a card sealed with the team key. */
export function publicHalf(profile: Profile, zone?: string): { emails: string[]; profile: string | null } {
  const { teamKey } = profile;
  if (teamKey === null) return { emails: [], profile: null };
  const card = { name: profile.name, ...(zone ? { zone } : {}) };
  return {
    emails: profile.emails.map((email) => emailHash(teamKey, email)),
    profile: sealWith(teamSubkey(teamKey, 'content'), contentContext(profile.team, 'profile', profile.member), card),
  };
}

async function joinAsDevice(storage: ClientStorage, invite: Invite, forcePlain: boolean): Promise<Profile> {
  const device = createDeviceKeys();
  const welcome = await handIn(invite, (challenge) => ({
    type: 'device.join',
    version: protocolVersion,
    team: invite.team,
    invite: invite.invite,
    secret: invite.secret,
    device: device.device,
    deviceKey: device.deviceKey,
    signature: sign(proofOf(challenge, invite, '', device.device), device.deviceSecret),
  }));
  const opened =
    welcome.bundle && openWith(invite.bundleKey!, contentContext(invite.team, 'bundle', invite.invite), welcome.bundle);
  const bundle = bundleShape.safeParse(opened);
  if (!bundle.success)
    throw new ClientProblem(
      'bad-link',
      'The keys that wait behind this link cannot be opened with it; make a new link on the first machine.',
    );
  const profile: Profile = {
    version: 1,
    address: invite.address,
    ...(forcePlain ? { forcePlain: true } : {}),
    ...(invite.certificate ? { certificate: invite.certificate } : {}),
    relay: invite.relay,
    team: invite.team,
    ...device,
    ...bundle.data,
  };
  await writeProfile(storage, profile);
  return profile;
}

function proofOf(challenge: Challenge, invite: Invite, member: string, device: string): string {
  return proofText({
    relay: invite.relay,
    time: challenge.time,
    nonce: challenge.nonce,
    team: invite.team,
    member,
    device,
  });
}

function handIn(invite: Invite, frame: (challenge: Challenge) => object): Promise<Welcome> {
  return new Promise((resolve, reject) => {
    const link = openLink({
      address: invite.address,
      relay: invite.relay,
      certificate: invite.certificate,
      prove: (challenge) => JSON.stringify(frame(challenge)),
      onWelcome(welcome) {
        link.leave();
        resolve(welcome);
      },
      onFrame() {},
      onClosed: ({ problem }) => reject(problem),
    });
  });
}

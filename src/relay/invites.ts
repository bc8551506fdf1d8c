import { randomBytes } from 'node:crypto';
import { type Invite, inviteLink } from '../protocol/inviteLink.ts';
import { limits } from '../protocol/limits.ts';
import type { Id } from '../protocol/shapes.ts';
import { secretHash } from './proof.ts';
import type { Store } from './store.ts';

/** Makes a new team and returns its id. */
export async function createTeam(store: Store, now: number): Promise<Id> {
  const team = randomBytes(16).toString('base64url');
  await store.commit([{ op: 'team', team, createdAt: now }]);
  return team;
}

/**
 * The link for the first member of a team, as long as nobody is in any. A founder's link that was never used can be printed again: each start
 * makes a new one. Where everybody has left, nobody has the old team's key any more, and there is a new team.
 */
export async function founderInvite(
  store: Store,
  address: string,
  now: number,
  certificate?: string,
): Promise<string | undefined> {
  let team: Id | undefined;
  for (const one of await store.teams()) {
    const members = await store.members(one);
    if (members.some(({ standing }) => standing === 'full')) return undefined;
    if (members.length === 0) team ??= one;
  }
  team ??= await createTeam(store, now);
  const invite = await createInvite(store, team, address, now, 'founder');
  return inviteLink({ ...invite, ...(certificate ? { certificate } : {}) });
}

/** An invite made by the relay's owner. It carries no team key, as the relay has none: a member must vouch, or `teamKey` is added by a member on this machine. */
export async function createInvite(
  store: Store,
  team: Id,
  address: string,
  now: number,
  kind: 'founder' | 'member',
): Promise<Invite> {
  const invite = randomBytes(16).toString('base64url');
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = now + limits.inviteMs.value;
  await store.commit([
    {
      op: 'invite',
      team,
      invite: {
        invite,
        kind,
        hash: secretHash(secret),
        by: null,
        expiresAt,
        bundle: null,
        usedBy: null,
        usedDevice: null,
      },
    },
  ]);
  const { relay } = await store.identity();
  return { address, relay, team, invite, secret, ...(kind === 'founder' ? { founder: true } : {}) };
}

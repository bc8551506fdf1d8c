import type { Availability } from '../protocol/frames.ts';
import { limits } from '../protocol/limits.ts';
import type { Status } from '../protocol/relayFrames.ts';
import type { Id } from '../protocol/shapes.ts';

/** Who of the team is there, and what this member says of themselves. */
export interface TeamPresence {
  status(member: Id): Status;
  /** Until when somebody who is away said they would be, ms; null where they did not say. */
  until(member: Id): number | null;
  /** Says how this member is, now and after each reconnect. */
  say(status: Availability, until: number | null): void;
  /** The relay says how somebody is. */
  heard(member: Id, status: Status, until: number | null): void;
  /** Follows these members from now on; the relay is told where they are others than before. */
  watch(members: readonly Id[]): void;
  /** The link has come up. */
  online(): void;
  /** The link is gone: nobody is known to be there. */
  offline(): void;
}

/** `send` puts a frame on the link, if there is one; `changed` hears of each change. */
export function createTeamPresence(
  send: (frame: object) => void,
  changed: (member: Id, status: Status, until: number | null) => void,
): TeamPresence {
  const known = new Map<Id, { readonly status: Status; readonly until: number | null }>();
  let own: { status: Availability; until: number | null } | undefined;
  let watched = '';
  const sendOwn = () => {
    if (own) send({ type: 'presence.set', ...own });
  };
  const presence: TeamPresence = {
    status: (member) => known.get(member)?.status ?? 'offline',
    until: (member) => known.get(member)?.until ?? null,
    say(status, until) {
      own = { status, until };
      sendOwn();
    },
    heard(member, status, until) {
      if (presence.status(member) === status && presence.until(member) === until) return;
      known.set(member, { status, until });
      changed(member, status, until);
    },
    watch(members) {
      const followed = members.slice(0, limits.presenceWatch.value);
      const key = followed.join();
      if (key === watched) return;
      watched = key;
      send({ type: 'presence.watch', members: followed });
    },
    online: sendOwn,
    offline() {
      watched = '';
      for (const member of known.keys()) presence.heard(member, 'offline', null);
    },
  };
  return presence;
}

import { openLive, pairKey, sealLive } from '../protocol/sealing.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Profile } from './profile.ts';
import type { TeamView } from './teamView.ts';

/** Seals and opens what is shown and not kept: typing, selections, “look here”. The key of each pair is worked out once. */
export interface LiveFrames {
  /** The frame for the other one of a session; undefined where there is none, or they are not known. */
  seal(session: Id, content: unknown): object | undefined;
  /** What a member of the team has sent; undefined where it is not theirs or cannot be opened. */
  open(from: Id, sealed: string): unknown;
}

export function createLiveFrames(profile: () => Profile, view: () => TeamView): LiveFrames {
  const keys = new Map<Id, Uint8Array>();
  const keyFor = (other: Id): Uint8Array | undefined => {
    const known = keys.get(other);
    if (known) return known;
    const member = view().members.get(other);
    if (!member || member.gone) return undefined;
    const shared = pairKey(member.boxKey, profile());
    if (shared) keys.set(other, shared);
    return shared;
  };
  return {
    seal(session, content) {
      const request = view().requests.get(session);
      const other =
        request && (request.role === 'asker' ? request.state.helper : request.role === 'helper' && request.state.asker);
      const shared = other ? keyFor(other) : undefined;
      if (!shared) return undefined;
      const { member: from, device } = profile();
      return { type: 'live.send', session, from, device, sealed: sealLive(shared, content) };
    },
    open(from, sealed) {
      const shared = keyFor(from);
      return shared && openLive(shared, sealed);
    },
  };
}

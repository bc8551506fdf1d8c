import type { CommandFrame } from '../protocol/frames.ts';
import { monthOf } from '../protocol/months.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Relay } from './relayContext.ts';
import type { Outcome, Room } from './room.ts';
import { settle } from './settle.ts';

/** One session counted for the team's figures, because its member chose to. */
export function decideFigure(
  _relay: Relay,
  room: Room,
  by: Id,
  frame: Extract<CommandFrame, { type: 'figure.contribute' }>,
  at: number,
): Outcome {
  // Only months that are not over can still be contributed to; the figures of the others have been shown.
  if (frame.month !== monthOf(at)) return { refused: 'bad-time' };
  const { month, label, name } = frame;
  return { drafts: [], writes: [{ op: 'figure', team: room.team, month, label, name, member: by }] };
}

/** Calendars that are served over HTTP under an unguessable address. */
export async function decideFeed(
  relay: Relay,
  room: Room,
  by: Id,
  frame: Extract<CommandFrame, { type: 'feed.publish' | 'feed.revoke' }>,
  at: number,
): Promise<Outcome> {
  const { team } = room;
  // What this member has just published counts too.
  const turn = `publishing:${by}`;
  if (room.pendingIds.has(`feed:${frame.feed}`) || room.pendingIds.has(turn)) await settle(relay, room);
  const stored = await relay.store.feed(team, frame.feed);
  if (stored && stored.by !== by && !stored.with.includes(by)) return { refused: 'not-yours' };
  if (frame.type === 'feed.revoke') {
    if (!stored) return { refused: 'unknown-record' };
    return { drafts: [], writes: [{ op: 'feed-gone', team, feed: frame.feed }] };
  }
  const other = await relay.store.feedByHash(team, frame.hash);
  if ((other && other.feed !== frame.feed) || room.pendingIds.has(`feed-hash:${frame.hash}`)) {
    return { refused: 'already-exists' };
  }
  if (!stored && (await relay.store.feedsOf(team, by)) >= relay.limits.feedsPerMember)
    return { refused: 'limit-reached' };
  const feed = {
    feed: frame.feed,
    hash: frame.hash,
    by: stored?.by ?? by,
    with: stored?.with ?? frame.with,
    calendar: frame.calendar,
    updatedAt: at,
  };
  return {
    drafts: [],
    writes: [{ op: 'feed', team, feed }],
    claims: [`feed:${frame.feed}`, `feed-hash:${frame.hash}`, turn],
  };
}

import { monthOf } from '../protocol/months.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Relay } from './relayContext.ts';
import { applyChange, inTurn, type Room, roomTime } from './room.ts';
import type { Write } from './store.ts';

const day = 86_400_000;
/** Sessions that nobody has confirmed or touched for this long count as over, so that their retention time begins. */
const abandonedAfter = 30 * day;

/** Erases what its time is over for, now and then. Returns how to stop. */
export function startRetention(relay: Relay): () => void {
  const timer = setInterval(() => {
    sweep(relay).catch((error) => relay.log('fault', { error: String(error).slice(0, 400) }));
  }, relay.limits.sweepEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** One round of retention. Returns how many rows were erased. */
export async function sweep(relay: Relay): Promise<number> {
  const now = relay.now();
  for (const room of relay.rooms.values()) await inTurn(room, () => closeAbandoned(relay, room, now));
  await relay.commits.settled();
  const content = now - relay.limits.retentionMonths * 30.44 * day;
  const rows = await relay.store.retain({
    receipts: now - relay.limits.receiptDays * day,
    content,
    invites: now - day,
    month: monthOf(Math.max(0, content)),
  });
  if (rows) relay.log('retention.swept', { rows });
  return rows;
}

async function closeAbandoned(relay: Relay, room: Room, now: number): Promise<void> {
  const writes: Write[] = [];
  let newest: Map<Id, number> | undefined;
  for (const [request, { state }] of room.requests) {
    if (state.helper === null || now - state.acceptedAt! < abandonedAfter) continue;
    const events = await relay.store.eventsOf(room.team, request);
    let touched = Math.max(events.at(-1)?.at ?? 0, state.endedAt ?? 0, state.activeSince ?? 0, state.acceptedAt!);
    if (now - touched < abandonedAfter) continue;
    // What the two write to each other is no event of the request.
    newest ??= await relay.store.newestOfSessions(room.team);
    touched = Math.max(touched, newest.get(request) ?? 0);
    if (now - touched < abandonedAfter) continue;
    writes.push({ op: 'request', team: room.team, request, open: false, at: touched });
    room.requests.delete(request);
    relay.metrics.openRequests--;
  }
  if (writes.length) applyChange(relay, room, { drafts: [], writes }, roomTime(relay, room));
}

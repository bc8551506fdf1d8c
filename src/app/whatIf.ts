import type { Client } from '../client/createClient.ts';
import type { RequestView } from '../client/teamView.ts';
import { isZone, type Slot, sharedHours, type WorkingHours } from '../mentoring/workingHours.ts';
import type { Id } from '../protocol/shapes.ts';

/** Answers of one's own that are needed before anything is said from them. */
const fewestAnswers = 3;
/** The last answers that count: people's days change. */
const mostAnswers = 10;
/** How far ahead shared hours are looked for, ms. */
const lookAhead = 14 * 86_400_000;

/**
 * How long a member has usually taken to say yes to this user, ms (S7): the middle of the last answers to the user's own questions in which
 * they were asked first; undefined where there are too few. It is read from the user's own sessions and leaves this machine nowhere.
 */
export function likelyAnswer(requests: Iterable<RequestView>, member: Id): number | undefined {
  const waits = [...requests]
    .filter(
      ({ role, state }) =>
        role === 'asker' && state.helper === member && state.steps[0]?.candidates.includes(member) === true,
    )
    .sort((a, b) => b.state.askedAt - a.state.askedAt)
    .slice(0, mostAnswers)
    .flatMap(({ state }) => (state.acceptedAt === null ? [] : [state.acceptedAt - state.askedAt]))
    .sort((a, b) => a - b);
  return waits.length < fewestAnswers ? undefined : waits[Math.floor(waits.length / 2)];
}

/** When the user and a member next both work; undefined while they do, or where one of them gave no hours. */
export function nextSharedHours(client: Client, member: Id): Slot | undefined {
  const both = [client.profile.member, member].map((id): WorkingHours | undefined => {
    const { hours, zone } = client.team.members.get(id)?.card ?? {};
    return hours?.days.length && zone && isZone(zone) ? { zone, ...hours } : undefined;
  });
  const [mine, theirs] = both;
  if (!mine || !theirs) return undefined;
  const now = client.now();
  const [next] = sharedHours([mine, theirs], now, now + lookAhead);
  return next && next.from > now ? next : undefined;
}

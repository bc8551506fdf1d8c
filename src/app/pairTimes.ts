import type { Client } from '../client/createClient.ts';
import type { Cadence } from '../mentoring/cadence.ts';
import { type ProposedTime, proposeMoments, proposeTimes } from '../mentoring/meetingTimes.ts';
import { isZone, type Slot, type WorkingHours } from '../mentoring/workingHours.ts';
import type { Id } from '../protocol/shapes.ts';
import { type PairOverview, pairsOf } from './pairing.ts';

/** Working hours of somebody who did not say: what most offices share. */
const usualHours = { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 } as const;

/** Days ahead in which a meeting is moved to, where no next one bounds it. */
const lookAheadDays = 14;
const dayMs = 86_400_000;

/** When a member works, as their card says; nine to five by their clock where it does not, or names no day. `ownZone` stands in for a card without one. */
export function hoursOf(client: Client, member: Id, ownZone: string): WorkingHours {
  const card = client.team.members.get(member)?.card;
  const zone = card?.zone !== undefined && isZone(card.zone) ? card.zone : ownZone;
  return { zone, ...(card?.hours?.days.length ? card.hours : usualHours) };
}

/** Times at which these members can meet all year, by the first one's clock; see `proposeTimes`. Heeds this member's other pairs. */
export function timesFor(
  client: Client,
  members: readonly Id[],
  { cadence, minutes, zone }: { cadence: Cadence; minutes: number; zone: string },
): ProposedTime[] {
  return proposeTimes(
    members.map((member) => hoursOf(client, member, zone)),
    { cadence, minutes, from: client.now() + dayMs / 2, busy: busyTimes(client) },
  );
}

/** Moments (ms) to which a pair's meeting could move: within the working hours of all, before the meeting that follows it. */
export function momentsFor(client: Client, pair: PairOverview, meeting: string): number[] {
  const { plan, progress } = pair;
  if (!plan) return [];
  const moved = progress?.meetings.find(({ day }) => day === meeting);
  const from = client.now() + 3_600_000;
  const next = progress?.meetings.find(({ at, state }) => state === 'planned' && at > Math.max(moved?.at ?? 0, from));
  const to = Math.max(next?.at ?? 0, from + lookAheadDays * dayMs);
  const zone = plan.series.at(-1)!.zone;
  const people = [client.profile.member, ...plan.people.filter((person) => person !== client.profile.member)];
  return proposeMoments(
    people.map((member) => hoursOf(client, member, zone)),
    { minutes: plan.minutes, from, to, busy: busyTimes(client) },
  );
}

/** When this member meets in pairs already. */
function busyTimes(client: Client): Slot[] {
  return pairsOf(client).flatMap(({ plan, progress }) =>
    (plan?.status === 'going on' ? (progress?.meetings ?? []) : [])
      .filter(({ state }) => state === 'planned')
      .map(({ at }) => ({ from: at, to: at + plan!.minutes * 60_000 })),
  );
}

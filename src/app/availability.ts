import type { Client } from '../client/createClient.ts';
import type { Level } from '../expertise/suggestion.ts';
import { isZone, sharedHours } from '../mentoring/workingHours.ts';
import type { Status } from '../protocol/relayFrames.ts';
import type { Id } from '../protocol/shapes.ts';

/** Whether somebody can be asked now. */
export interface Availability {
  /** What counts for asking: who is outside the hours they gave is away, whatever their editor says. */
  readonly status: Status;
  /** Until when they do not want to be disturbed, or when they work again, ms; null where that is not known. */
  readonly until: number | null;
  /** Outside the hours that they gave. */
  readonly offHours: boolean;
}

/** How far ahead the next working hour is looked for, ms. Somebody who works on no day in two weeks gave no hours worth the name. */
const lookAhead = 14 * 86_400_000;

export function availabilityOf(client: Client, member: Id): Availability {
  const status = client.presence(member);
  const back = worksAgain(client, member);
  if (back !== undefined) return { status: status === 'offline' ? 'offline' : 'away', until: back, offHours: true };
  return { status, until: status === 'away' ? client.presenceUntil(member) : null, offHours: false };
}

/** When the member's hours begin again; undefined during them, or where they gave none. */
function worksAgain(client: Client, member: Id): number | undefined {
  const { hours, zone } = client.team.members.get(member)?.card ?? {};
  if (!hours || hours.days.length === 0 || !zone || !isZone(zone)) return undefined;
  const now = client.now();
  const [next] = sharedHours([{ zone, ...hours }], now, now + lookAhead);
  return next && next.from > now ? next.from : undefined;
}

export interface Askable {
  readonly member: Id;
  readonly level: Level;
  /** They have given as much as they will this week. */
  readonly spent?: boolean | undefined;
}

/**
 * Whom to ask in which order (S5): best first as they come, but who is there before who is busy, and both before who is away or has given
 * enough this week. Who only works nearby comes after everybody who knows more, there or not.
 */
export function askOrder(client: Client, best: readonly Askable[]): Id[] {
  const rank = ({ member, level, spent }: Askable): number => {
    const { status } = availabilityOf(client, member);
    const now = spent || status === 'away' || status === 'offline' ? 2 : status === 'busy' ? 1 : 0;
    return (level === 'nearby' ? 3 : 0) + now;
  };
  return best
    .map((one, place) => ({ ...one, place, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ member }) => member);
}

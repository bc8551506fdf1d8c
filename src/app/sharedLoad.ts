import * as z from 'zod';
import type { Client } from '../client/createClient.ts';
import type { Load } from '../mentoring/turnTaking.ts';
import type { Id } from '../protocol/shapes.ts';

/** Kind `load`: on which days one accepted to help, and what is open. Days since 1970, newest first. */
const shape = z.object({ days: z.array(z.int()).max(200), open: z.int().nonnegative() });

const dayMs = 86_400_000;
/** Days that count: this week, and the three weeks before. Older help is nobody's business, not even sealed. */
const daysKept = 28;
const week = 7;

/**
 * How much a member gave lately, as they published it themselves, and what they said they will take. Undefined where neither is known. Only
 * what was accepted counts; who declined is nowhere.
 */
export function loadOf(client: Client, member: Id): Load | undefined {
  const { card } = client.team.members.get(member) ?? {};
  const record = [...client.team.records.values()].findLast(
    ({ kind, by, verified }) => kind === 'load' && by === member && verified,
  );
  const given = shape.safeParse(record?.content).data;
  const budget = card?.asksPerWeek;
  if (!given) return budget === undefined ? undefined : { asked: 0, open: 0, budget };
  const today = Math.floor(client.now() / dayMs);
  const asked = given.days.filter((day) => day > today - week).length;
  const earlier = given.days.filter((day) => day <= today - week && day > today - daysKept).length;
  return { asked, earlier, open: given.open, budget };
}

/** Tells the team, sealed, on which days this member accepted to help. Nothing is sent where nothing has changed. */
export function publishLoad(client: Client): void {
  if (client.profile.teamKey === null) return;
  const content = ownLoad(client);
  const me = client.profile.member;
  const last = [...client.team.records.values()].findLast(({ kind, by }) => kind === 'load' && by === me);
  const before = shape.safeParse(last?.content).data ?? { days: [], open: 0 };
  if (JSON.stringify(before) === JSON.stringify(content)) return;
  const sent = client.addRecord({ kind: 'load', scope: { team: true }, content, slot: 'load' });
  sent.done.catch(() => undefined);
}

function ownLoad(client: Client): z.infer<typeof shape> {
  const today = Math.floor(client.now() / dayMs);
  const mine = [...client.team.requests.values()].filter(({ role }) => role === 'helper');
  // A session that goes on counts as open until it ends, then on the day it was accepted: never twice.
  const open = mine.filter(({ state }) => state.status === 'active' || state.status === 'paused').length;
  const days = mine
    .filter(({ state }) => state.acceptedAt !== null && (state.status === 'ended' || state.status === 'confirmed'))
    .map(({ state }) => Math.floor(state.acceptedAt! / dayMs))
    .filter((day) => day > today - daysKept)
    .sort((a, b) => b - a)
    .slice(0, 200);
  return { days, open };
}

import type { Client } from '../client/createClient.ts';
import type { RecordView } from '../client/teamView.ts';
import { type Agreement, type PairEvent, type PairPlan, pairPlanOf } from '../mentoring/pairPlan.ts';
import { type PairProgress, pairProgress } from '../mentoring/pairProgress.ts';
import type { Id } from '../protocol/shapes.ts';
import { eventOf, kindOf, type PairDeed, pairContents } from './pairRecords.ts';

/** A pair as one of its people sees it. */
export interface PairOverview {
  readonly id: Id;
  readonly agreement: Agreement;
  /** What each would learn, where a proposal said so. */
  readonly sentences: readonly string[];
  /**
   * asked: waits for this member's word · waiting: for somebody else's, or somebody said no, which nobody is told · agreed · refused: by
   * this member · lapsed: nobody completed it in time.
   */
  readonly state: 'asked' | 'waiting' | 'agreed' | 'refused' | 'lapsed';
  /** When this member said no, ms; known to their own machines only. */
  readonly saidAt?: number;
  readonly plan?: PairPlan;
  readonly progress?: PairProgress;
  /** The private address of its calendar; absent where there is none. */
  readonly calendar?: { readonly feed: Id; readonly secret: string; readonly label: string; readonly path: string };
}

/** How long a proposal waits for its answers, ms: two weeks, which an absence may take. */
export const proposalMs = 14 * 86_400_000;

/** Every pair that this member is in or was asked to be in, oldest first. Works offline, from what has been seen. */
export function pairsOf(client: Client): PairOverview[] {
  const records = [...client.team.records.values()]
    .sort((a, b) => a.offset - b.offset)
    .filter((record) => record.verified);
  const me = client.profile.member;
  const now = client.now();
  return collect(records)
    .filter(({ agreement }) => agreement.people.includes(me))
    .map(({ id, agreement, sentences, at, yes, events, feed }): PairOverview => {
      const base = { id, agreement, sentences };
      const agreed = agreement.people.every((person) => yes.has(person));
      if (!agreed) {
        const refused = records.find(
          ({ kind, by, content }) =>
            kind === 'preference' && by === me && pairContents.no.safeParse(content).data?.pair === id,
        );
        const state = refused ? 'refused' : now > at + proposalMs ? 'lapsed' : yes.has(me) ? 'waiting' : 'asked';
        return { ...base, state, ...(refused ? { saidAt: refused.at } : {}) };
      }
      const agreedAt = Math.max(...agreement.people.map((person) => yes.get(person)!));
      const plan = pairPlanOf([
        { type: 'agreed', at: agreedAt, by: me, agreement },
        ...events.filter((event) => event.at >= agreedAt),
        ...helpOf(client, agreement, agreedAt),
      ])!;
      const calendar =
        feed?.feed && feed.secret
          ? {
              feed: feed.feed,
              secret: feed.secret,
              label: feed.label,
              path: `/calendar/${client.profile.team}/${feed.secret}.ics`,
            }
          : undefined;
      const overview: PairOverview = { ...base, state: 'agreed', plan, progress: pairProgress(plan, now) };
      return calendar ? { ...overview, calendar } : overview;
    });
}

/** Asks others to be a pair (or trio). Whoever is in it themselves says yes by proposing. Resolves when the relay has it. */
export async function proposePair(
  client: Client,
  agreement: Agreement,
  sentences: readonly string[] = [],
): Promise<Id> {
  const content = pairContents.proposal.parse({ agreement, sentences });
  const sent = client.addRecord({ kind: 'pair-proposal', scope: { members: othersIn(client, agreement) }, content });
  const waits = [sent.done];
  if (agreement.people.includes(client.profile.member)) waits.push(say(client, sent.record, agreement).done);
  await Promise.all(waits);
  return sent.record;
}

/** Says yes. The pair begins when everybody in it has. */
export async function agreeToPair(client: Client, pair: PairOverview): Promise<void> {
  await say(client, pair.id, pair.agreement).done;
}

/** Says no. Only this member's own machines learn of it. */
export async function refusePair(client: Client, pair: PairOverview): Promise<void> {
  const content = { pair: pair.id, no: true };
  await client.addRecord({ kind: 'preference', scope: { members: [] }, content, slot: `pair ${pair.id}` }).done;
}

/** Does something with an agreed pair, and publishes its calendar anew where it has one. */
export async function changePair(client: Client, pair: PairOverview, deed: PairDeed): Promise<void> {
  const content = pairContents.event.parse({ pair: pair.id, event: deed });
  await client.addRecord({ kind: kindOf(deed), scope: { members: othersIn(client, pair.agreement) }, content }).done;
  if (!pair.calendar || !pair.plan || deed.type === 'held') return;
  const plan = pairPlanOf([...eventsOf(client, pair), eventOf(deed, client.now(), client.profile.member)]);
  if (plan) await (await publish(client, pair, plan, pair.calendar)).done;
}

/**
 * Gives the pair a calendar under a private address, the same for both, or publishes it anew. The relay holds what the calendar
 * holds: times and the label. Returns the address's path on the relay.
 */
export async function publishPairCalendar(client: Client, pair: PairOverview, label: string): Promise<string> {
  if (!pair.plan) throw new Error('Only a pair that both agreed to has a calendar.');
  const sent = await publish(client, pair, pair.plan, pair.calendar ? { ...pair.calendar, label } : { label });
  await sent.done;
  await keepFeed(client, pair, { pair: pair.id, feed: sent.feed, secret: sent.secret, label });
  return sent.path;
}

/** Ends the address: the relay forgets the calendar at once. */
export async function revokePairCalendar(client: Client, pair: PairOverview): Promise<void> {
  if (!pair.calendar) return;
  await client.revokeFeed(pair.calendar.feed).done;
  await keepFeed(client, pair, { pair: pair.id, label: '' });
}

/** The pair's meetings as a calendar file. */
export async function pairCalendarText(client: Client, pair: PairOverview, label: string): Promise<string | undefined> {
  return pair.plan && calendarOf(client, pair.id, pair.plan, label);
}

/** The calendar's libraries are loaded with the first calendar: most people never ask for one. */
async function calendarOf(client: Client, id: Id, plan: PairPlan, label: string): Promise<string> {
  const { pairCalendar } = await import('../mentoring/pairCalendar.ts');
  return pairCalendar(plan, { id, label, now: client.now() });
}

interface Collected {
  readonly id: Id;
  readonly agreement: Agreement;
  readonly sentences: readonly string[];
  readonly at: number;
  readonly yes: Map<Id, number>;
  readonly events: PairEvent[];
  feed?: { label: string; feed?: string | undefined; secret?: string | undefined };
}

/** Puts a team's records together by pair. What does not parse, or comes from somebody who is not in the pair, is passed over. */
function collect(records: readonly RecordView[]): Collected[] {
  const pairs = new Map<Id, Collected>();
  const begin = (id: Id, agreement: Agreement, sentences: readonly string[], at: number): Collected => {
    const known = pairs.get(id);
    if (known) return known;
    const pair: Collected = { id, agreement, sentences, at, yes: new Map(), events: [] };
    pairs.set(id, pair);
    return pair;
  };
  for (const { id, kind, by, at, content } of records) {
    if (kind === 'pair-proposal') {
      const proposal = pairContents.proposal.safeParse(content).data;
      if (proposal) begin(id, proposal.agreement, proposal.sentences, at);
    } else if (kind === 'pair-answer' || kind === 'pair-plan' || kind === 'meeting') {
      const yes = pairContents.yes.safeParse(content).data;
      if (yes) {
        // A proposal is kept for a while only; the answers carry what was agreed on.
        const pair = begin(yes.pair, yes.agreement, [], at);
        const same = JSON.stringify(pair.agreement) === JSON.stringify(yes.agreement);
        if (same && pair.agreement.people.includes(by) && !pair.yes.has(by)) pair.yes.set(by, at);
        continue;
      }
      const deed = pairContents.event.safeParse(content).data;
      const feed = deed ? undefined : pairContents.feed.safeParse(content).data;
      const pair = pairs.get(deed?.pair ?? feed?.pair ?? '');
      if (!pair?.agreement.people.includes(by)) continue;
      if (deed) pair.events.push(eventOf(deed.event, at, by));
      else if (feed) pair.feed = feed;
    }
  }
  return [...pairs.values()];
}

function eventsOf(client: Client, pair: PairOverview): PairEvent[] {
  const records = [...client.team.records.values()]
    .sort((a, b) => a.offset - b.offset)
    .filter(({ verified }) => verified);
  const found = collect(records).find(({ id }) => id === pair.id);
  const agreedAt = found ? Math.max(...found.yes.values()) : 0;
  return [
    { type: 'agreed', at: agreedAt, by: client.profile.member, agreement: pair.agreement },
    ...(found?.events ?? []),
  ];
}

function helpOf(client: Client, { people }: Agreement, since: number): PairEvent[] {
  const me = client.profile.member;
  return client.log.entries().flatMap((entry): PairEvent[] => {
    const state = client.team.requests.get(entry.session)?.state;
    const between = state ? [state.asker, state.helper] : [];
    const isTheirs = between.includes(me) && people.some((person) => person !== me && between.includes(person));
    if (!entry.confirmed || entry.endedAt < since || !isTheirs) return [];
    return [
      {
        type: 'helped',
        at: entry.endedAt,
        by: me,
        minutes: entry.minutes,
        ...(entry.area === undefined ? {} : { area: entry.area }),
        ...(entry.language === undefined ? {} : { language: entry.language }),
      },
    ];
  });
}

function say(client: Client, pair: Id, agreement: Agreement) {
  const content = pairContents.yes.parse({ pair, yes: true, agreement });
  // The plan outlives the proposal, so the answer is kept as one.
  return client.addRecord({
    kind: 'pair-plan',
    scope: { members: othersIn(client, agreement) },
    content,
    slot: `yes ${pair}`,
  });
}

async function publish(
  client: Client,
  pair: PairOverview,
  plan: PairPlan,
  feed: { readonly feed?: Id; readonly secret?: string; readonly label: string },
) {
  const calendar = await calendarOf(client, pair.id, plan, feed.label);
  return client.publishFeed({
    ...(feed.feed ? { id: feed.feed } : {}),
    ...(feed.secret ? { secret: feed.secret } : {}),
    with: othersIn(client, pair.agreement),
    calendar,
  });
}

async function keepFeed(client: Client, pair: PairOverview, content: unknown): Promise<void> {
  const members = othersIn(client, pair.agreement);
  await client.addRecord({ kind: 'pair-plan', scope: { members }, content, slot: `calendar ${pair.id}` }).done;
}

const othersIn = (client: Client, { people }: Agreement): Id[] =>
  people.filter((person) => person !== client.profile.member);

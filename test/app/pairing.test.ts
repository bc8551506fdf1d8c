import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import {
  agreeToPair,
  changePair,
  type PairOverview,
  pairsOf,
  proposePair,
  publishPairCalendar,
  refusePair,
  revokePairCalendar,
} from '../../src/app/pairing.ts';
import type { Agreement } from '../../src/mentoring/pairPlan.ts';
import { createTestTeam, eventually, type TestMember, type TestTeam } from '../support/relayTeam.ts';

const dayMs = 86_400_000;
const dayFrom = (now: number, days: number): string => new Date(now + days * dayMs).toISOString().slice(0, 10);

describe('a pair over the relay', () => {
  let team: TestTeam;
  let ana: TestMember;
  let kim: TestMember;
  let bo: TestMember;
  const agreementOf = (goal: string): Agreement => ({
    people: [ana.id, kim.id],
    goal,
    areas: ['src/parser'],
    cadence: 'weekly',
    minutes: 45,
    zone: 'Europe/Berlin',
    first: { day: dayFrom(ana.client.now(), 3), minute: 600 },
  });
  const pairSeenBy = (member: TestMember, id: string): PairOverview | undefined =>
    pairsOf(member.client).find((pair) => pair.id === id);
  const until = async (member: TestMember, id: string, is: (pair: PairOverview) => boolean): Promise<PairOverview> => {
    await eventually(() => {
      const pair = pairSeenBy(member, id);
      return pair !== undefined && is(pair);
    });
    return pairSeenBy(member, id)!;
  };
  const agreed = async (goal: string): Promise<string> => {
    const id = await proposePair(ana.client, agreementOf(goal));
    await agreeToPair(kim.client, await until(kim, id, ({ state }) => state === 'asked'));
    await until(ana, id, ({ state }) => state === 'agreed');
    return id;
  };

  before(async () => {
    team = await createTestTeam();
    ana = await team.join('ana');
    kim = await team.join('kim');
    bo = await team.join('bo');
  });
  after(() => team.close());

  it('P1: begins when both have said yes; a third member sees nothing of it', async () => {
    const id = await proposePair(ana.client, agreementOf('Kim can change the parser alone.'), [
      'Kim would learn parser.',
    ]);
    assert.equal(pairSeenBy(ana, id)?.state, 'waiting');
    const asked = await until(kim, id, ({ state }) => state === 'asked');
    assert.deepEqual(asked.sentences, ['Kim would learn parser.']);
    await agreeToPair(kim.client, asked);
    for (const member of [ana, kim]) {
      const { progress } = await until(member, id, ({ state }) => state === 'agreed');
      assert.equal(progress?.next?.day, dayFrom(ana.client.now(), 3));
    }
    assert.deepEqual(pairsOf(bo.client), []);
  });

  it('P1: somebody else can propose two; it needs the word of both', async () => {
    const id = await proposePair(bo.client, agreementOf('Meet.'));
    for (const member of [ana, kim])
      await agreeToPair(member.client, await until(member, id, ({ state }) => state === 'asked'));
    await until(ana, id, ({ state }) => state === 'agreed');
    await until(kim, id, ({ state }) => state === 'agreed');
  });

  it('P1: a no is silent: the other sees what they saw before', async () => {
    const id = await proposePair(ana.client, agreementOf('Something else.'));
    const before = ana.events.length;
    await refusePair(kim.client, await until(kim, id, ({ state }) => state === 'asked'));
    await until(kim, id, ({ state }) => state === 'refused');
    await proposePair(kim.client, { ...agreementOf('x'), people: [kim.id, bo.id] });
    assert.equal(pairSeenBy(ana, id)?.state, 'waiting');
    assert.equal(ana.events.length, before);
  });

  it('P2, P3: moved, held, paused and finished by one, seen by the other', async () => {
    const id = await agreed('Both can release.');
    const first = dayFrom(ana.client.now(), 3);
    const to = ana.client.now() + 4 * dayMs;
    await changePair(ana.client, pairSeenBy(ana, id)!, { type: 'moved', meeting: first, to });
    assert.equal((await until(kim, id, ({ progress }) => progress?.next?.moved === true)).progress!.next!.at, to);
    await changePair(kim.client, pairSeenBy(kim, id)!, { type: 'held', meeting: first, minutes: 45 });
    await until(ana, id, ({ progress }) => progress?.held === 1);
    await changePair(kim.client, pairSeenBy(kim, id)!, { type: 'finished', reached: 'Kim released 2.0.' });
    const { progress } = await until(ana, id, ({ plan }) => plan?.status === 'finished');
    assert.equal(progress!.words, 'Finished: Kim released 2.0.');
  });

  it('P4: the calendar is read over HTTP before and after a move, changed by either, and gone once revoked', async () => {
    const id = await agreed('Calendar.');
    const path = await publishPairCalendar(ana.client, pairSeenBy(ana, id)!, 'Busy');
    const address = `${team.address.replace(/^ws(.*)\/v1$/, 'http$1')}${path}`;
    const read = async () => {
      const response = await fetch(address);
      assert.equal(response.headers.get('content-type'), 'text/calendar; charset=utf-8');
      const text = await response.text();
      const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((e) => new ICAL.Event(e));
      return { text, events };
    };
    const before = await read();
    assert.equal(before.events.length, 1);
    assert.doesNotMatch(before.text, /Calendar\.|ana|kim|parser/, 'times and the chosen label only');
    const meeting = dayFrom(ana.client.now(), 3);
    const to = Math.round(ana.client.now() / 60_000) * 60_000 + 4 * dayMs;
    await changePair(kim.client, await until(kim, id, ({ calendar }) => calendar !== undefined), {
      type: 'moved',
      meeting,
      to,
    });
    const after = await read();
    const moved = after.events.find((event) => event.isRecurrenceException())!;
    assert.equal(moved.startDate.toUnixTime() * 1000, to);
    assert.equal(moved.uid, before.events[0]!.uid);
    assert.ok(moved.sequence > before.events[0]!.sequence);
    assert.equal(
      (await fetch(address.replace(/(.)\.ics$/, (_, last) => `${last === 'A' ? 'B' : 'A'}.ics`))).status,
      404,
    );
    await revokePairCalendar(kim.client, pairSeenBy(kim, id)!);
    assert.equal((await fetch(address)).status, 404);
    await until(ana, id, ({ calendar }) => calendar === undefined);
  });

  it('survives a restart of the relay and of a client', async () => {
    const id = await agreed('Survive.');
    await team.restart();
    const again = await ana.again();
    const { plan } = await until(again, id, ({ state }) => state === 'agreed');
    assert.equal(plan!.goal, 'Survive.');
    ana = again;
  });
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { nextMeetingAgenda } from '../../src/app/nextMeeting.ts';
import { sayNotWith } from '../../src/app/notWith.ts';
import { agreeToPair, pairsOf, proposePair, refusePair } from '../../src/app/pairing.ts';
import { momentsFor, timesFor } from '../../src/app/pairTimes.ts';
import { planPairs } from '../../src/app/planPairs.ts';
import { ownFirst, suggestedPairs } from '../../src/app/suggestedPairs.ts';
import { matrixView, trainingNeeds } from '../../src/app/teamOverview.ts';
import type { Agreement } from '../../src/mentoring/pairPlan.ts';
import { localTime } from '../../src/mentoring/workingHours.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { testHost } from '../support/host.ts';
import { createTestTeam, eventually, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { day, TestRepository } from '../support/repository.ts';

const dayMs = 86_400_000;
const today = Math.floor(Date.now() / 1000);
const author = (name: string) => ({ name: name[0]!.toUpperCase() + name.slice(1), email: `${name}@example.org` });

/** Ana knows the parser and has begun in the net code, Kim the other way round; nobody who is here knows what Ola left behind. */
function makeRepository(): TestRepository {
  const repository = TestRepository.create();
  const work = (name: string, file: string, times: number, ago: number, subject: string): void => {
    for (let i = 0; i < times; i++)
      repository.commit(
        { [file]: `${subject} ${i}\n` },
        { author: author(name), time: today - (ago - i) * day, message: `${subject} ${i}` },
      );
  };
  work('ola', 'legacy/import.pl', 6, 700, 'Import');
  work('ana', 'parser/parse.c', 8, 40, 'Parse case');
  work('kim', 'net/net.c', 8, 30, 'Serve case');
  work('kim', 'parser/peek.c', 2, 20, 'Peek');
  work('ana', 'net/wait.c', 2, 16, 'Wait');
  work('bo', 'parser/print.c', 5, 12, 'Print');
  return repository;
}

describe('mentoring with a team and a history', () => {
  let team: TestTeam;
  let ana: TestMember;
  let kim: TestMember;
  let bo: TestMember;
  let knowledge: Awaited<ReturnType<typeof openKnowledge>>['knowledge'];

  before(async () => {
    team = await createTestTeam();
    ana = await team.join('ana');
    kim = await team.join('kim');
    bo = await team.join('bo');
    await eventually(() => ana.client.team.members.size === 3 && kim.client.team.members.size === 3);
    ({ knowledge } = await openKnowledge(testHost(), makeRepository().folder));
  });
  after(() => team.close());

  const zone = 'Europe/Berlin';
  const agreement = (): Agreement => ({
    people: [ana.id, kim.id],
    goal: 'Kim can change the parser alone',
    areas: ['parser'],
    cadence: 'weekly',
    minutes: 30,
    zone,
    first: { day: new Date(ana.client.now() + 3 * dayMs).toISOString().slice(0, 10), minute: 600 },
  });

  it('P1: history suggests members to each other, with what each would learn', async () => {
    const [pair] = await suggestedPairs(knowledge, ana.client);
    const members = pair!.people.map(({ member }) => member);
    assert.ok(members.includes(ana.id) && members.includes(kim.id));
    const sentences = pair!.gains.map(({ sentence }) => sentence).join(' ');
    assert.match(sentences, /Ana works in net now and would learn it from Kim/);
    assert.match(sentences, /Kim works in parser now and would learn it from Ana/);
    assert.ok(pair!.areas.includes('net') && pair!.areas.includes('parser'));
    // What a row has room for, this member's own first, and a goal that only needs a yes.
    const [own] = ownFirst(pair!, kim.id);
    assert.equal(
      `${own!.short} ${own!.from}. ${own!.goal}`,
      'Kim learns parser from Ana. Kim can work in parser without help.',
    );
    const mine = await suggestedPairs(knowledge, bo.client, { around: bo.id });
    assert.ok(mine.length > 0 && mine.every(({ people }) => people.some(({ member }) => member === bo.id)));
  });

  it('P4: times lie within the working hours of both, by the clock of each', async () => {
    await (
      await kim.client.updateProfile({
        card: { zone: 'America/New_York', hours: { days: [2, 3], from: 8 * 60, to: 12 * 60 } },
      })
    ).done;
    await (await ana.client.updateProfile({ card: { zone } })).done;
    await eventually(
      () =>
        ana.client.team.members.get(kim.id)?.card?.hours !== undefined &&
        ana.client.team.members.get(ana.id)?.card?.zone === zone,
    );
    const times = timesFor(ana.client, [ana.id, kim.id], { cadence: 'weekly', minutes: 30, zone });
    assert.ok(times.length > 0);
    for (const time of times) {
      assert.ok([2, 3].includes(new Date(time.day).getUTCDay()));
      const [berlin, newYork] = time.clocks;
      assert.ok(berlin! >= 9 * 60 && berlin! <= 16.5 * 60, `${berlin}`);
      assert.ok(newYork! >= 8 * 60 && newYork! <= 11.5 * 60, `${newYork}`);
    }
  });

  it('P1, P9: two pair themselves; the agenda has open questions, recent work of both in the goal’s areas, and the goal', async () => {
    const id = await proposePair(ana.client, agreement());
    await eventually(() => pairsOf(kim.client).some((pair) => pair.id === id));
    await agreeToPair(kim.client, pairsOf(kim.client)[0]!);
    await eventually(() => pairsOf(ana.client)[0]?.state === 'agreed');
    const asked = kim.client.ask({
      steps: [{ wait: 0, candidates: [ana.id] }],
      question: { question: 'Why does the parser look ahead twice?', path: 'parser/peek.c' },
    });
    await asked.done;
    await eventually(() => ana.client.team.requests.size === 1);
    const items = await nextMeetingAgenda(ana.client, pairsOf(ana.client)[0]!, knowledge);
    assert.deepEqual(
      items.map(({ kind, text }) => `${kind}: ${text}`),
      [
        'question: kim asked: Why does the parser look ahead twice?',
        'work: kim: Peek 1',
        'work: ana: Parse case 7',
        'work: kim: Peek 0',
        'work: ana: Parse case 6',
        'goal: The goal: Kim can change the parser alone. What is the next step?',
      ],
    );
    assert.equal(items[0]!.path, 'parser/peek.c');
    assert.match(items[1]!.commit!, /^[0-9a-f]{40}$/);
    const without = await nextMeetingAgenda(ana.client, pairsOf(ana.client)[0]!);
    assert.deepEqual(
      without.map(({ kind }) => kind),
      ['question', 'goal'],
    );
  });

  it('P3: a help session of the two about what the pair is about stands for the meeting near it, on both sides', async () => {
    const [asked] = [...ana.client.team.requests.values()];
    await ana.client.accept(asked!.id).done;
    await ana.client.end(asked!.id).done;
    const now = ana.client.now();
    await ana.client.proposeLog(asked!.id, {
      topic: 'looking ahead',
      area: 'parser/peek.c',
      goal: 'Why twice?',
      outcome: 'solved',
      learned: 'The second look is for errors.',
      minutes: 25,
      asker: 'kim',
      helper: 'ana',
      startedAt: now - 1_500_000,
      endedAt: now,
    }).done;
    await eventually(() => kim.client.team.requests.get(asked!.id)?.state.entry !== undefined);
    await kim.client.confirmLog(asked!.id).done;
    for (const member of [ana, kim]) {
      await eventually(() => pairsOf(member.client)[0]!.progress!.held === 1);
      assert.ok(pairsOf(member.client)[0]!.progress!.meetings.some(({ state, help }) => state === 'held' && help));
    }
    const items = await nextMeetingAgenda(kim.client, pairsOf(kim.client)[0]!);
    assert.deepEqual(
      items.map(({ text }) => text),
      [
        'Last time: The second look is for errors.',
        'The goal: Kim can change the parser alone. What is the next step?',
      ],
    );
  });

  it('P5: each sees what they gave and took by topic, with whom and never how often', async () => {
    const cli = path.join(import.meta.dirname, '../../src/cli/main.ts');
    const log = async (member: TestMember) =>
      (
        await promisify(execFile)(process.execPath, ['--no-warnings', cli, 'log', '--topics'], {
          env: { ...bareEnvironment, HOME: member.home, WHOKNOWS_HOME: member.home },
        })
      ).stdout;
    assert.equal(await log(ana), 'parser: you helped kim\n');
    assert.equal(await log(kim), 'parser: ana helped you\n');
    assert.match(await log(bo), /^Nothing yet/);
  }).timeout(30_000);

  it('P3: a meeting moves to moments within both people’s hours, before the one after it', () => {
    const pair = pairsOf(ana.client)[0]!;
    const moments = momentsFor(ana.client, pair, pair.progress!.next!.day);
    assert.ok(moments.length > 0);
    for (const at of moments) {
      assert.ok([2, 3].includes(localTime('America/New_York', at).weekday));
      assert.ok(at > ana.client.now());
    }
  });

  it('P1: who is a pair already is not suggested again', async () => {
    const pairs = (await suggestedPairs(knowledge, ana.client)).map(({ people }) => people.map(({ name }) => name));
    // One pair at a time: while it goes on, others are proposed to each other.
    assert.ok(!pairs.some((names) => names.includes('Ana')));
  });

  it('P1: the terminal pairs the team’s members by the same rules', () => {
    const { pairs, without } = planPairs(knowledge, { client: ana.client });
    const named = [...pairs.flatMap(({ people }) => people), ...without].map(({ email }) => email);
    assert.deepEqual([...new Set(named)].sort(), ['ana@example.org', 'bo@example.org', 'kim@example.org']);
    assert.ok(
      !pairs.some(({ people }) => ['Ana', 'Kim'].every((name) => people.some((person) => person.name === name))),
    );
  });

  it('P7: what is worked on and nobody knows is listed, first what was asked about; nobody is named', async () => {
    await kim.client.ask({
      steps: [{ wait: 0, candidates: [ana.id] }],
      question: { question: 'What does this import?', path: 'legacy/import.pl' },
    }).done;
    const before = await trainingNeeds(knowledge);
    assert.ok(before.every(({ because }) => because === 'worked on'));
    const needs = await trainingNeeds(knowledge, [], kim.client);
    assert.equal(needs[0]!.area, 'legacy');
    assert.match(needs[0]!.sentence, /^legacy is asked about, and nobody active knows it: /);
    assert.doesNotMatch(JSON.stringify(needs), /ana|kim|bo@|Ana|Kim|Bo|[Oo]la/);
  });

  it('P8: a meeting of a pair counts as having worked together, for the two of them', async () => {
    const together = (member: TestMember) =>
      matrixView(knowledge, [], member.client).pairs.find(
        ({ people }) => people[0]!.name === 'Ana' && people[1]!.name === 'Kim',
      )?.together;
    const { changePair } = await import('../../src/app/pairing.ts');
    await changePair(ana.client, pairsOf(ana.client)[0]!, { type: 'held', minutes: 30 });
    await eventually(() => pairsOf(kim.client)[0]?.plan?.held.length === 2);
    assert.equal(together(ana), 'lately');
    assert.equal(together(kim), 'lately');
    assert.equal(together(bo), 'not yet');
  });

  it('P1: whoever said no to a pair is not shown it again at once', async () => {
    const both = async () =>
      (await suggestedPairs(knowledge, bo.client)).some(({ people }) =>
        ['Bo', 'Kim'].every((name) => people.some((person) => person.name === name)),
      );
    assert.ok(await both());
    const id = await proposePair(kim.client, { ...agreement(), people: [kim.id, bo.id] });
    await eventually(() => pairsOf(bo.client).some((pair) => pair.id === id));
    await refusePair(bo.client, pairsOf(bo.client).find((pair) => pair.id === id)!);
    await eventually(() => pairsOf(bo.client).find((pair) => pair.id === id)?.state === 'refused');
    assert.ok(!(await both()));
  });

  it('P1: with whom one does not want to be paired is heeded, taken back, and told to nobody', async () => {
    const seen = async () =>
      (await suggestedPairs(knowledge, bo.client, { around: bo.id })).some(({ people }) =>
        people.some(({ name }) => name === 'Ana'),
      );
    assert.ok(await seen());
    const heard = ana.events.length;
    await sayNotWith(bo.client, [ana.id]);
    assert.ok(!(await seen()));
    const planned = planPairs(knowledge, { client: bo.client }).pairs.map(({ people }) =>
      people.map(({ name }) => name),
    );
    assert.ok(!planned.some((names) => names.includes('Ana') && names.includes('Bo')));
    await sayNotWith(bo.client, []);
    assert.ok(await seen());
    assert.ok(ana.events.slice(heard).every(({ type }) => type !== 'record'));
  });
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { askOrder, availabilityOf } from '../../src/app/availability.ts';
import type { Host } from '../../src/app/host.ts';
import { type Knowledge, openKnowledge, refreshKnowledge } from '../../src/app/knowledge.ts';
import { sayOwnWord, takeBackOwnWord } from '../../src/app/sayOwnWord.ts';
import { publishLoad } from '../../src/app/sharedLoad.ts';
import { shareSession } from '../../src/app/sharedSessions.ts';
import { shareAll } from '../../src/app/sharedWord.ts';
import { teamSays } from '../../src/app/teamSays.ts';
import { findPerson, ownEmail, whoCanHelp } from '../../src/app/whoCanHelp.ts';
import { createTestTeam, eventually, requestEvent, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';

const author = (name: string) => ({ name: `${name[0]!.toUpperCase()}${name.slice(1)}`, email: `${name}@example.org` });
const file = 'src/parser.ts';

/** Ana and Kim know the parser, Ana better; Ben has seen it once. Ola asks. All are in one team, each with a clone and a profile. */
describe('a team beside history, over a real relay', function () {
  this.timeout(60_000);
  let team: TestTeam;
  let source: TestRepository;
  const members: Record<string, TestMember> = {};
  const known: Record<string, Knowledge> = {};
  const hosts: Record<string, Host> = {};

  before(async () => {
    source = TestRepository.create();
    source.work(file, 8, { author: author('ana') });
    source.work(file, 5, { author: author('kim') });
    source.commit({ [file]: 'x' }, { author: author('ben') });
    source.work('docs/a.md', 5, { author: author('ola') });
    team = await createTestTeam();
    for (const name of ['ana', 'kim', 'ben', 'ola']) {
      members[name] = await team.join(name);
      const clone = temporaryFolder();
      source.git('clone', '-q', source.folder, clone);
      new TestRepository(clone).git('config', 'user.email', author(name).email);
      const home = temporaryFolder();
      hosts[name] = {
        environment: { ...process.env, WHOKNOWS_CACHE: `${home}/cache`, WHOKNOWS_HOME: home },
        untrusted: [],
        gitPath: undefined,
        now: () => Math.floor(Date.now() / 1000),
      };
      known[name] = (await openKnowledge(hosts[name], clone)).knowledge;
    }
  });
  after(() => team?.close());

  const ask = async (name: string) => {
    const { client } = members[name]!;
    const knowledge = await refreshKnowledge(hosts[name]!, known[name]!);
    known[name] = knowledge;
    return whoCanHelp(knowledge, [file], { asker: await ownEmail(knowledge), team: await teamSays(client, knowledge) });
  };
  const names = async (name: string) => (await ask(name)).people.map((helper) => helper.name);
  const say = (name: string, kind: 'know' | 'forget' | 'learn' | 'not-me' | 'wrong', person?: string) =>
    sayOwnWord(hosts[name]!, known[name]!, { kind, path: file, person }, members[name]!.client);

  it('the members among the people of history are found by keyed hashes of their addresses', async () => {
    const { members: found } = await teamSays(members.ola!.client, known.ola!);
    assert.equal(found.get(findPerson(known.ola!, 'ana@example.org')!), members.ana!.id);
    assert.equal(found.size, 3);
  });

  it('E15: what one member says of themselves reaches the others’ suggestions, with the reason, and can be undone', async () => {
    assert.equal((await names('ola'))[0], 'Ana');
    await say('ana', 'not-me');
    await say('ben', 'know');
    await eventually(async () => (await names('ola'))[0] === 'Ben');
    const { people } = await ask('ola');
    assert.ok(!people.some(({ name }) => name === 'Ana'));
    assert.equal(people[0]!.reasons[0], 'says they know this');
    for (const [name, kind] of [
      ['ana', 'not-me'],
      ['ben', 'know'],
    ] as const)
      assert.ok(await takeBackOwnWord(hosts[name]!, known[name]!, { kind, path: file }, members[name]!.client));
    await eventually(async () => (await names('ola'))[0] === 'Ana');
  });

  it('S8: “wrong person” changes the others’ suggestions too, and says so', async () => {
    await say('kim', 'wrong', 'ana@example.org');
    await eventually(async () => (await names('ola')).at(-1) === 'Ana');
    const last = (await ask('ola')).people.at(-1)!;
    assert.match(last.reasons[0]!, /was called the wrong person/);
    await takeBackOwnWord(
      hosts.kim!,
      known.kim!,
      { kind: 'wrong', path: file, person: 'ana@example.org' },
      members.kim!.client,
    );
    await eventually(async () => (await names('ola'))[0] === 'Ana');
  });

  it('nobody speaks for somebody else: “I know this” about another member is passed over', async () => {
    const statement = { kind: 'not-me', path: file, about: 'ana@example.org', by: 'kim@example.org', at: 1 } as const;
    const forged = { ...known.kim!, ownWord: { decisions: [], statements: [statement] } };
    await shareAll(members.kim!.client, forged);
    await eventually(() => [...members.ola!.client.team.records.values()].some(({ by }) => by === members.kim!.id));
    assert.equal((await names('ola'))[0], 'Ana');
  });

  it('T2: the relay’s disk holds neither the paths nor the addresses nor the words of it', () => {
    const files = readdirSync(team.folder);
    assert.ok(
      files.some((name) => name.startsWith('relay.db')),
      files.join(),
    );
    for (const name of files) {
      const bytes = readFileSync(path.join(team.folder, name));
      for (const secret of ['parser.ts', 'ana@example.org', 'not-me'])
        assert.ok(!bytes.includes(secret), `${secret} in ${name}`);
    }
  });

  it('what was said before there was a team is shared once, not twice', async () => {
    const own = { kind: 'learn', path: file, about: 'ben@example.org', by: 'ben@example.org', at: 5 } as const;
    const before = { ...known.ben!, ownWord: { decisions: [], statements: [own] } };
    const count = () =>
      [...members.ola!.client.team.records.values()].filter(({ by }) => by === members.ben!.id).length;
    await shareAll(members.ben!.client, before);
    await eventually(() => count() === 1);
    await shareAll(members.ben!.client, before);
    await say('ana', 'learn');
    await eventually(async () => /Ana would like to learn this too/.test((await ask('ola')).note ?? ''));
    assert.equal(count(), 1);
    assert.match((await ask('ola')).note!, /Ben would like to learn this too/);
  });

  it('S4, P6: who gave what they will this week comes later, and the list says who is free', async () => {
    const { client } = members.ana!;
    await (await client.updateProfile({ card: { asksPerWeek: 1 } })).done;
    const steps = [{ candidates: [members.ana!.id], wait: 60_000 }];
    const { request } = members.ola!.client.ask({ question: { question: 'Why?', path: file }, steps });
    await members.ana!.until(requestEvent('request.offered'));
    await client.accept(request).done;
    publishLoad(client);
    await eventually(async () => (await names('ola'))[0] === 'Kim');
    const ana = (await ask('ola')).people.find(({ name }) => name === 'Ana')!;
    assert.equal(ana.turn, 'has given one this week; Kim is free now');
    assert.equal(ana.level, 'knows well');
    assert.equal(ana.spent, true);
  });

  it('H11: a confirmed session counts for the helper on the asker’s machine', async () => {
    const { client } = members.ben!;
    const question = {
      question: 'And this?',
      path: 'docs/a.md',
      roots: [source.git('rev-list', '--max-parents=0', 'HEAD')],
    };
    const { request } = members.ola!.client.ask({ question, steps: [{ candidates: [members.ben!.id], wait: 60_000 }] });
    await members.ben!.until(requestEvent('request.offered'));
    await client.accept(request).done;
    await members.ola!.until((event) => event.type === 'request' && event.event.type === 'request.accepted');
    await client.end(request).done;
    const entry = {
      topic: 'docs',
      area: 'docs/a.md',
      outcome: 'solved',
      minutes: 30,
      asker: 'ola',
      helper: 'ben',
      startedAt: Date.now() - 1_800_000,
      endedAt: Date.now(),
      counts: true,
    } as const;
    await client.proposeLog(request, entry).done;
    await members.ola!.until((event) => event.type === 'request' && event.event.type === 'log.proposed');
    await members.ola!.client.confirmLog(request).done;
    await eventually(() => members.ola!.client.log.entries().some(({ confirmed }) => confirmed));
    const says = await teamSays(members.ola!.client, known.ola!);
    const { people } = whoCanHelp(known.ola!, ['docs/a.md'], { asker: 'ola@example.org', team: says });
    const ben = people.find(({ name }) => name === 'Ben');
    assert.match(ben?.reasons.join() ?? '', /helped somebody with this, today/);
  });

  it('H11, T3: others count a session only where both of its people let them', async () => {
    const entryOf = (name: string) => members[name]!.client.log.entries()[0]!;
    await eventually(() => members.ben!.client.log.entries().length === 1);
    const reasons = async () => {
      const says = await teamSays(members.ana!.client, known.ana!);
      const { people } = whoCanHelp(known.ana!, ['docs/a.md'], { asker: 'ana@example.org', team: says });
      return people.find(({ name }) => name === 'Ben')?.reasons.join() ?? '';
    };
    const halves = () =>
      [...members.ana!.client.team.records.values()].filter(({ kind }) => kind === 'evidence').length;
    shareSession(members.ben!.client, { ...entryOf('ben'), counts: undefined });
    shareSession(members.ben!.client, entryOf('ben'));
    await eventually(() => halves() === 1);
    assert.equal(await reasons(), '');
    shareSession(members.ola!.client, entryOf('ola'));
    await eventually(() => halves() === 2);
    assert.match(await reasons(), /helped somebody with this, today/);
    shareSession(members.ola!.client, entryOf('ola'));
    assert.equal(members.ola!.client.waiting, 0);
  });

  it('S5: busy, away and working hours decide who is asked first, not who knows', async () => {
    const { client } = members.ola!;
    const best = [
      { member: members.ana!.id, level: 'knows well' },
      { member: members.kim!.id, level: 'knows' },
      { member: members.ben!.id, level: 'has touched' },
    ] as const;
    const order = () => askOrder(client, best).map((id) => client.team.members.get(id)!.name);
    for (const name of ['ana', 'kim', 'ben']) members[name]!.client.setPresence('available');
    await eventually(() => order().join() === 'ana,kim,ben');
    members.ana!.client.setPresence('away', Date.now() + 3_600_000);
    members.kim!.client.setPresence('busy');
    await eventually(() => order().join() === 'ben,kim,ana');
    assert.ok(availabilityOf(client, members.ana!.id).until! > Date.now());
    // Ben works on one day only, which is not today nor tomorrow, wherever the clock stands.
    const weekday = ((new Date().getUTCDay() + 3) % 7) + 1;
    const card = { zone: 'UTC', hours: { days: [weekday], from: 540, to: 1020 } };
    await (await members.ben!.client.updateProfile({ card })).done;
    await eventually(() => order().join() === 'kim,ana,ben');
    const ben = availabilityOf(client, members.ben!.id);
    assert.deepEqual([ben.status, ben.offHours, ben.until! > Date.now()], ['away', true, true]);
  });
});

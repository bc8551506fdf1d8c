import assert from 'node:assert/strict';
import type { Host } from '../../src/app/host.ts';
import { type Knowledge, openKnowledge, refreshKnowledge } from '../../src/app/knowledge.ts';
import { samePersonQuestions, saySamePerson, takeBackSamePerson } from '../../src/app/samePerson.ts';
import { shareDecision, teamDecisions } from '../../src/app/sharedDecisions.ts';
import { shareEarlierDecisions } from '../../src/app/shareEarlierDecisions.ts';
import { findPerson } from '../../src/app/whoCanHelp.ts';
import { testHost } from '../support/host.ts';
import { createTestTeam, eventually, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { ana, ben, TestRepository } from '../support/repository.ts';

const rosa = ['rosalind@example.com', 'rosalind@other.example'] as const;

/** Kim, Ola and Mallory each have this clone and their own profile. Rosa Lind works under two addresses; Ana and Ben are two people. */
describe('“same person?” in a team, over a real relay', function () {
  this.timeout(60_000);
  let team: TestTeam;
  let repository: TestRepository;
  const members: Record<string, TestMember> = {};
  const hosts: Record<string, Host> = {};
  const known: Record<string, Knowledge> = {};

  before(async () => {
    repository = TestRepository.create();
    for (let i = 0; i < 4; i++) {
      repository.commit({ 'a.ts': `a${i}` }, { author: { name: 'rosalind', email: rosa[0] } });
      repository.commit({ 'a.ts': `b${i}` }, { author: { name: 'Rosa Lind', email: rosa[1] } });
      repository.commit({ 'a.ts': `c${i}` }, { author: ana });
      repository.commit({ 'a.ts': `d${i}` }, { author: ben });
    }
    team = await createTestTeam();
    for (const name of ['kim', 'ola', 'mallory']) {
      const member = await team.join(name);
      members[name] = member;
      hosts[name] = { ...testHost(), teamDecisions: () => teamDecisions(member.client) };
      known[name] = (await openKnowledge(hosts[name], repository.folder)).knowledge;
    }
  });
  after(() => team?.close());

  const look = async (name: string): Promise<Knowledge> => {
    known[name] = await refreshKnowledge(hosts[name]!, known[name]!);
    return known[name];
  };
  const say = (name: string, a: string, b: string, same: boolean): boolean =>
    saySamePerson(hosts[name]!, known[name]!, a, b, same, members[name]!.client);
  const takeBack = (name: string, a: string, b: string): string =>
    takeBackSamePerson(hosts[name]!, known[name]!, [a, b], members[name]!.client);
  const areOne = async (name: string, [a, b]: readonly [string, string]): Promise<boolean> => {
    const knowledge = await look(name);
    return findPerson(knowledge, a) === findPerson(knowledge, b);
  };
  const questions = async (name: string): Promise<string[]> =>
    samePersonQuestions(await look(name)).map(({ evidence }) => evidence);

  it('E4 what one confirms of a proposal counts for the others, who are not asked again; undone, they are', async () => {
    assert.equal((await questions('ola')).length, 1);
    assert.equal(say('kim', ...rosa, true), true);
    await eventually(() => areOne('ola', rosa));
    assert.deepEqual(await questions('ola'), []);
    assert.deepEqual(
      known.ola!.teamWord.heeded.map(({ same, by }) => [same, by.length]),
      [[true, 1]],
    );
    takeBack('kim', ...rosa);
    await eventually(async () => (await questions('ola')).length === 1);
    say('kim', ...rosa, false);
    await eventually(async () => (await questions('ola')).length === 0);
    assert.equal(await areOne('ola', rosa), false);
    takeBack('kim', ...rosa);
    await eventually(async () => (await questions('ola')).length === 1);
  });

  it('E4 one’s own word outweighs the team’s', async () => {
    say('kim', ...rosa, true);
    await eventually(() => areOne('ola', rosa));
    saySamePerson(hosts.ola!, known.ola!, ...rosa, false);
    assert.equal(await areOne('ola', rosa), false);
    takeBackSamePerson(hosts.ola!, known.ola!, rosa);
    assert.equal(await areOne('ola', rosa), true);
    takeBack('kim', ...rosa);
    await eventually(async () => !(await areOne('ola', rosa)));
  });

  it('E4 members who disagree settle nothing', async () => {
    say('kim', ...rosa, true);
    say('mallory', ...rosa, false);
    await eventually(() => teamDecisions(members.kim!.client).length === 1);
    await eventually(async () => (await questions('ola')).length === 1 && known.ola!.teamWord.said.length === 0);
    takeBack('kim', ...rosa);
    takeBack('mallory', ...rosa);
    await eventually(() => teamDecisions(members.kim!.client).length === 0);
  });

  it('E4, T5 one member cannot make two humans one out of nowhere: the others are asked, and a second voice is needed', async () => {
    const two = [ana.email, ben.email] as const;
    say('mallory', ...two, true);
    await eventually(async () => (await questions('ola')).length === 2);
    assert.match((await questions('ola'))[0]!, /^Mallory of your team says so\.$/i);
    assert.equal(await areOne('ola', two), false);
    saySamePerson(hosts.ola!, known.ola!, ...two, false);
    assert.equal((await questions('ola')).length, 1, 'answered once');
    takeBackSamePerson(hosts.ola!, known.ola!, two);
    say('kim', ...two, true);
    await eventually(() => areOne('ola', two));
    takeBack('kim', ...two);
    takeBack('mallory', ...two);
    await eventually(async () => !(await areOne('ola', two)));
  });

  it('names without an address do not travel; what was said earlier does, of people of this repository only', async () => {
    const { client } = members.kim!;
    assert.equal(shareDecision(client, { a: 'kim', b: 'kimberly', same: true }), false);
    const host = hosts.kim!;
    saySamePerson(host, known.kim!, ...rosa, true);
    const elsewhere = TestRepository.create();
    elsewhere.commit({ 'x.ts': '1' }, { author: { name: 'S', email: 'secret@one.example' } });
    elsewhere.commit({ 'x.ts': '2' }, { author: { name: 'T', email: 'secret@two.example' } });
    const other = (await openKnowledge(host, elsewhere.folder)).knowledge;
    saySamePerson(host, other, 'secret@one.example', 'secret@two.example', true);
    shareEarlierDecisions(client, await look('kim'));
    await eventually(() => teamDecisions(members.ola!.client).length === 1);
    shareEarlierDecisions(client, await look('kim'));
    assert.deepEqual(
      teamDecisions(members.ola!.client).map(({ a, b }) => [a, b].sort()),
      [[...rosa].sort()],
    );
  });
});

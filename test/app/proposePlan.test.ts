import assert from 'node:assert/strict';
import type { Knowledge } from '../../src/app/knowledge.ts';
import { pairsOf } from '../../src/app/pairing.ts';
import { plannedMembers, proposePlan } from '../../src/app/proposePlan.ts';
import type { PlannedPair } from '../../src/mentoring/plannedPairs.ts';
import { eventually } from '../support/eventually.ts';
import { createTestTeam, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { TestRepository } from '../support/repository.ts';
import { knowledgeOf } from '../support/skillMap.ts';

const named = (name: string) => ({ name, email: `${name}@example.org` });
const pair = (teacher: string, learner: string, path: string): PlannedPair => ({
  teacher: named(teacher),
  learner: named(learner),
  sessions: [{ path, week: 1 }],
  because: 'away',
});

describe('a plan’s sessions over the relay', () => {
  let team: TestTeam;
  let knowledge: Knowledge;
  before(async () => {
    const repository = TestRepository.create();
    // Ben commits under an address that the team does not know, and under one that it does.
    repository.commit({ 'a.ts': '1' }, { author: { name: 'ben', email: 'ben@home.example' } });
    repository.commit({ 'a.ts': '2' }, { author: named('ben') });
    repository.commit({ 'b.ts': '1' }, { author: named('kim') });
    knowledge = await knowledgeOf(repository.folder);
    team = await createTestTeam();
  });
  after(() => team?.close());

  it('M5, P1: are proposed to both of each pair, by whoever planned; who is in no team is passed over', async () => {
    const lead = await team.join('lead');
    const kim = await team.join('kim');
    const ben = await team.join('ben');
    const lea = await team.join('lea');
    await eventually(
      () => lead.client.team.members.size,
      (size) => size === 4,
    );
    const planned = [pair('kim', 'ben', 'b.ts'), pair('kim', 'ola', 'b.ts'), pair('ben', 'lea', 'a.ts')];
    const members = plannedMembers(lead.client, knowledge, planned);
    assert.deepEqual(
      members.map(({ teacher, learner }) => [teacher, learner]),
      [
        [kim.id, ben.id],
        [kim.id, undefined],
        [ben.id, lea.id],
      ],
      'Lea is in the team before she is in history',
    );
    assert.equal(await proposePlan(lead.client, members), 2);
    const askedOf = (member: TestMember) =>
      eventually(
        () => pairsOf(member.client).map(({ state, agreement }) => `${state}: ${agreement.goal}`),
        ({ length }) => length > 0,
      );
    const goal = 'ben can look after b.ts when kim is away.';
    assert.deepEqual(await askedOf(kim), [`asked: ${goal}`]);
    assert.ok((await askedOf(ben)).includes(`asked: ${goal}`));
    assert.deepEqual(await askedOf(lea), ['asked: lea can look after a.ts when ben is away.']);
    assert.equal(pairsOf(kim.client).length, 1, 'nobody else hears of a pair');
  });

  it('without a team nobody is a member', () => {
    assert.deepEqual(plannedMembers(undefined, knowledge, [pair('kim', 'ben', 'b.ts')])[0]!.teacher, undefined);
  });
});

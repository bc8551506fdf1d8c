import assert from 'node:assert/strict';
import { areaName, countSession } from '../../src/app/teamFigures.ts';
import { logEntryOf } from '../../src/client/logEntryOf.ts';
import { createTestTeam, eventually, type TestMember, type TestTeam } from '../support/relayTeam.ts';

describe('T3: figures of the team', () => {
  let team: TestTeam;
  let ana: TestMember;
  let ben: TestMember;
  before(async () => {
    team = await createTestTeam();
    ana = await team.join('ana');
    ben = await team.join('ben');
    await eventually(() => ana.client.team.members.size === 2 && ben.client.team.members.size === 2);
  });
  after(() => team.close());

  /** Ben helps Ana; Ben writes the entry, Ana confirms it. */
  const session = async (counts: boolean): Promise<void> => {
    const { request } = ana.client.ask({
      question: { question: 'Q', path: 'src/parser/lexer.ts', language: 'TypeScript', repository: 'tools' },
      steps: [{ candidates: [ben.id], wait: 1_000 }],
    });
    await eventually(() => ben.client.team.requests.has(request));
    await ben.client.accept(request).done;
    await ben.client.end(request).done;
    const entry = { topic: 'lexer', area: 'src/parser/lexer.ts', language: 'TypeScript', repository: 'tools' };
    const rest = { outcome: 'solved', minutes: 5, asker: 'ana', helper: 'ben', startedAt: 1, endedAt: 2 } as const;
    await ben.client.proposeLog(request, { ...entry, ...rest, ...(counts ? { counts } : {}) }).done;
    await eventually(() => ana.client.team.requests.get(request)?.state.entry != null);
    await ana.client.confirmLog(request).done;
    countSession(ana.client, logEntryOf(ana.client.team, ana.client.team.requests.get(request)!, ana.id)!);
    await eventually(() => ana.client.waiting === 0);
  };
  const counted = () => team.running.store.figures(ana.client.profile.team, new Date().toISOString().slice(0, 7), 1);

  it('a session counts once, by language and area, and only where both let it', async () => {
    await session(false);
    assert.deepEqual(await counted(), []);
    await session(true);
    assert.deepEqual(
      (await counted()).map(({ people, sessions }) => [people, sessions]),
      [
        [1, 1],
        [1, 1],
      ],
    );
    assert.deepEqual(await ana.client.figures(new Date().toISOString().slice(0, 7)), [], 'not of one person, not yet');
  });

  it('an area is the two uppermost folders of a repository', () => {
    assert.equal(areaName('tools', 'src/parser/deep/lexer.ts'), 'tools/src/parser/');
    assert.equal(areaName('tools', 'README.md'), undefined);
    assert.equal(areaName(undefined, 'src/a.ts'), 'src/');
  });
});

import assert from 'node:assert/strict';
import type { ClientEvent } from '../../src/client/clientEvents.ts';
import { createTestTeam, eventually, requestEvent, type TestTeam } from '../support/relayTeam.ts';

const isRecord = (event: ClientEvent): event is Extract<ClientEvent, { type: 'record' }> => event.type === 'record';
const isLive = (event: ClientEvent): event is Extract<ClientEvent, { type: 'live' }> => event.type === 'live';
const isLog = (event: ClientEvent): event is Extract<ClientEvent, { type: 'log' }> => event.type === 'log';

describe('two members and a relay', () => {
  let team: TestTeam;
  beforeEach(async () => {
    team = await createTestTeam();
  });
  afterEach(() => team.close());

  it('rules S1, S2: help each other: ask, accept, talk, pause, go on, end, confirm; both keep the entry', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    await eventually(() => ana.client.team.members.size === 2);
    const { request, done } = ana.client.ask({
      question: { question: 'Why is this null?', path: 'src/a.ts', lines: [3, 9] },
      steps: [{ candidates: [ben.id], wait: 60_000 }],
    });
    assert.ok((await done).offset > 0);
    const offered = await ben.until(requestEvent('request.offered'));
    assert.equal(offered.request.question?.question, 'Why is this null?');
    assert.equal(offered.request.verified, true);
    await ben.client.accept(request).done;
    const accepted = await ana.until(requestEvent('request.accepted'));
    assert.equal(accepted.request.state.helper, ben.id);

    ben.client.say(request, { text: 'Because nobody set it.' });
    const said = await ana.until(isRecord);
    assert.deepEqual(said.record.content, { text: 'Because nobody set it.' });
    assert.equal(said.record.verified, true);
    assert.equal(ana.client.live(request, { line: 4 }), true);
    const live = await ben.until(isLive);
    assert.deepEqual([live.from, live.content], [ana.id, { line: 4 }]);

    await ben.client.pause(request).done;
    await eventually(() => ana.client.team.requests.get(request)?.state.status === 'paused');
    await ana.client.continue(request).done;
    await ana.client.end(request).done;
    await eventually(() => ben.client.team.requests.get(request)?.state.status === 'ended');
    const entry = {
      topic: 'null checks',
      outcome: 'solved' as const,
      learned: 'set it first',
      minutes: 5,
      asker: 'ana',
      helper: 'ben',
      startedAt: 1,
      endedAt: 2,
    };
    await ben.client.proposeLog(request, entry).done;
    await ana.until(requestEvent('log.proposed'));
    await ana.client.confirmLog(request).done;
    for (const one of [ana, ben]) {
      const logged = await one.until(isLog);
      assert.equal(logged.entry.topic, 'null checks');
      assert.equal(logged.entry.confirmed, true);
      assert.deepEqual(
        one.client.log.entries().map((e) => e.session),
        [request],
      );
    }
    assert.equal(ana.client.log.entries()[0]!.role, 'asker');
    assert.equal(ben.client.log.entries()[0]!.role, 'helper');
  });

  it('rule Q8: a hidden asker is nobody until somebody accepts, and is checked then', async () => {
    const ana = await team.join('ana');
    const ben = await team.join('ben');
    const eve = await team.join('eve');
    await eventually(() => ana.client.team.members.size === 3);
    const { request } = ana.client.ask({
      question: { question: 'A beginner’s question' },
      steps: [{ candidates: [ben.id, eve.id], wait: 60_000 }],
      hidden: true,
    });
    const offered = await ben.until(requestEvent('request.offered'));
    assert.equal(offered.request.state.asker, null);
    assert.equal(offered.request.question?.question, 'A beginner’s question');
    assert.equal(offered.request.verified, null);
    await ben.client.accept(request).done;
    const accepted = await ben.until(requestEvent('request.accepted'));
    assert.equal(accepted.request.state.asker, ana.id);
    assert.equal(accepted.request.verified, true);
    await eve.until(requestEvent('request.closed'));
    assert.equal(eve.client.team.requests.get(request)?.state.asker, null);
    await assert.rejects(eve.client.accept(request).done, { code: 'already-taken' });
  });

  it('H13: both go on after a restart of the relay, of a client, and offline commands arrive', async () => {
    const ana = await team.join('ana');
    let ben = await team.join('ben');
    await eventually(() => ana.client.team.members.size === 2);
    ben.client.stop();
    const { request, done } = ana.client.ask({
      question: { question: 'Q' },
      steps: [{ candidates: [ben.id], wait: 1_000 }],
    });
    await done;
    await team.running.close();
    const said = ana.client.widen(request);
    assert.equal(ana.client.waiting, 1);
    await team.restart();
    await assert.rejects(said.done, { code: 'nobody-to-ask' });
    ben = await ben.again();
    ben.client.start();
    const offered = await ben.until(requestEvent('request.offered'));
    assert.equal(offered.request.question?.question, 'Q');
    await ben.client.accept(request).done;
    await ana.until(requestEvent('request.accepted'));
    ben = await ben.again();
    assert.equal(ben.client.team.requests.get(request)?.state.status, 'active', 'known before it is connected');
  });
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { WebSocket } from 'ws';
import { placeFacts, questionFrom } from '../../src/app/questionAbout.ts';
import { makeEdit } from '../../src/app/suggestedEdit.ts';
import { testHost } from '../support/host.ts';
import { createTestTeam, eventually, requestEvent, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';

/** What must never be readable on the way or in a log: each stands in one of the things that people write or select. */
const words = {
  question: 'canary-of-the-question',
  tried: 'canary-of-what-was-tried',
  code: 'canary-of-the-code',
  rest: 'canary-of-the-rest-of-the-file',
  message: 'canary-of-a-message',
  edit: 'canary-of-an-edit',
  note: 'canary-of-a-note',
  entry: 'canary-of-the-log',
  path: 'canary-of-a-path',
  link: 'canary-of-a-link',
};
const secret = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`;

describe('E4 what leaves the machine', function () {
  this.timeout(30_000);
  const original = WebSocket.prototype.send;
  const originalWrite = Socket.prototype.write;
  const frames: string[] = [];
  const logged: string[] = [];
  let team: TestTeam;
  let asker: TestMember;
  let helper: TestMember;
  let third: TestMember;

  before(async () => {
    WebSocket.prototype.send = function (this: WebSocket, data: unknown, ...rest: unknown[]) {
      frames.push(String(data));
      return (original as (...args: unknown[]) => void).call(this, data, ...rest);
    } as typeof original;
    // The relay frames by itself, and what it sends is not masked.
    Socket.prototype.write = function (this: Socket, data: unknown, ...rest: unknown[]) {
      if (typeof data === 'string') frames.push(data);
      return (originalWrite as (...args: unknown[]) => boolean).call(this, data, ...rest);
    } as typeof originalWrite;
    team = await createTestTeam({ log: (...line: unknown[]) => void logged.push(JSON.stringify(line)) });
    asker = await team.join('asker');
    helper = await team.join('helper');
    third = await team.join('third');
    await eventually(() => asker.client.team.members.size === 3 && helper.client.team.members.size === 3);
  });

  after(async () => {
    WebSocket.prototype.send = original;
    Socket.prototype.write = originalWrite;
    await team.close();
  });

  it('is what the asker could look at before, and arrives as that: these lines, no other, and no secret', async () => {
    const { folder } = makeStoryRepository();
    const file = path.join(folder, `src/${words.path}.ts`);
    const lines = [`const a = '${words.code}';`, `const token = '${secret}';`, 'run(a);'];
    const text = `// ${words.rest}\n${lines.join('\n')}\n// ${words.rest}\n`;
    writeFileSync(file, text);
    const facts = await placeFacts(testHost(), { file, lines: [2, 4], text });
    const shown = await questionFrom(facts, { question: words.question, tried: words.tried, urgency: 'now' });
    assert.equal(shown.code, [lines[0], `const token = '[secret removed]';`, lines[2]].join('\n'));
    assert.doesNotMatch(JSON.stringify(shown), new RegExp(`${words.rest}|${secret}`));

    const steps = [
      { candidates: [helper.id], wait: 60_000 },
      { candidates: [third.id], wait: 60_000 },
    ];
    asker.client.ask({ question: shown, steps });
    const { request } = await helper.until(requestEvent('request.offered'));
    assert.deepEqual(request.question, shown);

    const whole = await questionFrom(facts, { question: words.question, snapshot: true });
    assert.match(whole.snapshot!, new RegExp(words.rest));
    assert.doesNotMatch(whole.snapshot!, new RegExp(secret));
  });

  it('is sealed in every frame of every flow, and in no log', async () => {
    const { id } = (await helper.until(requestEvent('request.offered'))).request;
    await helper.client.pass(id, third.id).done;
    await third.until(requestEvent('request.offered'));
    await third.client.later(id, 60_000).done;
    await third.client.accept(id).done;
    const before = `one\n${words.code}\n`;
    asker.client.say(id, { text: words.message });
    asker.client.addRecord({
      kind: 'edit',
      scope: { session: id },
      content: makeEdit(words.path, before, `${before}${words.edit}\n`),
    });
    asker.client.addRecord({
      kind: 'handover',
      scope: { session: id },
      content: { url: `https://${words.link}`, label: words.link },
    });
    asker.client.addRecord({
      kind: 'note',
      scope: { session: id },
      slot: `note ${words.note}`,
      content: { text: words.note, topic: words.note, path: words.path, lines: [1, 2], code: words.code },
    });
    await eventually(() => third.client.team.requests.get(id)?.state.status === 'active');
    asker.client.live(id, { is: 'look', path: words.path, lines: [1, 2] });
    asker.client.live(id, { is: 'selection', path: words.path, from: [1, 0], to: [2, 0] });
    asker.client.live(id, { is: 'typing' });
    await asker.client.pause(id).done;
    await asker.client.continue(id).done;
    await asker.client.end(id).done;
    const entry = { topic: words.entry, learned: words.entry, goal: words.question, area: words.path, minutes: 3 };
    await asker.client.proposeLog(id, {
      ...entry,
      outcome: 'solved',
      asker: 'a',
      helper: 'b',
      startedAt: 1,
      endedAt: 2,
    }).done;
    await third.until(requestEvent('log.proposed'));
    await third.client.confirmLog(id).done;
    const hidden = asker.client.ask({
      question: { question: words.question },
      steps: [{ candidates: [helper.id], wait: 60_000 }],
      hidden: true,
    });
    await hidden.done;
    await asker.client.widen(hidden.request, [third.id]).done;
    await asker.client.withdraw(hidden.request).done;

    // The flows did carry all of it.
    const records = JSON.stringify([...third.client.team.records.values()].map(({ content }) => content));
    for (const word of [words.message, words.edit, words.link, words.note, words.entry])
      assert.ok(records.includes(word), word);
    assert.ok(frames.length > 40);
    assert.ok(
      frames.some((text) => text.includes('"type":"team.event"')),
      'the relay’s frames too',
    );
    assert.equal(
      leaks(`x${Buffer.from(`..${words.note}`).toString('base64')}`),
      words.note,
      'looks into what is encoded',
    );
    for (const text of [...frames, ...logged]) assert.equal(leaks(text), undefined);
  });
});

/** The first of the words that can be read in a frame, also inside what is only encoded. */
function leaks(text: string): string | undefined {
  const plain = [text];
  for (const [encoded] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g))
    for (const shift of [0, 1, 2, 3]) plain.push(Buffer.from(encoded.slice(shift), 'base64url').toString('latin1'));
  return [...Object.values(words), secret].find((word) => plain.some((one) => one.includes(word)));
}

import assert from 'node:assert/strict';
import type { EditorStandIn } from '../support/editorStandIn.ts';
import { type EditorTeam, memberEditor } from '../support/memberEditor.ts';
import { eventually, requestEvent, type TestMember, type TestTeam } from '../support/relayTeam.ts';

/** Ana's editor starts after things have happened without it. */
describe('H2 what an editor says that was not there', function () {
  this.timeout(60_000);
  let standIn: EditorStandIn;
  let gather: () => Promise<EditorTeam>;
  let here: EditorTeam;
  let team: TestTeam;
  let kim: TestMember;
  let ana: TestMember;

  before(async () => {
    ({ standIn, gather } = await memberEditor());
  });

  beforeEach(async () => {
    here = await gather();
    ({ team, kim, ana } = here);
  });

  afterEach(() => here.close());

  const ask = async (question: string) => {
    const asked = kim.client.ask({
      question: { question, path: 'src/parser.ts', lines: [4, 6], personal: true },
      steps: [{ candidates: [ana.id], wait: 600_000 }],
    });
    await asked.done;
    return asked.request;
  };
  const away = async () => {
    ana.client.stop();
    await eventually(() => team.running.relay.metrics.connections === 1);
  };

  it('is told of a question that still waits, and not of one that was withdrawn meanwhile', async () => {
    await away();
    await kim.client.withdraw(await ask('Withdrawn?')).done;
    await ask('Waiting?');
    await here.start();
    await eventually(() => standIn.messages.some((message) => message.includes('Waiting?')));
    assert.deepEqual(standIn.messages, ['kim asks about parser.ts, lines 4–6: “Waiting?”']);
  });

  it('is reminded once of an answer that was promised, when its time has come', async () => {
    const request = await ask('Later?');
    await ana.until(requestEvent('request.offered'));
    await ana.client.later(request, 2_500).done;
    await away();
    await here.start();
    assert.deepEqual(standIn.messages, []);
    await eventually(() => standIn.messages.length > 0);
    assert.deepEqual(standIn.messages, ['kim counts on you now, as you said: “Later?”']);
  });

  it('is told when something that waited to be sent came too late', async () => {
    const request = await ask('Gone?');
    await ana.until(requestEvent('request.offered'));
    await away();
    await kim.client.withdraw(request).done;
    ana.client.accept(request).done.catch(() => {});
    await here.start();
    await eventually(() => standIn.messages.length > 0);
    assert.match(standIn.messages.join('\n'), /^Something that you had sent could not be done: [^\n]+$/);
  });
});

import assert from 'node:assert/strict';
import { EditorStandIn, loadExtension } from '../support/editorStandIn.ts';
import { createTestTeam, eventually, requestEvent, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { temporaryFolder } from '../support/repository.ts';

/** Ana's editor starts after things have happened without it. */
describe('H2 what an editor says that was not there', function () {
  this.timeout(60_000);
  const home = process.env.WHOKNOWS_HOME;
  let standIn: EditorStandIn;
  let activate: (context: object) => unknown;
  let team: TestTeam;
  let kim: TestMember;
  let ana: TestMember;
  let end: () => void;

  before(async () => {
    standIn = new EditorStandIn();
    activate = await loadExtension(standIn);
    standIn.settings.keepKeysIn = 'home';
  });

  beforeEach(async () => {
    team = await createTestTeam();
    [kim, ana] = [await team.join('kim'), await team.join('ana')];
    await eventually(() => kim.client.team.members.has(ana.id));
    standIn.messages.length = 0;
  });

  afterEach(async () => {
    end();
    if (home === undefined) delete process.env.WHOKNOWS_HOME;
    else process.env.WHOKNOWS_HOME = home;
    await team.close();
  });

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
  const start = async () => {
    process.env.WHOKNOWS_HOME = ana.home;
    const { context, dispose } = standIn.makeContext(temporaryFolder());
    end = dispose;
    activate(context);
    await eventually(() => kim.client.presence(ana.id) === 'available', 20_000);
  };

  it('is told of a question that still waits, and not of one that was withdrawn meanwhile', async () => {
    await away();
    await kim.client.withdraw(await ask('Withdrawn?')).done;
    await ask('Waiting?');
    await start();
    await eventually(() => standIn.messages.some((message) => message.includes('Waiting?')));
    assert.deepEqual(standIn.messages, ['kim asks about parser.ts, lines 4–6: “Waiting?”']);
  });

  it('is reminded once of an answer that was promised, when its time has come', async () => {
    const request = await ask('Later?');
    await ana.until(requestEvent('request.offered'));
    await ana.client.later(request, 2_500).done;
    await away();
    await start();
    assert.deepEqual(standIn.messages, []);
    await eventually(() => standIn.messages.length > 0);
    assert.deepEqual(standIn.messages, ['kim counts on you now, as you said: “Later?”']);
  });
});

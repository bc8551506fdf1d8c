import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { EditorStandIn, loadExtension } from '../support/editorStandIn.ts';
import { createTestTeam, eventually } from '../support/relayTeam.ts';
import { temporaryFolder } from '../support/repository.ts';

/** Timers and sockets that this process has open. */
const resources = (): number =>
  process.getActiveResourcesInfo().filter((name) => /Timeout|Immediate|TCPSocket|TCPConnect|Process/.test(name)).length;

describe('E5 an extension that comes and goes', function () {
  this.timeout(120_000);
  let standIn: EditorStandIn;
  let activate: (context: object) => unknown;

  before(async () => {
    standIn = new EditorStandIn();
    activate = await loadExtension(standIn);
  });

  it('gives back everything it took from the editor, 200 times', () => {
    const storage = temporaryFolder();
    for (let round = 0; round < 200; round++) {
      const { context, dispose } = standIn.makeContext(storage);
      activate(context);
      assert.ok(standIn.taken.size > 50, `only ${standIn.taken.size} things were counted`);
      dispose();
      assert.deepEqual(
        [...standIn.taken].map(({ what }) => what),
        [],
        `round ${round}`,
      );
      assert.equal(standIn.commands.size, 0);
    }
  });

  it('leaves no timer and no connection behind, also as a member of a team', async () => {
    const team = await createTestTeam();
    const ana = await team.join('ana');
    ana.client.stop();
    const before = process.env.WHOKNOWS_HOME;
    process.env.WHOKNOWS_HOME = ana.home;
    standIn.settings.keepKeysIn = 'home';
    try {
      mkdirSync(ana.home, { recursive: true });
      await eventually(() => team.running.relay.metrics.connections === 0);
      const quiet = resources();
      for (let round = 0; round < 10; round++) {
        const { context, dispose } = standIn.makeContext(temporaryFolder());
        activate(context);
        await eventually(() => team.running.relay.metrics.connections === 1);
        dispose();
        await eventually(() => team.running.relay.metrics.connections === 0);
      }
      await eventually(() => resources() <= quiet);
      assert.deepEqual(
        [...standIn.taken].map(({ what }) => what),
        [],
      );
    } finally {
      if (before === undefined) delete process.env.WHOKNOWS_HOME;
      else process.env.WHOKNOWS_HOME = before;
      delete standIn.settings.keepKeysIn;
      await team.close();
    }
  });
});

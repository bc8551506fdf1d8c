import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pairsOf } from '../../src/app/pairing.ts';
import { createTestTeam, invited, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { ana, kim } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { forgetUser, openWorkbench } from '../support/vscode/openWorkbench.ts';
import { clearNotifications, joinWithLink } from '../support/vscode/sessionSteps.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

/** Kim and Ana become a pair; Ben is a third, without a window, who must see nothing of it. */
describe('a pair, between two real windows', () => {
  let team: TestTeam;
  let ben: TestMember;
  let kims: Workbench;
  let anas: Workbench;
  const goal = 'Kim can release alone.';

  before(async function () {
    this.timeout(120_000);
    const folder = (name: string) => path.join(testTarget().scratch, 'mentoring', name);
    for (const name of ['kim', 'ana']) {
      mkdirSync(folder(name), { recursive: true });
      makeStoryRepository(folder(name));
    }
    team = await createTestTeam();
    ben = await team.join('ben');
    [kims, anas] = await Promise.all([
      openWorkbench({ folder: folder('kim'), user: kim }),
      openWorkbench({ folder: folder('ana'), user: ana, colorTheme: 'Default Dark Modern' }),
    ]);
    await joinWithLink(kims, await invited(ben));
    await joinWithLink(anas, await invited(ben));
    await Promise.all([clearNotifications(kims), clearNotifications(anas)]);
    for (const window of [kims, anas]) await window.runCommand('Who Knows: Focus on Mentoring View');
  });

  after(async () => {
    await Promise.all([forgetUser(kim), forgetUser(ana)]);
    await team?.close();
  });

  it('P1: Kim proposes with a goal and a rhythm; Ana agrees with one click', async () => {
    await kims.runCommand('Who Knows: Propose a Pair…');
    await kims.quickPick.choose(/Ana Souza/);
    await kims.quickPick.type(goal);
    await kims.quickPick.accept();
    await kims.quickPick.choose('Every week');
    await kims.quickPick.accept();
    await kims.tree('Mentoring').row('Ana Souza').filter({ hasText: 'waiting for an answer' }).waitFor();
    await anas.tree('Mentoring').row('Kim Lindqvist').filter({ hasText: 'asks to be your pair' }).waitFor();
    await anas
      .tree('Mentoring')
      .row(/^Every week, 30 minutes, first /)
      .waitFor();
    await anas.screenshot('pair-01-asked');
    await anas.tree('Mentoring').pressButton('Kim Lindqvist', /Agree/);
  });

  it('P2: both see the goal and the next meeting', async () => {
    for (const window of [kims, anas]) {
      await window.tree('Mentoring').row(goal).waitFor();
      await window
        .tree('Mentoring')
        .row(/^Next: /)
        .waitFor();
    }
    await kims.screenshot('pair-02-agreed');
  });

  it('P3: Ana says a meeting was held; Kim finishes with what was reached, and Ana sees it', async () => {
    await anas.tree('Mentoring').pressButton('Kim Lindqvist', /Held/);
    await kims.tree('Mentoring').row('1 of 1 meetings held.').waitFor();
    await kims.screenshot('pair-03-held');
    await kims.runCommand('Who Knows: Finish the Pair…');
    await kims.quickPick.choose(/Ana Souza/);
    await kims.quickPick.type('Kim released 2.0.');
    await kims.quickPick.accept();
    await anas.tree('Mentoring').row('Finished: Kim released 2.0.').waitFor();
    await anas.screenshot('pair-04-finished');
  });

  it('T3: the third member knows of no pair', () => {
    assert.deepEqual(pairsOf(ben.client), []);
    assert.deepEqual([...ben.client.team.records.values()], []);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createTestTeam, invited, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { ana, kim } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { forgetUser, openWorkbench } from '../support/vscode/openWorkbench.ts';
import { clearNotifications, joinWithLink, said, say } from '../support/vscode/sessionSteps.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

/** Kim is stuck in the parser; Ana wrote it; Ben is a third, without a window. */
describe('one click to help, between two real windows', () => {
  let team: TestTeam;
  let ben: TestMember;
  let kims: Workbench;
  let anas: Workbench;
  const folder = (name: string) => path.join(testTarget().scratch, 'session', name);

  before(async function () {
    this.timeout(120_000);
    mkdirSync(folder('kim'), { recursive: true });
    makeStoryRepository(folder('kim'));
    execFileSync('git', ['clone', '-q', folder('kim'), folder('ana')]);
    team = await createTestTeam();
    ben = await team.join('ben');
    [kims, anas] = await Promise.all([
      openWorkbench({ folder: folder('kim'), file: 'src/parser.ts', user: kim }),
      openWorkbench({ folder: folder('ana'), file: 'README.md', user: ana, colorTheme: 'Default Dark Modern' }),
    ]);
  });

  after(async () => {
    await Promise.all([forgetUser(kim), forgetUser(ana)]);
    await team?.close();
  });

  it('both join by pasting an invite; nothing happens before they confirm', async () => {
    await kims.runCommand('Who Knows: Join a Team…');
    await kims.quickPick.type(await invited(ben));
    await kims.quickPick.accept();
    await kims.dialog().getByText('Join the team as Kim Lindqvist?').waitFor();
    await kims.screenshot('help-01-join');
    assert.equal(ben.client.team.members.size, 1);
    await kims.pressDialogButton('Join');
    await kims.notification(/You are in/).waitFor();
    await joinWithLink(anas, await invited(ben));
    await Promise.all([clearNotifications(kims), clearNotifications(anas)]);
  });

  it('H1 Kim asks Ana: from the suggestion in two actions', async () => {
    await kims.openFile('src/parser.ts');
    await kims.selectLines(4, 6);
    await kims.runCommand('Who Knows: Who Can Help with the Selection?');
    await kims.quickPick.row(/Ana Souza/).waitFor();
    await kims.screenshot('help-02-suggestion');
    const [first] = await kims.quickPick.rows();
    assert.match(first!.label, /Ana Souza/);
    assert.match(first!.description, /knows it well · available/);
    await kims.quickPick.accept();
    await kims.quickPick.row(/Ask Ana Souza/).waitFor();
    await kims.quickPick.type('Why does step2 come before the log?');
    await kims.quickPick
      .row(/What leaves this machine/)
      .filter({ hasText: 'lines 4–6 of src/parser.ts' })
      .waitFor();
    await kims.screenshot('help-03-card');
    await kims.quickPick.accept();
    await kims.quickPick.widget.waitFor({ state: 'hidden' });
  });

  it('H2 Ana is told once, by name, and accepts with one click', async () => {
    await anas.notification(/Kim Lindqvist asks about parser\.ts, lines 4–6/).waitFor();
    await anas.screenshot('help-04-asked');
    await kims.screenshot('help-05-waiting');
    await anas.pressNotificationButton(/Kim Lindqvist asks/, 'I Can Help');
    await anas.activeTab().filter({ hasText: 'parser.ts' }).waitFor();
    await said(anas, 'Why does step2 come before the log?').waitFor();
    await anas.screenshot('help-06-accepted');
    await kims.notification(/Ana Souza is here to help/).waitFor();
    await said(kims, 'Why does step2 come before the log?').waitFor();
    await kims.screenshot('help-07-helper-came');
    await clearNotifications(kims);
  });

  it('H5 they talk at the lines', async () => {
    await say(anas, 'Because `step2` is pure.\n\n```ts\nexport const step2 = 6;\n```');
    await said(kims, 'Because step2 is pure.').waitFor();
    await say(kims, 'Thank you!');
    await said(anas, 'Thank you!').waitFor();
    await anas.screenshot('help-08-talk');
    await kims.screenshot('help-09-talk');
  });
});

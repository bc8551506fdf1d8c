import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createTestTeam, invited, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { ana, kim } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { forgetUser, openWorkbench } from '../support/vscode/openWorkbench.ts';
import { clearNotifications, conversation, joinWithLink, said, say } from '../support/vscode/sessionSteps.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

/** Kim is stuck in the parser; Ana wrote it; Ben is a third, without a window. */
describe('one click to help, between two real windows', function () {
  // One story: a step that fails leaves nothing for the next to stand on.
  this.bail(true);
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
    // The secret storage of an editor in a browser is memory only; a reload would lose the membership.
    const settings = { 'whoknows.keepKeysIn': 'home' };
    [kims, anas] = await Promise.all([
      openWorkbench({ folder: folder('kim'), file: 'src/parser.ts', user: kim, settings }),
      openWorkbench({
        folder: folder('ana'),
        file: 'README.md',
        user: ana,
        settings,
        colorTheme: 'Default Dark Modern',
      }),
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

  it('H5 each sees where the other is; “look here” and “follow” lead there', async () => {
    await anas.openFile('src/lexer.ts');
    await anas.selectLines(3, 4);
    await anas.runCommand('Who Knows: Look Here');
    await kims.notification(/Ana Souza: look here, lexer\.ts line 3/).waitFor();
    await kims.pressNotificationButton(/look here/, 'Look');
    await kims.activeTab().filter({ hasText: 'lexer.ts' }).waitFor();
    await kims.page.locator('.monaco-editor .view-overlays .cdr[class*="ced-"]').first().waitFor();
    await kims.screenshot('help-10-look-here');
    await kims.runCommand('Who Knows: Follow');
    await anas.openFile('src/parser.ts');
    await kims.activeTab().filter({ hasText: 'parser.ts' }).waitFor();
    await kims.runCommand('Who Knows: Follow');
  });

  it('H6 Ana suggests an edit; Kim applies it with one click, and it can be undone', async () => {
    await anas.runCommand('Who Knows: Suggest an Edit');
    await anas.activeTab().filter({ hasText: 'edit, then send' }).waitFor();
    await anas.page.locator('.monaco-diff-editor .editor.modified .view-line').first().click();
    await anas.page.keyboard.press('Home');
    await anas.page.keyboard.insertText('export const pure = true;\n');
    await anas.screenshot('help-11-suggest');
    await anas.runCommand('Who Knows: Send the Suggestion');
    await said(kims, 'Suggests an edit: one line added.').waitFor();
    await said(kims, 'Suggests an edit').getByText('Show the difference').click();
    await kims.activeTab().filter({ hasText: 'Suggestion for parser.ts' }).waitFor();
    await kims.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await kims.screenshot('help-12-difference');
    await kims.runCommand('Who Knows: Apply the Suggestion');
    await kims.notification('Applied').waitFor();
    await kims.editor().locator('.view-line', { hasText: 'pure' }).waitFor();
    await kims.screenshot('help-13-applied');
    await kims.pressNotificationButton('Applied', 'Undo');
    await kims.editor().locator('.view-line', { hasText: 'pure' }).waitFor({ state: 'detached' });
    await clearNotifications(kims);
  });

  it('H13 the relay dies and comes back: what was said meanwhile arrives once', async () => {
    await team.running.close();
    await say(anas, 'Are you still there?');
    await said(anas, 'waits until the relay can be reached').waitFor();
    await anas.screenshot('help-14-relay-gone');
    await team.restart();
    await said(kims, 'Are you still there?').waitFor();
    assert.equal(await conversation(kims).locator('.review-comment', { hasText: 'Are you still there?' }).count(), 1);
  });

  it('H13 a reloaded window has the whole conversation', async () => {
    await kims.reload();
    await kims.openFile('src/parser.ts');
    await said(kims, 'Are you still there?').waitFor();
    await say(kims, 'Yes, I am.');
    await said(anas, 'Yes, I am.').waitFor();
    assert.equal(await conversation(kims).locator('.review-comment', { hasText: 'Thank you!' }).count(), 1);
    await kims.screenshot('help-15-reloaded');
  });

  it('H8 they end it: one screen, one confirmation, and both logs have it', async () => {
    await kims.runCommand('Who Knows: End the Session…');
    await kims.quickPick.type('The steps are pure, so their order is free.');
    await kims.screenshot('help-16-end');
    await kims.quickPick.accept();
    await anas.notification(/Kim Lindqvist wrote down your session: parser · TypeScript, Solved/).waitFor();
    await anas.screenshot('help-17-confirm');
    await anas.pressNotificationButton(/wrote down your session/, 'Confirm');
    await kims.notification(/it is in both your mentoring logs/).waitFor();
    for (const window of [kims, anas]) {
      await clearNotifications(window);
      await window.runCommand('Who Knows: Focus on Mentoring Log View');
      await window.tree('Mentoring Log').row('parser · TypeScript').waitFor();
    }
  });
});

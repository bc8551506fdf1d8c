import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { networkAddress } from '../../src/app/networkAddress.ts';
import { type Client, createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { eventually } from '../support/relayTeam.ts';
import { ana, kim, temporaryFolder } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { oneStory } from '../support/vscode/oneStory.ts';
import { forgetUser, openWorkbench } from '../support/vscode/openWorkbench.ts';
import { clearNotifications } from '../support/vscode/sessionSteps.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

/** Kim founds a team of two in a room; Ana is a member without a window. */
describe('a team of two, founded from a window', function () {
  oneStory(this);
  let kims: Workbench;
  let anas: Client;
  /** How Ana’s connection has been. */
  const heard: string[] = [];
  const folder = path.join(testTarget().scratch, 'people');
  const offered = () => [...anas.team.requests.values()].find(({ role }) => role !== 'asker');

  before(async function () {
    this.timeout(240_000);
    mkdirSync(folder, { recursive: true });
    makeStoryRepository(folder);
    // The secret storage of an editor in a browser is memory only; a reload would lose the membership.
    const settings = { 'whoknows.keepKeysIn': 'home', 'git.autorefresh': true };
    kims = await openWorkbench({ folder, file: 'src/parser.ts', user: kim, settings });
  });
  after(async () => {
    anas?.stop();
    await forgetUser(kim);
  });

  it('H1: over selected lines a hover, the light bulb and the menu lead to help; without a team they say what one would add', async () => {
    // Before the extension is there nothing is said over the lines, and a pointer that rests is not asked again.
    await kims.statusBarItem('Who knows?').waitFor();
    await kims.selectLines(4, 6);
    await kims.page
      .locator('.view-line', { hasText: 'step2' })
      .first()
      .hover({ position: { x: 60, y: 8 } });
    await kims.hover().getByText('Who can help with these lines?').waitFor();
    await kims.screenshot('people-01-hover');
    await kims.page.keyboard.press('Escape');
    await kims.selectLines(4, 6);
    await kims.runCommand('Quick Fix...');
    await kims.page.locator('.action-widget').getByText('Who can help with these lines?').waitFor();
    await kims.page.keyboard.press('Escape');
    const line = kims.page.locator('.view-line', { hasText: 'step3' }).first();
    await kims.chooseFromContextMenu(line, 'Ask for Help Here…');
    await kims.quickPick.row(/Start a Relay on This Machine…/).waitFor();
    await kims.screenshot('people-02-no-team');
    await kims.quickPick.dismiss();
  });

  it('V3: founds a team on a relay on this machine, after a yes; the next step is shown', async () => {
    await kims.runCommand('Who Knows: Start a Relay on This Machine…');
    await kims.quickPick.row('For this machine alone').waitFor();
    await kims.screenshot('people-03-relay');
    // A machine without a network has no room to offer it to.
    await kims.quickPick.choose(networkAddress() ? 'For this room' : 'For this machine alone');
    await kims.dialog().getByText('Start a team as Kim Lindqvist?').waitFor();
    await kims.screenshot('people-03-found');
    await kims.pressDialogButton('Start the Team');
    await kims.pressNotificationButton(/The team is yours/, 'Copy an Invite');
    await kims.notification(/An invite is in the clipboard/).waitFor();
    const link = String(await kims.page.evaluate('navigator.clipboard.readText()'));
    const storage = createFileStorage(temporaryFolder());
    await joinTeam(storage, parseInviteLink(link)!, { name: ana.name, emails: [ana.email] });
    anas = await createClient({
      random: () => 0.02,
      storage,
      onEvent: (event) => event.type === 'connection' && heard.push(event.state),
    });
    anas.setPresence('available');
    anas.start();
    await anas.ready();
    await clearNotifications(kims);
  });

  it('S5: nothing pops up for who does not want to be disturbed, and the others see until when', async () => {
    await kims.runCommand('Who Knows: Set Your Status…');
    await kims.quickPick.row(/Working hours…/).waitFor();
    await kims.screenshot('people-04-status');
    await kims.quickPick.choose(/Do not disturb for an hour/);
    const [me] = [...anas.team.members.values()].filter(({ isMe }) => !isMe);
    await eventually(() => anas.presence(me!.id) === 'away', 20_000);
    assert.ok(anas.presenceUntil(me!.id)! > Date.now());
    const question = { question: 'Quietly?', path: 'README.md', personal: true };
    const { request, done } = anas.ask({ question, steps: [{ candidates: [me!.id], wait: 60_000 }] });
    await done;
    await kims.runCommand('Who Knows: Focus on Requests View');
    await kims.tree('Requests').row('Quietly?').waitFor();
    assert.equal(await kims.notification(/Ana Souza asks/).count(), 0);
    await kims.screenshot('people-05-quiet');
    await anas.withdraw(request).done;
    await kims.runCommand('Who Knows: Set Your Status…');
    await kims.quickPick.choose('Available');
    await eventually(() => anas.presence(me!.id) === 'available', 20_000);
  });

  it('E15: what Kim would like to learn is told to the team, sealed, and can be undone', async () => {
    await kims.openFile('src/parser.ts');
    await kims.selectLines(4, 6);
    await kims.runCommand('Who Knows: Who Can Help with the Selection?');
    await kims.quickPick.pressButton(/Ana Souza/, /Say what you know/);
    await kims.quickPick.row(/Ana Souza is the wrong person for this/).waitFor();
    await kims.screenshot('people-06-word');
    await kims.quickPick.choose('I’d like to learn this');
    const words = () =>
      [...anas.team.records.values()]
        .filter(({ kind }) => kind === 'statement')
        .map(({ content }) => content as { says: string });
    await eventually(() => words()[0]?.says === 'learn', 20_000);
    await kims.pressNotificationButton(/Remembered, and your team is told/, 'Undo');
    await eventually(() => words().length === 0, 20_000);
  });

  it('H1: Ana is asked from the list of suggestions, and answers from elsewhere', async () => {
    await kims.selectLines(4, 6);
    await kims.runCommand('Who Knows: Who Can Help with the Selection?');
    await kims.quickPick
      .row(/Ana Souza/)
      .filter({ hasText: 'available' })
      .waitFor();
    await kims.quickPick.accept();
    await kims.quickPick.row(/Ask Ana Souza/).waitFor();
    await kims.quickPick.type('Why this order?');
    await kims.quickPick.accept();
    await eventually(() => offered() !== undefined, 20_000);
    const asked = offered()!;
    await anas.accept(asked.id).done;
    await kims.notification(/Ana Souza is here to help/).waitFor();
    await anas.say(asked.id, { text: 'The steps are pure.' }).done;
    await anas.end(asked.id).done;
    await clearNotifications(kims);
  });

  it('H10: the next commit names who helped, if Kim says so', async () => {
    appendFileSync(path.join(folder, 'src/parser.ts'), 'export const step12 = 0;\n');
    await kims.runCommand('Git: Refresh');
    await kims.notification(/Ana Souza helped you here/).waitFor();
    await kims.screenshot('people-07-credit');
    await kims.pressNotificationButton(/Ana Souza helped you here/, 'Helped-by');
    const input = kims.page.locator('.scm-editor');
    await input.getByText('Helped-by: Ana Souza').waitFor();
    await input.click();
    await kims.page.keyboard.press('Control+Home');
    await kims.page.keyboard.insertText('One more step');
    await kims.screenshot('people-08-trailer');
    await kims.runCommand('Git: Commit All');
    const log = () =>
      execFileSync('git', ['log', '-1', '--format=%s|%(trailers:only,unfold)'], { cwd: folder, encoding: 'utf8' });
    await eventually(() => log().startsWith('One more step'), 20_000);
    assert.equal(log().trim(), `One more step|Helped-by: ${ana.name} <${ana.email}>`);
  });

  it('R2: Kim changes her name, and finds her machines and how to add one', async () => {
    await kims.runCommand('Who Knows: Set Your Status…');
    await kims.quickPick.choose(/Your name…/);
    await kims.quickPick.type('Kim L.');
    await kims.quickPick.accept();
    await eventually(() => [...anas.team.members.values()].some(({ name }) => name === 'Kim L.'), 20_000);
    await kims.runCommand('Who Knows: Your Machines…');
    await kims.quickPick.row(/This machine/).waitFor();
    await kims.screenshot('people-09-machines');
    await kims.quickPick.choose(/Add another machine…/);
    await kims.notification(/A link is in the clipboard/).waitFor();
    const link = parseInviteLink(String(await kims.page.evaluate('navigator.clipboard.readText()')))!;
    assert.ok(link.bundleKey && !link.teamKey);
  });

  it('V3: a link from outside does nothing before a yes', async () => {
    await clearNotifications(kims);
    await kims.runCommand('Developer: Open URL');
    await kims.quickPick.type(`vscode://whoknows.whoknows/request#${offered()!.id}`);
    await kims.quickPick.accept();
    await kims.dialog().waitFor();
    await kims.screenshot('people-10-link');
    // The editor asks whether the link may be opened at all, then Who Knows what it may do.
    const open = kims.dialog().getByRole('button', { name: 'Open', exact: true });
    if (await open.count()) await open.click();
    await kims.dialog().getByText('A link wants to show you a request').waitFor();
    await kims.pressDialogButton('Cancel');
  });

  it('the relay ends and comes back with the editor', async () => {
    const before = heard.length - 1;
    await kims.reload();
    await eventually(() => heard.lastIndexOf('offline') > before && anas.connection === 'online', 60_000);
    await kims.runCommand('Who Knows: Stop the Relay on This Machine');
    await kims.notification(/The relay has ended/).waitFor();
    await eventually(() => anas.connection !== 'online', 20_000);
    await kims.runCommand('Who Knows: Focus on Requests View');
    await kims.tree('Requests').row('The relay is away').waitFor();
  });
});

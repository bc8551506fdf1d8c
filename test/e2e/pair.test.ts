import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { ana, kim } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { oneStory } from '../support/vscode/oneStory.ts';
import { said } from '../support/vscode/sessionSteps.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import { launchBrowser } from '../support/vscode/webInstance.ts';
import { Workbench } from '../support/vscode/workbench.ts';

const { vscode, scratch } = testTarget();
const script = path.join(import.meta.dirname, '../../scripts/start.mjs');

/** The first of two ports that no other test asks for; where it is taken, npm start takes the next. */
const port = '7481';

// What npm start does with an installed desktop VS Code opens windows that no test can close.
if (vscode.kind === 'web') {
  describe('npm start -- --pair', function () {
    oneStory(this);
    let child: ChildProcess;
    let browser: Browser;
    let output = '';
    const addresses = () =>
      [...output.matchAll(/^ {2}(http:\/\/127\.0\.0\.1:\d+\/\?folder=\S+)$/gm)].map(([, url]) => url!);
    const windows: Workbench[] = [];

    before(async function () {
      this.timeout(240_000);
      const repository = path.join(scratch, 'pair-story');
      mkdirSync(repository, { recursive: true });
      makeStoryRepository(repository);
      child = spawn(process.execPath, [script, '--web', '--pair', '--port', port, repository]);
      child.stdout!.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
      browser = await launchBrowser(vscode);
      await eventually(addresses, (found) => found.length === 2, 90_000);
      // One browser with one set of cookies, as whoever tries it has.
      const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
      for (const address of addresses()) {
        const page = await context.newPage();
        await page.goto(address);
        const person = new URL(address).searchParams.get('folder')!.includes('/asker/') ? kim : ana;
        const workbench = new Workbench(page, person);
        windows.push(workbench);
        await workbench.whenReady();
      }
    });

    after(async () => {
      child?.kill('SIGKILL');
      await browser?.close();
      const clone = addresses()[0] && new URL(addresses()[0]!).searchParams.get('folder')!;
      if (clone?.includes('/pair/')) rmSync(path.join(clone, '../..'), { recursive: true, force: true });
    });

    it('says who plays which part and what to click', () => {
      assert.match(output, /Kim Lindqvist, who is stuck/);
      assert.match(output, /Ana Souza, who knows/);
      assert.match(output, /Kim: select some lines of src\/parser\.ts and press .*K\. Ana Souza stands first/);
    });

    it('H1, H2: both are in one team already: what it says works, and help is there in two actions and one', async () => {
      const [kims, anas] = windows as [Workbench, Workbench];
      await kims.activeTab().getByText('parser.ts').waitFor();
      // A key that is pressed before the window knows its extensions does nothing.
      await kims.findCommand('Who Knows: Who Can Help with This File?');
      await kims.quickPick.dismiss();
      await kims.selectLines(2, 4);
      await kims.page.keyboard.press(process.platform === 'darwin' ? 'Meta+Alt+K' : 'Control+Alt+K');
      await kims.quickPick
        .row(/Ana Souza/)
        .filter({ hasText: 'available' })
        .waitFor();
      await kims.quickPick.accept();
      await kims.quickPick.row(/Ask Ana Souza/).waitFor();
      await kims.quickPick.type('Why this order?');
      await kims.quickPick.accept();
      await anas.pressNotificationButton(/Kim Lindqvist asks about parser\.ts/, 'I Can Help');
      await said(anas, 'Why this order?').waitFor();
      await said(kims, 'Why this order?').waitFor();
    });

    it('stops when it is asked to, with both editors and the relay', async () => {
      const origins = addresses().map((address) => new URL(address).origin);
      child.kill('SIGINT');
      assert.equal(await new Promise((resolve) => child.once('exit', resolve)), 0);
      assert.match(output, /^Stopped\.$/m);
      for (const origin of origins) await assert.rejects(fetch(origin));
    });
  });
}

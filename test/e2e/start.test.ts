import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { defaultUser } from '../support/vscode/openWorkbench.ts';
import { makeSampleRepository } from '../support/vscode/sampleRepository.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import { launchBrowser } from '../support/vscode/webInstance.ts';
import { Workbench } from '../support/vscode/workbench.ts';

const { vscode, scratch } = testTarget();
const script = path.join(import.meta.dirname, '../../scripts/start.mjs');

/** A port that no other test asks for; where it is taken, npm start takes the next. */
const port = '7499';

// What npm start does with an installed desktop VS Code opens a window that no test can close.
if (vscode.kind === 'web') {
  describe('npm start', () => {
    let child: ChildProcess;
    let browser: Browser;
    let output = '';
    const address = () => /^Open (http:\/\/127\.0\.0\.1:\d+\/\?folder=\S+)$/m.exec(output)?.[1];

    before(async () => {
      const repository = makeSampleRepository(path.join(scratch, 'start'));
      child = spawn(process.execPath, [script, '--web', '--port', port, repository, 'src/server.ts']);
      child.stdout!.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
      browser = await launchBrowser(vscode);
      await eventually(address, (found) => found !== undefined, 60_000);
    });

    after(async () => {
      child?.kill('SIGKILL');
      await browser?.close();
    });

    it('prints an address that opens the repository, the file and the extension', async () => {
      assert.ok(address(), output);
      const page = await browser.newPage();
      await page.goto(address()!);
      const workbench = new Workbench(page, defaultUser);
      await workbench.whenReady();
      await workbench.activeTab().getByText('server.ts').waitFor();
      await workbench.findCommand('Who Knows: Who Can Help with This File?');
      await workbench.screenshot('start');
      await workbench.close();
    });

    it('lets in nobody who does not have the whole address', async () => {
      const { origin } = new URL(address()!);
      assert.equal((await fetch(`${origin}/?folder=/`)).status, 403);
    });

    it('stops when it is asked to, with everything it started', async () => {
      const { origin } = new URL(address()!);
      child.kill('SIGTERM');
      assert.equal(await new Promise((resolve) => child.once('exit', resolve)), 0);
      assert.match(output, /^Stopped\.$/m);
      await assert.rejects(fetch(origin));
    });
  });
}

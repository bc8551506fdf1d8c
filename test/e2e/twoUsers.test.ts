import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { ana, kim } from '../support/repository.ts';
import { forgetUser, openWorkbench } from '../support/vscode/openWorkbench.ts';
import { makeSampleRepository } from '../support/vscode/sampleRepository.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

/** Commits nothing, the way a person does it in the window. */
async function commitEmpty(workbench: Workbench, message: string): Promise<void> {
  await workbench.statusBarItem('main').waitFor();
  await workbench.runCommand('Git: Commit Empty');
  await workbench.pressDialogButton('Yes');
  await workbench.quickPick.type(message);
  await workbench.quickPick.accept();
  await workbench.quickPick.widget.waitFor({ state: 'hidden' });
}

function authorOf(repository: string, message: string): Promise<string> {
  const args = ['log', '--all', `--grep=${message}`, '--format=%an <%ae>'];
  const ask = () => execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();
  return eventually(ask, (author) => author !== '');
}

describe('two people, each in front of a VS Code of their own', () => {
  const repositories = () => path.join(testTarget().scratch, 'two-users');
  let anas: Workbench;
  let kims: Workbench;

  before(async () => {
    const settings = { 'git.useEditorAsCommitInput': false };
    [anas, kims] = await Promise.all([
      openWorkbench({
        folder: makeSampleRepository(path.join(repositories(), 'ana')),
        file: 'README.md',
        user: ana,
        settings,
      }),
      openWorkbench({
        folder: makeSampleRepository(path.join(repositories(), 'kim')),
        file: 'src/server.ts',
        user: kim,
        settings,
        colorTheme: 'Dark Modern',
      }),
    ]);
  });

  after(() => Promise.all([forgetUser(ana), forgetUser(kim)]));

  it('each sees their own folder, file and theme', async () => {
    await anas.activeTab().getByText('README.md').waitFor();
    await kims.activeTab().getByText('server.ts').waitFor();
    await kims.page.locator('.monaco-workbench.vs-dark').waitFor();
    assert.equal(await anas.page.locator('.monaco-workbench.vs-dark').count(), 0);
    await anas.screenshot('two-users-ana');
    await kims.screenshot('two-users-kim');
  });

  it('each commits under their own name', async () => {
    await commitEmpty(anas, 'By the first');
    await commitEmpty(kims, 'By the second');
    assert.equal(await authorOf(path.join(repositories(), 'ana'), 'By the first'), `${ana.name} <${ana.email}>`);
    assert.equal(await authorOf(path.join(repositories(), 'kim'), 'By the second'), `${kim.name} <${kim.email}>`);
  });

  it('a reloaded window has what it had', async () => {
    await kims.openFile('README.md');
    await kims.reload();
    await kims.page.locator('.tab', { hasText: 'README.md' }).waitFor();
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ben, TestRepository } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { openWorkbench } from '../support/vscode/openWorkbench.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

const ask = 'Who Knows: Who Can Help with This File?';

describe('V6 workspaces that are more, or less, than one folder on disk', () => {
  let workbench: Workbench;
  const place = (...parts: string[]) => path.join(testTarget().scratch, 'workspaces', ...parts);
  const openWorkspace = async (name: string, folders: readonly object[], file?: string): Promise<Workbench> => {
    const workspace = place(`${name}.code-workspace`);
    writeFileSync(workspace, JSON.stringify({ folders }));
    workbench = await openWorkbench({ folder: workspace, ...(file ? { file } : {}) });
    return workbench;
  };

  beforeEach(() => {
    for (const folder of ['story', 'tools']) mkdirSync(place(folder), { recursive: true });
  });

  afterEach(() => workbench?.close());

  it('several folders: each file is answered from its own repository', async () => {
    makeStoryRepository(place('story'));
    const tools = new TestRepository(place('tools'));
    tools.git('init', '-q', '-b', 'main');
    tools.commit({ 'build.py': 'print(1)\n' }, { author: ben });
    const window = await openWorkspace('two', [{ path: 'story' }, { path: 'tools' }], place('tools/build.py'));
    const names = async () => (await window.quickPick.rows()).map(({ label }) => label).join();
    await window.runCommand(ask);
    await window.quickPick.row(/Ben Okafor/).waitFor();
    assert.doesNotMatch(await names(), /Ana Souza/);
    await window.screenshot('workspace-01-several-folders');
    await window.quickPick.dismiss();
    await window.openFile('parser.ts');
    await window.runCommand(ask);
    await window.quickPick.row(/Ana Souza/).waitFor();
  });

  it('a folder that is on no disk: says what is missing, for a file and for the map', async () => {
    const window = await openWorkspace('virtual', [{ uri: 'vscode-userdata:/User', name: 'elsewhere' }]);
    const why = /no folder that is open here is on one \(vscode-userdata\)/;
    await window.runCommand(ask);
    await window.notification(why).waitFor();
    await window.runCommand('Who Knows: Show the Skill Map');
    await window.webview().getByText(why).waitFor();
    await window.screenshot('workspace-02-virtual');
  });
});

import assert from 'node:assert/strict';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { openWorkbench } from '../support/vscode/openWorkbench.ts';
import { makeSampleRepository } from '../support/vscode/sampleRepository.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import { TreeView } from '../support/vscode/treeView.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

describe('what the other tests rely on in a window', () => {
  let workbench: Workbench;

  before(async () => {
    const folder = makeSampleRepository(path.join(testTarget().scratch, 'driver'));
    workbench = await openWorkbench({ folder, width: 1000, height: 700 });
  });

  after(() => workbench?.close());

  it('a tree can be read and unfolded', async () => {
    const explorer = workbench.tree('driver');
    await explorer.expand('src');
    await explorer.row('parser.ts').waitFor();
    assert.deepEqual(
      (await explorer.rows()).map(({ label, level }) => `${level} ${label}`),
      ['1 src', '2 parser.ts', '2 server.ts', '1 README.md'],
    );
  });

  it('a button of a row can be pressed, also when the row is drawn anew under the pointer', async () => {
    const page = await workbench.page.context().newPage();
    page.setDefaultTimeout(5_000);
    await page.setContent(`
      <div class="pane"><div class="pane-header"><span class="title">Tree</span></div><div class="list"></div></div>
      <script>
        const list = document.querySelector('.list');
        const draw = (button) => {
          list.innerHTML = '<div class="monaco-list-row"><span class="label-name">Row</span>' + button + '</div>';
        };
        let came = 0;
        list.onmouseenter = () => draw(++came > 2 ? '<button onclick="document.title = \\'pressed\\'">Go</button>' : '');
        draw('');
      </script>`);
    await new TreeView(page, 'Tree').pressButton('Row', 'Go');
    assert.equal(await page.title(), 'pressed');
    await page.close();
  });

  it('a file can be opened and lines selected', async () => {
    await workbench.openFile('src/server.ts');
    await workbench.selectLines(1, 1);
    await workbench.statusBarItem(/\(25 selected\)/).waitFor();
    assert.match(await workbench.editor().innerText(), /port/);
  });

  it('a choice can be read and made', async () => {
    await workbench.runCommand('Change Language Mode');
    await workbench.quickPick.type('plain');
    const [first] = await workbench.quickPick.rows();
    assert.equal(first?.label, 'Plain Text');
    await workbench.quickPick.choose('Plain Text');
    await workbench.statusBarItem('Plain Text').waitFor();
  });

  it('a webview can be read', async () => {
    await workbench.openFile('README.md');
    await workbench.runCommand('Markdown: Open Preview to the Side');
    await workbench.webview().getByRole('heading', { name: 'Sample' }).waitFor();
    await workbench.screenshot('driver-webview');
  });

  it('a notification can be read', async () => {
    await workbench.runCommand('Git: Pull');
    await workbench.notification(/no remotes/i).waitFor();
    assert.equal((await workbench.notifications()).length, 1);
    await workbench.screenshot('driver-notification');
  });

  it('a context menu entry can be taken', async () => {
    await workbench.chooseFromContextMenu(workbench.tree('driver').row('parser.ts'), 'Copy Relative Path');
    const copied = () => workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal(await eventually(copied, (text) => text !== ''), path.join('src', 'parser.ts'));
  });
});

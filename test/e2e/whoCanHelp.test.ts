import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { openWorkbench } from '../support/vscode/openWorkbench.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

const ask = 'Who Knows: Who Can Help with This File?';

describe('“Who can help with this file?” in a real VS Code', () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = path.join(testTarget().scratch, 'story');
    mkdirSync(folder, { recursive: true });
    makeStoryRepository(folder);
    workbench = await openWorkbench({ folder, file: 'src/parser.ts' });
  });

  after(() => workbench?.close());

  it('V1 runs nothing before it is asked: the status bar only offers to', async () => {
    await workbench.statusBarItem('#whoknows.helper').filter({ hasText: 'Who knows?' }).waitFor();
    await workbench.screenshot('who-01-before');
  });

  it('shows its command in the palette', async () => {
    await workbench.findCommand(ask);
    await workbench.screenshot('palette');
    const rows = await workbench.quickPick.rows();
    assert.ok(
      rows.some((row) => row.label === ask),
      JSON.stringify(rows),
    );
    await workbench.quickPick.dismiss();
  });

  it('answers with the people who know the file', async () => {
    await workbench.runCommand(ask);
    await workbench.quickPick.row(/Ana Souza/).waitFor();
    await workbench.screenshot('command');
    const labels = (await workbench.quickPick.rows()).map(({ label }) => label);
    assert.ok(
      labels.some((label) => /Kim Lindqvist/.test(label)),
      labels.join(),
    );
    await workbench.quickPick.dismiss();
  });

  it('S1 names the people to ask, best first, with levels and reasons', async () => {
    await workbench.runCommand(ask);
    await workbench.quickPick.row(/Ana Souza/).waitFor();
    const rows = await workbench.quickPick.rows();
    await workbench.screenshot('who-02-answer');
    assert.match(await workbench.quickPick.title(), /Who can help with parser\.ts\?/);
    assert.match(rows[0]!.label, /Ana Souza/);
    assert.equal(rows[0]!.description, 'knows it well');
    assert.match(rows[0]!.detail, /^wrote most of this file, .* · reviewed one change here/);
    assert.ok(
      rows.every((row) => !/\d\.\d/.test(row.label + row.description + row.detail)),
      'no score is shown',
    );
    assert.ok(
      rows.every((row) => row.detail.length <= 80),
      'no reason is cut off',
    );
    assert.match(rows.at(-1)!.label, /^Nobody fits\?/);
  });

  it('S2 opens the evidence behind a name, and a commit as a diff', async () => {
    await workbench.quickPick.accept();
    await workbench.quickPick.row(/Parse case 4/).waitFor();
    const rows = await workbench.quickPick.rows();
    await workbench.screenshot('who-03-evidence');
    assert.match(await workbench.quickPick.title(), /Why Ana Souza for parser\.ts\?/);
    assert.ok(rows.some((row) => /Log parse errors/.test(row.label) && /reviewed/.test(row.description)));
    await workbench.quickPick.choose(/Parse case 4/);
    await workbench.activeTab().filter({ hasText: 'Parse case 4' }).waitFor();
    await workbench.page.locator('.multiDiffEditor, .monaco-diff-editor').first().waitFor();
    await workbench.screenshot('who-04-commit');
  });

  it('the status bar names the first person once somebody has asked', async () => {
    await workbench.openFile('src/parser.ts');
    await workbench.statusBarItem('#whoknows.helper').filter({ hasText: 'Ana Souza' }).waitFor();
    await workbench.openFile('server/relay.ts');
    await workbench.statusBarItem('#whoknows.helper').filter({ hasText: 'Kim Lindqvist' }).waitFor();
  });

  it('the view “This File” says the same and follows the editor', async () => {
    await workbench.runCommand('Who Knows: Focus on This File View');
    const view = workbench.tree('This File');
    await view.row(/Kim Lindqvist/).waitFor();
    await workbench.screenshot('who-05-view');
  });

  it('S3 says “nobody” where nobody active knows, who did, and who is nearest', async () => {
    await workbench.openFile('legacy/import.ts');
    await workbench.runCommand(ask);
    await workbench.quickPick.row('Nobody active knows this file').waitFor();
    const [row] = await workbench.quickPick.rows();
    assert.match(
      row!.detail,
      /^Ola Nordmann \(left in \w+( \d+)?\) did\. Nearest: Kim Lindqvist, who works in server\.$/,
    );
    await workbench.screenshot('who-06-nobody');
    await workbench.quickPick.choose('See what else the team doesn’t know');
    await workbench.tree('Gaps').row('legacy/').waitFor();
  });

  it('answers for a folder, a selection and the uncommitted change', async () => {
    await workbench.openFile('src/lexer.ts');
    await workbench.selectLines(2, 4);
    await workbench.runCommand('Who Knows: Who Can Help with the Selection?');
    await workbench.quickPick.row(/Ben Okafor/).waitFor();
    assert.match(await workbench.quickPick.title(), /lexer\.ts, lines 2–\d/);
    await workbench.screenshot('who-07-selection');
    await workbench.quickPick.dismiss();
    writeFileSync(path.join(folder, 'server/relay.ts'), '// changed\n');
    writeFileSync(path.join(folder, 'server/new.ts'), '// new\n');
    for (let tries = 0; ; tries++) {
      await workbench.runCommand('Git: Refresh');
      await workbench.runCommand('Who Knows: Who Can Help with the Uncommitted Change?');
      const opened = await workbench.quickPick
        .row(/Kim Lindqvist/)
        .waitFor({ timeout: 3000 })
        .then(
          () => true,
          () => false,
        );
      if (opened) break;
      assert.ok(tries < 8, 'the uncommitted change was not answered');
    }
    assert.match(await workbench.quickPick.title(), /2 changed files/);
    await workbench.screenshot('who-08-change');
    await workbench.quickPick.dismiss();
  });

  it('V6 says why not: a file outside any repository', async () => {
    const outside = path.join(testTarget().scratch, 'outside');
    mkdirSync(outside, { recursive: true });
    writeFileSync(path.join(outside, 'notes.txt'), 'x\n');
    const other = await openWorkbench({ folder: outside, file: 'notes.txt' });
    try {
      await other.runCommand(ask);
      await other.notification(/is not inside a git repository\. Open a folder that git tracks/).waitFor();
      await other.screenshot('who-09-no-repository');
    } finally {
      await other.close();
    }
  });

  it('T6 runs no git before the folder is trusted, and says how to trust it', async () => {
    const strange = path.join(testTarget().scratch, 'strange');
    mkdirSync(strange, { recursive: true });
    makeStoryRepository(strange);
    const other = await openWorkbench({
      folder: strange,
      file: 'src/parser.ts',
      settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
    });
    try {
      await other.runCommand(ask);
      await other.notification(/Trust this folder first/).waitFor();
      await other.screenshot('who-10-untrusted');
    } finally {
      await other.close();
    }
  });
});

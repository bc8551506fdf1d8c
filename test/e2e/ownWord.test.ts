import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { isolatedEnvironment } from '../../scripts/vscode/environment.ts';
import { ben, day, kim, TestRepository } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { forgetUser, homeOf, openWorkbench } from '../support/vscode/openWorkbench.ts';
import { clearNotifications } from '../support/vscode/sessionSteps.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

const program = path.join(import.meta.dirname, '../../src/cli/main.ts');
const ask = 'Who Knows: Who Can Help with This File?';
const sayWord = 'Who Knows: Say What I Know of This…';

/** A few hundred changes of two who left long ago: enough that testing the answers takes a moment. */
function importOldWork(repository: TestRepository, start: number): void {
  repository.git('init', '-q', '-b', 'main');
  const lines: string[] = [];
  for (let i = 0; i < 600; i++) {
    const who = `Old ${i % 2} <old${i % 2}@example.com> ${start + i * 3600} +0000`;
    lines.push('commit refs/heads/main', `author ${who}`, `committer ${who}`, 'data 1', 'x');
    lines.push(`M 100644 inline old/f${i % 5}.ts`, `data ${String(i).length}`, `${i}`);
  }
  repository.input(`${lines.join('\n')}\n`, 'fast-import', '--quiet');
  repository.git('checkout', '-q', '-f', 'main');
}

/** Kim has two windows and a terminal on one repository; what is said in one counts in all. */
describe('two windows and a terminal of one person', () => {
  let folder: string;
  let first: Workbench;
  let second: Workbench;

  const terminal = async (...args: string[]): Promise<{ readonly [key: string]: unknown }> => {
    const env = isolatedEnvironment(homeOf(kim));
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--json'], { cwd: folder, env });
    return JSON.parse(stdout);
  };
  const said = async (): Promise<string[]> =>
    ((await terminal('word')).statements as { kind: string; path: string }[])
      .map(({ kind, path: about }) => `${kind} ${about}`)
      .sort();

  before(async function () {
    this.timeout(240_000);
    folder = path.join(testTarget().scratch, 'own-word');
    mkdirSync(folder, { recursive: true });
    const today = Math.floor(Date.now() / 1000);
    importOldWork(new TestRepository(folder), today - 1000 * day);
    const repository = makeStoryRepository(folder);
    // Somebody who works under two addresses, which history alone does not settle.
    for (let i = 0; i < 4; i++) {
      const at = { time: today - 86_400 + i * 60 };
      repository.commit(
        { 'src/a.ts': `a${i}` },
        { ...at, author: { name: 'rosalind', email: 'rosalind@example.com' } },
      );
      repository.commit(
        { 'src/a.ts': `b${i}` },
        { ...at, author: { name: 'Rosa Lind', email: 'rosalind@other.example' } },
      );
    }
    first = await openWorkbench({ folder, file: 'src/parser.ts', user: kim });
    second = await openWorkbench({ folder, file: 'src/lexer.ts', user: kim });
  });

  after(() => forgetUser(kim));

  it('E13 all three ask at the same moment: each gets its answer, and one whole index is left', async () => {
    const [, , inTerminal] = await Promise.all([
      first.runCommand(ask).then(() => first.quickPick.row(/Ana Souza/).waitFor()),
      second.runCommand(ask).then(() => second.quickPick.row(/Ben Okafor/).waitFor()),
      terminal('who', 'src/parser.ts'),
    ]);
    const rows = await first.quickPick.rows();
    const names = (inTerminal.people as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(
      rows.map(({ label }) => label).slice(0, names.length),
      names,
      'the window and the terminal say the same',
    );
    assert.equal(readdirSync(path.join(homeOf(kim), '.cache/whoknows/index')).length, 1);
    await Promise.all([first.quickPick.dismiss(), second.quickPick.dismiss()]);
  }).timeout(120_000);

  it('E15 what both windows say at once is remembered, both of it', async () => {
    await Promise.all([first.runCommand(sayWord), second.runCommand(sayWord)]);
    await Promise.all([first.quickPick.row('I know this').waitFor(), second.quickPick.row('I know this').waitFor()]);
    await first.screenshot('word-01-choices');
    await Promise.all([first.quickPick.choose('I know this'), second.quickPick.choose('I’d like to learn this')]);
    await Promise.all([
      first.notification(/Remembered.*“I know this”, for parser\.ts/).waitFor(),
      second.notification(/Remembered.*“I’d like to learn this”, for lexer\.ts/).waitFor(),
    ]);
    assert.deepEqual(await said(), ['know src/parser.ts', 'learn src/lexer.ts']);
    await second.runCommand('Notifications: Show Notifications');
    await second.page.locator('.notifications-center').getByRole('button', { name: 'Undo' }).first().click();
    const { people } = (await terminal('who', 'src/parser.ts', '--as', ben.email)) as {
      people: { name: string; reasons: string[] }[];
    };
    assert.deepEqual([people[0]!.name, people[0]!.reasons[0]], [kim.name, 'says they know this']);
    assert.deepEqual(await said(), ['know src/parser.ts']);
  });

  it('S8 the wrong person stands last from then on, in the other window as well, and the row says why', async () => {
    await first.runCommand(ask);
    await first.quickPick.pressButton(/Ana Souza/, /wrong person/);
    await first.quickPick.choose('Ana Souza is the wrong person for this');
    await first.notification(/Ana Souza is the wrong person/).waitFor();
    const toast = first.notification(/Ana Souza is the wrong person/);
    assert.equal(await toast.locator('.notification-list-item-message a').count(), 0);
    await second.openFile('src/parser.ts');
    await second.runCommand(ask);
    await second.quickPick.row(/Ana Souza/).waitFor();
    const people = (await second.quickPick.rows()).filter(({ description }) => description !== '');
    await second.screenshot('word-02-wrong-person');
    assert.match(people[0]!.label, /Ben Okafor/);
    assert.match(people.at(-1)!.label, /Ana Souza/);
    assert.match(people.at(-1)!.detail, /was called the wrong person for this/);
    await second.quickPick.dismiss();
  });

  it('E4 two addresses are proposed to be one person, with the evidence; the answer counts everywhere and can be undone', async () => {
    await clearNotifications(first);
    await first.runCommand('Who Knows: Same Person?');
    await first.quickPick.row(/rosalind.*=.*Rosa Lind|Rosa Lind.*=.*rosalind/).waitFor();
    const [row] = await first.quickPick.rows();
    await first.screenshot('word-03-same-person');
    assert.match(row!.detail, /\.$/);
    const people = async () => (await terminal('people')) as { proposals: unknown[]; said: { same: boolean }[] };
    const oneOfTwo = /rosalind.*=.*Rosa Lind|Rosa Lind.*=.*rosalind/;
    await first.quickPick.choose(oneOfTwo);
    await first.quickPick.choose('One Person');
    // A notification hides by itself after a while, so nothing slow stands between.
    await first.pressNotificationButton('Remembered', 'Undo');
    await first.notification('Remembered').waitFor({ state: 'hidden' });
    const undone = await people();
    assert.deepEqual([undone.proposals.length, undone.said], [1, []]);
    await first.runCommand('Who Knows: Same Person?');
    await first.quickPick.choose(oneOfTwo);
    await first.quickPick.choose('One Person');
    await first.notification('Remembered').waitFor();
    const { proposals, said } = await people();
    assert.deepEqual([proposals, said.map(({ same }) => same)], [[], [true]]);
    await second.runCommand('Who Knows: Same Person?');
    await second.notification('Nobody here looks like one person under two addresses').waitFor();
  });

  it('E10 the evidence behind a name says who wrote the lines that are there now', async () => {
    await second.openFile('server/relay.ts');
    await second.openFile('src/lexer.ts');
    await second.runCommand(ask);
    await second.quickPick.row(/Ben Okafor/).waitFor();
    await second.quickPick.pressButton(/Ben Okafor/, /commits behind/);
    await second.quickPick.row(/Ben Okafor wrote all of this file/).waitFor();
    await second.screenshot('word-04-lines');
    await second.quickPick.dismiss();
  });

  it('E16, V7 the answers are tested on this history: stopped on request, and shown as a page that says what they mean', async () => {
    const test = 'Who Knows: Test the Answers on This Repository’s History';
    await first.runCommand(test);
    await first.notification('Who Knows asks the past').waitFor();
    await first.pressNotificationButton('Who Knows asks the past', 'Cancel');
    await first.notification('Who Knows asks the past').waitFor({ state: 'hidden' });
    assert.equal(await first.page.locator('.tab', { hasText: 'Would the answer have been right' }).count(), 0);
    await first.runCommand(test);
    await first.activeTab().filter({ hasText: 'Would the answer have been right' }).waitFor();
    const page = first.webview();
    await page.getByRole('heading', { name: 'Would the answer have been right?' }).waitFor();
    await page.getByText(/^In \d+ of 100 questions /).waitFor();
    await page.getByRole('cell', { name: 'git blame' }).waitFor();
    await first.screenshot('word-05-backtest');
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { day } from '../support/repository.ts';
import { teamRepository } from '../support/skillMap.ts';
import { openWorkbench } from '../support/vscode/openWorkbench.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Findings {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { html: string; failureSummary: string }[];
  }[];
}

/** A day in five weeks. */
const soon = new Date(Date.now() + 35 * 86_400_000).toISOString().slice(0, 10);

describe('the skill map in a real VS Code', () => {
  let workbench: Workbench;

  before(async () => {
    const folder = path.join(testTarget().scratch, 'team');
    mkdirSync(folder, { recursive: true });
    teamRepository(folder, Math.floor(Date.now() / 1000) - 3 * day);
    workbench = await openWorkbench({
      folder,
      file: 'src/parser/lexer.ts',
      colorTheme: 'Default Light Modern',
    });
  });
  after(() => workbench?.close());

  it('M2: shows the picture, with a sentence that says what it says', async () => {
    await workbench.runCommand('Who Knows: Show the Skill Map');
    const page = workbench.webview();
    await page.locator('.sentence').filter({ hasText: /know/ }).waitFor();
    await workbench.page.waitForTimeout(400);
    await workbench.screenshot('skill-map-light');
    assert.match(await page.locator('.sentence').innerText(), /nobody active knows legacy/);
  });

  it('V4: the picture is worked by keyboard alone and says where one is', async () => {
    const page = workbench.webview();
    const surface = page.getByRole('application');
    await surface.focus();
    await workbench.page.keyboard.press('ArrowRight');
    const first = await page.locator('.detail').innerText();
    assert.match(first, /know/);
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await page.locator('.trail button').first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await page.locator('.trail button').first().waitFor({ state: 'detached' });
  });

  it('M2, M1: tells the same as tables: areas, people and areas, gaps', async () => {
    const page = workbench.webview();
    const shown: string[] = [];
    for (const tab of ['Table', 'People × areas', 'People × languages', 'Gaps']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.locator('[role=tabpanel]:visible table').waitFor();
      shown.push(await page.locator('[role=tabpanel]:visible').innerText());
      await workbench.screenshot(`skill-map-${tab.replace(/\W+/g, '-').toLowerCase()}`);
    }
    assert.match(shown[0]!, /legacy\s+nobody active\s+at rest\s+Ola Nordmann \(left/);
    assert.match(shown[3]!, /Only Kim Lindqvist knows it/);
  });

  it('V4: axe finds nothing against any of the views', async () => {
    const frame = workbench.page
      .frames()
      .find((one) => one.url().includes('fake.html') && one.parentFrame()?.parentFrame());
    assert.ok(frame);
    assert.match(await frame.locator('h1').innerText(), /What the team knows/);
    await frame.evaluate(axe);
    const page = workbench.webview();
    for (const tab of ['Picture', 'Table', 'People × areas', 'Gaps']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      const { violations } = (await frame.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as Findings;
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`),
        [],
        tab,
      );
    }
  });

  it('M4: shows what becomes uncovered if somebody were away, and plans the handover', async () => {
    const page = workbench.webview();
    await page.getByRole('tab', { name: 'Picture', exact: true }).click();
    await page.getByLabel('If somebody were away').selectOption({ label: 'Kim Lindqvist' });
    await page.locator('.sentence').filter({ hasText: 'nobody active knows src/parser' }).waitFor();
    await workbench.screenshot('skill-map-away');
    await page.getByLabel('from').fill(soon);
    await page.getByRole('button', { name: 'Plan the handover' }).click();
    await workbench.editor().filter({ hasText: 'If Kim Lindqvist were away from' }).waitFor();
    await workbench.screenshot('skill-map-plan');
  });

  it('M5: its sessions can stand in the view Mentoring, where there is no team to propose them in', async () => {
    await workbench.pressNotificationButton(/sessions can stand in the view Mentoring/, 'Propose These Sessions…');
    await workbench.quickPick.row('Kim Lindqvist shows Ben Okafor').waitFor();
    await workbench.page.keyboard.press('Enter');
    const mentoring = workbench.tree('Mentoring');
    await mentoring.row('Kim Lindqvist shows Ben Okafor').filter({ hasText: 'src/parser' }).waitFor();
    await workbench.screenshot('skill-map-planned');
    await mentoring.pressButton('Kim Lindqvist shows Ben Okafor', /Forget/);
    await mentoring.row('Kim Lindqvist shows Ben Okafor').waitFor({ state: 'detached' });
  });

  it('M1: lists areas, people, languages and gaps in the side bar', async () => {
    for (const view of ['Areas', 'People', 'Languages', 'Gaps'])
      await workbench.runCommand(`Who Knows: Focus on ${view} View`);
    const areas = workbench.tree('Areas');
    await areas.expand('src');
    await areas.expand('parser');
    await areas.row('Kim Lindqvist').waitFor();
    assert.deepEqual(
      (await workbench.tree('People').rows()).map(({ label, description }) => [label, description]),
      [
        ['Ana Souza', ''],
        ['Ben Okafor', ''],
        ['Kim Lindqvist', ''],
      ],
      'M7: by name, with nothing to compare',
    );
    await workbench.tree('Gaps').row('legacy/').waitFor();
    const gaps = await workbench.tree('Gaps').rows();
    assert.ok(gaps.some(({ label, description }) => label === 'legacy/' && /Ola Nordmann \(left/.test(description)));
    await workbench.screenshot('skill-map-views');
  });

  it('M1, S2: each kind of row leads to who can help there, and to the commits behind it', async () => {
    const hint = async (view: string, row: string, button: RegExp): Promise<string> => {
      await workbench.tree(view).pressButton(row, button);
      const title = await workbench.quickPick.title();
      return title;
    };
    const ask = /Who Can Help Here/;
    const why = /Show the Commits Behind This/;
    assert.match(await hint('Areas', 'docs', ask), /Who can help with docs\?/);
    await workbench.quickPick.dismiss();
    assert.match(await hint('People', 'Kim Lindqvist', ask), /Kim Lindqvist/);
    assert.deepEqual((await workbench.quickPick.rows()).map(({ label }) => label).sort(), ['docs', 'src/parser']);
    await workbench.quickPick.choose('src/parser');
    await workbench.quickPick.row('Kim Lindqvist').waitFor();
    assert.match(await workbench.quickPick.title(), /Who can help with parser\?/);
    await workbench.quickPick.dismiss();

    // Of those who left it tells too: they are who knew it.
    assert.match(await hint('Gaps', 'legacy/', why), /Why Ola Nordmann for legacy\?/);
    await workbench.quickPick.row(/Work on legacy\/cobol\.cbl/).waitFor();
    await workbench.quickPick.dismiss();
    assert.equal(await hint('Languages', 'TypeScript', why), 'TypeScript');
    await workbench.quickPick.choose('Ben Okafor');
    await workbench.quickPick.row(/Work on src\/server\/accept\.ts/).waitFor();
    assert.match(await workbench.quickPick.title(), /Why Ben Okafor for TypeScript\?/);
    await workbench.quickPick.dismiss();
    const offered: string[] = [];
    for (const [view, row] of [
      ['Areas', 'docs'],
      ['People', 'Kim Lindqvist'],
      ['Languages', 'TypeScript'],
      ['Gaps', 'legacy/'],
    ] as const)
      for (const entry of [ask, why, /Correct This/]) {
        await workbench.chooseFromContextMenu(workbench.tree(view).row(row), entry);
        offered.push(await workbench.quickPick.title());
        await workbench.quickPick.dismiss();
      }
    assert.equal(offered.length, 12);
  });

  it('M1: one filter narrows all of them, by path, by name or by language', async () => {
    await workbench.runCommand('Who Knows: Filter the Skill Map');
    await workbench.quickPick.type('typescript');
    await workbench.quickPick.accept();
    await workbench.tree('Areas').row('legacy').waitFor({ state: 'detached' });
    assert.deepEqual(
      (await workbench.tree('Areas').rows()).map(({ label }) => label),
      ['src/parser', 'src/server'],
    );
    await workbench.tree('Gaps').row('legacy/').waitFor({ state: 'detached' });
    await workbench.runCommand('Who Knows: Filter the Skill Map');
    await workbench.quickPick.type('okafor');
    await workbench.quickPick.accept();
    await workbench.tree('People').row('Kim Lindqvist').waitFor({ state: 'detached' });
    assert.deepEqual(
      (await workbench.tree('People').rows()).map(({ label }) => label),
      ['Ben Okafor'],
    );
    await workbench.runCommand('Who Knows: Filter the Skill Map');
    await workbench.quickPick.type('');
    await workbench.quickPick.accept();
    await workbench.tree('People').row('Kim Lindqvist').waitFor();
  });

  for (const [name, choice] of [
    ['dark', 'Dark Modern'],
    ['contrast', 'Dark High Contrast'],
  ] as const)
    it(`is at home in the theme ${choice}`, async () => {
      await workbench.runCommand('Preferences: Color Theme');
      await workbench.quickPick.type(choice);
      await workbench.quickPick.accept();
      await workbench.runCommand('Who Knows: Show the Skill Map');
      await workbench.page.waitForTimeout(1500);
      await workbench.screenshot(`skill-map-${name}`);
    });

  it('logs no error', () => assert.deepEqual(workbench.consoleErrors(), []));
});

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { madeUpMap } from '../../scripts/bench/madeUpMap.ts';
import { prepareChromium } from '../../scripts/vscode/chromium.ts';
import { mapPage } from '../../src/cli/mapPage.ts';
import { packMap } from '../../src/expertise/skillMap/packedMap.ts';
import { temporaryFolder } from '../support/repository.ts';
import { mapOf, teamRepository } from '../support/skillMap.ts';

const project = path.join(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tabs = ['Picture', 'Table', 'People × areas', 'People × languages', 'Gaps'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe('the page of the map in a browser', () => {
  let browser: Browser;
  let file: string;
  const pages: Page[] = [];

  before(async function () {
    this.timeout(150_000);
    const { executablePath, env } = await prepareChromium(path.join(project, '.vscode-test'), () => undefined);
    browser = await chromium.launch({ executablePath, env: { ...(process.env as Record<string, string>), ...env } });
    const map = await mapOf(teamRepository().folder);
    file = path.join(temporaryFolder(), 'map.html');
    writeFileSync(file, await mapPage(map, 'team'));
    writeFileSync(file.replace('.html', '.json'), JSON.stringify(packMap(map), plainColumns));
  });
  after(() => browser?.close());
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });

  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
    pages.push(page);
    await page.goto(pathToFileURL(file).href);
    await page.locator('.sentence').waitFor();
    return page;
  };
  const assertFits = async (page: Page): Promise<void> => {
    for (const name of tabs) {
      await page.getByRole('tab', { name, exact: true }).click();
      const { scroll, width } = (await page.evaluate(
        '({ scroll: document.documentElement.scrollWidth, width: innerWidth })',
      )) as { scroll: number; width: number };
      assert.ok(scroll <= width, `${name}: ${scroll} wide in a window of ${width}`);
    }
  };
  const assertAccessible = async (page: Page): Promise<void> => {
    await page.evaluate(axe);
    for (const name of tabs) {
      await page.getByRole('tab', { name, exact: true }).click();
      const found = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as {
        violations: readonly Violation[];
      };
      assert.deepEqual(
        found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        [],
        name,
      );
    }
  };

  for (const [what, options] of [
    ['320 pixels wide', { viewport: { width: 320, height: 640 } }],
    ['at 200% zoom', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
    [
      '320 pixels wide at 200% zoom, dark',
      { viewport: { width: 320, height: 480 }, deviceScaleFactor: 2, colorScheme: 'dark' },
    ],
    ['in forced colours', { forcedColors: 'active' }],
  ] as const satisfies readonly (readonly [string, BrowserContextOptions])[])
    it(`V4: ${what}: nothing is cut off, the picture keeps its size, axe finds nothing`, async () => {
      const page = await open(options);
      await assertFits(page);
      await page.getByRole('tab', { name: 'Picture' }).click();
      const box = (await page.locator('.treemap').boundingBox())!;
      assert.ok(box.height >= 200 && box.width >= 280, JSON.stringify(box));
      await assertAccessible(page);
    });

  it('V4: in forced colours the steps and levels still differ, and the view that is shown is marked', async () => {
    const page = await open({ forcedColors: 'active' });
    // What is computed says nothing here: colours are forced when they are drawn. `down`: from the middle to the lower edge, 0 to 1.
    const pixels = async (selector: string, down = 0): Promise<string> => {
      const box = (await page.locator(selector).first().boundingBox())!;
      const x = Math.round(box.x + box.width / 2) - 1;
      const y = Math.round(box.y + box.height * (0.5 + down / 2)) - 1;
      return (await page.screenshot({ clip: { x, y, width: 2, height: 2 } })).toString('base64');
    };
    assert.notEqual(await pixels('.legend .step2'), await pixels('.legend .step3'));
    assert.notEqual(await pixels('#tab-picture', 1), await pixels('#tab-table', 1));
    await page.getByRole('tab', { name: 'People × areas' }).click();
    assert.notEqual(await pixels('td.level3'), await pixels('td.level0'));
  });

  it('V4: where motion is reduced a zoom arrives at once', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    // Cells, then their names, and once more where the sentence above took another height; a movement draws many more.
    const pictures = page.evaluate(`new Promise((resolve) => {
      const seen = new Set();
      const until = performance.now() + 500;
      const frame = () => {
        seen.add(document.querySelector('canvas').toDataURL());
        if (performance.now() < until) requestAnimationFrame(frame);
        else resolve(seen.size);
      };
      document.querySelector('.surface').addEventListener('keydown', ({ key }) => key === 'Enter' && frame());
    })`) as Promise<number>;
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const seen = await pictures;
    assert.ok(seen >= 2 && seen <= 5, `${seen} pictures`);
  });

  it('V4: all of it is reached and worked by keyboard alone', async () => {
    const page = await open({});
    const reached: string[] = [];
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      const at = (await page.evaluate(
        `document.activeElement === document.body ? '' : document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
      )) as string;
      if (at === '') break;
      reached.push(at);
    }
    assert.deepEqual(reached, [
      'Picture',
      'Find a path',
      'What one person knows',
      'Language',
      'If somebody were away',
      'Save the picture',
      'Treemap of team',
    ]);
    // The last Tab left the page.
    await page.keyboard.press('Shift+Tab');
    const detail = page.locator('.detail');
    await page.keyboard.press('ArrowRight');
    assert.match(await detail.innerText(), /src/);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').getByText('src', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('navigation').getByText('src', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Picture' }).focus();
    for (const name of [...tabs.slice(1), tabs[0]!]) {
      await page.keyboard.press('ArrowRight');
      assert.equal(await page.evaluate('document.activeElement.textContent'), name);
      await page.getByRole('tabpanel').and(page.locator(':visible')).waitFor();
    }
  });

  it('V4: a screen reader finds a heading, the views, the choices and the same as tables', async () => {
    const page = await open({});
    const tree = await page.locator('main').ariaSnapshot();
    for (const part of [
      'heading "What the team knows about team" [level=1]',
      'tablist "Views of the map"',
      'tab "Picture" [selected]',
      'group "What the picture shows"',
      'searchbox "Find a path"',
      'combobox "What one person knows"',
      'application "Treemap of team"',
    ])
      assert.ok(tree.includes(part), `${part} is not in\n${tree}`);
    await page.getByRole('tab', { name: 'Table' }).click();
    const table = await page.getByRole('table').ariaSnapshot();
    assert.match(table, /row "legacy nobody active at rest Ola Nordmann \(left/);
    await page.getByRole('tab', { name: 'People × areas' }).click();
    assert.match(await page.getByRole('table').ariaSnapshot(), /row "Kim Lindqvist[^"]*knows it well/);
  });

  it('M2: holds 50,000 files: found, zoomed to, pointed at and listed, with nothing left undrawn', async function () {
    this.timeout(240_000);
    const map = madeUpMap(50_000);
    const large = file.replace('map.html', 'large.html');
    writeFileSync(large, await mapPage(map, 'large'));
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    pages.push(page);
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(pathToFileURL(large).href);
    await page.locator('.sentence').filter({ hasText: /know/ }).waitFor();
    const wanted = map.files.path[31_415]!;
    await page.getByRole('searchbox').fill(wanted);
    await page.keyboard.press('Enter');
    const folder = wanted.slice(0, wanted.lastIndexOf('/'));
    await page.getByRole('navigation').getByText(folder.split('/').at(-1)!, { exact: true }).waitFor();
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.mark.pointed').waitFor();
    assert.match(await page.locator('.detail').innerText(), new RegExp(`^${folder}/file`));
    await page.keyboard.press('Home');
    // At rest again, no part of the picture is without a cell.
    await page.waitForTimeout(600);
    const box = (await page.locator('.treemap').boundingBox())!;
    for (const [x, y] of [
      [0.1, 0.1],
      [0.5, 0.5],
      [0.9, 0.9],
      [0.95, 0.1],
      [0.1, 0.95],
    ] as const) {
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
      assert.match(await page.locator('.detail').innerText(), /^pkg\d+/);
    }
    await page.getByRole('tab', { name: 'Table' }).click();
    assert.ok((await page.getByRole('row').count()) > 10);
    assert.deepEqual(problems, []);
  });

  it('M2, M8: the picture is saved for a slide, with its sentence and legend', async () => {
    const page = await open({});
    const canvas = (await page.locator('canvas').first().boundingBox())!;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the picture' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'team.png');
    const saved = readFileSync(await download.path());
    const [width, height] = [saved.readUInt32BE(16), saved.readUInt32BE(20)];
    assert.equal(width, 2 * (Math.round(canvas.width) + 48));
    assert.ok(height > 2 * (canvas.height + 80), `${height} high`);
    mkdirSync(path.join(project, 'test-results/screenshots'), { recursive: true });
    writeFileSync(path.join(project, 'test-results/screenshots/skill-map-poster.png'), saved);
  });

  it('V5: speaks the editor’s language where the editor gives the words', async () => {
    const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
    const page = await context.newPage();
    pages.push(page);
    const words = readFileSync(path.join(project, 'l10n/bundle.l10n.de.json'), 'utf8');
    await page.addInitScript(
      'globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });',
    );
    await page.goto(pathToFileURL(file).href);
    const map = readFileSync(file.replace('.html', '.json'), 'utf8');
    await page.evaluate(`postMessage({ type: 'map', map: ${map}, title: 'team', words: ${words} })`);
    await page.getByRole('tab', { name: 'Bild' }).waitFor();
    assert.match(await page.locator('.sentence').innerText(), /legacy kennt derzeit niemand/);
    const heads = await page.getByRole('tab').allInnerTexts();
    assert.deepEqual(heads, ['Bild', 'Tabelle', 'Personen × Bereiche', 'Personen × Sprachen', 'Lücken']);
    await page.getByRole('tab', { name: 'Lücken' }).click();
    await page.getByText('Nur Kim Lindqvist kennt es.').first().waitFor();
  });
});

/** Columns as lists, which is what the page is sent where columns cannot travel. */
const plainColumns = (_: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value;

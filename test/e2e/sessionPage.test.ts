import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { prepareChromium } from '../../scripts/vscode/chromium.ts';
import type { ConversationLine, ConversationView, FromConversation } from '../../src/mentoring/conversationView.ts';
import { temporaryFolder } from '../support/repository.ts';

const project = path.join(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const line = (name: string, text: string, more: Partial<ConversationLine> = {}): ConversationLine => ({
  name,
  initials: name[0]!,
  hue: 120,
  time: '14:20',
  text,
  links: [],
  ...more,
});
const record = 'A'.repeat(22);
const view: ConversationView = {
  session: record,
  title: 'With Ana Souza',
  place: 'parser.ts, lines 4–6',
  status: 'active',
  hint: 'Ana Souza is writing…',
  follows: false,
  lines: [
    line('Kim', 'Why does `step2` come first?\n\n```ts\nexport const step2 = 6;\n```'),
    line('Ana', '<img src=x onerror="document.title=1"> [x](command:workbench.action.quit) $(trash)'),
    line('Ana', 'Suggests an edit: one line added.', {
      label: 'applied',
      links: [{ title: 'Show the difference', does: 'showEdit', record }],
    }),
    line('Kim', `${'long'.repeat(60)} and more`),
  ],
};

/** The page as the editor shows it, with a host that writes down what it is asked. */
describe('the panel of a conversation, in a browser', () => {
  let browser: Browser;
  let file: string;
  let page: Page;

  before(async function () {
    this.timeout(150_000);
    const { executablePath, env } = await prepareChromium(path.join(project, '.vscode-test'), () => undefined);
    const launch = { executablePath, env: { ...(process.env as Record<string, string>), ...env } };
    const entryPoints = [path.join(project, 'src/webview/session.panel.ts')];
    const [started, { outputFiles }] = await Promise.all([
      chromium.launch(launch),
      build({ entryPoints, bundle: true, write: false, format: 'esm' }),
    ]);
    browser = started;
    file = path.join(temporaryFolder(), 'session.html');
    const style = readFileSync(path.join(project, 'media/session.css'), 'utf8');
    // As dark as the editor's dark theme; the page has no colours of its own but those of people.
    const colours = { foreground: '#ccc', 'editor-background': '#1f1f1f', 'button-foreground': '#fff' };
    const more = { 'button-background': '#0e639c', 'button-secondaryForeground': '#fff', 'input-foreground': '#ccc' };
    const last = {
      'button-secondaryBackground': '#3a3d41',
      'textLink-foreground': '#4daafc',
      'input-background': '#313131',
    };
    const grey = { descriptionForeground: '#9d9d9d', 'input-placeholderForeground': '#989898' };
    const theme = Object.entries({ ...colours, ...more, ...last, ...grey }).map(([k, v]) => `--vscode-${k}:${v};`);
    writeFileSync(
      file,
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Session</title><style>:root{${theme.join('')}}
body{background:#1f1f1f}</style><style>${style}</style></head><body><main></main><script>
globalThis.heard = []; let kept;
globalThis.acquireVsCodeApi = () => ({ postMessage: (m) => heard.push(m), getState: () => kept, setState: (s) => (kept = s) });
</script><script type="module">${outputFiles[0]!.text}</script></body></html>`,
    );
  });
  after(() => browser?.close());
  afterEach(() => page.context().close());

  const open = async (width: number, deviceScaleFactor = 1): Promise<void> => {
    page = await (await browser.newContext({ viewport: { width, height: 400 }, deviceScaleFactor })).newPage();
    await page.goto(pathToFileURL(file).href);
    await show(view);
  };
  const show = (shown: ConversationView | undefined) =>
    page.evaluate(`postMessage(${JSON.stringify({ type: 'conversation', view: shown, words: {} })}, '*')`);
  const heard = () => page.evaluate<FromConversation[]>('heard');

  it('E2 shows what people wrote as text, and nothing in it does anything', async () => {
    await open(600);
    await page.getByText('<img src=x').waitFor();
    assert.equal(await page.locator('img, a').count(), 0);
    assert.equal(await page.locator('pre code').innerText(), 'export const step2 = 6;');
    assert.equal(await page.title(), 'Session');
  });

  it('V4 everything can be reached by the keyboard and is read out; nothing is cut off at 320 pixels', async () => {
    for (const width of [320, 900]) {
      await open(width);
      await page.getByText('applied').waitFor();
      const scroll = await page.evaluate<number>('document.documentElement.scrollWidth');
      assert.ok(scroll <= width, `${scroll} in ${width}`);
      await page.evaluate(axe);
      const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
        "axe.run(document, { rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } } }).then((r) => r.violations)",
      );
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      assert.deepEqual(found, []);
      if (width === 320) await page.context().close();
    }
  });

  it('H5 sends what is written, tells that somebody writes, and keeps the words while the other speaks', async () => {
    await open(600);
    await page.getByPlaceholder('Answer…').fill('Half a sent');
    await show({ ...view, lines: [...view.lines, line('Ana', 'By the way')] });
    await page.getByText('By the way').waitFor();
    assert.equal(await page.getByPlaceholder('Answer…').inputValue(), 'Half a sent');
    await page.getByRole('button', { name: 'Look here' }).focus();
    await show({ ...view, hint: '' });
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Look here');
    await page.getByPlaceholder('Answer…').press('End');
    await page.keyboard.type('ence.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Show the difference' }).click();
    await page.getByRole('button', { name: 'End…' }).click();
    const messages = await heard();
    assert.ok(messages.some(({ type }) => type === 'typing'));
    assert.deepEqual(
      messages.filter(({ type }) => type !== 'typing'),
      [
        { type: 'ready' },
        { type: 'say', session: record, text: 'Half a sentence.' },
        { type: 'link', action: 'showEdit', record },
        { type: 'do', action: 'endSession' },
      ],
    );
    assert.equal(await page.getByPlaceholder('Answer…').inputValue(), '');
  });

  it('what was begun for one person is not there to be sent to another', async () => {
    await open(600);
    const box = page.getByPlaceholder('Answer…');
    await box.fill('For Ana');
    await show({ ...view, session: 'B'.repeat(22), title: 'With Ben' });
    await page.getByRole('heading', { name: 'With Ben' }).waitFor();
    assert.equal(await box.inputValue(), '');
    await box.fill('For Ben');
    await page.keyboard.press('Control+Enter');
    await show(view);
    await page.getByRole('heading', { name: 'With Ana' }).waitFor();
    assert.equal(await box.inputValue(), 'For Ana');
    const said = (await heard()).filter(({ type }) => type === 'say');
    assert.deepEqual(said, [{ type: 'say', session: 'B'.repeat(22), text: 'For Ben' }]);
  });

  it('a session that is over can be read, and no longer written in', async () => {
    await open(600);
    await show({ ...view, status: 'over' });
    await page.locator('textarea').waitFor({ state: 'detached' });
    await show(undefined);
    await page.getByText('No session is going on.').waitFor();
  });
});

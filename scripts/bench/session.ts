import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { createTestTeam, invited, type TestMember, type TestTeam } from '../../test/support/relayTeam.ts';
import { ana, kim } from '../../test/support/repository.ts';
import { makeStoryRepository } from '../../test/support/storyRepository.ts';
import { closeEverything, openWorkbench } from '../../test/support/vscode/openWorkbench.ts';
import { clearNotifications, conversation, joinWithLink, said } from '../../test/support/vscode/sessionSteps.ts';
import { makeHome } from '../../test/support/vscode/testUser.ts';
import type { Workbench } from '../../test/support/vscode/workbench.ts';
import { cacheFolder } from '../vscode/cache.ts';
import { prepareTarget } from '../vscode/target.ts';

/** Asks that are not counted: the first ones load code. */
const warmUp = 3;
/** Bytes of a request frame as measured, so that the bare socket carries as much. */
const frameBytes = 2_500;

/**
 * Measures, over `runs` questions in two real windows, the time from the key that sends the card to the notification on the helper's screen;
 * beside it the same without windows, and a bare WebSocket's round trip; then counts keys and clicks of the whole story. Prints a table.
 */
export async function benchSession(runs: number): Promise<number> {
  const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'whoknows-bench-')));
  let team: TestTeam | undefined;
  try {
    const env = makeHome(path.join(scratch, 'home'), { name: 'Tess Tester', email: 'tess@example.com' });
    Object.assign(process.env, env);
    const vscode = await prepareTarget(cacheFolder, console.log);
    execFileSync(process.execPath, ['scripts/package.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
    process.env.WHOKNOWS_TEST_TARGET = JSON.stringify({
      vscode,
      vsix: path.resolve('whoknows.vsix'),
      screenshots: scratch,
      scratch,
    });
    team = await createTestTeam();
    const ben = await team.join('ben');
    const [kims, anas] = await openBoth(scratch, ben);
    const windows = await timeWindows(kims, anas, runs);
    const story = await countStory(kims, anas);
    const bare = await timeBareSocket(runs * 20);
    const clients = await timeClients(team, ben, runs);
    print(runs, { windows, clients, bare }, story);
    return 0;
  } finally {
    await closeEverything();
    await team?.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function openBoth(scratch: string, ben: TestMember): Promise<[Workbench, Workbench]> {
  const folder = (name: string) => path.join(scratch, name);
  mkdirSync(folder('kim'));
  makeStoryRepository(folder('kim'));
  execFileSync('git', ['clone', '-q', folder('kim'), folder('ana')]);
  const settings = { 'whoknows.keepKeysIn': 'home' };
  const [kims, anas] = await Promise.all([
    openWorkbench({ folder: folder('kim'), file: 'src/parser.ts', user: kim, settings }),
    openWorkbench({ folder: folder('ana'), file: 'README.md', user: ana, settings }),
  ]);
  await joinWithLink(kims, await invited(ben));
  await joinWithLink(anas, await invited(ben));
  await Promise.all([clearNotifications(kims), clearNotifications(anas)]);
  return [kims, anas];
}

/** Milliseconds from the Enter that sends to the toast that is drawn; both pages read the same machine's clock. */
async function timeWindows(kims: Workbench, anas: Workbench, runs: number): Promise<number[]> {
  await kims.page.evaluate(`addEventListener('keydown', (event) => {
    if (event.key === 'Enter') globalThis.sentAt = performance.timeOrigin + performance.now();
  }, true)`);
  await anas.page.evaluate(`new MutationObserver(() => {
    const toast = [...document.querySelectorAll('.notification-toast')].find((one) => one.textContent.includes('Run '));
    const text = toast && /Run \\d+\\./.exec(toast.textContent)?.[0];
    if (!text || globalThis.seen?.text === text) return;
    globalThis.seen = { text, at: performance.timeOrigin + performance.now() };
  }).observe(document.body, { childList: true, subtree: true, characterData: true })`);
  const times: number[] = [];
  await kims.openFile('src/parser.ts');
  await kims.selectLines(4, 6);
  for (let run = 0; run < runs + warmUp; run++) {
    const text = `Run ${run}.`;
    await kims.runCommand('Who Knows: Ask for Help Here…');
    await kims.quickPick.row(/Ask Ana Souza/).waitFor();
    await kims.quickPick.type(text);
    // A person takes longer than this to type a question; what the card gathers meanwhile is not part of the way.
    await kims.quickPick
      .row(/What leaves this machine/)
      .filter({ hasText: 'lines 4–6' })
      .waitFor();
    await kims.quickPick.accept();
    await anas.notification(text).waitFor();
    const sent = await kims.page.evaluate<number>('globalThis.sentAt');
    const seen = await anas.page.evaluate<{ text: string; at: number }>('globalThis.seen');
    if (seen.text !== text) throw new Error(`The notification of “${text}” was not seen in time.`);
    if (run >= warmUp) times.push(seen.at - sent);
    const row = kims.tree('Requests').row(text);
    // A row that is drawn anew between the pointer's coming and its click takes none.
    for (let gone = false; !gone; ) {
      await row.hover();
      await row.getByRole('button', { name: 'Withdraw' }).click();
      gone = await row.waitFor({ state: 'detached', timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    }
    await clearNotifications(anas);
  }
  return times;
}

/** The same question between two clients without a window, through the same relay and its disk. */
async function timeClients(team: TestTeam, asker: TestMember, runs: number): Promise<number[]> {
  const helper = await team.join('cleo');
  const times: number[] = [];
  while (!asker.client.team.members.has(helper.id)) await new Promise((resolve) => setTimeout(resolve, 5));
  for (let run = 0; run < runs + warmUp; run++) {
    const started = performance.now();
    const { request, done } = asker.client.ask({
      question: { question: 'x'.repeat(frameBytes / 2), path: 'src/parser.ts', lines: [4, 6] },
      steps: [{ candidates: [helper.id], wait: 60_000 }],
    });
    await helper.until((event) => event.type === 'request' && event.request.id === request);
    if (run >= warmUp) times.push(performance.now() - started);
    await done;
    await asker.client.withdraw(request).done;
  }
  return times;
}

/** Round trips through a server that sends back what it gets, and does nothing else. */
async function timeBareSocket(rounds: number): Promise<number[]> {
  const http = createServer().listen(0, '127.0.0.1');
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  await new Promise((resolve) => http.once('listening', resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, { perMessageDeflate: false });
  await new Promise((resolve) => socket.once('open', resolve));
  const times: number[] = [];
  const frame = 'x'.repeat(frameBytes);
  for (let round = 0; round < rounds + 50; round++) {
    const started = performance.now();
    socket.send(frame);
    await new Promise((resolve) => socket.once('message', resolve));
    if (round >= 50) times.push(performance.now() - started);
  }
  socket.close();
  server.close();
  http.close();
  return times;
}

interface Step {
  readonly who: string;
  readonly does: string;
  /** Keys and chords that act, without the letters of what is said. */
  readonly keys: number;
  readonly clicks: number;
  /** Characters of what a person wants to say. */
  readonly text: number;
}

/** Plays the story once as a person would who knows the way, and lets the windows themselves count. */
async function countStory(kims: Workbench, anas: Workbench): Promise<Step[]> {
  const steps: Step[] = [];
  for (const { page } of [kims, anas])
    await page.evaluate(`globalThis.counted = { keys: 0, clicks: 0 };
      addEventListener('keydown', (event) => {
        if (event.isTrusted && !/^(Control|Shift|Alt|Meta)$/.test(event.key)) globalThis.counted.keys++;
      }, true);
      addEventListener('pointerdown', (event) => { if (event.isTrusted) globalThis.counted.clicks++; }, true);`);
  const step = async (window: Workbench, who: string, does: string, text: string, act: () => Promise<void>) => {
    await window.page.evaluate('globalThis.counted = { keys: 0, clicks: 0 }');
    await act();
    const { keys, clicks } = await window.page.evaluate<{ keys: number; clicks: number }>('globalThis.counted');
    steps.push({ who, does, keys: keys - text.length, clicks, text: text.length });
  };
  const question = 'Why does step2 come before the log?';
  const answer = 'Because step2 is pure.';
  const learned = 'The steps are pure.';

  await kims.openFile('src/parser.ts');
  await kims.selectLines(4, 6);
  await step(kims, 'Kim', 'asks who can help with the selection (a shortcut)', '', async () => {
    await kims.page.keyboard.press('Control+Alt+K');
    await kims.quickPick.row(/Ana Souza/).waitFor();
  });
  await step(kims, 'Kim', 'takes the first, types the question, sends it', question, async () => {
    await kims.page.keyboard.press('Enter');
    await kims.quickPick.row(/Ask Ana Souza/).waitFor();
    await kims.page.keyboard.type(question);
    await kims.page.keyboard.press('Enter');
    await kims.quickPick.widget.waitFor({ state: 'hidden' });
  });
  await anas.notification(question).waitFor();
  await step(anas, 'Ana', 'accepts', '', async () => {
    await anas.pressNotificationButton(question, 'I Can Help');
    await said(anas, question).waitFor();
  });
  await step(anas, 'Ana', 'answers', answer, async () => {
    const reply = conversation(anas).locator('.review-thread-reply-button:visible');
    await ((await reply.count()) ? reply : conversation(anas).locator('.comment-form .monaco-editor')).click();
    await anas.page.keyboard.type(answer);
    await anas.page.keyboard.press('Control+Enter');
    await said(kims, answer).waitFor();
  });
  await step(kims, 'Kim', 'ends it, with the sentence to keep', learned, async () => {
    await conversation(kims).getByRole('button', { name: 'End the Session…' }).click();
    await kims.quickPick.row('Solved').waitFor();
    await kims.page.keyboard.type(learned);
    await kims.page.keyboard.press('Enter');
  });
  await anas.notification(/wrote down your session/).waitFor();
  await step(anas, 'Ana', 'confirms', '', async () => {
    await anas.pressNotificationButton(/wrote down your session/, 'Confirm');
    await kims.notification(/both your mentoring logs/).waitFor();
  });
  return steps;
}

function print(runs: number, times: Record<'windows' | 'clients' | 'bare', number[]>, story: readonly Step[]): void {
  const line = (name: string, all: number[]) =>
    console.log(`${name.padEnd(58)}${format(at(all, 0.5)).padStart(9)}${format(at(all, 0.99)).padStart(9)}`);
  console.log(`\n${`${runs} questions, in ms`.padEnd(58)}${'p50'.padStart(9)}${'p99'.padStart(9)}`);
  line('from the key that sends to the notification on screen', times.windows);
  line('the same between two clients, through the relay’s disk', times.clients);
  line('a bare WebSocket’s round trip with as many bytes', times.bare);
  console.log(`\n${'the whole story'.padEnd(58)}${'keys'.padStart(6)}${'clicks'.padStart(8)}${'letters'.padStart(9)}`);
  const row = (name: string, { keys, clicks, text }: Omit<Step, 'who' | 'does'>) =>
    console.log(
      `${name.padEnd(58)}${String(keys).padStart(6)}${String(clicks).padStart(8)}${String(text).padStart(9)}`,
    );
  for (const one of story) row(`${one.who} ${one.does}`, one);
  const sum = (of: 'keys' | 'clicks' | 'text') => story.reduce((all, one) => all + one[of], 0);
  row('in all', { keys: sum('keys'), clicks: sum('clicks'), text: sum('text') });
}

/** The value below which this share of all lies. */
function at(all: number[], share: number): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}

const format = (ms: number): string => (ms < 10 ? ms.toFixed(2) : ms.toFixed(0));

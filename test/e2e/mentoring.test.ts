import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';
import { type PairOverview, pairsOf, proposePair } from '../../src/app/pairing.ts';
import { createTestTeam, eventually, invited, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { ana, kim } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { forgetUser, openWorkbench } from '../support/vscode/openWorkbench.ts';
import { clearNotifications, joinWithLink } from '../support/vscode/sessionSteps.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

const dayMs = 86_400_000;

/** Kim and Ana become a pair; Ben is a third, without a window, who must see nothing of it. */
describe('a pair, between two real windows', () => {
  let team: TestTeam;
  let ben: TestMember;
  let kims: Workbench;
  let anas: Workbench;
  const goal = 'Kim can release alone.';

  before(async function () {
    this.timeout(240_000);
    const folder = (name: string) => path.join(testTarget().scratch, 'mentoring', name);
    for (const name of ['kim', 'ana']) {
      mkdirSync(folder(name), { recursive: true });
      makeStoryRepository(folder(name));
    }
    team = await createTestTeam();
    ben = await team.join('ben');
    [kims, anas] = await Promise.all([
      openWorkbench({ folder: folder('kim'), user: kim }),
      openWorkbench({ folder: folder('ana'), user: ana, colorTheme: 'Default Dark Modern' }),
    ]);
    await joinWithLink(kims, await invited(ben));
    await joinWithLink(anas, await invited(ben));
    await Promise.all([clearNotifications(kims), clearNotifications(anas)]);
    for (const window of [kims, anas]) {
      await window.runCommand('Who Knows: Focus on Mentoring View');
      // A tree draws only the rows that fit.
      for (const other of ['This File', 'Requests']) await fold(window, other);
    }
  });

  after(async () => {
    await Promise.all([forgetUser(kim), forgetUser(ana)]);
    await team?.close();
  });

  it('P1, P7, P8: pairs that history suggests, who has worked with whom, and what peers cannot teach, in words', async () => {
    const tree = kims.tree('Learning Together');
    await fold(kims, 'Mentoring');
    await kims.runCommand('Who Knows: Focus on Learning Together View');
    for (const group of ['What peers cannot teach', 'Who has worked with whom', 'Pairs that history suggests'])
      await tree.expand(group);
    await tree
      .row(/^Kim Lindqvist learns /)
      .filter({ hasText: 'from Ana Souza' })
      .waitFor();
    await tree.expand('Not yet');
    await tree.row('What you gave and took').waitFor();
    await tree.row('Ben Okafor · Kim Lindqvist').waitFor();
    await kims.screenshot('learning-01');
    const words = (await tree.rows()).map(({ label, description }) => `${label} ${description}`).join('\n');
    assert.doesNotMatch(words, /\d/, 'no amounts, no totals');
    await fold(kims, 'Learning Together');
    await kims.runCommand('Who Knows: Focus on Mentoring View');
  });

  it('P1: Kim sees what each would learn, proposes with Enter, Enter, Enter; Ana agrees with one click', async () => {
    await kims.runCommand('Who Knows: Propose a Pair…');
    await kims.quickPick.row(/Ana Souza/).waitFor();
    const [row] = await kims.quickPick.rows();
    assert.match(row!.detail, /Kim Lindqvist .*would learn .*from Ana Souza/);
    await kims.screenshot('pair-00-propose');
    await kims.quickPick.choose(/Ana Souza/);
    await kims.quickPick.type(goal);
    await kims.quickPick.accept();
    // What it is about is filled in from what history says; Enter takes it.
    await kims.quickPick.row('src').waitFor();
    await kims.quickPick.row('server').waitFor();
    await kims.quickPick.accept();
    await kims.quickPick.choose('Every week');
    // Times within the working hours of both.
    await kims.quickPick.row('Another time…').waitFor();
    await kims.screenshot('pair-00-times');
    await kims.quickPick.accept();
    await kims.tree('Mentoring').row('Ana Souza').filter({ hasText: 'waiting for an answer' }).waitFor();
    await anas.tree('Mentoring').row('Kim Lindqvist').filter({ hasText: 'asks to be your pair' }).waitFor();
    await anas
      .tree('Mentoring')
      .row(/^First: /)
      .filter({ hasText: /Every week, 30 minutes, until / })
      .waitFor();
    await anas.screenshot('pair-01-asked');
    await anas.tree('Mentoring').pressButton('Kim Lindqvist', /Agree to Be a Pair/);
  });

  it('P2: both see the goal, what it is about, the rhythm with its end, and the next meeting', async () => {
    for (const window of [kims, anas]) {
      for (const row of [goal, /^Next: /, 'src, server', /^Every week at \d+:\d\d/])
        await window.tree('Mentoring').row(row).waitFor();
    }
    await kims.tree('Mentoring').row(goal).click();
    await kims.quickPick.type(`${goal} Even on Fridays.`);
    await kims.quickPick.accept();
    await anas.tree('Mentoring').row(`${goal} Even on Fridays.`).waitFor();
  });

  it('P9: the agenda has recent work of both in what it is about, and the goal; a commit opens with one click', async () => {
    const tree = kims.tree('Mentoring');
    await tree.expand('To talk about next time');
    await tree.row(/^The goal: Kim can release alone/).waitFor();
    await tree.row('Kim Lindqvist: Log parse errors').waitFor();
    await kims.screenshot('pair-02-agreed');
    await tree.row('Kim Lindqvist: Log parse errors').click();
    await kims.page.locator('.tab.active', { hasText: 'Log parse errors' }).waitFor();
    // Once it is drawn it takes the focus, which would close what is asked next.
    await kims.page.locator('.multiDiffEditor .monaco-diff-editor').first().waitFor();
    await tree.row('To talk about next time').locator('.monaco-tl-twistie').click();
  });

  it('P4: calendars read the meetings over HTTP, before and after a move, until the address is ended', async () => {
    await kims.runCommand('Who Knows: Calendar Address…');
    await kims.quickPick.type('Busy');
    await kims.quickPick.accept();
    await kims.notification(/private address is in the clipboard/).waitFor();
    await kims.tree('Mentoring').row('Calendars can subscribe').filter({ hasText: 'Busy' }).waitFor();
    const address = String(await kims.page.evaluate('navigator.clipboard.readText()'));
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/calendar\/[\w-]{22}\/[\w-]{43}\.ics$/);
    const read = async () => {
      const text = await (await fetch(address)).text();
      const parsed = new ICAL.Component(ICAL.parse(text));
      return { text, events: parsed.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)) };
    };
    const before = await read();
    assert.equal(before.events.length, 1);
    assert.doesNotMatch(before.text, /Kim|Ana|release|src/);
    await anas.tree('Mentoring').pressButton(/^Next: /, /Move the Meeting/);
    await anas.quickPick.row('Another time…').waitFor();
    const moment = (await anas.quickPick.rows())[0]!.label;
    await anas.screenshot('pair-03-move');
    await anas.quickPick.accept();
    await kims
      .tree('Mentoring')
      .row(new RegExp(`^Next: ${moment.replace(/\s/g, '\\s')}$`))
      .waitFor();
    // The pair hears of the move first; the calendar follows it to the relay.
    const exception = async () => (await read()).events.find((event) => event.isRecurrenceException());
    let moved = await exception();
    for (let tries = 0; !moved && tries < 50; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      moved = await exception();
    }
    assert.ok(moved, 'the calendar shows no move');
    assert.equal(moved.uid, before.events[0]!.uid);
    assert.ok(moved.sequence > before.events[0]!.sequence);
    assert.notEqual(moved.startDate.toUnixTime(), moved.recurrenceId.toUnixTime());
    await kims.tree('Mentoring').pressButton('Calendars can subscribe', /End the Calendar Address/);
    await kims.notification(/The address is gone/).waitFor();
    assert.equal((await fetch(address)).status, 404);
    await anas.tree('Mentoring').row('Calendars can subscribe').waitFor({ state: 'detached' });
  });

  it('P3: held, skipped, paused and gone on with, then finished with what was reached; the other sees each', async () => {
    await anas.tree('Mentoring').pressButton('Kim Lindqvist', /Held/);
    await kims.tree('Mentoring').row('1 of 1 meetings held.').waitFor();
    const next = await kims
      .tree('Mentoring')
      .row(/^Next: /)
      .innerText();
    await kims.tree('Mentoring').pressButton(/^Next: /, /Skip/);
    await anas.tree('Mentoring').expand('1 of 1 meetings held.');
    await anas.tree('Mentoring').pane.locator('.monaco-list-row', { hasText: 'skipped' }).waitFor();
    await eventually(
      async () =>
        (await kims
          .tree('Mentoring')
          .row(/^Next: /)
          .innerText()) !== next,
    );
    await anas.screenshot('pair-04-meetings');
    await kims.runCommand('Who Knows: Pause the Pair');
    await anas.tree('Mentoring').row('Kim Lindqvist').filter({ hasText: 'paused' }).waitFor();
    await anas.screenshot('pair-05-paused');
    await anas.tree('Mentoring').pressButton('Kim Lindqvist', /Go On/);
    await kims
      .tree('Mentoring')
      .row(/^Next: /)
      .waitFor();
    await kims.runCommand('Who Knows: Finish the Pair…');
    await kims.quickPick.type('Kim released 2.0.');
    await kims.quickPick.accept();
    await kims.tree('Mentoring').row('Ana Souza').filter({ hasText: 'finished' }).waitFor();
    await anas.tree('Mentoring').expand('Kim Lindqvist');
    await anas.tree('Mentoring').row('Reached: Kim released 2.0.').waitFor();
    await anas.screenshot('pair-06-finished');
  });

  it('T3: the third member knows of no pair', () => {
    assert.deepEqual(pairsOf(ben.client), []);
    assert.deepEqual([...ben.client.team.records.values()], []);
  });

  it('P3: a pair whose last two meetings did not happen asks whether it is drifting, and offers what fits', async () => {
    await proposeToAna('Read each other’s reviews.', 21);
    await anas.tree('Mentoring').pressButton('ben', /Agree to Be a Pair/);
    await anas.tree('Mentoring').row('ben').filter({ hasText: 'drifting?' }).waitFor();
    await anas.screenshot('pair-07-drifting');
    await anas.tree('Mentoring').row('Not met twice. Is it drifting?').click();
    await anas.quickPick.row('Pause').waitFor();
    await anas.screenshot('pair-08-drifting-ways');
    await anas.quickPick.choose('We did meet');
    await anas.tree('Mentoring').row('ben').filter({ hasNotText: 'drifting?' }).waitFor();
  });

  it('P1, P2: Ana agrees, but at another time, which is offered within the working hours of both', async () => {
    const id = await proposeToAna('Look at flaky tests.', -3);
    const row = anas.tree('Mentoring').row('ben').filter({ hasText: 'asks to be your pair' });
    await anas.chooseFromContextMenu(row, 'Agree, at Another Time…');
    await anas.quickPick.choose('Every month');
    await anas.quickPick.row('Another time…').waitFor();
    await anas.quickPick.accept();
    await eventually(() => seenByBen(id)?.plan?.series.at(-1)?.cadence === 'monthly');
  });

  it('P1: a no is silent: it leaves the view of whoever says it, and the other hears nothing', async () => {
    const id = await proposeToAna('Meet for lunch.', -3);
    const heard = ben.events.length;
    await anas.tree('Mentoring').row('Meet for lunch.').waitFor();
    await anas.tree('Mentoring').pressButton('ben', /Decline/);
    await anas.tree('Mentoring').row('Meet for lunch.').waitFor({ state: 'detached' });
    assert.equal(seenByBen(id)?.state, 'waiting');
    assert.ok(ben.events.slice(heard).every(({ type }) => type !== 'record'));
  });

  function seenByBen(id: string): PairOverview | undefined {
    return pairsOf(ben.client).find((pair) => pair.id === id);
  }

  async function fold(window: Workbench, title: string): Promise<void> {
    await window.page.locator(`.pane-header[aria-expanded="true"][aria-label^="${title} Section"]`).click();
  }

  async function proposeToAna(about: string, daysAgo: number): Promise<string> {
    const member = [...ben.client.team.members.values()].find(({ name }) => name === ana.name)!;
    return proposePair(ben.client, {
      people: [ben.id, member.id],
      goal: about,
      areas: [],
      cadence: 'weekly',
      minutes: 30,
      zone: 'UTC',
      first: { day: new Date(Date.now() - daysAgo * dayMs).toISOString().slice(0, 10), minute: 600 },
    });
  }
});

import * as vscode from 'vscode';
import {
  agreeToPair,
  changePair,
  type PairOverview,
  pairsOf,
  proposePair,
  publishPairCalendar,
  refusePair,
} from '../app/pairing.ts';
import type { PairDeed } from '../app/pairRecords.ts';
import { partsOf } from '../mentoring/cadence.ts';
import { momentOf } from '../mentoring/workingHours.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { askForAgreement, askForTime } from './pairInputs.ts';
import { plainLabel } from './plainLabel.ts';

type Row = { readonly pair: PairOverview } | { readonly text: string; readonly icon: string };

/** The view “Mentoring”: this user’s pairs with goal, next meeting, and what was planned and held. For the two of them only. */
export class MentoringView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Row>;
  readonly #disposables: vscode.Disposable[];

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#view = vscode.window.createTreeView('whoknows.mentoring', { treeDataProvider: this });
    const command = (name: string, work: (pair: PairOverview) => Promise<void>): vscode.Disposable =>
      vscode.commands.registerCommand(`whoknows.${name}`, (row?: Row) =>
        this.#try(async () => {
          const pair = row && 'pair' in row ? row.pair : await this.#pick();
          if (pair) await work(pair);
        }),
      );
    this.#disposables = [
      this.#view,
      this.#changed,
      context.team.onDidChange(() => this.#refresh()),
      vscode.commands.registerCommand('whoknows.proposePair', () => this.#try(() => this.#propose())),
      command('agreePair', (pair) => agreeToPair(this.#client, pair)),
      command('refusePair', (pair) => refusePair(this.#client, pair)),
      command('meetingHeld', (pair) => this.#held(pair)),
      command('moveMeeting', (pair) => this.#move(pair)),
      command('skipMeeting', (pair) => this.#skip(pair)),
      command('pausePair', (pair) => this.#change(pair, { type: 'paused' })),
      command('resumePair', (pair) => this.#resume(pair)),
      command('finishPair', (pair) => this.#finish(pair)),
      command('pairCalendar', (pair) => this.#calendar(pair)),
    ];
  }

  getChildren(row?: Row): Row[] {
    if (!row) return this.#pairs().map((pair) => ({ pair }));
    return 'pair' in row ? this.#details(row.pair) : [];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (!('pair' in row)) {
      const item = new vscode.TreeItem(row.text);
      item.iconPath = new vscode.ThemeIcon(row.icon);
      item.tooltip = row.text;
      return item;
    }
    const { pair } = row;
    const item = new vscode.TreeItem(this.#othersOf(pair), vscode.TreeItemCollapsibleState.Expanded);
    item.id = pair.id;
    item.description = stateWords(pair);
    item.contextValue = `pair-${contextOf(pair)}`;
    item.iconPath = new vscode.ThemeIcon(pair.progress?.drifting ? 'question' : 'organization');
    item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
    return item;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  get #client() {
    return this.#context.team.joined;
  }

  #pairs(): PairOverview[] {
    const { client } = this.#context.team;
    return client ? pairsOf(client).filter(({ state }) => state !== 'refused' && state !== 'lapsed') : [];
  }

  #details({ agreement, plan, progress, sentences, state }: PairOverview): Row[] {
    const rows: Row[] = [{ text: plainLabel(plan?.goal ?? agreement.goal, 400), icon: 'target' }];
    // What somebody agrees to stands before them: how often, how long, and when first.
    if (!plan) rows.push({ text: rhythmWords(agreement), icon: 'calendar' });
    if (state === 'asked') for (const text of sentences) rows.push({ text: plainLabel(text, 400), icon: 'lightbulb' });
    if (progress?.next) rows.push({ text: vscode.l10n.t('Next: {0}', dateWords(progress.next.at)), icon: 'calendar' });
    if (progress) rows.push({ text: plainLabel(progress.words, 600), icon: 'checklist' });
    return rows;
  }

  #refresh(): void {
    const asked = this.#pairs().filter(({ state }) => state === 'asked').length;
    this.#view.badge = asked ? { value: asked, tooltip: vscode.l10n.t('A pair was proposed to you') } : undefined;
    this.#changed.fire();
  }

  #othersOf({ agreement }: PairOverview): string {
    const me = this.#client.profile.member;
    return agreement.people
      .filter((person) => person !== me)
      .map((person) => this.#context.team.nameOf(person))
      .join(', ');
  }

  async #pick(): Promise<PairOverview | undefined> {
    const rows = this.#pairs().map((pair) => ({
      label: this.#othersOf(pair),
      description: plainLabel(pair.agreement.goal, 100),
      pair,
    }));
    return (await vscode.window.showQuickPick(rows, { placeHolder: vscode.l10n.t('Which pair?') }))?.pair;
  }

  async #propose(): Promise<void> {
    const agreement = await askForAgreement(this.#context.team);
    if (agreement) await proposePair(this.#client, agreement);
  }

  #change(pair: PairOverview, deed: PairDeed): Promise<void> {
    return changePair(this.#client, pair, deed);
  }

  async #held({ progress, plan, ...pair }: PairOverview): Promise<void> {
    if (!plan) return;
    const now = this.#client.now();
    const open = progress?.meetings.filter(({ state }) => state === 'planned' || state === 'missed') ?? [];
    // Said before its time, it is the next one that was held early.
    const meeting = open.filter(({ at }) => at <= now).at(-1) ?? open[0];
    await this.#change(
      { ...pair, plan },
      { type: 'held', minutes: plan.minutes, ...(meeting ? { meeting: meeting.day } : {}) },
    );
  }

  async #move(pair: PairOverview): Promise<void> {
    const next = pair.progress?.next;
    if (!next) return;
    const to = await askForTime(vscode.l10n.t('Move the Meeting'), next.at, pair.plan!.series.at(-1)!.zone);
    if (to !== undefined) await this.#change(pair, { type: 'moved', meeting: next.day, to });
  }

  async #skip(pair: PairOverview): Promise<void> {
    if (pair.progress?.next) await this.#change(pair, { type: 'skipped', meeting: pair.progress.next.day });
  }

  async #resume(pair: PairOverview): Promise<void> {
    const from = new Date(this.#client.now() + 86_400_000).toISOString().slice(0, 10);
    await this.#change(pair, { type: 'resumed', from });
  }

  async #finish(pair: PairOverview): Promise<void> {
    const reached = await vscode.window.showInputBox({
      title: vscode.l10n.t('Finish the Pair'),
      prompt: vscode.l10n.t('What was reached? One sentence; both of you see it.'),
    });
    if (reached !== undefined) await this.#change(pair, { type: 'finished', reached: reached.slice(0, 400) });
  }

  async #calendar(pair: PairOverview): Promise<void> {
    const label = await vscode.window.showInputBox({
      title: vscode.l10n.t('Calendar Address'),
      prompt: vscode.l10n.t('What calendars show. The relay holds it, and the times, where it can read them.'),
      value: pair.calendar?.label ?? vscode.l10n.t('Pairing'),
    });
    if (label === undefined) return;
    const path = await publishPairCalendar(this.#client, pair, label);
    const address = `${this.#client.profile.address.replace(/^ws/, 'http').replace(/\/v1$/, '')}${path}`;
    await vscode.env.clipboard.writeText(address);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The calendar’s private address is in the clipboard. Whoever has it can read the times.'),
    );
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#context.showError(error);
    }
  }
}

function rhythmWords({ cadence, minutes, first, zone }: PairOverview['agreement']): string {
  const at = dateWords(momentOf(zone, partsOf(first.day), first.minute));
  if (cadence === 'weekly') return vscode.l10n.t('Every week, {0} minutes, first {1}', minutes, at);
  if (cadence === 'fortnightly') return vscode.l10n.t('Every two weeks, {0} minutes, first {1}', minutes, at);
  return vscode.l10n.t('Every month, {0} minutes, first {1}', minutes, at);
}

function contextOf({ state, plan }: PairOverview): string {
  if (state !== 'agreed') return state;
  return plan!.status === 'going on' ? 'agreed' : plan!.status;
}

function stateWords({ state, plan, progress }: PairOverview): string {
  if (state === 'asked') return vscode.l10n.t('asks to be your pair');
  if (state !== 'agreed') return vscode.l10n.t('waiting for an answer');
  if (plan?.status === 'finished') return vscode.l10n.t('finished');
  if (plan?.status === 'paused') return vscode.l10n.t('paused');
  if (progress?.drifting) return vscode.l10n.t('drifting?');
  return progress?.next ? dateWords(progress.next.at) : vscode.l10n.t('nothing planned');
}

const dateWords = (at: number): string =>
  new Date(at).toLocaleString(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

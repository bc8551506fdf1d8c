import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { SuggestedPair } from '../app/suggestedPairs.ts';
import type { MatrixView } from '../app/teamOverview.ts';
import type { PairGain } from '../mentoring/pairGains.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { knowledgeInFront } from './knowledgeInFront.ts';
import { plainLabel } from './plainLabel.ts';
import { pairing } from './teamModules.ts';

type Group = 'pairs' | 'matrix' | 'needs' | 'exchange';
type Together = MatrixView['pairs'][number]['together'];
type Row =
  | { readonly is: 'group'; readonly group: Group }
  | { readonly is: 'pair'; readonly pair: SuggestedPair }
  | { readonly is: 'gain'; readonly gain: PairGain }
  | { readonly is: 'together'; readonly together: Together; readonly rows: readonly Row[] }
  | {
      readonly is: 'line';
      readonly text: string;
      readonly icon: string;
      readonly beside?: string;
      /** The whole sentence, where a row has room for a few words of it. */
      readonly tip?: string;
    };

/** Rows of one kind shown at most; the terminal prints them all. */
const mostRows = 200;

/**
 * The view “Learning Together”: pairs that history suggests (P1), who has worked with whom (P8), what peers cannot teach (P7), and what this
 * user gave and took, from their own log (P5). Needs no relay; with one it knows who is a member. Nothing is read before a group is
 * opened. No amounts, no totals, no ranks.
 */
export class LearningView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  #joined = false;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#disposables = [
      vscode.window.createTreeView('whoknows.learning', { treeDataProvider: this }),
      this.#changed,
      context.team.onDidChange(() => {
        // Who is a member changes what can be proposed; every other news of the team does not.
        const joined = context.team.client !== undefined;
        if (joined !== this.#joined) this.#changed.fire();
        this.#joined = joined;
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
      vscode.commands.registerCommand('whoknows.refreshLearning', () => this.#changed.fire()),
    ];
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (!row) {
      if (!vscode.workspace.isTrusted || !vscode.workspace.workspaceFolders?.length) return [];
      return (['pairs', 'matrix', 'needs', 'exchange'] as const).map((group) => ({ is: 'group', group }));
    }
    if (row.is === 'pair') return row.pair.gains.map((gain) => ({ is: 'gain', gain }));
    if (row.is === 'gain') return [];
    if (row.is === 'together') return [...row.rows];
    if (row.is === 'line') return [];
    try {
      if (row.group === 'exchange') return await this.#exchanges();
      const found = await vscode.window.withProgress({ location: { viewId: 'whoknows.learning' } }, () =>
        knowledgeInFront(this.#context),
      );
      if (!found) return [];
      const rows = await this.#rows(row.group, found.knowledge);
      return rows.length ? rows : [this.#empty(row.group)];
    } catch (error) {
      this.#context.log(error);
      return [{ is: 'line', text: error instanceof Error ? error.message : String(error), icon: 'info' }];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    if (row.is === 'group') {
      const { label, icon, tooltip } = groupWords(row.group);
      const item = new vscode.TreeItem(label, Collapsed);
      item.id = row.group;
      item.iconPath = new vscode.ThemeIcon(icon);
      item.tooltip = tooltip;
      return item;
    }
    if (row.is === 'pair') {
      const item = new vscode.TreeItem(
        plainLabel(row.pair.people.map(({ name }) => name).join(' · '), 200),
        vscode.TreeItemCollapsibleState.Expanded,
      );
      item.iconPath = new vscode.ThemeIcon('organization');
      const me = this.#context.team.client?.profile.member;
      if (row.pair.people.every(({ member }) => member !== undefined))
        item.contextValue = row.pair.people.some(({ member }) => member === me) ? 'suggestedPair-own' : 'suggestedPair';
      return item;
    }
    if (row.is === 'gain') {
      // The sentence is too long for a row of a side bar: its few words stand there, and it speaks on hover.
      const { sentence, short, from } = row.gain;
      const item = new vscode.TreeItem(plainLabel(short, 200), None);
      if (from) item.description = plainLabel(from, 100);
      item.tooltip = plainLabel(sentence, 600);
      item.accessibilityInformation = { label: plainLabel(sentence, 600) };
      item.iconPath = new vscode.ThemeIcon('lightbulb');
      return item;
    }
    if (row.is === 'together') return new vscode.TreeItem(togetherWords(row.together), Collapsed);
    const item = new vscode.TreeItem(plainLabel(row.text, 400), None);
    if (row.beside) item.description = row.beside;
    item.tooltip = plainLabel(row.tip ?? row.text, 600);
    if (row.tip) item.accessibilityInformation = { label: plainLabel(row.tip, 600) };
    item.iconPath = new vscode.ThemeIcon(row.icon);
    return item;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** From the user's own log, which no relay is needed for and nobody else sees. */
  async #exchanges(): Promise<Row[]> {
    const [{ createMentoringLog }, { giveAndTake }] = await Promise.all([
      import('../client/mentoringLog.ts'),
      import('../mentoring/giveAndTake.ts'),
    ]);
    const entries = createMentoringLog(this.#context.team.folder)
      .entries()
      .filter(({ confirmed }) => confirmed)
      .map(({ asker, helper, ...entry }) => ({ ...entry, other: entry.role === 'helper' ? asker : helper }));
    const rows = giveAndTake(entries).map(({ topic, helped, helpedBy }): Row => {
      const words = [
        ...(helped.length ? [vscode.l10n.t('you helped {0}', helped.join(', '))] : []),
        ...(helpedBy.length ? [vscode.l10n.t('{0} helped you', helpedBy.join(', '))] : []),
      ];
      return { is: 'line', text: `${topic}: ${words.join(' · ')}`, icon: 'arrow-swap' };
    });
    return rows.length ? rows : [this.#empty('exchange')];
  }

  #empty(group: Group): Row {
    const { client } = this.#context.team;
    const inPair = client && pairing.pairsOf(client).some(({ plan }) => plan?.status === 'going on');
    return { is: 'line', icon: 'info', ...emptyWords(group, inPair === true) };
  }

  async #rows(group: Exclude<Group, 'exchange'>, knowledge: Knowledge): Promise<Row[]> {
    const { client } = this.#context.team;
    if (group === 'pairs') {
      const { suggestedPairs } = await import('../app/suggestedPairs.ts');
      return (await suggestedPairs(knowledge, client, { say: vscode.l10n.t })).map((pair) => ({ is: 'pair', pair }));
    }
    const { matrixView, trainingNeeds } = await import('../app/teamOverview.ts');
    if (group === 'needs')
      return (await trainingNeeds(knowledge, [], client, vscode.l10n.t)).map(({ area, because, needs, sentence }) => ({
        is: 'line',
        text: area || vscode.l10n.t('the top folder'),
        beside: because === 'asked about' ? vscode.l10n.t('asked about') : vscode.l10n.t('worked on now'),
        tip: sentence,
        icon: needIcons[needs],
      }));
    const { pairs } = matrixView(knowledge, [], client);
    return (['not yet', 'some time ago', 'lately'] as const).flatMap((together) => {
      const rows = pairs
        .filter((pair) => pair.together === together)
        .slice(0, mostRows)
        .map(
          ({ people }): Row => ({ is: 'line', text: people.map(({ name }) => name).join(' · '), icon: 'organization' }),
        );
      return rows.length ? [{ is: 'together', together, rows } as const] : [];
    });
  }
}

const needIcons = { training: 'mortar-board', documentation: 'book', hiring: 'person-add' } as const;

function groupWords(group: Group): { label: string; icon: string; tooltip: string } {
  switch (group) {
    case 'pairs':
      return {
        label: vscode.l10n.t('Pairs that history suggests'),
        icon: 'organization',
        tooltip: vscode.l10n.t('Two who can teach each other what they need. Both must agree.'),
      };
    case 'matrix':
      return {
        label: vscode.l10n.t('Who has worked with whom'),
        icon: 'git-merge',
        tooltip: vscode.l10n.t(
          'On a change together, as authors, reviewers or helpers. Those who have not yet come first.',
        ),
      };
    case 'exchange':
      return {
        label: vscode.l10n.t('What you gave and took'),
        icon: 'arrow-swap',
        tooltip: vscode.l10n.t('By topic, from your own mentoring log. Only you see it.'),
      };
    default:
      return {
        label: vscode.l10n.t('What peers cannot teach'),
        icon: 'mortar-board',
        tooltip: vscode.l10n.t(
          'Worked on or asked about, and nobody active knows it: a matter of training, documentation or hiring.',
        ),
      };
  }
}

/** A few words for the row, and the sentence that they stand for. */
function emptyWords(group: Group, inPair: boolean): { text: string; tip: string } {
  switch (group) {
    case 'pairs':
      return inPair
        ? {
            text: vscode.l10n.t('Your pair goes on'),
            tip: vscode.l10n.t('Your pair goes on; nothing else to suggest now.'),
          }
        : {
            text: vscode.l10n.t('None to suggest yet'),
            tip: vscode.l10n.t('No two people here have something to teach that the other needs.'),
          };
    case 'exchange':
      return {
        text: vscode.l10n.t('Nothing yet'),
        tip: vscode.l10n.t('Nothing yet: finished sessions that both have confirmed come here.'),
      };
    case 'matrix':
      return {
        text: vscode.l10n.t('Nobody to pair yet'),
        tip: vscode.l10n.t('Fewer than two people are active here.'),
      };
    case 'needs':
      return {
        text: vscode.l10n.t('Nothing is missing now'),
        tip: vscode.l10n.t('Somebody active knows each area and language that is worked on.'),
      };
  }
}

function togetherWords(together: Together): string {
  if (together === 'not yet') return vscode.l10n.t('Not yet');
  return together === 'lately' ? vscode.l10n.t('Lately') : vscode.l10n.t('Some time ago');
}

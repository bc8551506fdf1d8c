import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { PairOverview } from '../app/pairing.ts';
import type { AgendaItem } from '../mentoring/agenda.ts';
import type { PlannedPair } from '../mentoring/plannedPairs.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { knowledgeInFront } from './knowledgeInFront.ts';
import { registerPairCommands } from './pairCommands.ts';
import { itemOfRow, meetingRows, type PairRow, rowsOfPair } from './pairRows.ts';
import { namesOf } from './pairWords.ts';
import { type PlannedSessions, plannedItem } from './plannedSessions.ts';
import { pairing } from './teamModules.ts';

type MentoringRow = PairRow | { readonly is: 'planned'; readonly planned: PlannedPair };

/** The view “Mentoring”: this user’s pairs with goal, next meeting, what was planned and held, and what to talk about. For the two of them only. */
export class MentoringView implements vscode.TreeDataProvider<MentoringRow>, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #kept: PlannedSessions;
  readonly #view: vscode.TreeView<MentoringRow>;
  readonly #agendas = new Map<string, { basis: string; knowledge: Knowledge | undefined; items: AgendaItem[] }>();
  readonly #disposables: vscode.Disposable[];

  constructor(context: ExtensionContext, kept: PlannedSessions) {
    this.#context = context;
    this.#kept = kept;
    this.#view = vscode.window.createTreeView('whoknows.mentoring', { treeDataProvider: this });
    this.#disposables = [
      this.#view,
      this.#changed,
      context.team.onDidChange(() => this.#refresh()),
      kept.onDidChange(() => this.#refresh()),
      ...registerPairCommands(context, () => this.#pairs()),
    ];
  }

  getChildren(row?: MentoringRow): MentoringRow[] | Promise<MentoringRow[]> {
    if (!row)
      return [
        ...this.#pairs().map((pair) => ({ is: 'pair', pair }) as const),
        ...this.#kept.list.map((planned) => ({ is: 'planned', planned }) as const),
      ];
    if (row.is === 'pair') return rowsOfPair(row.pair, this.#context.team);
    if (row.is === 'meetings') return meetingRows(row.pair);
    return row.is === 'agenda' ? this.#agenda(row.pair) : [];
  }

  getTreeItem(row: MentoringRow): vscode.TreeItem {
    if (row.is === 'planned') return plannedItem(row.planned);
    return itemOfRow(row, (pair) => namesOf(this.#context, pair));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Pairs that matter now first: asked, going on, waiting, then what is over. */
  #pairs(): PairOverview[] {
    const { client } = this.#context.team;
    const order = ({ state, plan }: PairOverview): number =>
      state === 'asked' ? 0 : plan?.status === 'finished' ? 4 : plan ? 1 : state === 'waiting' ? 2 : 3;
    return client
      ? pairing
          .pairsOf(client)
          .filter(({ state, agreement }) => {
            const byMe = agreement.people[0] === client.profile.member;
            return state !== 'refused' && (state !== 'lapsed' || byMe);
          })
          .sort((a, b) => order(a) - order(b))
      : [];
  }

  /** Made anew only where something in it may have changed: the view is drawn often, and git takes a moment. */
  async #agenda(pair: PairOverview): Promise<PairRow[]> {
    const { nextMeetingAgenda } = await import('../app/nextMeeting.ts');
    const knowledge = await knowledgeInFront(this.#context).catch((error: unknown) => {
      // Without history the questions and the goal are still worth talking about.
      this.#context.log(error);
      return undefined;
    });
    const client = this.#context.team.joined;
    const known = this.#agendas.get(pair.id);
    const basis = JSON.stringify([await nextMeetingAgenda(client, pair), pair.plan?.areas]);
    const items =
      known && known.basis === basis && known.knowledge === knowledge?.knowledge
        ? known.items
        : await nextMeetingAgenda(client, pair, knowledge?.knowledge, undefined, vscode.l10n.t);
    this.#agendas.set(pair.id, { basis, knowledge: knowledge?.knowledge, items });
    return items.map((item) => ({ is: 'item', pair, item }));
  }

  #refresh(): void {
    const asked = this.#pairs().filter(({ state }) => state === 'asked').length;
    this.#view.badge = asked ? { value: asked, tooltip: vscode.l10n.t('A pair was proposed to you') } : undefined;
    this.#changed.fire();
  }
}

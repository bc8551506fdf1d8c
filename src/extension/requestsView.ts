import * as vscode from 'vscode';
import { availabilityOf } from '../app/availability.ts';
import type { RequestView } from '../client/teamView.ts';
import type { Question } from '../protocol/contents.ts';
import { liveOffers } from '../protocol/requestState.ts';
import { placeWords } from './askCard.ts';
import type { Leaving, Outgoing } from './outgoing.ts';
import { plainLabel } from './plainLabel.ts';
import type { Team } from './team.ts';
import { clock } from './timeOfDay.ts';

export type RequestRow =
  | { readonly is: 'offer' | 'mine' | 'session' | 'ended' | 'confirm'; readonly view: RequestView }
  | { readonly is: 'leaving'; readonly leaving: Leaving }
  /** A line below a request: what is asked, or who has how long. */
  | { readonly is: 'detail'; readonly text: string; readonly view: RequestView }
  | { readonly is: 'state'; readonly text: string; readonly more?: string; readonly icon: string };

/** The view “Requests”: what others ask of this user, what they have asked, and the sessions that go on. */
export class RequestsView implements vscode.TreeDataProvider<RequestRow>, vscode.Disposable {
  readonly #team: Team;
  readonly #outgoing: Outgoing;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<RequestRow>;
  readonly #disposables: vscode.Disposable[];
  #alone = false;

  constructor(team: Team, outgoing: Outgoing) {
    this.#team = team;
    this.#outgoing = outgoing;
    this.#view = vscode.window.createTreeView('whoknows.requests', { treeDataProvider: this });
    this.#disposables = [this.#view, this.#changed, team.onDidChange(() => this.refresh())];
  }

  refresh(): void {
    const open = this.#rows().filter(({ is }) => is === 'offer' || is === 'confirm').length;
    this.#view.badge = open
      ? {
          value: open,
          tooltip: open === 1 ? vscode.l10n.t('Somebody waits for you') : vscode.l10n.t('{0} wait for you', open),
        }
      : undefined;
    this.#view.description = ownStatusWords(this.#team);
    // What an empty view teaches depends on whether there is somebody to ask.
    const alone = this.#team.client !== undefined && this.#team.others().length === 0;
    if (alone !== this.#alone) void vscode.commands.executeCommand('setContext', 'whoknows.alone', alone);
    this.#alone = alone;
    this.#changed.fire();
  }

  getChildren(row?: RequestRow): RequestRow[] {
    if (!row) return this.#rows();
    if (row.is === 'offer') {
      const { question, state } = row.view;
      const promised = state.promises[this.#team.joined.profile.member];
      return [
        { is: 'detail', text: question?.question ?? '', view: row.view },
        ...(promised
          ? [{ is: 'detail', text: vscode.l10n.t('You answer at {0}', clock(promised)), view: row.view } as const]
          : []),
      ];
    }
    if (row.is === 'mine') return [{ is: 'detail', text: this.#waiting(row.view), view: row.view }];
    return [];
  }

  getTreeItem(row: RequestRow): vscode.TreeItem {
    if (row.is === 'state') {
      const item = new vscode.TreeItem(row.text);
      item.iconPath = new vscode.ThemeIcon(row.icon);
      if (row.more) item.description = row.more;
      item.tooltip = [row.text, row.more].filter(Boolean).join(': ');
      return item;
    }
    if (row.is === 'detail') {
      const item = new vscode.TreeItem(plainLabel(row.text, 300));
      item.tooltip = plainLabel(row.text, 600);
      item.command = { command: 'whoknows.openRequest', title: vscode.l10n.t('Open'), arguments: [row.view.id] };
      return item;
    }
    const item = new vscode.TreeItem(
      this.#label(row),
      row.is === 'offer' || row.is === 'mine'
        ? vscode.TreeItemCollapsibleState.Expanded
        : vscode.TreeItemCollapsibleState.None,
    );
    item.contextValue = row.is;
    item.description = this.#description(row);
    const question = row.is === 'leaving' ? row.leaving.question : row.view.question;
    item.tooltip = [placeWords(question), plainLabel(question?.question ?? '', 600)].filter(Boolean).join('\n');
    item.iconPath = new vscode.ThemeIcon(icons[row.is]);
    item.accessibilityInformation = { label: [item.label, item.description].filter(Boolean).join(', ') };
    if (row.is !== 'leaving') {
      item.id = row.view.id;
      item.command = { command: 'whoknows.openRequest', title: vscode.l10n.t('Open'), arguments: [row.view.id] };
    }
    return item;
  }

  #rows(): RequestRow[] {
    const { client } = this.#team;
    if (!client) return [];
    const me = client.profile.member;
    const rows: RequestRow[] = [];
    const { connection } = client;
    if (connection === 'offline' || connection === 'connecting')
      rows.push({
        is: 'state',
        text: vscode.l10n.t('The relay is away'),
        more: client.waiting ? vscode.l10n.t('what you sent waits') : vscode.l10n.t('trying again'),
        icon: 'debug-disconnect',
      });
    if (this.#team.stoppedBecause)
      rows.push({
        is: 'state',
        text: vscode.l10n.t('Not connected'),
        more: plainLabel(this.#team.stoppedBecause, 300),
        icon: 'debug-disconnect',
      });
    if (connection === 'waiting')
      rows.push({
        is: 'state',
        text: vscode.l10n.t('Read your code to somebody of the team: {0}', client.keyCode()),
        icon: 'key',
      });
    for (const leaving of this.#outgoing.list()) rows.push({ is: 'leaving', leaving });
    const views = this.#team.requests().sort((a, b) => b.state.askedAt - a.state.askedAt);
    const kinds = views.flatMap((view): RequestRow[] => {
      const { status, offers, entry } = view.state;
      if (view.role === 'candidate' && status === 'open' && (offers[me] === 'offered' || offers[me] === 'later'))
        return [{ is: 'offer', view }];
      if (view.role === 'asker' && (status === 'open' || status === 'unanswered')) return [{ is: 'mine', view }];
      if (view.role === 'candidate') return [];
      if (status === 'active' || status === 'paused') return [{ is: 'session', view }];
      if (status === 'ended') return [{ is: entry && entry.by !== me ? 'confirm' : 'ended', view }];
      return [];
    });
    const order = ['session', 'offer', 'confirm', 'mine', 'ended'];
    return [...rows, ...kinds.sort((a, b) => order.indexOf(a.is) - order.indexOf(b.is))];
  }

  #label(row: Exclude<RequestRow, { is: 'state' | 'detail' }>): string {
    if (row.is === 'leaving') return plainLabel(row.leaving.question.question, 80);
    const { view } = row;
    switch (row.is) {
      case 'offer':
        return vscode.l10n.t('{0} asks', this.#team.nameOf(view.state.asker));
      case 'mine':
        return plainLabel(view.question?.question ?? '', 80);
      default:
        return vscode.l10n.t('With {0}', this.#team.otherOf(view));
    }
  }

  /** Short: the side bar is narrow, and what does not fit is in the tooltip and below the row. */
  #description(row: Exclude<RequestRow, { is: 'state' | 'detail' }>): string {
    if (row.is === 'leaving') return vscode.l10n.t('waits for the relay');
    const { view } = row;
    const { state } = view;
    const place = shortPlace(view.question) || plainLabel(view.question?.question ?? '', 60);
    switch (row.is) {
      case 'offer':
        return place;
      case 'mine':
        return '';
      case 'session':
        return state.status === 'paused' ? vscode.l10n.t('left for later') : place;
      case 'confirm':
        return vscode.l10n.t('a log entry waits for you');
      default:
        return state.entry ? vscode.l10n.t('not confirmed yet') : vscode.l10n.t('not in the log yet');
    }
  }

  /** Who has how long: waiting is shown honestly. Who said no is not shown. */
  #waiting({ state }: RequestView): string {
    if (state.status === 'unanswered') return vscode.l10n.t('nobody who was asked can help now; ask somebody else');
    const promise = Object.values(state.promises).sort((a, b) => a - b)[0];
    if (promise) return vscode.l10n.t('an answer is promised for {0}', clock(promise));
    const asked = state.steps[Math.max(0, state.step)];
    const next = state.steps[state.step + 1];
    const offered = liveOffers(state);
    const whom = (offered.length ? offered : (asked?.candidates ?? [])).map((id) => this.#team.nameOf(id));
    const names = whom.length > 2 ? vscode.l10n.t('the team') : whom.join(', ');
    if (!next || state.next === null) return vscode.l10n.t('waiting for {0}', names);
    const then =
      next.candidates.length > 2
        ? vscode.l10n.t('everybody')
        : next.candidates.map((id) => this.#team.nameOf(id)).join(', ');
    return vscode.l10n.t('{0} until {1}, then {2}', names, clock(state.next), then);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** `parser.ts:4–6`: the place in as few letters as developers are used to. */
function shortPlace(question: Question | undefined): string {
  const name = plainLabel(question?.path?.split('/').at(-1) ?? '', 60);
  if (!question?.lines || !name) return name;
  const [first, last] = question.lines;
  return first === last ? `${name}:${first}` : `${name}:${first}–${last}`;
}

/** Beside the view's title while this person is not simply there: what the others see of them. */
function ownStatusWords({ client, said }: Team): string {
  if (!client) return '';
  const { offHours } = availabilityOf(client, client.profile.member);
  if (said.status === 'away')
    return said.until ? vscode.l10n.t('do not disturb until {0}', clock(said.until)) : vscode.l10n.t('do not disturb');
  if (offHours) return vscode.l10n.t('outside your working hours');
  return said.status === 'busy' ? vscode.l10n.t('busy') : '';
}

const icons = {
  offer: 'question',
  mine: 'watch',
  leaving: 'cloud-upload',
  session: 'comment-discussion',
  ended: 'check',
  confirm: 'checklist',
} as const;

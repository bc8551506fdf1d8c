import * as vscode from 'vscode';
import type { PlannedMembers } from '../app/proposePlan.ts';
import type { PlannedPair } from '../mentoring/plannedPairs.ts';
import type { ExtensionContext } from './extensionContext.ts';
import type { RepositoryMap } from './mapStore.ts';
import { plainLabel } from './plainLabel.ts';

const storageKey = 'whoknows.plannedSessions';
/** Pairs kept at most: older plans have been overtaken. */
const mostKept = 50;

/** Sessions of plans that nobody could be asked for yet. They are kept for this workspace, on this machine only. */
export class PlannedSessions implements vscode.Disposable {
  readonly #storage: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(storage: vscode.Memento) {
    this.#storage = storage;
  }

  get list(): readonly PlannedPair[] {
    return this.#storage.get<readonly PlannedPair[]>(storageKey, []);
  }

  /** Keeps pairs; a pair of the same two for the same reason replaces the one before. */
  async keep(pairs: readonly PlannedPair[]): Promise<void> {
    const others = this.list.filter((one) => !pairs.some((pair) => isSame(one, pair)));
    await this.#storage.update(storageKey, [...pairs, ...others].slice(0, mostKept));
    this.#changed.fire();
  }

  async forget(pairs: readonly PlannedPair[]): Promise<void> {
    await this.#storage.update(
      storageKey,
      this.list.filter((one) => !pairs.some((pair) => isSame(one, pair))),
    );
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const isSame = (a: PlannedPair, b: PlannedPair): boolean =>
  a.teacher.email === b.teacher.email && a.learner.email === b.learner.email && a.because === b.because;

/** How a kept pair stands in the view “Mentoring”. */
export function plannedItem(pair: PlannedPair): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(pair));
  item.description = pair.sessions.map(({ path }) => plainLabel(path || '.', 60)).join(', ');
  item.tooltip = [...sessionLines(pair), vscode.l10n.t('Planned here; nobody was asked yet.')].join('\n');
  item.iconPath = new vscode.ThemeIcon('mortar-board');
  item.contextValue = 'planned';
  item.accessibilityInformation = { label: `${labelOf(pair)}: ${item.description}` };
  return item;
}

/** Offers to make proposals of a plan's sessions, after the plan was shown. Waits for no answer. */
export function offerSessions(
  context: ExtensionContext,
  kept: PlannedSessions,
  shown: RepositoryMap,
  pairs: readonly PlannedPair[],
): void {
  if (pairs.length === 0) return;
  const choose = vscode.l10n.t('Propose These Sessions…');
  const said = context.team.client
    ? vscode.l10n.t('The plan’s sessions can be proposed to those who would hold them. Both must agree.')
    : vscode.l10n.t('The plan’s sessions can stand in the view Mentoring until you are in a team.');
  vscode.window
    .showInformationMessage(said, choose)
    .then(async (chosen) => {
      if (chosen === choose) await proposeSessions(context, kept, shown, pairs);
    })
    .then(undefined, context.showError);
}

/** Lets the user choose among planned pairs; proposes those whose two are in the team, keeps the others. */
export async function proposeSessions(
  context: ExtensionContext,
  kept: PlannedSessions,
  shown: RepositoryMap,
  pairs: readonly PlannedPair[],
): Promise<void> {
  const { client } = context.team;
  const { plannedMembers, proposePlan } = await import('../app/proposePlan.ts');
  const items = plannedMembers(client, shown.knowledge, pairs).map((members) => ({
    label: labelOf(members.planned),
    description: whyNot(context, members),
    detail: sessionLines(members.planned).join(' '),
    picked: true,
    members,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which sessions?'),
    placeHolder: client
      ? vscode.l10n.t('Each is proposed to its two; whoever is not in the team stays planned here')
      : vscode.l10n.t('They are kept in the view Mentoring, on this machine'),
    canPickMany: true,
  });
  if (!picked?.length) return;
  const chosen = picked.map(({ members }) => members);
  const proposed = client ? chosen.filter(isReady) : [];
  if (client && proposed.length) await proposePlan(client, proposed);
  await kept.forget(proposed.map(({ planned }) => planned));
  await kept.keep(chosen.filter((one) => !proposed.includes(one)).map(({ planned }) => planned));
  await vscode.commands.executeCommand('whoknows.mentoring.focus');
}

const isReady = ({ teacher, learner }: PlannedMembers): boolean =>
  teacher !== undefined && learner !== undefined && teacher !== learner;

function whyNot({ team }: ExtensionContext, { planned, teacher, learner }: PlannedMembers): string {
  if (!team.client || (teacher && learner)) return '';
  const missing = [teacher ? [] : [planned.teacher.name], learner ? [] : [planned.learner.name]].flat();
  return vscode.l10n.t('not in the team: {0}', missing.map((name) => plainLabel(name)).join(', '));
}

const labelOf = ({ teacher, learner }: PlannedPair): string =>
  vscode.l10n.t('{0} shows {1}', plainLabel(teacher.name, 60), plainLabel(learner.name, 60));

const sessionLines = ({ sessions }: PlannedPair): string[] =>
  sessions.map(({ path, week }) => vscode.l10n.t('Week {0}: {1}.', week, plainLabel(path || '.', 120)));

import * as vscode from 'vscode';
import { planAway } from '../expertise/skillMap/awayPlan.ts';
import { findMapPerson } from '../expertise/skillMap/findMapPerson.ts';
import { planNewcomer } from '../expertise/skillMap/newcomerPlan.ts';
import { awayPlanToMarkdown, newcomerPlanToMarkdown } from '../expertise/skillMap/planMarkdown.ts';
import { type PlannedPair, pairsOfAwayPlan, pairsOfNewcomerPlan } from '../mentoring/plannedPairs.ts';
import { pickEvidence } from './evidencePick.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { pickCorrection } from './mapCorrection.ts';
import { MapPanel } from './mapPanel.ts';
import type { MapRow } from './mapRows.ts';
import { MapStore, type RepositoryMap } from './mapStore.ts';
import { MapViews } from './mapViews.ts';
import { plainLabel } from './plainLabel.ts';
import { offerSessions, type PlannedSessions, proposeSessions } from './plannedSessions.ts';
import { subjectOfUri } from './subject.ts';

/** The skill map in the editor: its views, its picture and what can be done from them. */
export function registerMap(context: ExtensionContext, extension: vscode.Uri, kept: PlannedSessions): void {
  const store = new MapStore(context);
  const views = new MapViews(context, store);
  const panel = new MapPanel(context, store, extension, { ask, plan: (away) => void run(() => writeAwayPlan(away)) });
  context.subscriptions.push(store, views, panel);

  const run = async (command: () => Promise<void>): Promise<void> => {
    try {
      await command();
    } catch (error) {
      context.showError(error);
    }
  };
  const open = async (): Promise<RepositoryMap> => {
    views.want();
    return store.get();
  };

  async function writeAwayPlan(who: readonly string[], weeks?: number): Promise<void> {
    const shown = await open();
    const { map } = shown;
    const people = who.flatMap((one) => findMapPerson(map, one) ?? []);
    const plan = planAway(map, people, weeks === undefined ? {} : { weeks });
    await showMarkdown(awayPlanToMarkdown(map, plan));
    offerSessions(context, kept, shown, pairsOfAwayPlan(map, plan));
  }

  const commands: Record<string, (row?: unknown) => Promise<void>> = {
    'whoknows.showMap': async (uri) => {
      if (!(await trusted())) return;
      views.want();
      const shown = uri instanceof vscode.Uri ? await open() : store.shown;
      const prefix = shown && `${shown.root.path}/`;
      panel.show(
        uri instanceof vscode.Uri && prefix && uri.path.startsWith(prefix)
          ? { path: uri.path.slice(prefix.length) }
          : undefined,
      );
    },
    'whoknows.refreshMap': async () => {
      if (await trusted()) await open();
    },
    'whoknows.filterMap': async () => {
      const text = await vscode.window.showInputBox({
        title: vscode.l10n.t('Filter the skill map'),
        prompt: vscode.l10n.t('A part of a path, a name or a language. Empty shows everything.'),
        value: views.filter,
      });
      if (text !== undefined) views.setFilter(text);
    },
    'whoknows.clearMapFilter': async () => views.setFilter(''),
    'whoknows.askFromMap': async (row) => {
      const uri = uriOf(store.shown, row as MapRow | undefined);
      if (uri) ask(uri);
    },
    'whoknows.showInMap': async (row) => {
      const path = pathOf(store.shown, row as MapRow | undefined);
      if (path !== undefined) panel.show({ path });
    },
    'whoknows.showMapEvidence': async (row) => {
      if (store.shown) await showEvidence(context, store.shown, row as MapRow | undefined);
    },
    'whoknows.correctMap': async (row) => {
      if (!store.shown) return;
      await pickCorrection(store.shown, row as MapRow | undefined);
      await store.get();
    },
    'whoknows.planAway': async (row) => {
      if (!(await trusted())) return;
      const { map } = await open();
      const given = row as MapRow | undefined;
      if (given?.kind === 'person') {
        const { email, name } = map.people[given.person]!;
        panel.show({ away: [email || name] });
        return writeAwayPlan([email || name]);
      }
      const picked = await vscode.window.showQuickPick(peopleItems(map), {
        title: vscode.l10n.t('If … were away: who?'),
        placeHolder: vscode.l10n.t('What becomes uncovered, and who could learn it from whom'),
        canPickMany: true,
        matchOnDescription: true,
      });
      if (!picked?.length) return;
      const weeks = await vscode.window.showInputBox({
        title: vscode.l10n.t('Weeks until then'),
        value: '4',
        validateInput: (text) =>
          /^([1-9]|[1-4]\d|5[0-2])$/.test(text) ? undefined : vscode.l10n.t('A whole number from 1 to 52'),
      });
      if (weeks !== undefined)
        await writeAwayPlan(
          picked.map(({ who }) => who),
          Number(weeks),
        );
    },
    'whoknows.planNewcomer': async () => {
      if (!(await trusted())) return;
      const shown = await open();
      const { map } = shown;
      const other = { label: vscode.l10n.t('$(person-add) Somebody without history here'), who: '', alwaysShow: true };
      const picked = await vscode.window.showQuickPick([other, ...peopleItems(map)], {
        title: vscode.l10n.t('First weeks: who is new?'),
        matchOnDescription: true,
      });
      if (!picked) return;
      const newcomer = picked.who === '' ? undefined : findMapPerson(map, picked.who);
      const name = newcomer === undefined ? vscode.l10n.t('somebody new') : map.people[newcomer]!.name;
      const plan = planNewcomer(map, newcomer);
      await showMarkdown(newcomerPlanToMarkdown(map, plan, name));
      const email = newcomer === undefined ? '' : map.people[newcomer]!.email;
      offerSessions(context, kept, shown, pairsOfNewcomerPlan(map, plan, { name, email }));
    },
    'whoknows.proposePlanned': async (row) => {
      if (!(await trusted())) return;
      const { planned } = (row ?? {}) as { planned?: PlannedPair };
      await proposeSessions(context, kept, await open(), planned ? [planned] : kept.list);
    },
    'whoknows.forgetPlanned': async (row) => {
      const { planned } = (row ?? {}) as { planned?: PlannedPair };
      if (planned) await kept.forget([planned]);
    },
  };
  for (const [id, command] of Object.entries(commands))
    context.subscriptions.push(vscode.commands.registerCommand(id, (row?: unknown) => run(() => command(row))));
}

/** Names people for a place; from that list one asks them. */
function ask(uri: vscode.Uri): void {
  void vscode.commands.executeCommand('whoknows.whoCanHelp', uri);
}

function peopleItems(map: RepositoryMap['map']): (vscode.QuickPickItem & { who: string })[] {
  return map.people.flatMap(({ name, email, left }) =>
    left === undefined ? [{ label: plainLabel(name), description: plainLabel(email, 254), who: email || name }] : [],
  );
}

async function showMarkdown(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: false });
}

async function trusted(): Promise<boolean> {
  if (!vscode.workspace.isTrusted) await vscode.commands.executeCommand('workbench.trust.manage');
  return vscode.workspace.isTrusted;
}

/** The place that a row is about, from the repository's top. */
function pathOf(shown: RepositoryMap | undefined, row: MapRow | undefined): string | undefined {
  if (!shown || !row) return undefined;
  if (row.kind === 'area') return shown.map.areas[row.area]?.path;
  if (row.kind === 'gap') return row.gap.path;
  return row.kind === 'place' || row.kind === 'knower' ? row.path : undefined;
}

function uriOf(shown: RepositoryMap | undefined, row: MapRow | undefined): vscode.Uri | undefined {
  const path = pathOf(shown, row);
  return shown && path !== undefined ? vscode.Uri.joinPath(shown.root, path) : undefined;
}

async function showEvidence(context: ExtensionContext, shown: RepositoryMap, row: MapRow | undefined): Promise<void> {
  const uri = uriOf(shown, row);
  if (!uri || !row || (row.kind !== 'knower' && row.kind !== 'place')) return;
  const { findPerson } = await import('../app/whoCanHelp.ts');
  const { name, email } = shown.map.people[row.person]!;
  const person = findPerson(shown.knowledge, email || name);
  if (person === undefined) return;
  const level = row.kind === 'knower' ? row.level : 'knows';
  await pickEvidence(context, shown.knowledge, { person, name, email, level, reasons: [] }, await subjectOfUri(uri));
}

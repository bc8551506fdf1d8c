import * as vscode from 'vscode';
import { awayDefaults, planAway } from '../expertise/skillMap/awayPlan.ts';
import { readAwayTime } from '../expertise/skillMap/awayTime.ts';
import { findMapPerson } from '../expertise/skillMap/findMapPerson.ts';
import { planNewcomer } from '../expertise/skillMap/newcomerPlan.ts';
import { awayPlanToMarkdown, newcomerPlanToMarkdown } from '../expertise/skillMap/planMarkdown.ts';
import { type PlannedPair, pairsOfAwayPlan, pairsOfNewcomerPlan } from '../mentoring/plannedPairs.ts';
import { localDay } from '../mentoring/workingHours.ts';
import { answerAbout } from './answering.ts';
import { askFirst } from './asking.ts';
import { pickEvidence } from './evidencePick.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { pickCorrection } from './mapCorrection.ts';
import { MapPanel } from './mapPanel.ts';
import { filesOfLanguage, peopleBehind, pickPerson, pickPlace, placesBehind } from './mapRowChoices.ts';
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
  const panel = new MapPanel(context, store, extension, {
    ask,
    plan: (away, from) => void run(() => writeAwayPlan(away, from)),
  });
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

  async function writeAwayPlan(who: readonly string[], when?: string): Promise<void> {
    const shown = await open();
    const { map } = shown;
    const people = who.flatMap((one) => findMapPerson(map, one) ?? []);
    const time = (when && readAwayTime(when, today())) || readAwayTime(String(awayDefaults.weeks), today())!;
    const plan = planAway(map, people, time);
    await showMarkdown(awayPlanToMarkdown(map, plan, time));
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
      if (store.shown && row) await askAboutRow(context, store.shown, row as MapRow);
    },
    'whoknows.showInMap': async (row) => {
      const path = pathOf(store.shown, row as MapRow | undefined);
      if (path !== undefined) panel.show({ path });
    },
    'whoknows.showMapEvidence': async (row) => {
      if (store.shown && row) await showEvidence(context, store.shown, row as MapRow);
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
      const when = await vscode.window.showInputBox({
        title: vscode.l10n.t('From when?'),
        prompt: vscode.l10n.t('The first day, as 2026-12-21, or the first and the last; or only the weeks until then.'),
        value: String(awayDefaults.weeks),
        validateInput: (text) =>
          readAwayTime(text, today())
            ? undefined
            : vscode.l10n.t('A day after today and within a year, or a whole number of weeks from 1 to 52'),
      });
      if (when !== undefined)
        await writeAwayPlan(
          picked.map(({ who }) => who),
          when,
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

const today = (): string => localDay(Date.now());

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

/** Asks about a row's place: somebody who is named in it first, where they are in the team; else whoever can help there. */
async function askAboutRow(context: ExtensionContext, shown: RepositoryMap, row: MapRow): Promise<void> {
  const { map } = shown;
  const path = await pickPlace(placesBehind(map, row), titleOf(shown, row));
  if (path === undefined) return;
  const uri = vscode.Uri.joinPath(shown.root, path);
  if (!('person' in row) || !context.team.client) return ask(uri);
  const subject = await subjectOfUri(uri);
  const about = await answerAbout(context, subject);
  const { name, email } = map.people[row.person]!;
  const { findPerson } = await import('../app/whoCanHelp.ts');
  const person = findPerson(about.knowledge, email || name);
  const member = person === undefined ? undefined : about.members.get(person);
  if (member === undefined) return ask(uri);
  await askFirst(context, subject, about, member);
}

/** Shows the commits behind what a row says of somebody, who is picked where it speaks of several. */
async function showEvidence(context: ExtensionContext, shown: RepositoryMap, row: MapRow): Promise<void> {
  const { map } = shown;
  const title = titleOf(shown, row);
  const people = peopleBehind(map, row);
  if (people.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nobody active knows it yet, and nobody who left did.'));
    return;
  }
  const one = await pickPerson(map, people, title);
  if (!one) return;
  const language = row.kind === 'language' || row.kind === 'knower' ? row.language : undefined;
  const place = language === undefined ? await pickPlace(placesBehind(map, row), title) : '';
  if (place === undefined) return;
  const { findPerson } = await import('../app/whoCanHelp.ts');
  const { name, email } = map.people[one.person]!;
  const person = findPerson(shown.knowledge, email || name);
  if (person === undefined) return;
  const at = (path: string): vscode.Uri => vscode.Uri.joinPath(shown.root, path);
  const subject =
    language === undefined
      ? await subjectOfUri(at(place))
      : {
          folder: shown.root.fsPath,
          paths: filesOfLanguage(map, language, one.person).map((path) => at(path).fsPath),
          title: map.languages[language]!.name,
        };
  if (subject.paths.length === 0) return;
  await pickEvidence(context, shown.knowledge, { person, name, email, level: one.level, reasons: [] }, subject);
}

/** What a row is about, in a title. */
function titleOf({ map, title }: RepositoryMap, row: MapRow): string {
  if (row.kind === 'language') return map.languages[row.language]!.name;
  if (row.kind === 'person') return map.people[row.person]!.name;
  return placesBehind(map, row)[0] || title;
}

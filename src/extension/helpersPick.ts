import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { Answer, Helper } from '../app/whoCanHelp.ts';
import type { Id } from '../protocol/shapes.ts';
import { type AnswerAbout, answerAbout } from './answering.ts';
import { askFirst } from './asking.ts';
import { pickEvidence } from './evidencePick.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { pickOwnWord } from './ownWordPick.ts';
import { plainLabel } from './plainLabel.ts';
import { standingWords } from './presenceWords.ts';
import { type Subject, textOnScreen } from './subject.ts';
import { offerTeam } from './teamOffer.ts';

interface HelperItem extends vscode.QuickPickItem {
  readonly helper?: Helper;
  /** A member whom this row asks, who is not one of the helpers. */
  readonly asks?: Id;
  /** The row that asks somebody else of the team. */
  readonly somebodyElse?: boolean;
  /** The row that says what a team would add. */
  readonly offersTeam?: boolean;
  /** The row that leads to what nobody, or only one person, knows. */
  readonly showsGaps?: boolean;
}

/**
 * Shows who can help, at once from the newest commits and refined when the whole history is read. Enter asks the person where they are in
 * the user's team, else it leads to the evidence, as the button at the row's end always does.
 */
export async function pickHelper(context: ExtensionContext, subject: Subject): Promise<void> {
  const pick = vscode.window.createQuickPick<HelperItem>();
  pick.title = vscode.l10n.t('Who can help with {0}?', plainLabel(subject.title));
  pick.placeholder = vscode.l10n.t('Reading history…');
  pick.busy = true;
  pick.matchOnDetail = true;
  pick.show();
  let current: Knowledge | undefined;
  let last: AnswerAbout | undefined;
  // Its place is kept from the beginning: a row that came later would move the last ones from under the pointer.
  let lineShares: HelperItem | undefined = subject.lines && linesItem(vscode.l10n.t('Who wrote these lines? Looking…'));
  let fellow: HelperItem | undefined;
  let members: ReadonlyMap<number, Id> = new Map();
  const show = (about: AnswerAbout): void => {
    const { knowledge, answer, members: found } = about;
    last = about;
    // The editor tells of the first row's being active a moment later; without one, Enter would do nothing.
    const chosen = pick.activeItems[0]?.label;
    current = knowledge;
    members = found;
    const asides = [fellow, lineShares].filter((item) => item !== undefined);
    pick.items = [...helperItems(context, answer, members), ...asides, ...waysOut(context, answer)];
    const again = pick.items.find(({ label }) => label === chosen);
    pick.activeItems = again ? [again] : pick.items.slice(0, 1);
  };
  const closed = new Promise<void>((resolve) => pick.onDidHide(() => resolve()));
  // Somebody comes or goes while the list is open.
  const present = context.team.onDidChange(() => last && show(last));
  const openEvidence = (helper: Helper): void => {
    if (!current) return;
    pick.hide();
    void pickEvidence(context, current, helper, subject);
  };
  const askPerson = (first: Id | undefined): void => {
    pick.hide();
    askFirst(context, subject, last, first).catch(context.showError);
  };
  const memberOf = (helper: Helper | undefined) => (helper ? members.get(helper.person) : undefined);
  pick.onDidAccept(() => {
    const [row] = pick.activeItems;
    const member = memberOf(row?.helper);
    if (member) askPerson(member);
    else if (row?.helper) openEvidence(row.helper);
    else if (row?.asks) askPerson(row.asks);
    else if (row?.somebodyElse) askPerson(undefined);
    else if (row?.offersTeam) {
      pick.hide();
      offerTeam().then(undefined, context.showError);
    } else if (row?.showsGaps) {
      pick.hide();
      showGaps().catch(context.showError);
    }
  });
  pick.onDidTriggerItemButton(({ item, button }) => {
    if (!item.helper || !current) return;
    if (button !== wordButton) return openEvidence(item.helper);
    pick.hide();
    pickOwnWord(context, current, subject, item.helper).catch(context.showError);
  });
  try {
    const about = await answerAbout(context, subject, show);
    const { knowledge, answer } = about;
    show(about);
    pick.busy = false;
    pick.placeholder = members.size
      ? vscode.l10n.t('Enter asks')
      : answer.people.length
        ? vscode.l10n.t('Enter shows what this rests on')
        : vscode.l10n.t('Nobody to name');
    context.answered(knowledge);
    fellow = await describeFellow(context, about, subject);
    if (fellow) show(about);
    if (subject.lines) {
      lineShares = await describeLines(pick, knowledge, subject);
      show(about);
    }
    await closed;
  } catch (error) {
    pick.hide();
    throw error;
  } finally {
    present.dispose();
    pick.dispose();
  }
}

/** Below the answer: a peer to learn it with, where there is one besides those who are named (S6). */
async function describeFellow(
  context: ExtensionContext,
  { knowledge, answer, members, team }: AnswerAbout,
  subject: Subject,
): Promise<HelperItem | undefined> {
  try {
    const [{ fellowLearner }, { ownEmail, repositoryPaths }] = await Promise.all([
      import('../app/fellowLearner.ts'),
      import('../app/whoCanHelp.ts'),
    ]);
    const paths = repositoryPaths(knowledge, subject.folder, subject.paths);
    const found = fellowLearner(knowledge, paths, { asker: await ownEmail(knowledge), team });
    if (!found || answer.people.some(({ person }) => person === found.person)) return undefined;
    const member = members.get(found.person);
    return {
      label: `$(mortar-board) ${plainLabel(found.name)}`,
      description: `${found.words === wantsToo ? vscode.l10n.t('would like to learn this too') : vscode.l10n.t('is finding their way here too')}`,
      alwaysShow: true,
      ...(member ? { asks: member } : {}),
    };
  } catch (error) {
    context.log(error);
    return undefined;
  }
}

/** Below the answer about a selection: who wrote these lines. Comes when git has told, and never holds up the answer. */
async function describeLines(
  pick: vscode.QuickPick<HelperItem>,
  knowledge: Knowledge,
  subject: Subject,
): Promise<HelperItem> {
  const [{ findSurvivingLines }, { repositoryPaths }] = await Promise.all([
    import('../app/survivingLines.ts'),
    import('../app/whoCanHelp.ts'),
  ]);
  const controller = new AbortController();
  const hidden = pick.onDidHide(() => controller.abort());
  const [file] = repositoryPaths(knowledge, subject.folder, subject.paths);
  const shares = await findSurvivingLines(knowledge, file!, {
    lines: subject.lines,
    text: textOnScreen(subject.paths[0]!),
    signal: controller.signal,
  })
    .catch(() => undefined)
    .finally(() => hidden.dispose());
  if (!shares?.people.length) return linesItem(vscode.l10n.t('No commit has these lines yet'));
  const words = shares.people.slice(0, 3).map(({ name, words }) => `${name} ${words}`);
  return linesItem(plainLabel(words.join(' · '), 200));
}

const linesItem = (words: string): HelperItem => ({ label: `$(list-flat) ${words}`, alwaysShow: true });

/** One of the two things that the engine says of a fellow learner. */
const wantsToo = 'would like to learn this too';

const wordButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('feedback'),
  tooltip: vscode.l10n.t('Say what you know of this, or that this is the wrong person'),
};

const evidenceButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('history'),
  tooltip: vscode.l10n.t('Show the commits behind this'),
};

function helperItems(
  context: ExtensionContext,
  { people, note }: Answer,
  members: ReadonlyMap<number, Id>,
): HelperItem[] {
  const { client } = context.team;
  const standing = ({ person }: Helper): string => {
    const member = members.get(person);
    if (member && client) return ` · ${standingWords(client, member)}`;
    return client ? ` · ${vscode.l10n.t('not in your team')}` : '';
  };
  const items: HelperItem[] = people.map((helper) => ({
    label: `$(person) ${plainLabel(helper.name)}`,
    description:
      levelWords(helper.level) + standing(helper) + (helper.turn ? ` · ${plainLabel(helper.turn, 120)}` : ''),
    detail: plainLabel(reasonsInALine(helper.reasons), 300),
    buttons: [evidenceButton, wordButton],
    alwaysShow: true,
    helper,
  }));
  if (note) items.push(noteItem(note));
  return items;
}

/** About as many characters as a row of the list holds; what comes after them is cut off by the editor. */
const rowCharacters = 80;

/** The strongest reasons that a row shows whole. The others are with the commits, one step away. */
function reasonsInALine(reasons: readonly string[]): string {
  let line = '';
  for (const reason of reasons) {
    const longer = line ? `${line} · ${reason}` : reason;
    if (line && longer.length > rowCharacters) break;
    line = longer;
  }
  return line;
}

async function showGaps(): Promise<void> {
  await vscode.commands.executeCommand('whoknows.gaps.focus');
  // Also where nobody has asked for the map yet: whoever takes this row wants to see it.
  await vscode.commands.executeCommand('whoknows.refreshMap');
}

/** The last rows: what to do where none of those who were named fits. */
function waysOut({ team }: ExtensionContext, { people }: Answer): HelperItem[] {
  const out: HelperItem[] = [];
  if (!team.client && people.length)
    out.push({
      label: `$(plug) ${vscode.l10n.t('Ask them from here? That takes a team…')}`,
      alwaysShow: true,
      offersTeam: true,
    });
  if (team.client && team.others().length)
    out.push({ label: `$(organization) ${vscode.l10n.t('Somebody else…')}`, alwaysShow: true, somebodyElse: true });
  out.push({
    label: `$(question) ${
      people.length
        ? vscode.l10n.t('Nobody fits? See what the team doesn’t know')
        : vscode.l10n.t('See what else the team doesn’t know')
    }`,
    alwaysShow: true,
    showsGaps: true,
  });
  return out;
}

/** A note's first clause as the row's label, the rest below it: one line would be cut. */
function noteItem(note: string): HelperItem {
  const [, first, rest = ''] = /^(.*?)[.;](?:\s+(.*))?$/s.exec(note) ?? [note, note, ''];
  return {
    label: `$(info) ${plainLabel(first!)}`,
    ...(rest ? { detail: plainLabel(rest, 300) } : {}),
    alwaysShow: true,
  };
}

/** The engine's words for levels, in the user's language. */
export function levelWords(level: Helper['level']): string {
  const words = {
    'knows well': vscode.l10n.t('knows it well'),
    knows: vscode.l10n.t('knows it'),
    'has touched': vscode.l10n.t('has touched it'),
    nearby: vscode.l10n.t('works nearby'),
  };
  return words[level];
}

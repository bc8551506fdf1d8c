import * as vscode from 'vscode';
import { draftLogEntry } from '../app/logDraft.ts';
import { redactSecrets } from '../app/redactSecrets.ts';
import { countSession } from '../app/teamFigures.ts';
import type { RequestView } from '../client/teamView.ts';
import type { LogEntryContent } from '../protocol/contents.ts';
import type { Id } from '../protocol/shapes.ts';
import { ChosenRow } from './chosenRow.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { isGoingOn } from './openSession.ts';
import { plainLabel } from './plainLabel.ts';
import { plainMessage } from './plainMessage.ts';
import type { Sessions } from './sessions.ts';
import { logEntryOf } from './teamModules.ts';

/** Characters of the sentence to keep: with the lines it is about it is a small record. */
const mostLearned = 4_000;

interface Row extends vscode.QuickPickItem {
  readonly outcome?: LogEntryContent['outcome'];
  readonly does?: 'topic' | 'minutes' | 'note' | 'counts';
}

/** Ending a session and agreeing on what goes into the log. */
export function registerEnding(context: ExtensionContext, sessions: Sessions): void {
  const { team } = context;
  const end = async (given: unknown): Promise<void> => {
    const id = sessionId(given) ?? sessions.find(given)?.id ?? (await pickSession(context));
    const view = id === undefined ? undefined : team.joined.team.requests.get(id);
    if (!view) return;
    const { asker, helper } = view.state;
    const names = { asker: team.nameOf(asker), helper: team.nameOf(helper) };
    const known = logEntryOf(team.joined.team, view, team.joined.profile.member);
    const card = await showEndCard(
      context,
      view,
      known
        ? { ...draftLogEntry(view, names, team.joined.now()), ...contentOf(known) }
        : draftLogEntry(view, names, team.joined.now()),
    );
    if (!card) return;
    // The other may have ended it while the card was open.
    if (isGoingOn(team.joined.team.requests.get(view.id))) team.joined.end(view.id);
    if (card.note && card.entry.learned) await context.notes.keep(view, card.entry, sessions.get(view.id));
    await team.joined.proposeLog(view.id, card.entry).done;
  };
  const confirm = async (given: unknown): Promise<void> => {
    const id = sessionId(given);
    const view = id === undefined ? undefined : team.joined.team.requests.get(id);
    if (view) await askToConfirm(context, view);
  };
  const command = (name: string, run: (given: unknown) => Promise<void>) =>
    vscode.commands.registerCommand(name, (given: unknown) => run(given).catch(context.showError));
  context.subscriptions.push(
    command('whoknows.endSession', end),
    command('whoknows.confirmLog', confirm),
    team.onDidHear((event) => {
      if (event.type !== 'request' || event.replayed) return;
      const { request, event: what } = event;
      const me = team.client?.profile.member;
      if (what.type === 'log.proposed' && what.by !== me)
        // The entry's own record comes before the event that names it; the view is up to date here.
        team.whenCaughtUp(`log ${request.id}`, () => askToConfirm(context, request).catch(context.showError));
      if (what.type === 'log.confirmed')
        team.whenCaughtUp(`log ${request.id}`, () => {
          void vscode.window.showInformationMessage(
            what.by === me
              ? vscode.l10n.t('It is in your mentoring log. Only the two of you can read it.')
              : vscode.l10n.t(
                  '{0} confirmed: it is in both your mentoring logs.',
                  plainMessage(team.otherOf(request), 80),
                ),
          );
        });
    }),
  );
}

async function askToConfirm(context: ExtensionContext, view: RequestView): Promise<void> {
  const { team } = context;
  const entry = logEntryOf(team.joined.team, view, team.joined.profile.member);
  if (!entry) throw new Error(vscode.l10n.t('There is no log entry to confirm yet.'));
  const confirm = vscode.l10n.t('Confirm');
  const change = vscode.l10n.t('Change…');
  const learned = entry.learned ? ` “${plainMessage(entry.learned, 160)}”` : '';
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} wrote down your session: {1}, {2}, {3} min.{4}{5}',
      plainMessage(team.otherOf(view), 80),
      plainMessage(entry.topic, 80),
      outcomeWords(entry.outcome),
      entry.minutes,
      learned,
      entry.counts ? ` ${vscode.l10n.t('With your yes the team may count it as know-how.')}` : '',
    ),
    confirm,
    change,
  );
  // What was read is what is agreed to: the other may have changed it meanwhile.
  const now = team.client?.team.requests.get(view.id);
  if (chosen === confirm && now && now.state.entry?.record !== view.state.entry?.record)
    return askToConfirm(context, now);
  if (chosen === confirm) {
    await team.joined.confirmLog(view.id).done;
    countSession(team.joined, entry);
  }
  if (chosen === change) await vscode.commands.executeCommand('whoknows.endSession', view.id);
}

/** The last screen: everything is filled in; the line above takes the one sentence worth keeping. */
async function showEndCard(
  context: ExtensionContext,
  view: RequestView,
  draft: LogEntryContent,
): Promise<{ entry: LogEntryContent; note: boolean } | undefined> {
  let { topic, minutes, counts = false } = draft;
  let note = view.question?.path !== undefined;
  const pick = vscode.window.createQuickPick<Row>();
  pick.ignoreFocusOut = true;
  pick.title = vscode.l10n.t('End with {0}', context.team.otherOf(view));
  pick.placeholder = vscode.l10n.t('One sentence to keep: what was learned?');
  pick.value = draft.learned ?? '';
  const other = context.team.otherOf(view);
  let paused = false;
  let result: { entry: LogEntryContent; note: boolean } | undefined;
  const draw = (): void => {
    const name = chosen.name;
    const rows: Row[] = [
      {
        label: `$(check) ${outcomeWords('solved')}`,
        description: vscode.l10n.t('Enter ends the session'),
        outcome: 'solved',
      },
      { label: `$(circle-large-outline) ${outcomeWords('partly')}`, outcome: 'partly' },
      { label: `$(circle-slash) ${outcomeWords('not solved')}`, outcome: 'not solved' },
      { label: `$(tag) ${plainLabel(topic, 80)}`, description: vscode.l10n.t('the topic'), does: 'topic' },
      {
        label: `$(watch) ${minuteWords(minutes)}`,
        description: vscode.l10n.t('active time'),
        does: 'minutes',
      },
      {
        label: note
          ? `$(check) ${vscode.l10n.t('The sentence stays as a note at these lines')}`
          : `$(note) ${vscode.l10n.t('Keep the sentence as a note at these lines')}`,
        does: 'note',
      },
      {
        label: counts
          ? `$(check) ${vscode.l10n.t('The team may count it as know-how, if {0} agrees', other)}`
          : `$(circle-large-outline) ${vscode.l10n.t('Let the team count it as know-how?')}`,
        description: vscode.l10n.t('that you worked on this together, not what was said'),
        does: 'counts',
      },
    ];
    pick.items = rows.map((row) => ({ ...row, alwaysShow: true }));
    pick.activeItems = [named(name) ?? first()];
  };
  const nameOf = ({ does, outcome }: Row): string | undefined => does ?? outcome;
  const named = (name: string | undefined) => pick.items.find((row) => name !== undefined && nameOf(row) === name);
  const first = () => named(draft.outcome) ?? pick.items[0]!;
  const chosen = new ChosenRow(pick, nameOf, draw);
  const aside = async (
    title: string,
    value: string,
    take: (text: string) => void,
    check?: (text: string) => string | undefined,
  ) => {
    const kept = pick.value;
    paused = true;
    const text = await vscode.window.showInputBox({
      title,
      value,
      ignoreFocusOut: true,
      ...(check ? { validateInput: check } : {}),
    });
    if (text !== undefined) take(text);
    paused = false;
    pick.show();
    pick.value = kept;
    draw();
  };
  const act = async (): Promise<void> => {
    const row = named(chosen.name) ?? first();
    if (row.outcome) {
      const learned = (await redactSecrets(pick.value.trim().slice(0, mostLearned))).text;
      const { learned: _, counts: __, ...rest } = draft;
      const said = { ...(learned ? { learned } : {}), ...(counts ? { counts } : {}) };
      result = { entry: { ...rest, topic, minutes, outcome: row.outcome, ...said }, note };
      pick.hide();
    } else if (row.does === 'topic') {
      await aside(vscode.l10n.t('What was it about?'), topic, (text) => {
        topic = text.trim().slice(0, 400) || topic;
      });
    } else if (row.does === 'minutes') {
      await aside(
        vscode.l10n.t('How many minutes?'),
        String(minutes),
        (text) => {
          minutes = Number(text);
        },
        (text) => (/^\d{1,5}$/.test(text) ? undefined : vscode.l10n.t('A whole number of minutes')),
      );
    } else if (row.does === 'counts') {
      counts = !counts;
      draw();
    } else {
      note = !note;
      draw();
    }
  };
  pick.onDidAccept(() => act().catch(context.showError));
  const gone = new Promise<void>((resolve) => pick.onDidHide(() => paused || resolve()));
  draw();
  pick.show();
  await gone;
  pick.dispose();
  return result;
}

async function pickSession(context: ExtensionContext): Promise<Id | undefined> {
  const views = context.team.requests().filter((view) => view.role !== 'candidate' && isGoingOn(view));
  if (views.length === 0) throw new Error(vscode.l10n.t('No session is going on.'));
  if (views.length === 1) return views[0]!.id;
  const items = views.map((view) => ({
    label: context.team.otherOf(view),
    detail: plainLabel(view.question?.question ?? ''),
    id: view.id,
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which session?') }))?.id;
}

export function outcomeWords(outcome: LogEntryContent['outcome']): string {
  return {
    solved: vscode.l10n.t('Solved'),
    partly: vscode.l10n.t('Partly solved'),
    'not solved': vscode.l10n.t('Not solved'),
  }[outcome];
}

export function minuteWords(minutes: number): string {
  if (minutes === 0) return vscode.l10n.t('less than a minute');
  return minutes === 1 ? vscode.l10n.t('1 minute') : vscode.l10n.t('{0} minutes', minutes);
}

/** What is written down, without what only this machine adds. */
function contentOf(entry: LogEntryContent): Partial<LogEntryContent> {
  const { topic, outcome, learned, minutes, counts } = entry;
  return { topic, outcome, minutes, ...(learned ? { learned } : {}), ...(counts ? { counts } : {}) };
}

function sessionId(given: unknown): Id | undefined {
  if (typeof given === 'string') return given;
  const view = (given as { view?: RequestView } | undefined)?.view;
  return view?.id;
}

import path from 'node:path';
import * as vscode from 'vscode';
import { findClone } from '../app/placeHere.ts';
import { textAt } from '../app/questionAbout.ts';
import { applyEdit, makeEdit } from '../app/suggestedEdit.ts';
import type { SuggestedEdit } from '../protocol/contents.ts';
import type { Id } from '../protocol/shapes.ts';
import { DraftedEdits } from './draftedEdits.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { notHere, type OpenSession } from './openSession.ts';
import { plainLabel } from './plainLabel.ts';
import { plainMessage } from './plainMessage.ts';
import { scratchScheme } from './scratchFiles.ts';
import type { Sessions } from './sessions.ts';
import { contents } from './teamModules.ts';

/** A helper's edit as a proposal, and the asker's “Apply”. */
export function registerSuggestedEdits(context: ExtensionContext, sessions: Sessions): void {
  const drafts = new DraftedEdits(context);
  const { team } = context;

  const suggest = async (thread: unknown): Promise<void> => {
    const session = sessions.find(thread);
    if (!session) throw new Error(vscode.l10n.t('No session is going on in this window.'));
    await drafts.begin(session.id, nameOf(context, session.id), await textToEdit(context, session));
  };

  const send = async (): Promise<void> => {
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    const inFront =
      activeTab?.input instanceof vscode.TabInputTextDiff ? activeTab.input.modified.toString() : undefined;
    const open = vscode.window.visibleTextEditors
      .map((one) => one.document)
      .filter(({ uri }) => uri.scheme === scratchScheme);
    const document = open.find(({ uri }) => uri.toString() === inFront) ?? open[0];
    const id = document && drafts.sessionOf(document.uri);
    const view = id === undefined ? undefined : team.joined.team.requests.get(id);
    if (!document || !view) throw new Error(vscode.l10n.t('Open a suggestion first with “Suggest an Edit”.'));
    const edit = makeEdit(view.question?.path ?? 'file', drafts.base(document.uri), document.getText());
    if (!edit) throw new Error(vscode.l10n.t('Nothing is changed yet; edit the text first.'));
    const { success, data: content } = contents.edit.safeParse(edit);
    if (!success)
      throw new Error(
        vscode.l10n.t('This suggestion is longer than can be sent. Suggest one part of it after the other.'),
      );
    const { done } = team.joined.addRecord({ kind: 'edit', scope: { session: view.id }, content });
    await drafts.close(document.uri);
    await sessions.goTo(view.id);
    done.catch(context.showError);
  };

  const find = (record: unknown): { edit: SuggestedEdit; session: OpenSession; id: Id } => {
    const id = typeof record === 'string' ? record : shownEdit();
    const found = id === undefined ? undefined : team.joined.team.records.get(id);
    const edit = contents.edit.safeParse(found?.content);
    const session = found && 'session' in found.scope ? sessions.get(found.scope.session) : undefined;
    if (!id || !edit.success || !session) throw new Error(vscode.l10n.t('This suggestion is no longer there.'));
    return { edit: edit.data, session, id };
  };

  const show = async (record: unknown): Promise<void> => {
    const { edit, session, id } = find(record);
    const name = nameOf(context, session.id);
    const { document, applied } = await tryOn(session, edit);
    if (!applied.fits) {
      const uri = context.documents.put(`patch-${id}`, `${name}.diff`, edit.patch);
      await vscode.window.showTextDocument(uri, { preview: true });
      void vscode.window.showInformationMessage(changedTooMuch(name));
      return;
    }
    const left = context.documents.put(`now-${id}`, name, document.getText());
    const right = context.documents.put(`edit-${id}`, name, applied.text);
    const first = applied.changes[0]?.from ?? 0;
    await vscode.commands.executeCommand(
      'vscode.diff',
      left,
      right,
      applied.baseChanged
        ? vscode.l10n.t('Suggestion for {0} · the file has changed since', plainLabel(name, 60))
        : vscode.l10n.t('Suggestion for {0}', plainLabel(name, 60)),
      {
        preview: true,
        selection: new vscode.Range(first, 0, first, 0),
      },
    );
  };

  /** Both see in the conversation what became of a suggestion. */
  const answered = (session: Id, edit: Id, answer: 'applied' | 'dismissed'): void => {
    team.joined.addRecord({ kind: 'edit-answer', scope: { session }, content: { edit, answer } });
  };

  /** Texts as suggestions have left them, by suggestion: to know a second press of the button for what it is. */
  const appliedAs = new Map<Id, string>();
  const underWay = new Set<Id>();
  const apply = async (record: unknown): Promise<void> => {
    const found = find(record);
    if (underWay.has(found.id)) return;
    underWay.add(found.id);
    const done = await change(found).finally(() => underWay.delete(found.id));
    await offerUndo(found, done);
  };

  const change = async ({ edit, session, id }: ReturnType<typeof find>) => {
    if (session.place.is !== 'file')
      throw new Error(vscode.l10n.t('You do not have this file open from a folder, so nothing can be changed.'));
    const { document, applied } = await tryOn(session, edit);
    if (appliedAs.get(id) === document.getText())
      throw new Error(vscode.l10n.t('This suggestion has been applied already.'));
    if (!applied.fits) throw new Error(changedTooMuch(nameOf(context, session.id)));
    const edits = new vscode.WorkspaceEdit();
    const end = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
    for (const { from, to, text } of applied.changes)
      edits.replace(document.uri, new vscode.Range(from, 0, to, 0), text.replaceAll('\n', end));
    if (!(await vscode.workspace.applyEdit(edits)))
      throw new Error(vscode.l10n.t('The editor refused the change; the file may be read-only.'));
    appliedAs.set(id, document.getText());
    answered(session.id, id, 'applied');
    if (shownEdit() === id) await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await showChange(document, applied.changes);
    return { document, baseChanged: applied.baseChanged };
  };

  const offerUndo = async (
    { session, id }: ReturnType<typeof find>,
    { document, baseChanged }: Awaited<ReturnType<typeof change>>,
  ): Promise<void> => {
    const undo = vscode.l10n.t('Undo');
    const chosen = await vscode.window.showInformationMessage(
      baseChanged
        ? vscode.l10n.t('Applied. The file had changed since the suggestion was made, so look it over once.')
        : vscode.l10n.t('Applied. Undo takes it back.'),
      undo,
    );
    if (chosen !== undo) return;
    // Undo takes back what was done last, which need not be this any more.
    if (document.getText() !== appliedAs.get(id))
      throw new Error(
        vscode.l10n.t(
          '{0} has changed since; undo it there, step by step.',
          plainMessage(nameOf(context, session.id), 80),
        ),
      );
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    answered(session.id, id, 'dismissed');
  };

  const command = (name: string, run: (given: unknown) => Promise<void>) =>
    vscode.commands.registerCommand(name, (given: unknown) => run(given).catch(context.showError));
  context.subscriptions.push(
    drafts,
    command('whoknows.suggestEdit', suggest),
    command('whoknows.sendEdit', send),
    command('whoknows.showEdit', show),
    command('whoknows.applyEdit', apply),
  );
}

/** The suggestion on the text as it is in the editor now. */
async function tryOn(session: OpenSession, edit: SuggestedEdit) {
  const document = await vscode.workspace.openTextDocument(session.uri).then(undefined, () => {
    throw notHere(path.basename(session.uri.fsPath));
  });
  return { document, applied: applyEdit(edit, document.getText()) };
}

/** Leads to what an applied suggestion has changed; `changes` are in lines of the text before it. */
async function showChange(
  document: vscode.TextDocument,
  [first]: readonly { readonly from: number; readonly text: string }[],
): Promise<void> {
  if (!first) return;
  const last = first.from + Math.max(1, first.text.split('\n').length - 1) - 1;
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  editor.selection = new vscode.Selection(first.from, 0, first.from, 0);
  editor.revealRange(new vscode.Range(first.from, 0, last, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The text a helper edits: the asker's, as far as it is known here. */
async function textToEdit(context: ExtensionContext, session: OpenSession): Promise<string> {
  const question = context.team.joined.team.requests.get(session.id)?.question;
  if (question?.snapshot !== undefined) return question.snapshot;
  const clone = question && session.folder ? await findClone(context.host(), [session.folder], question) : undefined;
  const committed =
    clone && question?.commit && question.path ? await textAt(clone, question.commit, question.path) : undefined;
  return committed ?? (await vscode.workspace.openTextDocument(session.uri)).getText();
}

/** The suggestion whose difference is in front. */
function shownEdit(): Id | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputTextDiff)) return undefined;
  return /^\/edit-([^/]+)\//.exec(input.modified.path)?.[1];
}

function nameOf(context: ExtensionContext, session: Id): string {
  return path.posix.basename(context.team.joined.team.requests.get(session)?.question?.path ?? 'file');
}

const changedTooMuch = (name: string): string =>
  vscode.l10n.t(
    '{0} has changed too much since this suggestion was made; nothing was applied. Compare by hand.',
    plainMessage(name, 80),
  );

import * as vscode from 'vscode';
import { fileOfNote, noteHere, placeOfNote } from '../app/noteHere.ts';
import { findClone } from '../app/placeHere.ts';
import type { RequestView } from '../client/teamView.ts';
import type { History } from '../expertise/history.ts';
import type { LogEntryContent, Note, Question } from '../protocol/contents.ts';
import { copyLink } from './deepLinks.ts';
import type { ExtensionContext } from './extensionContext.ts';
import type { OpenSession } from './openSession.ts';
import { plainLabel } from './plainLabel.ts';
import { recordsOf } from './sessionLines.ts';
import { foldersOnDisk } from './subject.ts';
import { contents } from './teamModules.ts';

/** Milliseconds for which git is not asked again, for a history or for a clone that was not there: lenses are drawn at every keystroke. */
const askAgainAfter = 10_000;
/**
 * Milliseconds after which a new note is drawn once more: the editor forgets that lenses have changed when the focus leaves it before it has
 * asked for them, as it does towards the log, and a busy machine is slow to ask.
 */
const drawAgainAfter = [2_500, 7_500, 20_000];

/** What was learned, as a quiet lens at the lines it is about; both of the session see it. It follows edits and renames, and says when it may be stale. */
export class Notes implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  /** Histories of clones whose files have moved, and when they were asked for, ms. */
  readonly #histories = new Map<string, { at: number; history: Promise<History> }>();
  /** Top folders of the clones that notes are about, by root commits and the folder looked in. */
  readonly #folders = new Map<string, Promise<string | undefined>>();

  /** How many there were when something had last changed. */
  #shown = 0;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#disposables = [
      this.#changed,
      vscode.languages.registerCodeLensProvider({ scheme: 'file' }, this),
      context.team.onDidHear((event) => {
        if (event.type === 'connection') this.#changed.fire();
        if (event.type !== 'record' || event.record.kind !== 'note') return;
        this.#changed.fire();
        for (const later of drawAgainAfter) setTimeout(() => this.#changed.fire(), later).unref();
      }),
      // Also the last one that has gone has to leave the text.
      context.team.onDidChange(() => {
        const before = this.#shown;
        this.#shown = this.#notes().length;
        if (before || this.#shown) this.#changed.fire();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#folders.clear();
        this.#changed.fire();
      }),
      vscode.commands.registerCommand('whoknows.showNote', (id: string) => this.#show(id)),
    ];
  }

  /** Keeps what was learned at the lines of the question, as they are now in `session` where this user has the file: they may have been mended. */
  async keep(view: RequestView, entry: LogEntryContent, session: OpenSession | undefined): Promise<void> {
    const { question } = view;
    if (!question?.path || !question.lines || !entry.learned) return;
    const now =
      session?.place.is === 'file'
        ? await linesNow(this.#context, session, question).catch(() => undefined)
        : undefined;
    const note: Note = {
      text: entry.learned,
      topic: entry.topic,
      path: question.path,
      lines: now?.lines ?? question.lines,
      code: now?.code ?? question.code ?? '',
      ...(question.roots ? { roots: question.roots } : {}),
    };
    this.#context.team.joined.addRecord({
      kind: 'note',
      scope: { session: view.id },
      slot: `note ${view.id}`,
      content: note,
    });
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const lenses: vscode.CodeLens[] = [];
    for (const { id, note } of this.#notes()) {
      const folder = await this.#folderOf(note, document.uri);
      const clone = folder && { folder, history: () => this.#historyOf(folder) };
      const place = clone && (await noteHere(note, clone, document.uri.fsPath, document.getText()));
      if (!place) continue;
      const line = Math.min(place.line, document.lineCount) - 1;
      lenses.push(
        new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
          title: `$(note) ${plainLabel(note.text, 90)}${place.fresh ? '' : ` · ${vscode.l10n.t('changed since')}`}`,
          command: 'whoknows.showNote',
          arguments: [id],
        }),
      );
    }
    return lenses;
  }

  #notes(): { id: string; note: Note }[] {
    return [...(this.#context.team.client?.team.records.values() ?? [])].flatMap(({ id, kind, content }) => {
      const note = kind === 'note' ? contents.note.safeParse(content) : undefined;
      return note?.success ? [{ id, note: note.data }] : [];
    });
  }

  /** The top of a note's clone: of several, the one that `file` is in, where that is given. */
  #folderOf(note: Note, file?: vscode.Uri): Promise<string | undefined> {
    const around = file && vscode.workspace.getWorkspaceFolder(file);
    const key = [...(note.roots ?? []), around?.uri.fsPath].join();
    let found = this.#folders.get(key);
    if (!found) {
      const folders = around ? [around.uri.fsPath] : foldersOnDisk();
      found = findClone(this.#context.host(), folders, { roots: note.roots ?? [], remotes: [] }).then(
        (one) => one?.folder,
      );
      this.#folders.set(key, found);
      // A folder may become a clone, and git may have failed for once.
      void found.then((one) => one === undefined && setTimeout(() => this.#folders.delete(key), askAgainAfter).unref());
    }
    return found;
  }

  #historyOf(folder: string): Promise<History> {
    const known = this.#histories.get(folder);
    if (known && Date.now() - known.at < askAgainAfter) return known.history;
    const history = this.#context.knowledge.get(folder).then((knowledge) => knowledge.history);
    this.#histories.set(folder, { at: Date.now(), history });
    return history;
  }

  /** Opens the file that a note belongs to, at the note. Throws a sentence where it cannot be found here. */
  async goTo(id: string): Promise<void> {
    const note = this.#notes().find((one) => one.id === id)?.note;
    const folder = note && (await this.#folderOf(note));
    const file = note && folder && (await fileOfNote(note, { folder, history: () => this.#historyOf(folder) }));
    if (!file) throw new Error(vscode.l10n.t('The file of this note is in none of the folders that are open here.'));
    const document = await vscode.workspace.openTextDocument(file);
    const line = Math.min(placeOfNote(note, document.getText()).line, document.lineCount) - 1;
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    editor.selection = new vscode.Selection(line, 0, line, 0);
    editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async #show(id: string): Promise<void> {
    const found = this.#notes().find((one) => one.id === id);
    const record = this.#context.team.client?.team.records.get(id);
    if (!found || !record) return;
    const copy = vscode.l10n.t('Copy a Link');
    const remove = vscode.l10n.t('Remove for Both');
    const mine = record.by === this.#context.team.joined.profile.member;
    const chosen = await vscode.window.showInformationMessage(
      plainLabel(found.note.topic, 120),
      { modal: true, detail: `${plainLabel(found.note.text, 2_000)}\n\n${this.#context.team.nameOf(record.by)}` },
      copy,
      ...(mine ? [remove] : []),
    );
    if (chosen === copy) await copyLink('note', id);
    if (chosen === remove) await this.#context.team.joined.eraseRecord(id).done;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/**
 * The lines of a session as its file has them here, where both know every one of them from the question and what was suggested; else undefined: a
 * note takes no code along that was not shown before it left.
 */
async function linesNow(
  context: ExtensionContext,
  { id, uri, lines: [first, last] }: OpenSession,
  { code: asked = '', snapshot = '' }: Question,
): Promise<{ lines: [number, number]; code: string } | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const now = document
    .getText(new vscode.Range(first - 1, 0, last, 0))
    .replaceAll('\r\n', '\n')
    .replace(/\n$/, '');
  const suggested = recordsOf(context, id).flatMap(({ kind, content }) => {
    const edit = kind === 'edit' ? contents.edit.safeParse(content) : undefined;
    return edit?.success ? edit.data.patch.split('\n').map((line) => line.slice(1)) : [];
  });
  const known = new Set([...asked.split('\n'), ...snapshot.split('\n'), ...suggested]);
  return now.split('\n').every((line) => known.has(line)) ? { lines: [first, last], code: now } : undefined;
}

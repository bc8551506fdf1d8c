import * as vscode from 'vscode';
import { findCode, mapLines } from '../app/mapLines.ts';
import { fileInside, findClone } from '../app/placeHere.ts';
import type { RequestView } from '../client/teamView.ts';
import { contents, type LogEntryContent, type Note } from '../protocol/contents.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { plainLabel } from './plainLabel.ts';

/** What was learned, as a quiet lens at the lines it is about; both of the session see it. It follows edits, and says when it may be stale. */
export class Notes implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  readonly #folders = new Map<string, Promise<string | undefined>>();

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#disposables = [
      this.#changed,
      vscode.languages.registerCodeLensProvider({ scheme: 'file' }, this),
      context.team.onDidHear((event) => {
        if (event.type === 'record' && event.record.kind === 'note') this.#changed.fire();
        if (event.type === 'connection') this.#changed.fire();
      }),
      context.team.onDidChange(() => this.#notes().length && this.#changed.fire()),
      vscode.commands.registerCommand('whoknows.showNote', (id: string) => this.#show(id)),
    ];
  }

  /** Keeps what was learned at the lines of the question. */
  keep(view: RequestView, entry: LogEntryContent): void {
    const { question } = view;
    if (!question?.path || !question.lines || !entry.learned) return;
    const note: Note = {
      text: entry.learned,
      topic: entry.topic,
      path: question.path,
      lines: question.lines,
      code: question.code ?? '',
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
      const folder = await this.#folderOf(note);
      if (!folder || fileInside(folder, note.path) !== document.uri.fsPath) continue;
      const place = placeOfNote(note, document.getText());
      const line = Math.min(place.line, document.lineCount) - 1;
      lenses.push(
        new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
          title: `$(note) ${plainLabel(note.text, 90)}${place.fresh ? '' : ` · ${vscode.l10n.t('the lines have changed since')}`}`,
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

  #folderOf(note: Note): Promise<string | undefined> {
    const key = (note.roots ?? []).join();
    let found = this.#folders.get(key);
    if (!found) {
      const folders = (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath);
      found = findClone(this.#context.host(), folders, { roots: note.roots ?? [], remotes: [] }).then(
        (one) => one?.folder,
      );
      this.#folders.set(key, found);
    }
    return found;
  }

  async #show(id: string): Promise<void> {
    const found = this.#notes().find((one) => one.id === id);
    const record = this.#context.team.client?.team.records.get(id);
    if (!found || !record) return;
    const remove = vscode.l10n.t('Remove for Both');
    const mine = record.by === this.#context.team.joined.profile.member;
    const chosen = await vscode.window.showInformationMessage(
      plainLabel(found.note.topic, 120),
      { modal: true, detail: `${plainLabel(found.note.text, 2_000)}\n\n${this.#context.team.nameOf(record.by)}` },
      ...(mine ? [remove] : []),
    );
    if (chosen === remove) await this.#context.team.joined.eraseRecord(id).done;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Where a note stands in the text as it is now. */
export function placeOfNote(note: Note, text: string): { line: number; fresh: boolean } {
  const found = findCode(note.code, text);
  if (found) return { line: found[0], fresh: true };
  // The note knows its own lines only: set at their old place, a difference tells where what is left of them went.
  const before = `${'\n'.repeat(note.lines[0] - 1)}${note.code}\n`;
  return { line: mapLines(before, text, note.lines).lines[0], fresh: false };
}

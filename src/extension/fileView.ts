import * as vscode from 'vscode';
import type { Helper } from '../app/whoCanHelp.ts';
import { type AnswerAbout, answerAbout } from './answering.ts';
import { pickEvidence } from './evidencePick.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { levelWords } from './helpersPick.ts';
import { plainLabel } from './plainLabel.ts';
import { plainMessage } from './plainMessage.ts';
import { activeUri, type Subject, SubjectError, subjectOfUri } from './subject.ts';

type Row =
  | { readonly kind: 'helper'; readonly helper: Helper }
  | { readonly kind: 'reason'; readonly text: string; readonly helper: Helper }
  | { readonly kind: 'note'; readonly text: string };

/** How long a file must stay in front, in ms, before the view follows it. */
const settleTime = 300;

/** The view “This File”: who can help with the file in front. Looks nothing up until the user asks, or while it is hidden. */
export class FileView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Row>;
  readonly #disposables: vscode.Disposable[];
  #shown: (AnswerAbout & { readonly subject: Subject }) | undefined;
  #asked = false;
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#view = vscode.window.createTreeView('whoknows.file', { treeDataProvider: this });
    this.#disposables = [
      this.#view,
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(() => this.#later()),
      // From one picture or notebook to another no text editor changes.
      vscode.window.tabGroups.onDidChangeTabs(() => this.#later()),
      this.#view.onDidChangeVisibility(() => this.#later()),
      vscode.commands.registerCommand('whoknows.showEvidence', (row?: Row) => this.#showEvidence(row)),
    ];
  }

  /** Called after the first answer: from now on the view follows the file in front. */
  wake(): void {
    this.#asked = true;
    this.#later();
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row.kind !== 'helper') {
      const item = new vscode.TreeItem(plainLabel(row.text, 300));
      item.tooltip = row.text;
      item.contextValue = row.kind;
      if (row.kind === 'note') item.iconPath = new vscode.ThemeIcon('info');
      return item;
    }
    const { helper } = row;
    const item = new vscode.TreeItem(plainLabel(helper.name), vscode.TreeItemCollapsibleState.Expanded);
    item.id = `helper:${helper.person}`;
    item.description = [levelWords(helper.level), helper.turn].filter(Boolean).join(' · ');
    item.iconPath = new vscode.ThemeIcon('person');
    item.tooltip = `${helper.name} <${helper.email}>`;
    item.contextValue = 'helper';
    item.accessibilityInformation = { label: `${helper.name}, ${item.description}` };
    return item;
  }

  getChildren(row?: Row): Row[] {
    if (!this.#shown) return [];
    if (row?.kind === 'helper') return row.helper.reasons.map((text) => ({ kind: 'reason', text, helper: row.helper }));
    if (row) return [];
    const { people, note } = this.#shown.answer;
    return [
      ...people.map((helper): Row => ({ kind: 'helper', helper })),
      ...(note ? [{ kind: 'note', text: note } as const] : []),
    ];
  }

  #later(): void {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    if (this.#asked && this.#view.visible) this.#timer = setTimeout(() => void this.#lookUp(turn), settleTime);
  }

  async #lookUp(turn: number): Promise<void> {
    const uri = activeUri();
    if (uri?.scheme !== 'file') return;
    try {
      const subject = await subjectOfUri(uri);
      const about = await answerAbout(this.#context, subject);
      if (turn !== this.#turn) return;
      this.#shown = { ...about, subject };
      this.#view.description = subject.title;
      this.#view.message = undefined as unknown as string;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#shown = undefined;
      this.#view.message = error instanceof Error ? error.message : String(error);
    }
    this.#changed.fire();
  }

  async #showEvidence(row?: Row): Promise<void> {
    if (!row || row.kind === 'note' || !this.#shown) return;
    try {
      await pickEvidence(this.#context, this.#shown.knowledge, row.helper, this.#shown.subject);
    } catch (error) {
      if (error instanceof SubjectError) void vscode.window.showInformationMessage(plainMessage(error.message));
      else this.#context.showError(error);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

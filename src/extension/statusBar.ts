import * as vscode from 'vscode';
import { answerAbout } from './answering.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { levelWords } from './helpersPick.ts';
import { plainLabel } from './plainLabel.ts';
import { activeUri, subjectOfUri } from './subject.ts';

/** How long a file must stay in front, in ms, before its first name is looked up. */
const settleTime = 600;

/** Remembers that somebody asked in this workspace: before that nothing is looked up unasked. */
const askedKey = 'whoknows.asked';

/** One quiet item: the first person to ask about the file in front. Before the first question it only offers to ask. */
export class StatusBar implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #item: vscode.StatusBarItem;
  readonly #disposables: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#item = vscode.window.createStatusBarItem('whoknows.helper', vscode.StatusBarAlignment.Right, 90);
    this.#item.name = vscode.l10n.t('Who Knows');
    this.#item.command = 'whoknows.whoCanHelp';
    this.#disposables = [
      this.#item,
      vscode.window.onDidChangeActiveTextEditor(() => this.#later()),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#later()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#later()),
      vscode.workspace.onDidChangeConfiguration(
        (change) => change.affectsConfiguration('whoknows.statusBar') && this.#later(),
      ),
    ];
    this.#later();
  }

  /** Called after the first answer: from now on names may be looked up unasked. */
  wake(): void {
    if (!this.#context.storage.get(askedKey)) void this.#context.storage.update(askedKey, true);
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    const uri = activeUri();
    if (
      !vscode.workspace.getConfiguration('whoknows').get<boolean>('statusBar', true) ||
      !uri ||
      uri.scheme !== 'file'
    ) {
      this.#item.hide();
      return;
    }
    this.#invite();
    if (vscode.workspace.isTrusted && this.#context.storage.get(askedKey))
      this.#timer = setTimeout(() => void this.#lookUp(uri, this.#turn), settleTime);
  }

  #invite(): void {
    this.#item.text = `$(person) ${vscode.l10n.t('Who knows?')}`;
    this.#item.tooltip = vscode.l10n.t('Who can help with this file?');
    this.#item.accessibilityInformation = { label: vscode.l10n.t('Who can help with this file?'), role: 'button' };
    this.#item.show();
  }

  async #lookUp(uri: vscode.Uri, turn: number): Promise<void> {
    try {
      const subject = await subjectOfUri(uri);
      const { answer } = await answerAbout(this.#context, subject);
      const [first] = answer.people;
      if (turn !== this.#turn || !first || first.level === 'nearby') return;
      this.#item.text = `$(person) ${plainLabel(first.name, 40)}`;
      this.#item.tooltip = `${first.name}: ${levelWords(first.level)}. ${first.reasons[0] ?? ''}`;
      this.#item.accessibilityInformation = {
        label: vscode.l10n.t('{0} can help with this file', first.name),
        role: 'button',
      };
    } catch (error) {
      // A file outside any repository is normal here; the command says why when it is asked.
      this.#context.log(error);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

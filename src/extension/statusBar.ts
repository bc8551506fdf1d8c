import * as vscode from 'vscode';
import { answerAbout } from './answering.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { levelWords } from './helpersPick.ts';
import { plainLabel } from './plainLabel.ts';
import { activeUri, subjectOfUri } from './subject.ts';

/** How long a file must stay in front, in ms, before its first name is looked up: a history may have to be read for it. */
const settleTime = 600;
/** The same where the history has been read already, and an answer costs next to nothing. */
const quickSettleTime = 100;

/** How many files' answers are kept to be shown again at once: more than anybody has tabs. */
const mostKept = 200;

/** What the item says about a file. */
interface Shown {
  readonly text: string;
  readonly tooltip: string;
  readonly label: string;
}

/** Remembers that somebody asked in this workspace: before that nothing is looked up unasked. */
const askedKey = 'whoknows.asked';

/** One quiet item: the first person to ask about the file in front. Before the first question it only offers to ask. */
export class StatusBar implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #item: vscode.StatusBarItem;
  readonly #disposables: vscode.Disposable[];
  /** The last answers by file: a file that comes back is named at once, and looked up again behind that. */
  readonly #answers = new Map<string, Shown>();
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

  /** Called after an answer: from now on names may be looked up unasked. What was said with it may change what is known of other files. */
  wake(): void {
    this.#answers.clear();
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
    const mayLookUp = vscode.workspace.isTrusted && this.#context.storage.get(askedKey) === true;
    this.#show((mayLookUp && this.#answers.get(uri.toString())) || invitation());
    this.#item.show();
    if (!mayLookUp) return;
    const wait = this.#context.knowledge.covers(uri.fsPath) ? quickSettleTime : settleTime;
    this.#timer = setTimeout(() => void this.#lookUp(uri, this.#turn), wait);
  }

  #show({ text, tooltip, label }: Shown): void {
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label, role: 'button' };
  }

  async #lookUp(uri: vscode.Uri, turn: number): Promise<void> {
    const shown = await this.#answer(uri);
    // Another file is in front by now, or something was said that may change the answer.
    if (turn !== this.#turn) return;
    this.#answers.delete(uri.toString());
    this.#answers.set(uri.toString(), shown);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > mostKept) this.#answers.delete(oldest!);
    this.#show(shown);
  }

  async #answer(uri: vscode.Uri): Promise<Shown> {
    try {
      const { answer } = await answerAbout(this.#context, await subjectOfUri(uri));
      const [first] = answer.people;
      if (!first || first.level === 'nearby') return invitation();
      return {
        text: `$(person) ${plainLabel(first.name, 40)}`,
        tooltip: `${first.name}: ${levelWords(first.level)}. ${first.reasons[0] ?? ''}`,
        label: vscode.l10n.t('{0} can help with this file', first.name),
      };
    } catch (error) {
      // A file outside any repository is normal here; the command says why when it is asked.
      this.#context.log(error);
      return invitation();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Says of nobody that they know. */
function invitation(): Shown {
  const label = vscode.l10n.t('Who can help with this file?');
  return { text: `$(person) ${vscode.l10n.t('Who knows?')}`, tooltip: label, label };
}

import * as vscode from 'vscode';
import { searchLog } from '../app/searchLog.ts';
import type { LogEntry } from '../client/mentoringLog.ts';
import { displayLines } from '../expertise/displayText.ts';
import { outcomeWords } from './endSession.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { plainLabel } from './plainLabel.ts';
import { recordsOf } from './sessionComments.ts';
import { contents } from './teamModules.ts';

/** The view “Mentoring Log”: finished sessions of this user, newest first. It needs no relay: the log is a file of the user's own. */
export class LogView implements vscode.TreeDataProvider<LogEntry>, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<LogEntry>;
  readonly #disposables: vscode.Disposable[];
  #words = '';

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#view = vscode.window.createTreeView('whoknows.log', { treeDataProvider: this });
    this.#disposables = [
      this.#view,
      this.#changed,
      context.team.onDidHear((event) => event.type === 'log' && this.#changed.fire()),
      context.team.onDidChange(() => this.#changed.fire()),
      vscode.commands.registerCommand('whoknows.searchLog', () => this.#search()),
      vscode.commands.registerCommand('whoknows.showLogEntry', (entry: LogEntry) => this.#show(entry)),
    ];
  }

  async getChildren(entry?: LogEntry): Promise<LogEntry[]> {
    return entry ? [] : searchLog(await this.#entries(), this.#words);
  }

  getTreeItem(entry: LogEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(plainLabel(entry.topic));
    const date = new Date(entry.endedAt).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
    const other =
      entry.role === 'asker'
        ? vscode.l10n.t('{0} helped you', plainLabel(entry.helper, 60))
        : vscode.l10n.t('you helped {0}', plainLabel(entry.asker, 60));
    item.description = `${date} · ${other}`;
    item.iconPath = new vscode.ThemeIcon(entry.outcome === 'solved' ? 'check' : 'circle-large-outline');
    item.tooltip = [outcomeWords(entry.outcome), plainLabel(entry.learned ?? entry.goal ?? '', 600)].join(': ');
    item.accessibilityInformation = { label: `${entry.topic}, ${outcomeWords(entry.outcome)}, ${item.description}` };
    item.command = { command: 'whoknows.showLogEntry', title: vscode.l10n.t('Show'), arguments: [entry] };
    return item;
  }

  async #entries(): Promise<LogEntry[]> {
    try {
      const { createMentoringLog } = await import('../client/mentoringLog.ts');
      return createMentoringLog(this.#context.team.folder).entries();
    } catch (error) {
      this.#context.log(error);
      return [];
    }
  }

  async #search(): Promise<void> {
    const words = await vscode.window.showInputBox({
      title: vscode.l10n.t('Search the Mentoring Log'),
      prompt: vscode.l10n.t('A person, a file, a language, a word. Empty shows everything.'),
      value: this.#words,
    });
    if (words === undefined) return;
    this.#words = words;
    this.#view.message = (words ? vscode.l10n.t('Entries with “{0}”', plainLabel(words, 60)) : undefined) as string;
    this.#changed.fire();
    await vscode.commands.executeCommand('whoknows.log.focus');
  }

  async #show(entry: LogEntry): Promise<void> {
    const line = (label: string, text: string | undefined) => (text ? `**${label}** ${oneLine(text)}\n` : '');
    const text = [
      `# ${oneLine(entry.topic)}\n`,
      line(vscode.l10n.t('Asked:'), entry.asker),
      line(vscode.l10n.t('Helped:'), entry.helper),
      line(vscode.l10n.t('Where:'), entry.area),
      line(vscode.l10n.t('Question:'), entry.question ?? entry.goal),
      line(vscode.l10n.t('Outcome:'), `${outcomeWords(entry.outcome)}, ${vscode.l10n.t('{0} minutes', entry.minutes)}`),
      line(vscode.l10n.t('Learned:'), entry.learned),
      ...this.#conversation(entry),
    ]
      .filter(Boolean)
      .join('\n');
    const uri = this.#context.documents.put(`log-${entry.session}`, 'Mentoring Log.md', text);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  /** What was said, as long as the team's records have it. */
  #conversation(entry: LogEntry): string[] {
    const said = recordsOf(this.#context, entry.session).flatMap(({ kind, by, content }) => {
      const message = kind === 'message' ? contents.message.safeParse(content) : undefined;
      return message?.success
        ? [`**${oneLine(this.#context.team.nameOf(by))}**\n${displayLines(message.data.text, 60_000)}\n`]
        : [];
    });
    return said.length ? [`\n## ${vscode.l10n.t('The conversation')}\n`, ...said] : [];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Shown as plain text in an editor; only line breaks could pretend to be another field. */
const oneLine = (text: string): string => plainLabel(text, 4_000).replaceAll('\\$(', '$(');

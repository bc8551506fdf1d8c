import * as vscode from 'vscode';
import { type LogFilter, otherOf, searchLog } from '../app/searchLog.ts';
import type { LogEntry } from '../client/mentoringLog.ts';
import { displayLines } from '../expertise/displayText.ts';
import { dateLocale } from './dateLocale.ts';
import { minuteWords, outcomeWords } from './endSession.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { plainLabel } from './plainLabel.ts';
import { recordsOf } from './sessionLines.ts';
import { contents } from './teamModules.ts';

/** The view “Mentoring Log”: finished sessions of this user, newest first. It needs no relay: the log is a file of the user's own. */
export class LogView implements vscode.TreeDataProvider<LogEntry>, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<LogEntry>;
  readonly #disposables: vscode.Disposable[];
  #words = '';
  #filter: LogFilter = {};

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#view = vscode.window.createTreeView('whoknows.log', { treeDataProvider: this });
    this.#disposables = [
      this.#view,
      this.#changed,
      context.team.onDidHear((event) => event.type === 'log' && this.#changed.fire()),
      context.team.onDidChange(() => this.#changed.fire()),
      vscode.commands.registerCommand('whoknows.searchLog', () => this.#search()),
      vscode.commands.registerCommand('whoknows.filterLog', () => this.#pickFilter().catch(context.showError)),
      vscode.commands.registerCommand('whoknows.clearLogFilter', () => this.#show({}, '')),
      vscode.commands.registerCommand('whoknows.showLogEntry', (entry: LogEntry) => this.#open(entry)),
    ];
  }

  async getChildren(entry?: LogEntry): Promise<LogEntry[]> {
    return entry ? [] : searchLog(await this.#entries(), { ...this.#filter, words: this.#words });
  }

  getTreeItem(entry: LogEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(plainLabel(entry.topic));
    const date = new Date(entry.endedAt).toLocaleDateString(dateLocale(), { day: 'numeric', month: 'short' });
    const name = plainLabel(otherOf(entry), 60);
    // The side bar is narrow: what is cut off at its end is the date.
    item.description = `${entry.role === 'asker' ? vscode.l10n.t('from {0}', name) : vscode.l10n.t('for {0}', name)} · ${date}`;
    const who = entry.role === 'asker' ? vscode.l10n.t('{0} helped you', name) : vscode.l10n.t('you helped {0}', name);
    item.iconPath = new vscode.ThemeIcon(entry.outcome === 'solved' ? 'check' : 'circle-large-outline');
    item.tooltip = [
      `${who}, ${date}`,
      [outcomeWords(entry.outcome), plainLabel(entry.learned ?? entry.goal ?? '', 600)].filter(Boolean).join(': '),
    ].join('\n');
    item.accessibilityInformation = {
      label: [entry.topic, outcomeWords(entry.outcome), who, date].join(', '),
    };
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
    this.#show(this.#filter, words);
    await vscode.commands.executeCommand('whoknows.log.focus');
  }

  /** One list of everything that tells the entries apart, each ticked or not. */
  async #pickFilter(): Promise<void> {
    const entries = await this.#entries();
    if (entries.length === 0) throw new Error(vscode.l10n.t('There is nothing to filter yet: the log is empty.'));
    type Item = vscode.QuickPickItem & { readonly adds?: LogFilter };
    const group = <K extends 'roles' | 'outcomes' | 'people' | 'languages'>(
      title: string,
      key: K,
      values: readonly (string | undefined)[],
      words: (value: string) => string = (value) => plainLabel(value, 80),
    ): Item[] => {
      const different = [...new Set(values)].filter((value) => value !== undefined).sort();
      if (different.length < 2) return [];
      const ticked: readonly string[] = this.#filter[key] ?? [];
      return [
        { label: title, kind: vscode.QuickPickItemKind.Separator },
        ...different.map((value) => ({
          label: words(value),
          picked: ticked.includes(value),
          adds: { [key]: [value] } as LogFilter,
        })),
      ];
    };
    const items = [
      ...group(
        vscode.l10n.t('Who helped'),
        'roles',
        entries.map(({ role }) => role),
        (role) => (role === 'asker' ? vscode.l10n.t('You were helped') : vscode.l10n.t('You helped')),
      ),
      ...group(
        vscode.l10n.t('Outcome'),
        'outcomes',
        entries.map(({ outcome }) => outcome),
        (outcome) => outcomeWords(outcome as LogEntry['outcome']),
      ),
      ...group(vscode.l10n.t('With whom'), 'people', entries.map(otherOf)),
      ...group(
        vscode.l10n.t('Language'),
        'languages',
        entries.map(({ language }) => language),
      ),
    ];
    if (items.length === 0)
      throw new Error(vscode.l10n.t('There is nothing to filter yet: all entries are alike. Search them instead.'));
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Filter the Mentoring Log'),
      placeHolder: vscode.l10n.t('Tick what you want to see; nothing ticked shows everything'),
      canPickMany: true,
    });
    if (!picked) return;
    const all = (key: 'roles' | 'outcomes' | 'people' | 'languages') =>
      picked.flatMap(({ adds }): readonly string[] => adds?.[key] ?? []);
    this.#show(
      {
        roles: all('roles') as LogEntry['role'][],
        outcomes: all('outcomes') as LogEntry['outcome'][],
        people: all('people'),
        languages: all('languages'),
      },
      this.#words,
      picked.map(({ label }) => label),
    );
  }

  /** Shows what a filter and words let through, and says so above the entries. */
  #show(filter: LogFilter, words: string, ticked: readonly string[] = []): void {
    this.#filter = filter;
    this.#words = words;
    const said = [...ticked, ...(words ? [`“${plainLabel(words, 60)}”`] : [])];
    const filtered = said.length > 0 || Object.values(filter).some((list) => (list as readonly string[]).length > 0);
    this.#view.message = (
      filtered ? vscode.l10n.t('Only: {0}', said.join(', ') || vscode.l10n.t('what you ticked')) : undefined
    ) as string;
    void vscode.commands.executeCommand('setContext', 'whoknows.logFiltered', filtered);
    this.#changed.fire();
  }

  async #open(entry: LogEntry): Promise<void> {
    const rows: [label: string, text: string | undefined][] = [
      [vscode.l10n.t('Asked'), entry.asker],
      [vscode.l10n.t('Helped'), entry.helper],
      [
        vscode.l10n.t('When'),
        new Date(entry.endedAt).toLocaleString(dateLocale(), { dateStyle: 'long', timeStyle: 'short' }),
      ],
      [vscode.l10n.t('Where'), entry.area],
      [vscode.l10n.t('Question'), entry.question ?? entry.goal],
      [vscode.l10n.t('Outcome'), `${outcomeWords(entry.outcome)}, ${minuteWords(entry.minutes)}`],
      [vscode.l10n.t('Learned'), entry.learned],
    ];
    const said = rows.filter((row): row is [string, string] => Boolean(row[1]));
    const width = Math.max(...said.map(([label]) => label.length)) + 2;
    const text = [
      oneLine(entry.topic),
      '',
      ...said.map(([label, words]) => label.padEnd(width) + oneLine(words)),
      ...this.#conversation(entry),
      '',
    ].join('\n');
    const uri = this.#context.documents.put(`log-${entry.session}`, vscode.l10n.t('Mentoring Log.txt'), text);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  /** What was said, as long as the team's records have it. */
  #conversation(entry: LogEntry): string[] {
    const said = recordsOf(this.#context, entry.session).flatMap(({ kind, by, content }) => {
      const message = kind === 'message' ? contents.message.safeParse(content) : undefined;
      if (!message?.success) return [];
      const lines = displayLines(message.data.text, 60_000).split('\n');
      return ['', oneLine(this.#context.team.nameOf(by)), ...lines.map((line) => `  ${line}`)];
    });
    return said.length ? ['', '', vscode.l10n.t('The conversation'), ...said] : [];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Shown as plain text in an editor; only line breaks could pretend to be another field. */
const oneLine = (text: string): string => plainLabel(text, 4_000).replaceAll('\\$(', '$(');

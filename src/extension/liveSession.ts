import path from 'node:path';
import * as vscode from 'vscode';
import { fileInside } from '../app/placeHere.ts';
import type { Live } from '../protocol/contents.ts';
import type { Id } from '../protocol/shapes.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { initialsOf } from './initials.ts';
import { notHere, type OpenSession, shiftOf } from './openSession.ts';
import { plainMessage } from './plainMessage.ts';
import type { Sessions } from './sessions.ts';
import { liveContent } from './teamModules.ts';

/** Milliseconds between two selections sent at most: fast enough to point with, far below what the relay allows. */
const sendEvery = 120;
/** Milliseconds between two signs that somebody is writing; a third of the time after which the other forgets it. */
const typingEvery = 2_000;
/** Milliseconds without news after which the other's selection fades away. */
const forgetAfter = 90_000;

interface Theirs {
  readonly path: string;
  readonly range: vscode.Range;
  readonly at: number;
}

/** What two people in a session see of each other right now: selections, “look here”, follow. Nothing of it is stored. */
export class LiveSession implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #sessions: Sessions;
  readonly #disposables: vscode.Disposable[];
  readonly #theirs = new Map<Id, Theirs>();
  readonly #band: vscode.TextEditorDecorationType;
  readonly #status: vscode.StatusBarItem;
  readonly #fade: NodeJS.Timeout;
  #following: Id | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last = '';
  #typingSaid = 0;

  constructor(context: ExtensionContext, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
    this.#band = vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
      border: '1px solid',
      borderColor: new vscode.ThemeColor('contrastActiveBorder'),
      overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.wordHighlightStrongForeground'),
      overviewRulerLane: vscode.OverviewRulerLane.Right,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    this.#status = vscode.window.createStatusBarItem('whoknows.session', vscode.StatusBarAlignment.Right, 91);
    this.#status.name = vscode.l10n.t('Who Knows Session');
    this.#status.command = 'whoknows.sessionMenu';
    this.#fade = setInterval(() => this.#draw(), 15_000);
    const command = (name: string, run: (given: unknown) => unknown) =>
      vscode.commands.registerCommand(name, async (given: unknown) => {
        try {
          await run(given);
        } catch (error) {
          context.showError(error);
        }
      });
    this.#disposables = [
      this.#band,
      this.#status,
      vscode.window.onDidChangeTextEditorSelection(() => this.#later()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#later()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#typed(document)),
      context.team.onDidHear((event) => {
        if (event.type === 'live') this.#hear(event.session, event.content);
        // What was being written is said: the next word is the first of something new.
        if (event.type === 'record' && event.record.by === context.team.client?.profile.member) this.#typingSaid = 0;
      }),
      context.team.onDidChange(() => this.#drawStatus()),
      command('whoknows.lookHere', (thread) => this.#lookHere(thread)),
      command('whoknows.follow', (thread) => this.#follow(thread)),
      command('whoknows.sessionMenu', () => this.#menu()),
    ];
  }

  #later(): void {
    if (this.#sessions.goingOn().length === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send();
    }, sendEvery);
  }

  /** Sends the selection to the other of each session whose repository the file in front belongs to. */
  #send(): void {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    for (const session of this.#sessions.goingOn()) {
      const where = this.#pathIn(session, editor.document.uri);
      if (where === undefined) continue;
      const { start, end } = editor.selection;
      const shift = where === this.#questionPath(session) ? this.#shift(session) : 0;
      const content: Live = {
        is: 'selection',
        path: where,
        from: [Math.max(0, start.line - shift), start.character],
        to: [Math.max(0, end.line - shift), end.character],
      };
      const key = session.id + JSON.stringify(content);
      if (key === this.#last) continue;
      this.#last = key;
      this.#context.team.client?.live(session.id, content);
    }
  }

  /** The boxes in which comments are written are documents of their own; what is in them stays here until it is sent. */
  #typed(document: vscode.TextDocument): void {
    if (document.uri.scheme !== 'comment' || document.getText() === '') return;
    const session = /whoknows/i.test(document.uri.path) ? this.#sessions.find() : undefined;
    if (session) this.typing(session.id);
  }

  /** Tells the other of a session that this user is writing. */
  typing(id: Id): void {
    if (Date.now() - this.#typingSaid < typingEvery) return;
    if (this.#context.team.client?.live(id, { is: 'typing' } satisfies Live)) this.#typingSaid = Date.now();
  }

  isFollowing(id: Id): boolean {
    return this.#following === id;
  }

  #shift(session: OpenSession): number {
    return shiftOf(session, this.#context.team.client?.team.requests.get(session.id));
  }

  #questionPath(session: OpenSession): string | undefined {
    return this.#context.team.client?.team.requests.get(session.id)?.question?.path;
  }

  /** The path of a file from the top of the session's repository; undefined if it does not belong to it. */
  #pathIn(session: OpenSession, uri: vscode.Uri): string | undefined {
    if (uri.toString() === session.uri.toString()) return this.#questionPath(session);
    if (uri.scheme !== 'file' || !session.folder) return undefined;
    const inside = path.relative(session.folder, uri.fsPath);
    return inside === '' || inside.startsWith('..') || path.isAbsolute(inside)
      ? undefined
      : inside.split(path.sep).join('/');
  }

  #uriOf(session: OpenSession, where: string): vscode.Uri | undefined {
    if (where === this.#questionPath(session)) return session.uri;
    const file = session.folder && fileInside(session.folder, where);
    return file ? vscode.Uri.file(file) : undefined;
  }

  #hear(id: Id, content: unknown): void {
    const live = liveContent.safeParse(content);
    const session = this.#sessions.get(id);
    if (!live.success || !session) return;
    const { data } = live;
    if (data.is === 'selection') {
      const shift = data.path === this.#questionPath(session) ? this.#shift(session) : 0;
      const range = new vscode.Range(
        Math.max(0, data.from[0] + shift),
        data.from[1],
        Math.max(0, data.to[0] + shift),
        data.to[1],
      );
      this.#theirs.set(id, { path: data.path, range, at: Date.now() });
      this.#draw();
      if (this.#following === id) this.#reveal(session, data.path, range).catch(this.#context.log);
    }
    if (data.is === 'typing') this.#sessions.otherWrites(id);
    if (data.is === 'look') this.#invited(session, data.path, data.lines).catch(this.#context.showError);
  }

  async #invited(session: OpenSession, where: string, lines: readonly [number, number]): Promise<void> {
    const shift = where === this.#questionPath(session) ? this.#shift(session) : 0;
    const range = new vscode.Range(Math.max(0, lines[0] - 1 + shift), 0, Math.max(0, lines[1] - 1 + shift), 0);
    const view = this.#context.team.joined.team.requests.get(session.id);
    const look = vscode.l10n.t('Look');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0}: look here, {1} line {2}',
        plainMessage(view ? this.#context.team.otherOf(view) : '', 80),
        plainMessage(path.posix.basename(where), 80),
        range.start.line + 1,
      ),
      look,
    );
    if (chosen === look) await this.#reveal(session, where, range);
  }

  /** Rejects with a sentence where the file is not here. */
  async #reveal(session: OpenSession, where: string, range: vscode.Range): Promise<void> {
    const uri = this.#uriOf(session, where);
    if (!uri) throw notHere(where);
    const editor = await vscode.window.showTextDocument(uri, { preserveFocus: true, preview: true });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  #draw(): void {
    const now = Date.now();
    for (const editor of vscode.window.visibleTextEditors) {
      const bands: vscode.DecorationOptions[] = [];
      for (const [id, { path: where, range, at }] of this.#theirs) {
        const session = this.#sessions.get(id);
        const view = this.#context.team.client?.team.requests.get(id);
        if (!session || !view || view.state.status !== 'active' || now - at > forgetAfter) continue;
        if (this.#uriOf(session, where)?.toString() !== editor.document.uri.toString()) continue;
        const name = this.#context.team.otherOf(view);
        const shown = range.isEmpty
          ? editor.document.lineAt(Math.min(range.start.line, editor.document.lineCount - 1)).range
          : range;
        bands.push({
          range: editor.document.validateRange(shown),
          hoverMessage: name,
          renderOptions: {
            after: {
              // Spaces that do not break: others are cut off at the end.
              contentText: `\u00a0${initialsOf(name)}\u00a0`,
              margin: '0 0 0 1em',
              color: new vscode.ThemeColor('badge.foreground'),
              backgroundColor: new vscode.ThemeColor('badge.background'),
              fontWeight: '600',
            },
          },
        });
      }
      editor.setDecorations(this.#band, bands);
    }
  }

  #drawStatus(): void {
    const [first] = this.#sessions.goingOn();
    const view = first && this.#context.team.client?.team.requests.get(first.id);
    if (!first || !view) {
      this.#status.hide();
      this.#draw();
      return;
    }
    const name = this.#context.team.otherOf(view);
    const follows = this.#following === first.id;
    const writes = this.#sessions.isWriting(first.id);
    const icon = writes ? 'edit' : follows ? 'eye' : 'comment-discussion';
    this.#status.text = `$(${icon}) ${writes ? vscode.l10n.t('{0} is writing…', name) : vscode.l10n.t('With {0}', name)}`;
    this.#status.tooltip = follows
      ? vscode.l10n.t('You follow {0}. They see what you select.', name)
      : vscode.l10n.t('In a session with {0}: each sees what the other selects in this repository.', name);
    this.#status.show();
  }

  #lookHere(given: unknown): void {
    const session = this.#sessions.required(given);
    const editor = vscode.window.activeTextEditor;
    const where = editor && this.#pathIn(session, editor.document.uri);
    if (!editor || where === undefined)
      throw new Error(vscode.l10n.t('Open a file of the session’s repository and select what the other shall see.'));
    const shift = where === this.#questionPath(session) ? this.#shift(session) : 0;
    const { start, end } = editor.selection;
    const lines: [number, number] = [Math.max(1, start.line + 1 - shift), Math.max(1, end.line + 1 - shift)];
    if (!this.#context.team.joined.live(session.id, { is: 'look', path: where, lines } satisfies Live))
      throw new Error(vscode.l10n.t('The relay cannot be reached now; write it into the conversation instead.'));
  }

  #follow(given: unknown): void {
    const session = this.#sessions.required(given);
    this.#following = this.#following === session.id ? undefined : session.id;
    this.#context.team.tellChanged();
    const theirs = this.#theirs.get(session.id);
    if (this.#following && theirs) this.#reveal(session, theirs.path, theirs.range).catch(this.#context.log);
  }

  async #menu(): Promise<void> {
    const session = this.#sessions.required(undefined);
    const view = this.#context.team.joined.team.requests.get(session.id)!;
    const name = this.#context.team.otherOf(view);
    const items = [
      {
        label: `$(comment-discussion) ${vscode.l10n.t('Go to the conversation')}`,
        run: () => this.#sessions.goTo(session.id),
      },
      {
        label: `$(split-horizontal) ${vscode.l10n.t('Show the conversation beside the code')}`,
        run: async () => void (await vscode.commands.executeCommand('whoknows.showConversation')),
      },
      {
        label: `$(eye) ${this.#following === session.id ? vscode.l10n.t('Stop following') : vscode.l10n.t('Follow {0}', name)}`,
        run: async () => this.#follow(session.thread),
      },
      { label: `$(target) ${vscode.l10n.t('Look here')}`, run: async () => this.#lookHere(session.thread) },
      {
        label: `$(edit) ${vscode.l10n.t('Suggest an edit')}`,
        run: async () => void (await vscode.commands.executeCommand('whoknows.suggestEdit', session.thread)),
      },
      {
        label: `$(call-outgoing) ${vscode.l10n.t('Go on in a call or a shared editor…')}`,
        run: async () => void (await vscode.commands.executeCommand('whoknows.handOver', session.id)),
      },
      {
        label: `$(coffee) ${vscode.l10n.t('Leave and come back later')}`,
        run: async () => void (await vscode.commands.executeCommand('whoknows.pauseSession', session.id)),
      },
      {
        label: `$(check-all) ${vscode.l10n.t('End the session…')}`,
        run: async () => void (await vscode.commands.executeCommand('whoknows.endSession', session.id)),
      },
    ];
    const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('With {0}', name) });
    await picked?.run();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#fade);
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

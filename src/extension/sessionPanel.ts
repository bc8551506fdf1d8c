import * as vscode from 'vscode';
import { displayLines } from '../expertise/displayText.ts';
import {
  type ConversationView,
  longestText,
  readConversationMessage,
  type SessionAction,
  type ToConversation,
} from '../mentoring/conversationView.ts';
import type { Id } from '../protocol/shapes.ts';
import { placeWords } from './askCard.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { hueOf, initialsOf } from './initials.ts';
import type { LiveSession } from './liveSession.ts';
import { isGoingOn } from './openSession.ts';
import { panelOptions, panelPage } from './panelPage.ts';
import { plainMessage } from './plainMessage.ts';
import type { Sessions } from './sessions.ts';
import { timeOfDay } from './timeOfDay.ts';

const viewType = 'whoknows.session';

/** The conversation of the session as a panel beside the code: the same lines as in the thread, for when that is out of sight. */
export class SessionPanel implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #sessions: Sessions;
  readonly #live: LiveSession;
  readonly #extension: vscode.Uri;
  readonly #disposables: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  /** The session that is shown; another one of the user's own takes its place when its file is in front. */
  #shown: Id | undefined;
  #inSession = false;
  #lastEditor: vscode.TextEditor | undefined;

  constructor(context: ExtensionContext, sessions: Sessions, live: LiveSession, extension: vscode.Uri) {
    this.#context = context;
    this.#sessions = sessions;
    this.#live = live;
    this.#extension = extension;
    this.#disposables = [
      // A reloaded window has its panel again.
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel) => this.#adopt(panel),
      }),
      sessions.onDidChange(() => this.#changed()),
      context.team.onDidChange(() => this.#changed()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#changed()),
      vscode.commands.registerCommand('whoknows.showConversation', () => {
        try {
          this.#show();
        } catch (error) {
          context.showError(error);
        }
      }),
    ];
  }

  #show(): void {
    const { id } = this.#sessions.required(undefined);
    this.#shown = id;
    if (this.#panel) this.#panel.reveal();
    else this.#adopt(vscode.window.createWebviewPanel(viewType, '', vscode.ViewColumn.Beside));
    this.#changed();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.#extension, 'media/whoknows.svg');
    panel.webview.options = panelOptions(this.#extension);
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) =>
      this.#receive(message).catch((error) => this.#context.showError(error)),
    );
    panel.webview.html = panelPage(panel.webview, this.#extension, {
      title: vscode.l10n.t('Session'),
      style: 'media/session.css',
      script: 'dist/webview/session.panel.js',
    });
  }

  #changed(): void {
    this.#lastEditor = vscode.window.activeTextEditor ?? this.#lastEditor;
    const before = this.#shown;
    const session = this.#sessions.find(undefined) ?? (before && this.#sessions.find(before));
    this.#shown = session ? session.id : undefined;
    if (this.#inSession !== (session !== undefined)) {
      this.#inSession = session !== undefined;
      void vscode.commands.executeCommand('setContext', 'whoknows.inSession', this.#inSession);
    }
    if (!this.#panel) return;
    if (before && !this.#shown) {
      // With the session its panel goes.
      this.#panel.dispose();
      return;
    }
    const view = this.#conversation();
    this.#panel.title = view?.title ?? vscode.l10n.t('Session');
    void this.#panel.webview.postMessage({
      type: 'conversation',
      view,
      words: vscode.l10n.bundle ?? {},
    } satisfies ToConversation);
  }

  #conversation(): ConversationView | undefined {
    const { team } = this.#context;
    const id = this.#shown;
    const request = id === undefined ? undefined : team.client?.team.requests.get(id);
    if (id === undefined || !request) return undefined;
    const name = plainMessage(team.otherOf(request), 80);
    const paused = request.state.status === 'paused';
    return {
      session: id,
      title: vscode.l10n.t('With {0}', name),
      place: placeWords(request.question),
      status: paused ? 'paused' : isGoingOn(request) ? 'active' : 'over',
      hint: this.#sessions.isWriting(id)
        ? vscode.l10n.t('{0} is writing…', name)
        : paused
          ? vscode.l10n.t('Left for later; write to go on.')
          : '',
      follows: this.#live.isFollowing(id),
      lines: this.#sessions.linesOf(id).map(({ by, at, kind, text, label, links }) => {
        const author = kind === 'hint' ? 'Who Knows' : team.nameOf(by);
        return {
          name: author,
          initials: initialsOf(author),
          hue: hueOf(by ?? 'whoknows'),
          time: timeOfDay(at),
          ...(label === undefined ? {} : { label }),
          text: displayLines(text, longestText),
          links,
        };
      }),
    };
  }

  /** Drops whatever is not declared in `FromConversation`. */
  async #receive(received: unknown): Promise<void> {
    const message = readConversationMessage(received);
    const id = this.#shown;
    if (!message) return;
    if (message.type === 'ready') return this.#changed();
    if (id === undefined) return;
    switch (message.type) {
      case 'typing':
        return this.#live.typing(id);
      case 'say':
        return this.#sessions.say(message.session, message.text);
      case 'link':
        await this.#toText(id);
        await vscode.commands.executeCommand(`whoknows.${message.action}`, message.record);
        return;
      case 'do':
        await this.#toText(id);
        return this.#do(id, message.action);
    }
  }

  /** Back to the text that was in front before the panel: what is pressed there is about it, and opens where the text is. */
  async #toText(id: Id): Promise<void> {
    const { visibleTextEditors } = vscode.window;
    const own = this.#sessions.get(id)?.uri.toString();
    const editor =
      visibleTextEditors.find((one) => one === this.#lastEditor) ??
      visibleTextEditors.find(({ document }) => document.uri.toString() === own);
    if (editor)
      await vscode.window.showTextDocument(editor.document, {
        viewColumn: editor.viewColumn ?? vscode.ViewColumn.One,
        selection: editor.selection,
      });
    else await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
  }

  async #do(id: Id, action: SessionAction): Promise<void> {
    if (action === 'goTo') return this.#sessions.goTo(id);
    await vscode.commands.executeCommand(`whoknows.${action}`, id);
  }

  dispose(): void {
    this.#panel?.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { displayLines } from '../expertise/displayText.ts';
import {
  type ConversationView,
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
import { plainMessage } from './plainMessage.ts';
import type { Sessions } from './sessions.ts';
import { timeOfDay } from './timeOfDay.ts';

/** Characters of one message, as many as the protocol lets through. */
const longestText = 60_000;

/** The conversation of the session as a panel below the code, while one goes on: the same lines as in the thread at the code. */
export class SessionView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #sessions: Sessions;
  readonly #live: LiveSession;
  readonly #extension: vscode.Uri;
  readonly #disposables: vscode.Disposable[];
  #view: vscode.WebviewView | undefined;
  /** The session that is shown; another one of the user's own takes its place when its file is in front. */
  #shown: Id | undefined;
  #inSession = false;

  constructor(context: ExtensionContext, sessions: Sessions, live: LiveSession, extension: vscode.Uri) {
    this.#context = context;
    this.#sessions = sessions;
    this.#live = live;
    this.#extension = extension;
    this.#disposables = [
      vscode.window.registerWebviewViewProvider('whoknows.session', this),
      sessions.onDidChange(() => this.#changed()),
      context.team.onDidChange(() => this.#changed()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#changed()),
      vscode.commands.registerCommand('whoknows.showConversation', () => this.#focus().catch(context.showError)),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: ['media', 'dist/webview'].map((folder) => vscode.Uri.joinPath(this.#extension, folder)),
    };
    view.webview.onDidReceiveMessage((message: unknown) =>
      this.#receive(message).catch((error) => this.#context.showError(error)),
    );
    view.onDidDispose(() => {
      this.#view = undefined;
    });
    view.webview.html = this.#page(view.webview);
  }

  async #focus(): Promise<void> {
    this.#sessions.required(undefined);
    await vscode.commands.executeCommand('whoknows.session.focus');
  }

  #page(webview: vscode.Webview): string {
    const nonce = randomBytes(18).toString('base64');
    const uri = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(this.#extension, file)).toString();
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${vscode.l10n.t('Session')}</title>
<link rel="stylesheet" href="${uri('media/session.css')}">
</head>
<body>
<main></main>
<script type="module" nonce="${nonce}" src="${uri('dist/webview/session.panel.js')}"></script>
</body>
</html>`;
  }

  #changed(): void {
    const session = this.#sessions.find(undefined) ?? (this.#shown && this.#sessions.find(this.#shown));
    this.#shown = session ? session.id : undefined;
    if (this.#inSession !== (session !== undefined)) {
      this.#inSession = session !== undefined;
      void vscode.commands.executeCommand('setContext', 'whoknows.inSession', this.#inSession);
    }
    if (!this.#view) return;
    const view = this.#conversation();
    this.#view.description = view?.title ?? '';
    void this.#view.webview.postMessage({
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
        return this.#sessions.say(id, message.text);
      case 'link':
        await vscode.commands.executeCommand(`whoknows.${message.action}`, message.record);
        return;
      case 'do':
        return this.#do(id, message.action);
    }
  }

  async #do(id: Id, action: SessionAction): Promise<void> {
    if (action === 'goTo') return this.#sessions.goTo(id);
    await vscode.commands.executeCommand(`whoknows.${action}`, id);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

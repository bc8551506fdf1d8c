import * as vscode from 'vscode';
import { readMessage, type ToPage } from '../expertise/skillMap/mapMessages.ts';
import type { ExtensionContext } from './extensionContext.ts';
import type { MapStore, RepositoryMap } from './mapStore.ts';
import { panelOptions, panelPage } from './panelPage.ts';
import { activeUri } from './subject.ts';

/** What the panel's buttons lead to. */
export interface MapPanelActions {
  readonly ask: (uri: vscode.Uri) => void;
  readonly plan: (away: readonly string[], from?: string) => void;
}

/** The picture of the map, in a tab of the editor. It may load nothing but its own script and style, and hears only declared messages. */
export class MapPanel implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #store: MapStore;
  readonly #extension: vscode.Uri;
  readonly #actions: MapPanelActions;
  readonly #listeners: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  /** The last file that was in front: it stays marked while the panel itself is. */
  #file: vscode.Uri | undefined;
  #wanted: Extract<ToPage, { type: 'show' }> | undefined;

  constructor(context: ExtensionContext, store: MapStore, extension: vscode.Uri, actions: MapPanelActions) {
    this.#context = context;
    this.#store = store;
    this.#extension = extension;
    this.#actions = actions;
    this.#listeners = [
      store.onDidChange(() => this.#sendMap()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#sendCurrent()),
    ];
  }

  /** Opens the picture, or brings it to the front; `wanted` zooms to a place or takes people away. */
  show(wanted?: { path?: string; away?: readonly string[] }): void {
    this.#wanted = wanted && { type: 'show', ...wanted };
    this.#sendCurrent();
    if (this.#panel) {
      this.#panel.reveal();
      this.#sendWanted();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      'whoknows.map',
      vscode.l10n.t('Skill Map'),
      vscode.ViewColumn.Active,
      panelOptions(this.#extension),
    );
    this.#panel = panel;
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.webview.html = panelPage(panel.webview, this.#extension, {
      title: vscode.l10n.t('Skill Map'),
      style: 'media/skillMap.css',
      script: 'dist/webview/skillMap.panel.js',
      main: `<p class="calm">${vscode.l10n.t('Drawing the map…')}</p>`,
    });
  }

  /** Drops whatever is not declared in `FromPage`, and paths that are not on the map. */
  #receive(received: unknown): void {
    const shown = this.#store.shown;
    const message = readMessage(received);
    if (!message) return;
    if (message.type === 'ready') {
      this.#sendMap();
      if (!shown) this.#store.get().catch((error) => this.#fail(error));
      return;
    }
    if (!shown) return;
    if (message.type === 'plan') {
      this.#actions.plan(message.away, message.from);
      return;
    }
    if (!isOnMap(shown, message.path)) return;
    const uri = vscode.Uri.joinPath(shown.root, message.path);
    if (message.type === 'ask') this.#actions.ask(uri);
    else
      vscode.commands
        .executeCommand(message.isFile ? 'vscode.open' : 'revealInExplorer', uri)
        .then(undefined, this.#context.showError);
  }

  #send(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }

  #sendMap(): void {
    const shown = this.#store.shown;
    if (!shown || !this.#panel) return;
    this.#send({ type: 'map', map: shown.packed, title: shown.title, words: vscode.l10n.bundle ?? {} });
    this.#sendCurrent();
    this.#sendWanted();
  }

  #sendWanted(): void {
    if (this.#wanted && this.#store.shown) this.#send(this.#wanted);
    if (this.#store.shown) this.#wanted = undefined;
  }

  #sendCurrent(): void {
    const uri = activeUri();
    if (uri?.scheme === 'file') this.#file = uri;
    const shown = this.#store.shown;
    if (!shown || !this.#file) return;
    const prefix = `${shown.root.path}/`;
    const { path } = this.#file;
    this.#send({ type: 'current', path: path.startsWith(prefix) ? path.slice(prefix.length) : undefined });
  }

  #fail(error: unknown): void {
    this.#context.log(error);
    this.#send({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }

  dispose(): void {
    this.#panel?.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }
}

/** Whether a path is a file or a folder of the map, so that no message can name anything else on the disk. */
function isOnMap({ map }: RepositoryMap, path: string): boolean {
  return map.files.path.some((file) => file === path || (file.startsWith(path) && file[path.length] === '/'));
}

import * as vscode from 'vscode';

/** Scheme of texts that are shown and cannot be changed: previews, snapshots, the two sides of a suggested edit. */
export const textScheme = 'whoknows';

/** Texts without a file. They live as long as the window. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(textScheme, this);

  /** The address under which the editor shows `text`. `name` is the last part of it and so decides the language. */
  put(id: string, name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: textScheme, authority: '', path: `/${id}/${name.replace(/[\\/]/g, '_')}` });
    const changed = this.#texts.get(uri.toString()) !== text;
    this.#texts.set(uri.toString(), text);
    if (changed) this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

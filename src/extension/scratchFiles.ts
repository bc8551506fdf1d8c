import * as vscode from 'vscode';

/** Scheme of files that can be edited and are nowhere on disk: the right side of a suggestion in the making. */
export const scratchScheme = 'whoknows-edit';

interface Scratch {
  readonly base: string;
  bytes: Uint8Array;
  mtime: number;
}

/** Files in memory, for as long as the window lives. */
export class ScratchFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #files = new Map<string, Scratch>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #registration = vscode.workspace.registerFileSystemProvider(scratchScheme, this, { isCaseSensitive: true });

  /** The address of a file that begins as `base`; what was typed into it before stays. */
  put(id: string, name: string, base: string): vscode.Uri {
    // What it is for stands in the query, so that the breadcrumb shows the name and nothing else.
    const uri = vscode.Uri.from({ scheme: scratchScheme, path: `/${name.replace(/[\\/]/g, '_')}`, query: id });
    if (this.#files.get(keyOf(uri))?.base !== base)
      this.#files.set(keyOf(uri), { base, bytes: new TextEncoder().encode(base), mtime: Date.now() });
    return uri;
  }

  /** Lets go of a file that is done with; the next one at its address begins anew. */
  forget(uri: vscode.Uri): void {
    this.#files.delete(keyOf(uri));
  }

  /** What a file was made for. */
  idOf(uri: vscode.Uri): string {
    return uri.query;
  }

  /** What the file began as. */
  base(uri: vscode.Uri): string {
    return this.#file(uri).base;
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, mtime } = this.#file(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#file(uri).bytes;
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    const file = this.#file(uri);
    file.bytes = bytes;
    file.mtime = Date.now();
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  #file(uri: vscode.Uri): Scratch {
    const file = this.#files.get(keyOf(uri));
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

const keyOf = ({ path, query }: vscode.Uri): string => `${query}${path}`;

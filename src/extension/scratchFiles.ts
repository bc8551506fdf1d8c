import * as vscode from 'vscode';

/** Scheme of files that can be edited and are nowhere on disk: the right side of a suggestion in the making. */
export const scratchScheme = 'whoknows-edit';

/** Characters that are kept over a reload at most: what an editor keeps of an extension is for small things. */
const mostKept = 500_000;

/** Where in the storage of the workspace they are kept. */
const keptKey = 'whoknows.scratch';

interface Scratch {
  readonly uri: vscode.Uri;
  readonly base: string;
  bytes: Uint8Array;
  mtime: number;
  /** Done with: it goes on as long as somebody looks at it, and no further. */
  over: boolean;
  /** Whether it stands in a tab. */
  shown: boolean;
}

/** A file as it is kept over a reload. */
interface Kept {
  readonly id: string;
  readonly name: string;
  readonly base: string;
  readonly text: string;
  readonly shown: boolean;
}

/** Files in memory, and in this machine's own storage until they are let go of. */
export class ScratchFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #storage: vscode.Memento;
  readonly #files = new Map<string, Scratch>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #registration: vscode.Disposable;

  constructor(storage: vscode.Memento) {
    this.#storage = storage;
    for (const kept of storage.get<readonly Kept[]>(keptKey, [])) this.#make(kept);
    this.#registration = vscode.workspace.registerFileSystemProvider(scratchScheme, this, { isCaseSensitive: true });
  }

  /** The address of a file that begins as `base`; what was typed into it before stays, with what that began as. */
  put(id: string, name: string, base: string): vscode.Uri {
    const uri = uriOf(id, name);
    const before = this.#files.get(keyOf(uri));
    if (!before || before.over || (before.base !== base && textOf(before) === before.base)) {
      this.#make({ id, name, base, text: base, shown: false });
      this.#keep();
    }
    return uri;
  }

  #make({ id, name, base, text, shown }: Kept): void {
    const uri = uriOf(id, name);
    const bytes = new TextEncoder().encode(text);
    this.#files.set(keyOf(uri), { uri, base, bytes, mtime: Date.now(), over: false, shown });
  }

  /** All that are not done with. */
  all(): vscode.Uri[] {
    return [...this.#files.values()].filter(({ over }) => !over).map(({ uri }) => uri);
  }

  /** Those that stand in a tab, or did when the window was closed. */
  shown(): vscode.Uri[] {
    return this.all().filter((uri) => this.#file(uri).shown);
  }

  setShown(uri: vscode.Uri, shown: boolean): void {
    const file = this.#files.get(keyOf(uri));
    if (!file || file.shown === shown) return;
    file.shown = shown;
    this.#keep();
  }

  /** A file is done with: it is kept no longer, and can be saved until `forget`. */
  finish(uri: vscode.Uri): void {
    const file = this.#files.get(keyOf(uri));
    if (file) file.over = true;
    this.#keep();
  }

  /** Lets go of a file; the next one at its address begins anew. */
  forget(uri: vscode.Uri): void {
    this.#files.delete(keyOf(uri));
    this.#keep();
  }

  #keep(): void {
    let left = mostKept;
    const kept: Kept[] = [];
    for (const file of this.#files.values()) {
      const text = textOf(file);
      if (file.over || text.length + file.base.length > left) continue;
      left -= text.length + file.base.length;
      kept.push({ id: file.uri.query, name: file.uri.path.slice(1), base: file.base, text, shown: file.shown });
    }
    void this.#storage.update(keptKey, kept.length ? kept : undefined);
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
    this.#keep();
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
// What it is for stands in the query, so that the breadcrumb shows the name and nothing else.
const uriOf = (id: string, name: string): vscode.Uri =>
  vscode.Uri.from({ scheme: scratchScheme, path: `/${name.replace(/[\\/]/g, '_')}`, query: id });
const textOf = ({ bytes }: Scratch): string => new TextDecoder().decode(bytes);

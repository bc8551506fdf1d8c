import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/** Something of the editor that the extension has taken and must give back. */
interface Taken {
  readonly what: string;
}

/**
 * Stands in for the editor's API where a test has to count: what was registered, created and listened to, and what of it was given back. It
 * shows nothing and answers nothing; what people see is tested in real windows.
 */
export class EditorStandIn {
  /** What has been taken and not been given back. */
  readonly taken = new Set<Taken>();
  readonly commands = new Map<string, (...args: unknown[]) => unknown>();
  /** What the user was told, in sentences. */
  readonly messages: string[] = [];
  /** Commands of the editor that were run. */
  readonly ran: string[] = [];
  /** What the user presses at a message, of the buttons it has. Nothing, unless a test says otherwise. */
  answer: (message: string, buttons: readonly unknown[]) => unknown = () => undefined;
  /** What the user picks from a list. Nothing, unless a test says otherwise. */
  pick: (rows: readonly { readonly label: string; readonly description?: string }[]) => unknown = () => undefined;
  /** Lists that the extension has opened and draws itself, the last one last. */
  readonly cards: CardStandIn[] = [];
  /** What draws lines of its own above those of a text. */
  lenses: LensesStandIn | undefined;
  /** Views of the side bar, all of them in sight, by id. */
  readonly views = new Map<string, ViewStandIn>();
  /** The built-in Git extension's repositories; undefined where it is switched off. */
  repositories: GitRepositoryStandIn[] | undefined;
  /** Differences that were shown, the last one last. */
  readonly differences: { readonly left: object; readonly right: object }[] = [];
  /** What gives texts that are nowhere on disk, by scheme. */
  readonly providers = new Map<string, ProviderStandIn>();
  /** What is remembered of a workspace, by its storage. */
  readonly workspaces = new Map<string, ReturnType<typeof memento>>();
  /** Conversations that stand at lines. */
  readonly threads = new Set<{ readonly uri: object; readonly comments: readonly CommentStandIn[] }>();
  /** What was put into the clipboard last; undefined where nothing may be. */
  clipboard: string | undefined = '';
  /** What stood in the line where something was asked last. */
  offered: string | undefined;
  /** What the user types where something is asked. */
  typed: string | undefined;
  /** Hears a link from outside, as the editor hands it over. */
  openLink: ((uri: object) => unknown) | undefined;
  readonly settings: Record<string, unknown> = {};
  isTrusted = true;
  /** What is on the screen; see `editorOf`. */
  editors: readonly ReturnType<typeof editorOf>[] = [];
  /** What the tab in front shows. */
  tab: unknown;
  folders: readonly { uri: unknown; name: string; index: number }[] = [];
  /** The same for all windows of a user, as in the editor. */
  secrets = new Secrets();
  readonly #memory = memento();
  /** Items of the status bar, by id. */
  readonly statusItems = new Map<string, StatusItemStandIn>();
  /** Who listens to what, such as `window.onDidChangeActiveTextEditor`. */
  readonly #listeners = new Map<string, Set<(event: unknown) => void>>();

  /** What `import * as vscode` gives. */
  readonly api: object = this.#makeApi();

  /** A context as the editor hands it to `activate`; `dispose` does what the editor does at the end. */
  makeContext(storage: string): { context: object; dispose(): void } {
    const subscriptions: { dispose(): unknown }[] = [];
    const workspaceState = this.workspaces.get(storage) ?? memento();
    this.workspaces.set(storage, workspaceState);
    const context = {
      subscriptions,
      globalState: this.#memory,
      workspaceState,
      secrets: this.secrets.asGivenTo((what) => this.#take(what)),
      extensionUri: fileUri(path.resolve('.')),
      extensionPath: path.resolve('.'),
      globalStorageUri: fileUri(storage),
      storageUri: fileUri(storage),
      logUri: fileUri(storage),
      extensionMode: 3,
    };
    return {
      context,
      dispose: () => {
        for (const one of subscriptions.splice(0)) one.dispose();
      },
    };
  }

  /** The user comes back to the window. */
  focus(): void {
    this.fire('window.onDidChangeWindowState', { focused: true });
  }

  grantTrust(): void {
    this.isTrusted = true;
    this.fire('workspace.onDidGrantWorkspaceTrust');
  }

  /** Something happens of which the editor tells, such as `window.onDidChangeActiveTextEditor`. */
  fire(name: string, event?: unknown): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(event);
  }

  /** The user goes to a text, which is then the only one on the screen. */
  open(editor: ReturnType<typeof editorOf>): void {
    this.editors = [Object.assign(editor, { isActive: true })];
    this.fire('window.onDidChangeActiveTextEditor', editor);
  }

  /** Something to be given back, with any further members the extension may use. */
  #take(what: string, members: object = {}): object {
    const one: Taken = { what };
    this.taken.add(one);
    const dispose = () => void this.taken.delete(one);
    return anything({ ...members, dispose });
  }

  #makeApi(): object {
    const standIn = this;
    const on = (room: string) => (name: string) => (listener: unknown) => {
      const what = `${room}.${name}`;
      const taken = standIn.#take(what) as { dispose(): void };
      if (!/^on(Did|Will)/.test(name)) return taken;
      const hears = listener as (event: unknown) => void;
      const listeners = standIn.#listeners.get(what) ?? new Set();
      standIn.#listeners.set(what, listeners.add(hears));
      return {
        dispose: () => {
          listeners.delete(hears);
          taken.dispose();
        },
      };
    };
    const room = (name: string, members: object = {}): object =>
      new Proxy(members, {
        get(target, member: string) {
          if (Reflect.has(target, member)) return Reflect.get(target, member);
          if (/^(register|create|onDid|onWill|set[A-Z]\w*Message)/.test(member)) return on(name)(member);
          if (member === 'showInputBox')
            return async (options: { value?: string }) => {
              standIn.offered = options.value;
              return standIn.typed;
            };
          if (member === 'showQuickPick')
            return async (rows: Parameters<typeof standIn.pick>[0]) => standIn.pick(await rows);
          if (/^show(Information|Warning|Error)Message$/.test(member))
            return async (message: string, ...buttons: unknown[]) => {
              standIn.messages.push(message);
              return standIn.answer(message, buttons);
            };
          return async () => undefined;
        },
      });
    class EventEmitter {
      readonly #listeners = new Set<(event: unknown) => void>();
      readonly #one: { dispose(): void };
      constructor() {
        this.#one = standIn.#take('EventEmitter') as { dispose(): void };
      }
      readonly event = (listener: (event: unknown) => void) => {
        this.#listeners.add(listener);
        const taken = standIn.#take('EventEmitter.event') as { dispose(): void };
        return {
          dispose: () => {
            this.#listeners.delete(listener);
            taken.dispose();
          },
        };
      };
      fire(event: unknown) {
        for (const listener of [...this.#listeners]) listener(event);
      }
      dispose() {
        this.#one.dispose();
      }
    }
    const window = room('window', {
      registerUriHandler: (handler: { handleUri(uri: object): unknown }) => {
        standIn.openLink = (uri) => handler.handleUri(uri);
        return standIn.#take('window.registerUriHandler');
      },
      tabGroups: anything({
        get activeTabGroup() {
          return { activeTab: { input: standIn.tab } };
        },
        all: [],
        onDidChangeTabs: on('tabGroups')('onDidChangeTabs'),
      }),
      showTextDocument: async (what: object) =>
        standIn.editors.find(({ document }) => document === what || `${document.uri}` === `${what}`) ?? anything({}),
      createTreeView: (id: string, { treeDataProvider }: Pick<ViewStandIn, 'treeDataProvider'>) => {
        const view = standIn.#take('window.createTreeView', {
          treeDataProvider,
          visible: true,
          onDidChangeVisibility: on('view')('onDidChangeVisibility'),
          onDidExpandElement: on('view')('onDidExpandElement'),
          onDidChangeSelection: on('view')('onDidChangeSelection'),
        });
        standIn.views.set(id, view as ViewStandIn);
        return view;
      },
      createStatusBarItem: (id: string) => {
        const item = new StatusItemStandIn();
        standIn.statusItems.set(id, item);
        const { dispose } = standIn.#take('window.createStatusBarItem') as { dispose(): void };
        return Object.assign(item, { dispose });
      },
      createQuickPick: () => {
        const card = new CardStandIn();
        standIn.cards.push(card);
        const { dispose } = standIn.#take('window.createQuickPick') as { dispose(): void };
        return Object.assign(card, { dispose });
      },
      withProgress: async (_options: unknown, run: (...args: unknown[]) => unknown) =>
        run({ report() {} }, { isCancellationRequested: false, onCancellationRequested: on('token')('cancel') }),
    });
    Object.defineProperty(window, 'visibleTextEditors', { get: () => standIn.editors });
    Object.defineProperty(window, 'activeTextEditor', { get: () => standIn.editors.find(({ isActive }) => isActive) });
    const register = (name: string) => (scheme: string, provider: ProviderStandIn) => {
      standIn.providers.set(scheme, provider);
      return standIn.#take(`workspace.${name}`);
    };
    const workspace = room('workspace', {
      registerFileSystemProvider: register('registerFileSystemProvider'),
      registerTextDocumentContentProvider: register('registerTextDocumentContentProvider'),
      openTextDocument: async ({ fsPath }: { fsPath: string }) => {
        const found = standIn.editors.find(({ document: { uri } }) => uri.scheme === 'file' && uri.fsPath === fsPath);
        if (!found) throw new Error(`cannot open file:${fsPath}`);
        return found.document;
      },
      applyEdit: async ({ changes }: WorkspaceEdit) => {
        for (const { uri, from, to, text } of changes.toReversed()) {
          const { document } = standIn.editors.find((one) => one.document.uri === uri)!;
          const lines = document.text.split(/(?<=\n)/);
          document.text = [...lines.slice(0, from), text, ...lines.slice(to)].join('');
        }
        return true;
      },
      getWorkspaceFolder: ({ fsPath }: { fsPath: string }) =>
        standIn.folders.find(({ uri }) => fsPath.startsWith(`${(uri as { fsPath: string }).fsPath}/`)),
      fs: {
        stat: async ({ fsPath }: { fsPath: string }) => ({ type: statSync(fsPath).isDirectory() ? 2 : 1 }),
        readFile: async ({ fsPath }: { fsPath: string }) => readFileSync(fsPath),
      },
      getConfiguration: () => ({ get: (key: string, otherwise?: unknown) => standIn.settings[key] ?? otherwise }),
    });
    Object.defineProperty(workspace, 'textDocuments', { get: () => standIn.editors.map(({ document }) => document) });
    Object.defineProperty(workspace, 'isTrusted', { get: () => standIn.isTrusted });
    Object.defineProperty(workspace, 'workspaceFolders', { get: () => standIn.folders });
    const commands = room('commands', {
      executeCommand: async (id: string, left: object, right: object) => {
        standIn.ran.push(id);
        if (id === 'vscode.diff') standIn.differences.push({ left, right });
      },
      getCommands: async () => [],
      registerCommand: (id: string, run: (...args: unknown[]) => unknown) => {
        if (standIn.commands.has(id)) throw new Error(`command '${id}' already exists`);
        standIn.commands.set(id, run);
        const taken = standIn.#take(`command ${id}`) as { dispose(): void };
        return {
          dispose: () => {
            standIn.commands.delete(id);
            taken.dispose();
          },
        };
      },
    });
    const git = {
      get repositories() {
        return standIn.repositories ?? [];
      },
      getRepository: () => null,
      onDidOpenRepository: on('git')('onDidOpenRepository'),
    };
    const known: Record<string, unknown> = {
      window,
      workspace,
      commands,
      languages: room('languages', {
        registerCodeLensProvider: (_for: object, provider: LensesStandIn) => {
          standIn.lenses = provider;
          return standIn.#take('languages.registerCodeLensProvider');
        },
      }),
      comments: room('comments', {
        createCommentController: () =>
          standIn.#take('comments.createCommentController', {
            createCommentThread: (uri: object, _range: object, comments: readonly CommentStandIn[]) => {
              const thread = { uri, comments };
              standIn.threads.add(thread);
              return Object.assign(thread, { dispose: () => standIn.threads.delete(thread) });
            },
          }),
      }),
      extensions: room('extensions', {
        getExtension: (id: string) =>
          id === 'vscode.git' && standIn.repositories
            ? { activate: async () => ({ enabled: true, getAPI: () => git }) }
            : undefined,
        all: [],
      }),
      env: room('env', {
        uiKind: 1,
        language: 'en',
        clipboard: {
          writeText: async (text: string) => {
            if (standIn.clipboard === undefined) throw new Error('Write permission denied.');
            standIn.clipboard = text;
          },
        },
      }),
      lm: room('lm'),
      authentication: room('authentication'),
      l10n: { t: (text: string, ...args: unknown[]) => text.replace(/\{(\d+)\}/g, (_, i) => String(args[Number(i)])) },
      EventEmitter,
      Uri: class {
        readonly scheme = '';
        static readonly file = fileUri;
        static joinPath({ path: folder }: { path: string }, ...parts: string[]): object {
          return fileUri(path.join(folder, ...parts));
        }
        static from(parts: { scheme: string; path: string; query?: string }): object {
          return { query: '', ...parts, toString: () => `${parts.scheme}:${parts.path}?${parts.query ?? ''}` };
        }
        static parse(text: string): object {
          return { scheme: text.split(':')[0]!, toString: () => text };
        }
      },
      WorkspaceEdit,
      Range: class {
        readonly start: object;
        readonly end: object;
        constructor(line: number, character: number, endLine: number, endCharacter: number) {
          this.start = { line, character };
          this.end = { line: endLine, character: endCharacter };
        }
      },
      FileType: { File: 1, Directory: 2 },
      Disposable: class {
        readonly #run: () => void;
        constructor(run: () => void) {
          this.#run = run;
        }
        dispose() {
          this.#run();
        }
      },
    };
    const whatever = new Proxy(known, {
      get(target, name: string) {
        if (name in target) return target[name];
        // Classes that only carry values, and enumerations.
        target[name] ??= new Proxy(class {}, {
          get: (carrier, member) => Reflect.get(carrier, member) ?? String(member),
        });
        return target[name];
      },
    });
    // The bundle copies a module's own members and keeps its prototype, so that what is made when asked for has to be there.
    return Object.create(whatever) as object;
  }
}

const fileUri = (fsPath: string) => ({ scheme: 'file', fsPath, path: fsPath, toString: () => `file://${fsPath}` });

/** Replaced whole lines of open texts. */
class WorkspaceEdit {
  readonly changes: { uri: object; from: number; to: number; text: string }[] = [];
  replace(uri: object, { start, end }: { start: { line: number }; end: { line: number } }, text: string): void {
    this.changes.push({ uri, from: start.line, to: end.line, text });
  }
}

interface LensesStandIn {
  onDidChangeCodeLenses(listener: () => void): { dispose(): void };
  provideCodeLenses(document: object): Promise<readonly object[]>;
}

interface ViewStandIn {
  readonly treeDataProvider: {
    onDidChangeTreeData(listener: () => void): { dispose(): void };
    getChildren(): unknown;
  };
  /** What stands beside its title. */
  readonly description?: string;
}

/** A repository as the built-in Git extension shows it. */
export class GitRepositoryStandIn {
  readonly rootUri: object;
  readonly inputBox = { value: '' };
  readonly #listeners = new Set<() => void>();
  readonly state = {
    indexChanges: [] as object[],
    workingTreeChanges: [] as object[],
    mergeChanges: [],
    untrackedChanges: [],
    onDidChange: (listener: () => void) => {
      this.#listeners.add(listener);
      return { dispose: () => this.#listeners.delete(listener) };
    },
  };

  constructor(folder: string) {
    this.rootUri = fileUri(folder);
  }

  /** The user changes a file of it. */
  change(): void {
    this.state.workingTreeChanges.push({});
    for (const listener of [...this.#listeners]) listener();
  }
}

interface ProviderStandIn {
  /** Of texts that can be changed. */
  readFile(uri: object): Uint8Array;
  writeFile(uri: object, bytes: Uint8Array): void;
  /** Of others. */
  provideTextDocumentContent(uri: object): string;
}

interface CommentStandIn {
  readonly body: unknown;
  readonly contextValue: string;
  readonly author: { readonly name: string };
}

/** An item of the status bar. */
class StatusItemStandIn {
  isShown = false;
  /** All that has stood there, the last one last. */
  readonly texts: string[] = [];
  show(): void {
    this.isShown = true;
  }
  hide(): void {
    this.isShown = false;
  }
  get text(): string {
    return this.texts.at(-1) ?? '';
  }
  set text(text: string) {
    if (text !== this.text) this.texts.push(text);
  }
}

/** A list with a line to type in, as `createQuickPick` gives it; a test types and presses Enter. */
export class CardStandIn {
  title = '';
  value = '';
  busy = false;
  items: readonly { readonly label: string }[] = [];
  activeItems: readonly { readonly label: string }[] = [];
  isOpen = false;
  readonly #listeners = new Map<string, Set<(event: unknown) => void>>();
  readonly onDidAccept = this.#event('accept');
  readonly onDidHide = this.#event('hide');
  readonly onDidChangeActive = this.#event('active');
  readonly onDidChangeValue = this.#event('value');
  readonly onDidTriggerItemButton = this.#event('item button');
  readonly onDidTriggerButton = this.#event('button');

  show(): void {
    this.isOpen = true;
  }

  hide(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#fire('hide', undefined);
  }

  /** The user types a text in place of what stands there. */
  type(text: string): void {
    this.value = text;
    this.#fire('value', text);
  }

  enter(): void {
    this.#fire('accept', undefined);
  }

  #fire(name: string, event: unknown): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(event);
  }

  #event(name: string) {
    return (listener: (event: unknown) => void) => {
      this.#listeners.set(name, (this.#listeners.get(name) ?? new Set()).add(listener));
      return { dispose: () => this.#listeners.get(name)?.delete(listener) };
    };
  }
}

/** A text editor: `uri` as the extension sees it, and the lines that are selected, from 1; the first character of the first one where left out. */
export function editorOf(
  uri: { readonly scheme: string; readonly fsPath: string; readonly query?: string },
  text: string,
  { lines: [first, last] = [1, 1], isActive = false }: { lines?: readonly [number, number]; isActive?: boolean } = {},
) {
  const at = (line: number, character: number) => ({ line, character });
  const all = text.split('\n');
  const end = at(last - 1, last > first ? all[last - 1]!.length : 0);
  const document = {
    uri: { path: uri.fsPath, query: '', toString: () => `${uri.scheme}:${uri.fsPath}?${uri.query ?? ''}`, ...uri },
    text,
    getText: () => document.text,
    save: async () => true,
    lineCount: all.length,
    eol: 'LF',
  };
  return {
    isActive,
    setDecorations() {},
    revealRange() {},
    visibleRanges: [],
    document,
    selection: { start: at(first - 1, 0), end, active: end, isSingleLine: first === last, isEmpty: first === last },
  };
}

function memento() {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => (values.has(key) ? values.get(key) : otherwise),
    update: async (key: string, value: unknown) =>
      void (value === undefined ? values.delete(key) : values.set(key, value)),
    setKeysForSync() {},
  };
}

/** The editor's secret storage: every window hears of every change, its own too. */
export class Secrets {
  readonly #values = new Map<string, string>();
  readonly #listeners = new Set<(event: { key: string }) => void>();

  asGivenTo(take: (what: string) => object): object {
    const changed = (key: string) => {
      for (const listener of [...this.#listeners]) listener({ key });
    };
    return {
      get: async (key: string) => this.#values.get(key),
      store: async (key: string, value: string) => {
        this.#values.set(key, value);
        changed(key);
      },
      delete: async (key: string) => {
        this.#values.delete(key);
        changed(key);
      },
      onDidChange: (listener: (event: { key: string }) => void) => {
        this.#listeners.add(listener);
        const taken = take('secrets.onDidChange') as { dispose(): void };
        return {
          dispose: () => {
            this.#listeners.delete(listener);
            taken.dispose();
          },
        };
      },
    };
  }
}

/** An object on which whatever is not there is a function that does nothing, and may be set. */
function anything(members: object): object {
  return new Proxy(members as Record<string | symbol, unknown>, {
    get: (target, name) =>
      name in target || name === 'then' || typeof name === 'symbol' ? target[name] : () => anything({}),
  });
}

/** Loads the extension over this stand-in; gives its `activate`. */
export async function loadExtension(standIn: EditorStandIn): Promise<(context: object) => unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), 'whoknows-extension-'));
  const outfile = path.join(folder, 'extension.cjs');
  await build({
    entryPoints: ['src/extension/activate.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'warning',
    plugins: [
      {
        name: 'editor stand-in',
        setup(setup) {
          setup.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'stand-in' }));
          setup.onLoad({ filter: /.*/, namespace: 'stand-in' }, () => ({
            contents: 'module.exports = globalThis.whoKnowsStandIn;',
          }));
        },
      },
    ],
  });
  (globalThis as { whoKnowsStandIn?: object }).whoKnowsStandIn = standIn.api;
  return createRequire(import.meta.url)(outfile).activate;
}

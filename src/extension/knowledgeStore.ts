import * as vscode from 'vscode';
import type { Host } from '../app/host.ts';
import type { Knowledge } from '../app/knowledge.ts';

/** Reading a history that takes longer than this, in ms, shows its progress and a way to stop it. */
const quietFor = 1500;

/** What is known of the repositories in this window. Each is read when first asked for, and kept up to date after that. */
export class KnowledgeStore implements vscode.Disposable {
  readonly #host: Host;
  readonly #known = new Map<string, Knowledge>();
  readonly #running = new Map<string, Reading>();
  readonly #partial = new vscode.EventEmitter<{ folder: string; knowledge: Knowledge }>();
  /** Fires with what the newest commits say while a history is being read. */
  readonly onPartial = this.#partial.event;

  constructor(host: Host) {
    this.#host = host;
  }

  /** What is known of the repository around a folder, brought up to date. Rejects with an error that has a sentence. */
  async get(folder: string): Promise<Knowledge> {
    const app = await import('../app/knowledge.ts');
    const known = this.#known.get(folder);
    if (!known) return this.#read(folder, app);
    const fresh = await app.refreshKnowledge(this.#host, known).catch(() => undefined);
    if (!fresh) {
      this.#known.delete(folder);
      return this.#read(folder, app);
    }
    this.#known.set(folder, fresh);
    return fresh;
  }

  /** What is known already, without asking git. */
  peek(folder: string): Knowledge | undefined {
    return this.#known.get(folder);
  }

  #read(folder: string, app: typeof import('../app/knowledge.ts')): Promise<Knowledge> {
    const running = this.#running.get(folder);
    if (running) return running.result;
    const controller = new AbortController();
    let commits = 0;
    const result = app
      .openKnowledge(this.#host, folder, {
        signal: controller.signal,
        onProgress: (n) => {
          commits = n;
        },
        onPartial: (knowledge) => this.#partial.fire({ folder, knowledge }),
      })
      .then(({ knowledge }) => {
        this.#known.set(folder, knowledge);
        return knowledge;
      })
      .finally(() => this.#running.delete(folder));
    this.#running.set(folder, { result, controller });
    showProgress(result, controller, () => commits);
    return result;
  }

  dispose(): void {
    for (const { controller } of this.#running.values()) controller.abort();
    this.#partial.dispose();
  }
}

interface Reading {
  readonly result: Promise<Knowledge>;
  readonly controller: AbortController;
}

function showProgress(result: Promise<unknown>, controller: AbortController, commits: () => number): void {
  let over = false;
  const done = result.then(
    () => undefined,
    () => undefined,
  );
  void done.then(() => {
    over = true;
  });
  setTimeout(() => {
    if (over) return;
    void vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        cancellable: true,
        title: vscode.l10n.t('Who Knows reads the history'),
      },
      async (progress, token) => {
        token.onCancellationRequested(() => controller.abort());
        const timer = setInterval(
          () => progress.report({ message: vscode.l10n.t('{0} commits', commits().toLocaleString()) }),
          250,
        );
        await done.finally(() => clearInterval(timer));
      },
    );
  }, quietFor);
}

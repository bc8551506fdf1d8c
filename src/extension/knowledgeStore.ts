import path from 'node:path';
import * as vscode from 'vscode';
import type { Host } from '../app/host.ts';
import type { Knowledge } from '../app/knowledge.ts';
import { dateLocale } from './dateLocale.ts';

/** Reading a history that takes longer than this, in ms, shows its progress and a way to stop it. */
const quietFor = 1500;

/** Called with what the newest commits say while a history is being read. */
type OnPartial = (knowledge: Knowledge) => void;

/** What is known of the repositories in this window. Each is read when first asked for, and kept up to date after that. */
export class KnowledgeStore implements vscode.Disposable {
  /** Made anew for each reading: settings and folders change while the window is open. */
  readonly #host: () => Host;
  /** By the repository's top folder. */
  readonly #known = new Map<string, Knowledge>();
  readonly #running = new Map<string, Reading>();
  /** The top folder of the repository around each folder that was asked about. */
  readonly #rootOf = new Map<string, string>();

  constructor(host: () => Host) {
    this.#host = host;
  }

  /** What is known of the repository around a folder, brought up to date. Rejects with an error that has a sentence. */
  async get(folder: string, onPartial?: OnPartial): Promise<Knowledge> {
    const app = await import('../app/knowledge.ts');
    const root = this.#rootOf.get(folder) ?? (await app.findRoot(this.#host(), folder));
    this.#rootOf.set(folder, root);
    const known = this.#known.get(root);
    const fresh = known && (await app.refreshKnowledge(this.#host(), known).catch(() => undefined));
    if (fresh) {
      this.#known.set(root, fresh);
      return fresh;
    }
    // Not read yet, or no longer there as it was: the folder may have become another repository's.
    this.#known.delete(root);
    this.#rootOf.delete(folder);
    return this.#read(root, app, onPartial);
  }

  /** Whether the history around a file has been read already. */
  covers(file: string): boolean {
    return [...this.#known.keys()].some((root) => file.startsWith(root + path.sep));
  }

  #read(root: string, app: typeof import('../app/knowledge.ts'), onPartial?: OnPartial): Promise<Knowledge> {
    const running = this.#running.get(root);
    if (running) {
      if (onPartial) running.listeners.push(onPartial);
      return running.result;
    }
    const controller = new AbortController();
    const listeners = onPartial ? [onPartial] : [];
    let commits = 0;
    const result = app
      .openKnowledge(this.#host(), root, {
        signal: controller.signal,
        onProgress: (n) => {
          commits = n;
        },
        onPartial: (knowledge) => {
          for (const listener of listeners) listener(knowledge);
        },
      })
      .then(({ knowledge }) => {
        this.#known.set(root, knowledge);
        return knowledge;
      })
      .finally(() => this.#running.delete(root));
    this.#running.set(root, { result, controller, listeners });
    showProgress(result, controller, () => commits);
    return result;
  }

  dispose(): void {
    for (const { controller } of this.#running.values()) controller.abort();
  }
}

interface Reading {
  readonly result: Promise<Knowledge>;
  readonly controller: AbortController;
  readonly listeners: OnPartial[];
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
          () => progress.report({ message: vscode.l10n.t('{0} commits', commits().toLocaleString(dateLocale())) }),
          250,
        );
        await done.finally(() => clearInterval(timer));
      },
    );
  }, quietFor);
}

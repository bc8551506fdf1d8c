import type * as vscode from 'vscode';
import type { Id } from '../protocol/shapes.ts';
import type { ExtensionContext } from './extensionContext.ts';

/** Promises that were kept or reminded of already, as `request time`. */
const remindedKey = 'whoknows.reminded';
/** How long after its time a promise is still reminded of, ms: somebody who closed the editor may come back. */
const remindedFor = 12 * 3_600_000;
/** How many are remembered: more than anybody promises in that time. */
const mostRemembered = 100;

/** “In 30 min” is a promise: when its time has come the helper is reminded, once, also after a reload. */
export class Promises implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #remind: (request: Id) => void;
  readonly #timers = new Map<Id, { readonly due: number; readonly timer: NodeJS.Timeout }>();
  readonly #listener: vscode.Disposable;

  constructor(context: ExtensionContext, remind: (request: Id) => void) {
    this.#context = context;
    this.#remind = remind;
    this.#listener = context.team.onDidChange(() => this.#look());
  }

  #look(): void {
    const { client } = this.#context.team;
    for (const view of client?.team.requests.values() ?? []) {
      const due = view.role === 'candidate' ? view.state.promises[client!.profile.member] : undefined;
      const known = this.#timers.get(view.id);
      if (known?.due === due) continue;
      clearTimeout(known?.timer);
      this.#timers.delete(view.id);
      if (due !== undefined && view.state.status === 'open') this.#wait(view.id, due, due - client!.now());
    }
  }

  #wait(id: Id, due: number, left: number): void {
    if (left < -remindedFor || this.#reminded().includes(`${id} ${due}`)) return;
    const timer = setTimeout(
      () => {
        void this.#context.storage.update(remindedKey, [...this.#reminded(), `${id} ${due}`].slice(-mostRemembered));
        this.#context.team.whenCaughtUp(`promise ${id}`, () => this.#remind(id));
      },
      Math.max(0, left),
    );
    timer.unref();
    this.#timers.set(id, { due, timer });
  }

  #reminded(): string[] {
    return this.#context.storage.get<string[]>(remindedKey, []);
  }

  dispose(): void {
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#listener.dispose();
  }
}

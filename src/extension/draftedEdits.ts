import * as vscode from 'vscode';
import type { Id } from '../protocol/shapes.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { isGoingOn } from './openSession.ts';
import { plainLabel } from './plainLabel.ts';
import { ScratchFiles } from './scratchFiles.ts';

/**
 * Suggestions in the making: each a text that can be changed, beside what it began as. They outlive a reload, on this machine alone, and nothing of
 * them outlives their session.
 */
export class DraftedEdits implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #files: ScratchFiles;
  readonly #disposables: vscode.Disposable[];
  /** Those whose tab the editor has forgotten at a reload. */
  #lost: readonly vscode.Uri[];

  constructor(context: ExtensionContext) {
    const { team } = context;
    this.#context = context;
    this.#files = new ScratchFiles(context.storage);
    this.#lost = this.#files.shown();
    this.#disposables = [
      this.#files,
      team.onDidHear((event) => {
        if (event.type === 'request' && !isGoingOn(event.request)) this.#forgetOver();
      }),
      team.onDidOpen(() => {
        this.#forgetOver();
        this.#showLost();
        team.whenCaughtUp('suggestions', () => this.#forgetOver());
      }),
      team.onDidClose(() => this.#forgetOver()),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed)
          if (input instanceof vscode.TabInputTextDiff) this.#files.setShown(input.modified, false);
      }),
    ];
  }

  /** Shows the one for a session, which begins as `base` unless one was begun before. */
  begin(session: Id, name: string, base: string): Promise<void> {
    return this.#show(this.#files.put(session, name, base));
  }

  sessionOf(uri: vscode.Uri): Id {
    return this.#files.idOf(uri);
  }

  /** What it began as. */
  base(uri: vscode.Uri): string {
    return this.#files.base(uri);
  }

  /** Takes one out of the editor, for good. */
  async close(uri: vscode.Uri): Promise<void> {
    this.#files.finish(uri);
    // Of what is not saved the editor would ask, and keep a copy.
    await vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString())?.save();
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString());
    await vscode.window.tabGroups.close(tabs);
    this.#files.forget(uri);
  }

  async #show(right: vscode.Uri): Promise<void> {
    const [id, name] = [this.#files.idOf(right), right.path.slice(1)];
    const left = this.#context.documents.put(`base-${id}`, name, this.#files.base(right));
    const line = (this.#context.team.joined.team.requests.get(id)?.question?.lines?.[0] ?? 1) - 1;
    await vscode.commands.executeCommand(
      'vscode.diff',
      left,
      right,
      vscode.l10n.t('{0}: edit, then send', plainLabel(name, 60)),
      { preview: false, selection: new vscode.Range(line, 0, line, 0) },
    );
    this.#files.setShown(right, true);
  }

  #showLost(): void {
    for (const uri of this.#lost) if (!this.#isOver(this.#files.idOf(uri))) this.#show(uri).catch(this.#context.log);
    this.#lost = [];
  }

  /** A session may have ended here, at the other’s, or while this window was closed. */
  #forgetOver(): void {
    for (const uri of this.#files.all())
      if (this.#isOver(this.#files.idOf(uri))) this.close(uri).catch(this.#context.log);
  }

  #isOver(session: Id): boolean {
    const { client } = this.#context.team;
    const view = client?.team.requests.get(session);
    // One that is not known may still have to be fetched.
    return view ? !isGoingOn(view) : client === undefined || client.connection === 'online';
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

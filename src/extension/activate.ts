import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { FileView } from './fileView.ts';
import { KnowledgeStore } from './knowledgeStore.ts';
import { registerMap } from './mapCommands.ts';
import { StatusBar } from './statusBar.ts';

/** Runs no git and opens no socket: everything begins with the user's first question. */
export function activate(extension: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Who Knows', { log: true });
  const knowledge = new KnowledgeStore({
    environment: process.env,
    untrusted: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    gitPath: vscode.workspace.getConfiguration('whoknows').get<string>('gitPath') || undefined,
    now: () => Math.floor(Date.now() / 1000),
  });
  const log = (error: unknown): void => output.error(error instanceof Error ? error.message : String(error));
  const context: ExtensionContext = {
    knowledge,
    subscriptions: extension.subscriptions,
    storage: extension.workspaceState,
    log,
    showError: (error) => {
      if ((error as { code?: string })?.code === 'cancelled') return;
      log(error);
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    },
    answered: () => {
      statusBar.wake();
      fileView.wake();
    },
  };
  const statusBar = new StatusBar(context);
  const fileView = new FileView(context);
  extension.subscriptions.push(output, knowledge, statusBar, fileView);
  registerCommands(context);
  registerMap(context, extension.extensionUri);
}

import * as vscode from 'vscode';
import type { ExtensionContext } from './extensionContext.ts';
import { pickHelper } from './helpersPick.ts';
import type { SaidOf } from './ownWordPick.ts';
import { plainMessage } from './plainMessage.ts';
import {
  activeUri,
  refuseVirtual,
  type Subject,
  SubjectError,
  subjectOfChange,
  subjectOfEditor,
  subjectOfSelection,
  subjectOfUri,
  workspaceFolderInFront,
} from './subject.ts';

/** All commands, by id. Menus pass the file or folder that was clicked. */
export function registerCommands(context: ExtensionContext): void {
  const ask = (subject: (uri?: vscode.Uri) => Promise<Subject>) => async (uri?: unknown) => {
    if (!(await isTrusted())) return;
    await pickHelper(context, await subject(uri instanceof vscode.Uri ? uri : undefined));
  };
  const commands: Record<string, (uri?: unknown, more?: unknown) => Promise<void>> = {
    'whoknows.whoCanHelp': ask((uri) => (uri ? subjectOfUri(uri) : subjectOfEditor())),
    'whoknows.whoCanHelpWithFolder': ask((uri) => (uri ? subjectOfUri(uri) : subjectOfEditor())),
    'whoknows.whoCanHelpWithSelection': ask(() => subjectOfSelection()),
    'whoknows.whoCanHelpWithChange': ask(() => subjectOfChange()),
    'whoknows.ownWord': async (uri, more) => {
      if (!(await isTrusted())) return;
      const subject = await (uri instanceof vscode.Uri ? subjectOfUri(uri) : subjectOfEditor());
      const { pickOwnWord } = await import('./ownWordPick.ts');
      await pickOwnWord(context, await context.knowledge.get(subject.folder), subject, saidOf(more));
    },
    'whoknows.samePerson': async () => {
      if (!(await isTrusted())) return;
      const { pickSamePerson } = await import('./ownWordPick.ts');
      await pickSamePerson(context, await context.knowledge.get(await folderInFront()));
    },
    'whoknows.backtest': async () => {
      if (!(await isTrusted())) return;
      const { showBacktest } = await import('./backtestCommand.ts');
      await showBacktest(context, await folderInFront());
    },
  };
  for (const [id, run] of Object.entries(commands))
    context.subscriptions.push(
      vscode.commands.registerCommand(id, async (argument?: unknown, more?: unknown) => {
        try {
          await run(argument, more);
        } catch (error) {
          if (error instanceof SubjectError) void vscode.window.showInformationMessage(plainMessage(error.message));
          else context.showError(error);
        }
      }),
    );
}

/** The folder of the file in front, else the first of the workspace. */
async function folderInFront(): Promise<string> {
  if (activeUri()?.scheme === 'file') return (await subjectOfEditor()).folder;
  refuseVirtual();
  const folder = workspaceFolderInFront();
  if (folder === undefined)
    throw new SubjectError(vscode.l10n.t('No folder is open. Open a folder that git tracks and ask again.'));
  return folder;
}

/** A command's second argument, from the map; menus pass other things there, which mean nothing. */
function saidOf(more: unknown): SaidOf | undefined {
  const { says, name, email } = (more ?? {}) as Partial<SaidOf>;
  return says === 'wrong' && typeof name === 'string' && typeof email === 'string' ? { says, name, email } : undefined;
}

/** In a workspace that is not trusted no git may run; says so and offers the way out. */
async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Who Knows runs git, and git can run programs that a folder names. Trust this folder first, then ask again.',
    ),
    manage,
  );
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

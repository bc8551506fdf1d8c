import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { activeUri } from './subject.ts';

/**
 * What is known of the repository in front: that of the file in front, else of the workspace's first folder. Undefined where no folder is
 * open or the workspace is not trusted. Rejects where git cannot read it.
 */
export async function knowledgeInFront(
  context: ExtensionContext,
): Promise<{ readonly knowledge: Knowledge; readonly folder: string } | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const uri = activeUri();
  const around = uri?.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
  const first = around ?? vscode.workspace.workspaceFolders?.find(({ uri: { scheme } }) => scheme === 'file');
  if (!first) return undefined;
  const folder = first.uri.fsPath;
  return { knowledge: await context.knowledge.get(folder), folder };
}

import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { workspaceFolderInFront } from './subject.ts';

/**
 * What is known of the repository in front: that of the file in front, else of the workspace's first folder. Undefined where no folder is
 * open or the workspace is not trusted. Rejects where git cannot read it.
 */
export async function knowledgeInFront(
  context: ExtensionContext,
): Promise<{ readonly knowledge: Knowledge; readonly folder: string } | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const folder = workspaceFolderInFront();
  if (folder === undefined) return undefined;
  return { knowledge: await context.knowledge.get(folder), folder };
}

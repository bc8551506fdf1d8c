import * as vscode from 'vscode';
import type { ExtensionContext } from './extensionContext.ts';
import { initialsPicture } from './initials.ts';
import { plainMarkdown } from './plainMarkdown.ts';
import type { SessionLine } from './sessionLines.ts';

/** The lines of a conversation as the editor's comments. */
export function sessionComments(context: ExtensionContext, lines: readonly SessionLine[]): vscode.Comment[] {
  return lines.map(({ by, at, kind, text, label, links }) => {
    const name = kind === 'hint' ? 'Who Knows' : context.team.nameOf(by);
    const picture = kind === 'hint' ? 'whoknows' : by;
    return {
      author: { name, ...(picture ? { iconPath: initialsPicture(picture, name) } : {}) },
      body: links.length ? ours(text, links) : plainMarkdown(text),
      mode: vscode.CommentMode.Preview,
      timestamp: new Date(at),
      contextValue: kind,
      ...(label === undefined ? {} : { label }),
    };
  });
}

/** Our own words with links to our own commands; what a teammate wrote is never part of it. */
function ours(text: string, links: SessionLine['links']): vscode.MarkdownString {
  const written = links.map(
    ({ title, does, record }) => `[${title}](command:whoknows.${does}?${encodeURIComponent(JSON.stringify([record]))})`,
  );
  const body = new vscode.MarkdownString(`${text}\n\n${written.join(' · ')}`);
  body.isTrusted = { enabledCommands: links.map(({ does }) => `whoknows.${does}`) };
  return body;
}

import * as vscode from 'vscode';
import { displayLines } from '../expertise/displayText.ts';

/** Characters, as many as the protocol lets a message have. */
const longest = 60_000;

/**
 * What somebody wrote, as Markdown that can show code but do nothing: no command links, no HTML, no icons, and no pictures, which the
 * editor would fetch from wherever the text says.
 */
export function plainMarkdown(text: string): vscode.MarkdownString {
  const parts = displayLines(text, longest).split(/(^```[\s\S]*?^```|`[^`\n]+`)/m);
  const markdown = new vscode.MarkdownString(
    parts.map((part, i) => (i % 2 ? part : part.replaceAll('![', '!\\['))).join(''),
  );
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  markdown.supportThemeIcons = false;
  return markdown;
}

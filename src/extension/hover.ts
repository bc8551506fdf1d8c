import * as vscode from 'vscode';
import { displayText } from '../expertise/displayText.ts';
import { answerAbout } from './answering.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { levelWords } from './helpersPick.ts';
import { standingWords } from './presenceWords.ts';
import { subjectOfSelection } from './subject.ts';

/** People named in a hover: it is read in passing. */
const mostNamed = 2;

/** Names appear unasked only where a question was asked before; see the status bar. */
const askedKey = 'whoknows.asked';

/**
 * Over the selected lines: who can help with them, and a way to ask. Nothing elsewhere, so that hovers of the language stay as they are. Names
 * and reasons come from a repository and are text, never Markdown; the only links are our own commands.
 */
export function registerHover(context: ExtensionContext): void {
  context.subscriptions.push(
    vscode.languages.registerHoverProvider(
      { scheme: 'file' },
      {
        async provideHover(document, position, token) {
          const editor = vscode.window.activeTextEditor;
          const on = vscode.workspace.getConfiguration('whoknows').get<boolean>('hover', true);
          if (!on || editor?.document !== document || editor.selection.isEmpty) return undefined;
          if (!editor.selection.contains(position) || !vscode.workspace.isTrusted) return undefined;
          const text = await hoverText(context, context.storage.get(askedKey) === true).catch((error) => {
            // A file outside any repository is normal here.
            context.log(error);
            return undefined;
          });
          return text && !token.isCancellationRequested ? new vscode.Hover(text, editor.selection) : undefined;
        },
      },
    ),
  );
}

async function hoverText(context: ExtensionContext, asked: boolean): Promise<vscode.MarkdownString> {
  const text = new vscode.MarkdownString();
  text.supportHtml = false;
  text.isTrusted = { enabledCommands: ['whoknows.whoCanHelpWithSelection', 'whoknows.ask'] };
  if (asked) {
    const { answer, members } = await answerAbout(context, await subjectOfSelection());
    const { client } = context.team;
    for (const helper of answer.people.slice(0, mostNamed)) {
      const member = members.get(helper.person);
      const standing = member && client ? ` · ${standingWords(client, member)}` : '';
      text.appendText(
        `${displayText(helper.name, 60)}: ${levelWords(helper.level)}${standing}. ${displayText(helper.reasons[0] ?? '', 120)}\n`,
      );
    }
    if (answer.people.length === 0 && answer.note) text.appendText(`${displayText(answer.note, 300)}\n`);
  }
  const links = [`[${vscode.l10n.t('Who can help with these lines?')}](command:whoknows.whoCanHelpWithSelection)`];
  if (context.team.client) links.push(`[${vscode.l10n.t('Ask for help here')}](command:whoknows.ask)`);
  text.appendMarkdown(`\n\n${links.join(' · ')}`);
  return text;
}

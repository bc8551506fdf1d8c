import * as vscode from 'vscode';
import type { Askable } from '../app/availability.ts';
import type { Answer } from '../app/whoCanHelp.ts';
import type { Id } from '../protocol/shapes.ts';
import { type AnswerAbout, answerAbout } from './answering.ts';
import { showAskCard } from './askCard.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { isTextOf, type Subject, subjectOfSelection, subjectOfUri } from './subject.ts';
import { offerTeam } from './teamOffer.ts';

/** `whoknows.ask`: the card for the selection, or for the file or folder that a menu was opened on; and its light bulb. */
export function registerAsking(context: ExtensionContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('whoknows.ask', async (argument?: unknown) => {
      try {
        // Right after a start it is being opened still.
        await context.team.open();
        if (!context.team.client) return await offerTeam();
        const subject =
          argument instanceof vscode.Uri &&
          argument.toString() !== vscode.window.activeTextEditor?.document.uri.toString()
            ? await subjectOfUri(argument)
            : await subjectOfSelection();
        await askAbout(context, subject, await suggested(context, subject));
      } catch (error) {
        context.showError(error);
      }
    }),
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      {
        provideCodeActions(document, range) {
          if (range.isEmpty) return [];
          const offer = (title: string, command: string, ...args: unknown[]) => {
            const action = new vscode.CodeAction(title, vscode.CodeActionKind.Empty);
            action.command = { command, title, arguments: args };
            return action;
          };
          return [
            offer(vscode.l10n.t('Who can help with these lines?'), 'whoknows.whoCanHelpWithSelection'),
            ...(context.team.client
              ? [offer(vscode.l10n.t('Ask for help with these lines'), 'whoknows.ask', document.uri)]
              : []),
          ];
        },
      },
    ),
  );
}

/** Shows the card about a subject; `inTurn` are members, best first. `question`: what stands in it to begin with. */
export async function askAbout(
  context: ExtensionContext,
  subject: Subject,
  inTurn: readonly Id[],
  question?: string,
): Promise<void> {
  const file = subject.paths[0]!;
  const editor = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].find(
    (one) => one && isTextOf(one.document, file),
  );
  const cursor = editor ? editor.selection.active.line + 1 : undefined;
  const lines = subject.lines ?? (cursor === undefined ? undefined : ([cursor, cursor] as const));
  await showAskCard(context, { file, lines, text: editor?.document.getText(), title: subject.title, inTurn, question });
}

/** The card with somebody who was chosen first, and after them whoever the answer names, in the order in which they should be asked. */
export async function askFirst(
  context: ExtensionContext,
  subject: Subject,
  about: AnswerAbout | undefined,
  first: Id | undefined,
  question?: string,
): Promise<void> {
  const { askOrder } = await import('../app/availability.ts');
  const others = about ? askOrder(context.team.joined, askable(about.answer, about.members)) : [];
  await askAbout(context, subject, [...new Set([...(first ? [first] : []), ...others])], question);
}

/** The members among the people that are suggested, in the order in which they should be asked. */
async function suggested(context: ExtensionContext, subject: Subject): Promise<Id[]> {
  void context.team.joined;
  try {
    const { answer, members } = await answerAbout(context, subject);
    const { askOrder } = await import('../app/availability.ts');
    return askOrder(context.team.joined, askable(answer, members));
  } catch (error) {
    // Without history the team can still be asked.
    context.log(error);
    return [];
  }
}

/** The members among the people of an answer, best first. */
export function askable({ people }: Answer, members: ReadonlyMap<number, Id>): Askable[] {
  return people.flatMap(({ person, level, spent }) => {
    const member = members.get(person);
    return member === undefined ? [] : [{ member, level, spent }];
  });
}

import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { Helper } from '../app/whoCanHelp.ts';
import type { Id } from '../protocol/shapes.ts';
import { showAskCard } from './askCard.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { type Subject, subjectOfSelection, subjectOfUri } from './subject.ts';

/** `whoknows.ask`: the card for the selection, or for the file or folder that a menu was opened on; and its light bulb. */
export function registerAsking(context: ExtensionContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('whoknows.ask', async (argument?: unknown) => {
      try {
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
          if (!context.team.client || range.isEmpty) return [];
          const action = new vscode.CodeAction(
            vscode.l10n.t('Ask for help with these lines'),
            vscode.CodeActionKind.Empty,
          );
          action.command = { command: 'whoknows.ask', title: action.title, arguments: [document.uri] };
          return [action];
        },
      },
    ),
  );
}

/** Shows the card about a subject; `inTurn` are members, best first. */
export async function askAbout(context: ExtensionContext, subject: Subject, inTurn: readonly Id[]): Promise<void> {
  const file = subject.paths[0]!;
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.fsPath === file);
  const cursor = editor ? editor.selection.active.line + 1 : undefined;
  const lines = subject.lines ?? (cursor === undefined ? undefined : ([cursor, cursor] as const));
  await showAskCard(context, { file, lines, text: editor?.document.getText(), title: subject.title, inTurn });
}

/** The members among the people that history suggests, best first. */
async function suggested(context: ExtensionContext, subject: Subject): Promise<Id[]> {
  void context.team.joined;
  try {
    const app = await import('../app/whoCanHelp.ts');
    const knowledge = await context.knowledge.get(subject.folder);
    const answer = app.whoCanHelp(knowledge, app.repositoryPaths(knowledge, subject.folder, subject.paths), {
      asker: await app.ownEmail(knowledge),
    });
    const members = await membersAmong(context, knowledge, answer.people);
    return answer.people.flatMap((helper) => members.get(helper.person) ?? []);
  } catch (error) {
    // Without history the team can still be asked.
    context.log(error);
    return [];
  }
}

/** Which of these people are in the team: matched by keyed hashes of all addresses they commit under. */
export async function membersAmong(
  context: ExtensionContext,
  knowledge: Knowledge,
  helpers: readonly Helper[],
): Promise<Map<number, Id>> {
  const found = new Map<number, Id>();
  const teamKey = context.team.client?.profile.teamKey;
  if (!teamKey) return found;
  const { emailHash } = await import('../protocol/identity.ts');
  const byHash = new Map(context.team.others().flatMap(({ id, emails }) => emails.map((hash) => [hash, id] as const)));
  for (const { person } of helpers) {
    const known = knowledge.people.people[person]!;
    const addresses = [known.email, ...known.aliases.map((alias) => knowledge.history.aliases[alias]!.email)];
    for (const address of new Set(addresses)) {
      const member = address && byHash.get(emailHash(teamKey, address));
      if (member) found.set(person, member);
    }
  }
  return found;
}

import path from 'node:path';
import * as vscode from 'vscode';
import { answerAbout } from './answering.ts';
import { askFirst } from './asking.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { foldersOnDisk, type Subject } from './subject.ts';

/** Paths of one question at most: an agent that asks about a whole repository at once means something else. */
const mostPaths = 50;

interface WhoInput {
  readonly paths: readonly string[];
}
interface DraftInput {
  readonly path: string;
  readonly lines?: readonly [number, number];
  readonly question: string;
}

/** Tools for chat agents (A2): they can ask who can help, and open the card with a drafted question. Sending is the user's. */
export function registerAgentTools(context: ExtensionContext): void {
  context.subscriptions.push(
    vscode.lm.registerTool<WhoInput>('whoknows_who_can_help', {
      prepareInvocation: () => ({ invocationMessage: vscode.l10n.t('Asking git history who can help') }),
      invoke: async ({ input }) => {
        const subject = subjectOf(input.paths.slice(0, mostPaths));
        const [{ answer }, { agentAnswer }] = await Promise.all([
          answerAbout(context, subject),
          import('../app/agentAnswer.ts'),
        ]);
        return said(agentAnswer(input.paths.slice(0, mostPaths), answer));
      },
    }),
    vscode.lm.registerTool<DraftInput>('whoknows_draft_help_request', {
      prepareInvocation: ({ input }) => ({
        invocationMessage: vscode.l10n.t('Drafting a help request'),
        confirmationMessages: {
          title: vscode.l10n.t('Draft a help request?'),
          message: vscode.l10n.t(
            'The card opens with the question filled in. Nothing is sent before you send it: {0}',
            input.question,
          ),
        },
      }),
      invoke: async ({ input }) => {
        const subject = { ...subjectOf([input.path]), ...(input.lines ? { lines: input.lines } : {}) };
        void context.team.joined;
        // The card stays open until the user sends or leaves; the agent need not wait for that.
        answerAbout(context, subject)
          .catch(() => undefined)
          .then((about) => askFirst(context, subject, about, undefined, input.question))
          .catch(context.showError);
        return said('The card is open before the user with this question. Nothing is sent; only the user can send it.');
      },
    }),
  );
}

/** Paths as an agent gives them: within the workspace's folders, relative to the first or absolute. Nothing outside is looked at. */
function subjectOf(paths: readonly string[]): Subject {
  const folders = foldersOnDisk();
  const [first] = folders;
  if (!first || !vscode.workspace.isTrusted)
    throw new Error(vscode.l10n.t('No trusted folder is open, so there is no history to ask.'));
  const absolute = paths.map((given) => path.resolve(first, given));
  const folder = folders.find((one) => absolute.every((name) => isWithin(one, name)));
  if (!folder) throw new Error(vscode.l10n.t('These paths are not all in one folder of this workspace.'));
  return { folder, paths: absolute, title: path.basename(absolute[0]!) };
}

function isWithin(folder: string, name: string): boolean {
  const relative = path.relative(folder, name);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

const said = (text: string) => new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);

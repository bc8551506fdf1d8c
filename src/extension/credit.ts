import * as vscode from 'vscode';
import type { CreditKind } from '../app/creditTrailer.ts';
import type { RequestView } from '../client/teamView.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { plainMessage } from './plainMessage.ts';
import { type GitRepository, gitApi } from './subject.ts';

/** Requests whose helper was credited, or for whom the user said no. */
const settledKey = 'whoknows.credited';
/** How long after a session the next commit may still be about it, ms. */
const offeredFor = 14 * 86_400_000;
/** How many settled requests are remembered: more than anybody ends in that time. */
const mostSettled = 500;
/** Milliseconds that a repository must be quiet: a stage of many files is many changes. */
const settleTime = 400;

/**
 * After a session the asker is offered, once, to name the helper in the next commit (H10): as soon as there is something to commit. Nothing is
 * written without a yes, and then into the Git extension's input box, where it can be changed.
 */
export function registerCredit(context: ExtensionContext): void {
  const { team } = context;
  const asking = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const settled = (): string[] => context.storage.get<string[]>(settledKey, []);
  const settle = (id: string) => context.storage.update(settledKey, [...settled(), id].slice(-mostSettled));
  const open = (): RequestView[] =>
    team
      .requests()
      .filter(
        ({ id, role, state }) =>
          role === 'asker' &&
          state.helper !== null &&
          (state.status === 'ended' || state.status === 'confirmed') &&
          (state.endedAt ?? 0) > Date.now() - offeredFor &&
          !asking.has(id) &&
          !settled().includes(id),
      );

  const offer = async (view: RequestView, repository: GitRepository): Promise<void> => {
    asking.add(view.id);
    const name = plainMessage(team.nameOf(view.state.helper), 80);
    const helped = vscode.l10n.t('Helped-by');
    const together = vscode.l10n.t('Co-authored-by');
    const no = vscode.l10n.t('No, Thanks');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} helped you here. Say so in the commit you are about to make?', name),
      helped,
      together,
      no,
    );
    // Whoever closes it is not asked again in this window: every save would.
    if (chosen === undefined) return;
    asking.delete(view.id);
    await settle(view.id);
    if (chosen !== no) await addCredit(context, view, repository, chosen === together ? 'Co-authored-by' : 'Helped-by');
  };

  const look = async (): Promise<void> => {
    const waiting = open();
    if (waiting.length === 0) return;
    const git = await gitApi();
    for (const repository of git?.repositories ?? []) {
      const { indexChanges, workingTreeChanges } = repository.state;
      if (indexChanges.length + workingTreeChanges.length === 0) continue;
      for (const view of waiting) if (await isAbout(context, view, repository)) await offer(view, repository);
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    if (open().length) timer = setTimeout(() => look().catch(context.showError), settleTime);
  };

  const watched = new Set<GitRepository>();
  const watchOne = (repository: GitRepository): void => {
    if (watched.has(repository)) return;
    watched.add(repository);
    context.subscriptions.push(repository.state.onDidChange(later));
    later();
  };
  let watching = false;
  const watch = async (): Promise<void> => {
    const git = await gitApi();
    if (!git) return;
    // At a start it finds its repositories one after the other.
    if (!watching) context.subscriptions.push(git.onDidOpenRepository(watchOne));
    watching = true;
    for (const repository of git.repositories) watchOne(repository);
    later();
  };
  context.subscriptions.push(
    { dispose: () => clearTimeout(timer) },
    // The Git extension is asked only once somebody was helped.
    team.onDidHear((event) => {
      const ended = event.type === 'request' && event.event.type === 'session.ended';
      if (ended && event.request.role === 'asker') watch().catch(context.log);
    }),
    team.onDidOpen(() => void (open().length && watch().catch(context.log))),
    vscode.commands.registerCommand('whoknows.creditHelper', () => pickCredit(context).catch(context.showError)),
  );
}

/** The command: names a helper of the last sessions in the message, also one that was said no to before. */
async function pickCredit(context: ExtensionContext): Promise<void> {
  const { team } = context;
  const views = team
    .requests()
    .filter(({ role, state }) => role === 'asker' && state.helper !== null)
    .sort((a, b) => b.at - a.at);
  const git = await gitApi();
  const repositories = git?.repositories ?? [];
  if (repositories.length === 0 || views.length === 0)
    throw new Error(vscode.l10n.t('There is nobody to credit: no session of yours, or no repository open.'));
  const picked = await vscode.window.showQuickPick(
    views.map((view) => ({
      label: `$(person) ${team.nameOf(view.state.helper)}`,
      detail: plainMessage(view.question?.question ?? '', 120),
      view,
    })),
    { title: vscode.l10n.t('Credit Somebody Who Helped') },
  );
  if (!picked) return;
  let repository = repositories[0]!;
  for (const one of repositories.toReversed()) if (await isAbout(context, picked.view, one)) repository = one;
  await addCredit(context, picked.view, repository, 'Helped-by');
}

async function addCredit(
  context: ExtensionContext,
  view: RequestView,
  repository: GitRepository,
  kind: CreditKind,
): Promise<void> {
  const { creditTrailer, withTrailer } = await import('../app/creditTrailer.ts');
  const email = await emailOf(context, view, repository);
  const trailer = creditTrailer(kind, { name: context.team.nameOf(view.state.helper), email });
  repository.inputBox.value = withTrailer(repository.inputBox.value, trailer);
  await vscode.commands.executeCommand('workbench.view.scm');
}

/** The address that the helper commits under: the team has only its hash, history has the rest. */
async function emailOf(context: ExtensionContext, view: RequestView, { rootUri }: GitRepository): Promise<string> {
  const knowledge = await context.knowledge.get(rootUri.fsPath);
  const { teamSays } = await import('../app/teamSays.ts');
  const { members } = await teamSays(context.team.joined, knowledge);
  for (const [person, member] of members)
    if (member === view.state.helper) return knowledge.people.people[person]!.email;
  return '';
}

/** Whether the session was about this repository. */
async function isAbout(
  context: ExtensionContext,
  { question }: RequestView,
  { rootUri }: GitRepository,
): Promise<boolean> {
  const { findClone } = await import('../app/placeHere.ts');
  return (await findClone(context.host(), [rootUri.fsPath], question ?? {})) !== undefined;
}

import path from 'node:path';
import * as vscode from 'vscode';
import type { EvidenceCommit } from '../app/evidence.ts';
import type { Knowledge } from '../app/knowledge.ts';
import type { Helper } from '../app/whoCanHelp.ts';
import { dateLocale } from './dateLocale.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { plainLabel } from './plainLabel.ts';
import { gitApi, type Subject, textOnScreen } from './subject.ts';

interface CommitItem extends vscode.QuickPickItem {
  readonly commit?: EvidenceCommit;
}

/** Shows the commits that speak for somebody; the chosen one opens as a diff. */
export async function pickEvidence(
  context: ExtensionContext,
  knowledge: Knowledge,
  helper: Helper,
  subject: Subject,
): Promise<void> {
  const [app, who] = await Promise.all([import('../app/evidence.ts'), import('../app/whoCanHelp.ts')]);
  const controller = new AbortController();
  const pick = vscode.window.createQuickPick<CommitItem>();
  pick.title = vscode.l10n.t('Why {0} for {1}?', plainLabel(helper.name), plainLabel(subject.title));
  pick.placeholder = plainLabel(helper.reasons.join(' · '), 300);
  pick.matchOnDescription = true;
  pick.busy = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  pick.show();
  const closed = new Promise<void>((resolve) => pick.onDidHide(() => resolve()));
  pick.onDidHide(() => controller.abort());
  pick.onDidTriggerButton(() => {
    pick.hide();
    void vscode.commands.executeCommand('whoknows.whoCanHelp', vscode.Uri.file(subject.paths[0]!));
  });
  pick.onDidAccept(() => {
    const commit = pick.activeItems[0]?.commit;
    if (!commit) return;
    pick.hide();
    openCommit(knowledge, commit).catch(context.showError);
  });
  try {
    const paths = who.repositoryPaths(knowledge, subject.folder, subject.paths);
    let commits = await app.findEvidence(knowledge, helper.person, paths, controller.signal);
    if (commits.length === 0)
      commits = await app.findEvidence(knowledge, helper.person, paths.map(folderOf), controller.signal);
    pick.items = commits.length
      ? commits.map(itemOf)
      : [{ label: vscode.l10n.t('No commit here: the name comes from work elsewhere in the repository.') }];
    if (subject.lines || (await isFile(subject.paths[0]!)))
      await addLineShares(pick, knowledge, helper, subject, paths, controller.signal);
    pick.busy = false;
    await closed;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  } finally {
    pick.dispose();
  }
}

/** Adds who wrote the lines that are there now, which git takes a moment to tell. Says nothing where git cannot. */
async function addLineShares(
  pick: vscode.QuickPick<CommitItem>,
  knowledge: Knowledge,
  helper: Helper,
  { lines, paths: [first, second] }: Subject,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (second !== undefined) return;
  const { findSurvivingLines } = await import('../app/survivingLines.ts');
  const shares = await findSurvivingLines(knowledge, paths[0]!, { lines, text: textOnScreen(first!), signal }).catch(
    () => undefined,
  );
  if (!shares?.people.length || signal.aborted) return;
  const own = shares.people.find(({ person }) => person === helper.person);
  const others = shares.people.filter((share) => share !== own && share.share >= smallestShare).slice(0, mostShares);
  const name = plainLabel(helper.name);
  const row: CommitItem = {
    label: `$(list-flat) ${own ? plainLabel(`${own.name} ${own.words}`) : vscode.l10n.t('None of the lines here now are by {0}', name)}`,
    description: plainLabel(others.map((share) => `${share.name} ${Math.round(share.share * 100)}%`).join(', '), 200),
    alwaysShow: true,
  };
  // The row comes in above; what the user is about to open stays chosen.
  const active = pick.activeItems.length ? pick.activeItems : pick.items.slice(0, 1);
  pick.items = [row, ...pick.items];
  pick.activeItems = active;
}

/** Others named beside the helper, and the smallest part of the lines, from 0 to 1, that is worth a name. */
const mostShares = 3;
const smallestShare = 0.01;

const isFile = async (file: string): Promise<boolean> =>
  vscode.workspace.fs.stat(vscode.Uri.file(file)).then(
    ({ type }) => (type & vscode.FileType.File) !== 0,
    () => false,
  );

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '');

function itemOf(commit: EvidenceCommit): CommitItem {
  const date = new Date(commit.time * 1000).toLocaleDateString(dateLocale(), {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  });
  return {
    label: `$(git-commit) ${plainLabel(commit.subject)}`,
    description: `${commit.deeds.join(', ')} · ${date} · ${commit.oid.slice(0, 8)}`,
    commit,
  };
}

/** Files of a commit opened at most: more is no reading matter. */
const mostFiles = 60;

/** Opens a commit as the editor's own multi-file diff. */
export async function openCommit(knowledge: Knowledge, commit: Pick<EvidenceCommit, 'oid' | 'subject'>): Promise<void> {
  const [{ readCommit }, git] = await Promise.all([import('../git/readCommit.ts'), gitApi()]);
  const { parent, files, truncated } = await readCommit(knowledge.repository, commit.oid, mostFiles);
  const title = `${commit.oid.slice(0, 8)} ${commit.subject}${truncated ? ' …' : ''}`;
  if (!git)
    throw new Error(
      vscode.l10n.t(
        'The built-in Git extension is switched off, so the commit cannot be shown. Switch it on and try again.',
      ),
    );
  const resources = files.map(({ file, kind }) => {
    const uri = vscode.Uri.file(path.join(knowledge.repository.folder, file));
    return [
      uri,
      kind === 'added' || !parent ? undefined : git.toGitUri(uri, parent),
      kind === 'deleted' ? undefined : git.toGitUri(uri, commit.oid),
    ];
  });
  await vscode.commands.executeCommand('vscode.changes', title, resources);
}

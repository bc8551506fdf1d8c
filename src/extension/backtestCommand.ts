import path from 'node:path';
import * as vscode from 'vscode';
import { runBacktestJob } from './backtestJob.ts';
import type { ExtensionContext } from './extensionContext.ts';

/** Measures the answers on the history of the repository around `folder`, with progress and a way to stop, and shows the result as a page. */
export async function showBacktest(context: ExtensionContext, folder: string): Promise<void> {
  // Brings the index up to date first, with its own progress; the worker then only reads the file.
  const { repository, teamWord } = await context.knowledge.get(folder);
  const host = context.host();
  const report = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t('Who Knows asks the past'),
    },
    (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      const { untrusted, gitPath } = host;
      const job = {
        environment: { ...host.environment },
        untrusted,
        gitPath,
        now: host.now(),
        folder,
        decisions: teamWord.said,
      };
      return runBacktestJob(job, controller.signal, (share) => {
        const percent = Math.floor(share * 100);
        if (percent > shown) progress.report({ increment: percent - shown, message: `${percent}%` });
        shown = Math.max(shown, percent);
      });
    },
  );
  const { backtestPage } = await import('../app/backtestPage.ts');
  const name = vscode.l10n.t('Would the answer have been right - {0}.md', path.basename(repository.folder));
  const page = context.documents.put('backtest', name, backtestPage(report));
  await vscode.commands
    .executeCommand('markdown.showPreview', page)
    // Somebody may have switched the preview off; the page reads well as it is.
    .then(undefined, () => vscode.window.showTextDocument(page, { preview: false }));
}

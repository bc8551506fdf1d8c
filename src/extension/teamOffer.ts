import * as vscode from 'vscode';

/** Says what being in a team would add, and leads there. Everything that needs no team works without one. */
export async function offerTeam(): Promise<void> {
  const items: (vscode.QuickPickItem & { readonly command: string })[] = [
    {
      label: `$(plug) ${vscode.l10n.t('Join a Team…')}`,
      detail: vscode.l10n.t('Somebody sent you an invite link.'),
      command: 'whoknows.join',
    },
    {
      label: `$(server-process) ${vscode.l10n.t('Start a Relay on This Machine…')}`,
      detail: vscode.l10n.t('For a team in one room; you invite the others.'),
      command: 'whoknows.startRelay',
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Ask Them from Here'),
    placeHolder: vscode.l10n.t('In a team you see who is there, and one click brings help.'),
  });
  if (picked) await vscode.commands.executeCommand(picked.command);
}

import * as vscode from 'vscode';
import { parseInviteLink } from '../protocol/inviteLink.ts';
import type { Id } from '../protocol/shapes.ts';
import { copyText } from './copyText.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { confirmJoin, incompleteLink } from './joining.ts';
import type { RequestRow } from './requestsView.ts';

/** Links from outside: an invite, a request, a note. What they name stands in the fragment, which no server is ever sent. */
export function registerDeepLinks(context: ExtensionContext): void {
  context.subscriptions.push(
    vscode.window.registerUriHandler({
      handleUri: (uri) => void openLink(context, uri).catch(context.showError),
    }),
    vscode.commands.registerCommand('whoknows.copyRequestLink', async (row?: RequestRow) => {
      if (row && 'view' in row) await copyLink('request', row.view.id).catch(context.showError);
    }),
  );
}

/** Puts a link to something of the team into the clipboard. It shows nothing to anybody who may not see it anyway. */
export async function copyLink(what: 'request' | 'note', id: Id): Promise<void> {
  if (await copyText(`${vscode.env.uriScheme}://whoknows.whoknows/${what}#${id}`))
    vscode.window.setStatusBarMessage(vscode.l10n.t('The link is in the clipboard.'), 4_000);
}

/** Nothing happens before the user has said yes. */
async function openLink(context: ExtensionContext, uri: vscode.Uri): Promise<void> {
  // A link may have started the editor: its team is being opened still.
  await context.team.open();
  const { client } = context.team;
  if (uri.path === '/join') {
    const found = parseInviteLink(`/join#${uri.fragment}`);
    if (!found) throw incompleteLink();
    await confirmJoin(context, found);
    return;
  }
  const isId = /^[A-Za-z0-9_-]{22}$/.test(uri.fragment);
  if (uri.path === '/request' && isId) {
    if (!client?.team.requests.has(uri.fragment))
      throw new Error(vscode.l10n.t('This link names a request that is not, or no longer, open to you.'));
    if (await agrees(vscode.l10n.t('A link wants to show you a request in Who Knows.')))
      await vscode.commands.executeCommand('whoknows.openRequest', uri.fragment);
    return;
  }
  if (uri.path === '/note' && isId) {
    if (client?.team.records.get(uri.fragment)?.kind !== 'note')
      throw new Error(vscode.l10n.t('This link names a note that you do not have; only the two of its session do.'));
    if (await agrees(vscode.l10n.t('A link wants to show you a note in Who Knows.')))
      await context.notes.goTo(uri.fragment);
    return;
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Who Knows does not know this kind of link. It may be meant for a newer version.'),
  );
}

async function agrees(question: string): Promise<boolean> {
  const show = vscode.l10n.t('Show It');
  return (await vscode.window.showInformationMessage(question, { modal: true }, show)) === show;
}

import * as vscode from 'vscode';
import type { ExtensionContext } from './extensionContext.ts';
import { plainLabel } from './plainLabel.ts';
import type { Sessions } from './sessions.ts';
import { contents } from './teamModules.ts';

/** Milliseconds that another extension gets to make its link; Live Share signs in first. */
const linkLimit = 120_000;

interface Way extends vscode.QuickPickItem {
  /** Gives a link; undefined where the other extension has left it in the clipboard, or nowhere. */
  readonly makes?: () => Promise<string | undefined>;
}

/** Going on in a call or a shared editor: whichever of them is installed makes the link, and any link can be pasted. */
export function registerHandOver(context: ExtensionContext, sessions: Sessions): void {
  const handOver = async (given: unknown): Promise<void> => {
    const session = sessions.required(given);
    const url = await chooseLink();
    if (!url) return;
    await context.team.joined.addRecord({
      kind: 'handover',
      scope: { session: session.id },
      content: { url, label: 'link' },
    }).done;
  };
  const open = async (record: unknown): Promise<void> => {
    const found = typeof record === 'string' ? context.team.joined.team.records.get(record) : undefined;
    const handover = contents.handover.safeParse(found?.content);
    if (!handover.success || !isLink(handover.data.url)) return;
    const yes = vscode.l10n.t('Open');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Open this link?'),
      { modal: true, detail: plainLabel(handover.data.url, 400) },
      yes,
    );
    if (chosen === yes) await vscode.env.openExternal(vscode.Uri.parse(handover.data.url, true));
  };
  for (const [name, run] of [
    ['whoknows.handOver', handOver],
    ['whoknows.openHandover', open],
  ] as const)
    context.subscriptions.push(
      vscode.commands.registerCommand(name, (given: unknown) => run(given).catch(context.showError)),
    );
}

/** Only these lead to a call or a shared editor; what a teammate sends is never opened without being shown first. */
export const isLink = (text: string): boolean => /^(https|vscode|vsls):\S+$/i.test(text);

async function chooseLink(): Promise<string | undefined> {
  const ways = waysHere();
  let suggested = await linkInClipboard();
  if (ways.length > 0) {
    const paste: Way = {
      label: `$(link) ${vscode.l10n.t('A link: a meeting, a shared editor…')}`,
      ...(suggested ? { description: plainLabel(suggested, 60) } : {}),
    };
    const way = await vscode.window.showQuickPick([...ways, paste], {
      title: vscode.l10n.t('Go On in a Call or a Shared Editor'),
      placeHolder: vscode.l10n.t('The session here goes on.'),
    });
    if (!way) return undefined;
    if (way.makes) {
      const made = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Making a link') },
        () =>
          Promise.race([
            way.makes!(),
            new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), linkLimit).unref()),
          ]),
      );
      if (made && isLink(made)) return made;
      suggested = await linkInClipboard();
    }
  }
  const url = await vscode.window.showInputBox({
    title: vscode.l10n.t('Go On in a Call or a Shared Editor'),
    prompt: vscode.l10n.t('Paste a link: a meeting, Live Share, Open Collaboration Tools. The session here goes on.'),
    placeHolder: 'https://…',
    value: suggested ?? '',
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || isLink(text.trim())
        ? undefined
        : vscode.l10n.t('A link that starts with https:// or vscode://'),
  });
  return url?.trim() || undefined;
}

/** A browser asks before it lets the clipboard be read, so there it is left alone. */
async function linkInClipboard(): Promise<string | undefined> {
  if (vscode.env.uiKind === vscode.UIKind.Web) return undefined;
  const text = (await vscode.env.clipboard.readText().then(undefined, () => '')).trim();
  return /^(https|vsls):\S{4,2000}$/i.test(text) ? text : undefined;
}

function waysHere(): Way[] {
  const liveShare = vscode.extensions.getExtension('ms-vsliveshare.vsliveshare');
  const collaboration = vscode.extensions.getExtension('typefox.open-collaboration-tools');
  return [
    ...(liveShare
      ? [
          {
            label: `$(live-share) ${vscode.l10n.t('Start Live Share and send its link')}`,
            makes: () => share(liveShare),
          },
        ]
      : []),
    ...(collaboration
      ? [
          {
            label: `$(multiple-windows) ${vscode.l10n.t('Start Open Collaboration Tools and send its link')}`,
            detail: vscode.l10n.t('It puts an invitation into the clipboard; copy its link there.'),
            makes: async () => {
              await vscode.commands.executeCommand('oct.createRoom');
              return undefined;
            },
          },
        ]
      : []),
  ];
}

/** Live Share's own interface for other extensions; `share` gives the link of a session, an already running one's too. */
async function share(extension: vscode.Extension<unknown>): Promise<string | undefined> {
  type LiveShare = { share(): Promise<vscode.Uri | null>; session?: { id: string | null } };
  type Exports = { getApi?: (version: string, caller: string) => Promise<LiveShare | null> | LiveShare | null };
  const exports = (await extension.activate()) as Exports | undefined;
  const api = await exports?.getApi?.('1.0.4753', 'whoknows.whoknows');
  return (await api?.share())?.toString(true);
}

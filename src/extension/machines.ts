import * as vscode from 'vscode';
import type { Id } from '../protocol/shapes.ts';
import { copyText } from './copyText.ts';
import { dateLocale } from './dateLocale.ts';
import type { ExtensionContext } from './extensionContext.ts';

/** The user's own machines: adds one, or cuts off one that was lost. */
export async function pickMachine(context: ExtensionContext): Promise<void> {
  const client = context.team.joined;
  const machines = await client.devices();
  const rows: (vscode.QuickPickItem & { readonly machine?: Id })[] = [
    {
      label: `$(add) ${vscode.l10n.t('Add another machine…')}`,
      detail: vscode.l10n.t('Copies a link that works once, within an hour. Your keys travel sealed.'),
    },
    ...machines.map(({ device, addedAt }) => {
      const since = vscode.l10n.t('since {0}', new Date(addedAt).toLocaleDateString(dateLocale()));
      const here = device === client.profile.device;
      return {
        label: `$(device-desktop) ${here ? vscode.l10n.t('This machine') : vscode.l10n.t('Another machine')}`,
        description: `${since} · ${device.slice(0, 8)}`,
        ...(here ? {} : { detail: vscode.l10n.t('Choose it to cut it off.') }),
        machine: device,
      };
    }),
  ];
  const picked = await vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Your Machines') });
  if (!picked) return;
  if (picked.machine === undefined) await addMachine(context);
  else if (picked.machine !== client.profile.device) await cutOff(context, picked.machine);
}

async function addMachine({ team }: ExtensionContext): Promise<void> {
  const { link, done } = team.joined.linkDevice();
  await done;
  if (!(await copyText(link))) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('A link is in the clipboard: open it on your other machine. It works once, within an hour.'),
  );
}

async function cutOff({ team }: ExtensionContext, machine: Id): Promise<void> {
  const yes = vscode.l10n.t('Cut It Off');
  const asked = await vscode.window.showWarningMessage(
    vscode.l10n.t('Cut off the machine {0}?', machine.slice(0, 8)),
    { modal: true, detail: vscode.l10n.t('It is disconnected at once and cannot come back.') },
    yes,
  );
  if (asked === yes) await team.joined.removeDevice(machine).done;
}

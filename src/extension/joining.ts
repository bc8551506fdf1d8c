import * as vscode from 'vscode';
import { networkAddress } from '../app/networkAddress.ts';
import { type Invite, parseInviteLink } from '../protocol/inviteLink.ts';
import { copyText } from './copyText.ts';
import type { ExtensionContext } from './extensionContext.ts';
import type { LocalRelay, RelayLife, RelayReach } from './localRelay.ts';
import { pickMachine } from './machines.ts';
import { plainMessage } from './plainMessage.ts';
import { pickStatus } from './statusPick.ts';
import { workspaceFolderInFront } from './subject.ts';

/** Commands around being in a team: join, invite, relay on this machine, status, leave. */
export function registerJoining(context: ExtensionContext, relay: LocalRelay): void {
  const commands: Record<string, () => Promise<void>> = {
    'whoknows.join': () => join(context),
    'whoknows.invite': () => invite(context),
    'whoknows.startRelay': () => startRelay(context, relay),
    'whoknows.stopRelay': () => stopRelay(relay),
    'whoknows.setStatus': () => pickStatus(context),
    'whoknows.machines': () => pickMachine(context),
    'whoknows.letIn': () => letIn(context),
    'whoknows.revoke': () => revoke(context),
    'whoknows.leaveTeam': () => leave(context),
  };
  for (const [id, run] of Object.entries(commands))
    context.subscriptions.push(vscode.commands.registerCommand(id, () => run().catch(context.showError)));
}

async function join(context: ExtensionContext): Promise<void> {
  const link = await vscode.window.showInputBox({
    title: vscode.l10n.t('Join a Team'),
    prompt: vscode.l10n.t('Paste the invite link that somebody of the team sent you'),
    placeHolder: 'vscode://whoknows.whoknows/join#…',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' || parseInviteLink(text) ? undefined : incompleteLink().message),
  });
  const found = link && parseInviteLink(link);
  if (found) await confirmJoin(context, found);
}

export const incompleteLink = () =>
  new Error(
    vscode.l10n.t('That is no complete invite link; it starts with vscode://whoknows.whoknows/join#. Copy all of it.'),
  );

/** Says who joins what, and what the team will see; joins on a yes. */
export async function confirmJoin(context: ExtensionContext, found: Invite): Promise<void> {
  if (!vscode.workspace.isTrusted)
    throw new Error(vscode.l10n.t('Trust this folder first: until then Who Knows connects to nothing.'));
  const { client } = context.team;
  if (client && client.profile.relay === found.relay && client.profile.team === found.team)
    return confirmMove(context, found, client.profile.address);
  if (client)
    throw new Error(vscode.l10n.t('You are in a team already. Leave it first with “Who Knows: Leave the Team”.'));
  if (found.bundleKey) return confirmMachine(context, found);
  const person = await whoAmI(context);
  if (!person) return;
  const yes = found.founder ? vscode.l10n.t('Start the Team') : vscode.l10n.t('Join');
  const address = plainMessage(found.address);
  const asked = await vscode.window.showInformationMessage(
    found.founder
      ? vscode.l10n.t('Start a team as {0}?', plainMessage(person.name, 80))
      : vscode.l10n.t('Join the team as {0}?', plainMessage(person.name, 80)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Relay: {0}\nThe team sees your name. Your address {1} leaves this machine only as a keyed hash, so that teammates can match it with git history. Questions and conversations are sealed: the relay cannot read them.',
        address,
        plainMessage(person.emails[0] ?? ''),
      ),
    },
    yes,
  );
  if (asked !== yes) return;
  await joinNow(context, found, person);
}

/** For a link that this user has made on another machine of theirs. */
async function confirmMachine(context: ExtensionContext, found: Invite): Promise<void> {
  const yes = vscode.l10n.t('Add This Machine');
  const asked = await vscode.window.showInformationMessage(
    vscode.l10n.t('Be in your team on this machine too?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Relay: {0}\nThe link is for another machine of your own. If somebody else sent it to you, it would make you appear as them.',
        plainMessage(found.address),
      ),
    },
    yes,
  );
  if (asked === yes) await joinNow(context, found, { name: '', emails: [] });
}

/** A link of one's own team: it leads to where the relay is now. Nothing else of it is used. */
async function confirmMove(context: ExtensionContext, { address }: Invite, before: string): Promise<void> {
  if (address === before) throw new Error(vscode.l10n.t('You are in this team already.'));
  const yes = vscode.l10n.t('Use This Address');
  const asked = await vscode.window.showInformationMessage(
    vscode.l10n.t('Reach your team’s relay at another address?'),
    { modal: true, detail: vscode.l10n.t('{0} instead of {1}', plainMessage(address), plainMessage(before)) },
    yes,
  );
  if (asked === yes) await context.team.move(address);
}

async function joinNow(
  context: ExtensionContext,
  found: Invite,
  person: { name: string; emails: readonly string[] },
): Promise<void> {
  const client = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Joining the team') },
    () => context.team.join(found, person),
  );
  await vscode.commands.executeCommand('whoknows.requests.focus');
  if (client.profile.teamKey === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Almost in: read this code to somebody of the team, who runs “Who Knows: Let Somebody In”: {0}',
        client.keyCode(),
      ),
    );
    return;
  }
  if (context.team.others().length === 0) {
    const invitation = vscode.l10n.t('Copy an Invite');
    void vscode.window
      .showInformationMessage(vscode.l10n.t('The team is yours. Next: invite somebody who might help.'), invitation)
      .then((chosen) => chosen === invitation && vscode.commands.executeCommand('whoknows.invite'));
    return;
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'You are in, together with {0}.',
      listNames(context.team.others().map(({ id }) => context.team.nameOf(id))),
    ),
  );
}

/** Name and address as git would write them into a commit here; asked for where git does not know. */
async function whoAmI(context: ExtensionContext): Promise<{ name: string; emails: string[] } | undefined> {
  const folder = workspaceFolderInFront();
  const [name, email] = folder ? await context.gitIdentity(folder) : ['', ''];
  const said =
    name ||
    (await vscode.window.showInputBox({
      title: vscode.l10n.t('Join a Team'),
      prompt: vscode.l10n.t('What shall the team call you?'),
      ignoreFocusOut: true,
    }));
  if (!said?.trim()) return undefined;
  const address =
    email ||
    (await vscode.window.showInputBox({
      title: vscode.l10n.t('Join a Team'),
      prompt: vscode.l10n.t('Which address do you commit under? Only a keyed hash of it leaves this machine.'),
      ignoreFocusOut: true,
    }));
  return address === undefined ? undefined : { name: said.trim(), emails: address.trim() ? [address.trim()] : [] };
}

async function invite(context: ExtensionContext): Promise<void> {
  const client = context.team.joined;
  // It would take the place of something else in the clipboard, whenever the relay comes back.
  if (client.connection !== 'online')
    throw new Error(vscode.l10n.t('The relay cannot be reached now; try again when it is there.'));
  const { link, done } = client.invite();
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Making an invite') },
    () => done,
  );
  if (!(await copyText(link))) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('An invite is in the clipboard: send it to one person. It works once, within a week.'),
  );
}

async function startRelay(context: ExtensionContext, relay: LocalRelay): Promise<void> {
  if (!vscode.workspace.isTrusted)
    throw new Error(vscode.l10n.t('Trust this folder first: until then Who Knows starts nothing.'));
  const here = networkAddress();
  type Item = vscode.QuickPickItem & { readonly life: RelayLife; readonly reach: RelayReach };
  const withEditor = vscode.l10n.t('while this editor is open');
  const left = vscode.l10n.t('until the machine is switched off');
  const room: Item[] = here
    ? [
        {
          label: `$(broadcast) ${vscode.l10n.t('For this room')}`,
          description: withEditor,
          detail: vscode.l10n.t('Others in your network join with your invite, at {0}, encrypted.', here),
          life: 'with-editor',
          reach: 'network',
        },
        {
          label: `$(broadcast) ${vscode.l10n.t('For this room, also without the editor')}`,
          description: left,
          life: 'left-running',
          reach: 'network',
        },
      ]
    : [];
  const picked = await vscode.window.showQuickPick<Item>(
    [
      ...room,
      {
        label: `$(vm) ${vscode.l10n.t('For this machine alone')}`,
        description: withEditor,
        ...(here ? {} : { detail: vscode.l10n.t('This machine is in no network that others could join from.') }),
        life: 'with-editor',
        reach: 'machine',
      },
      {
        label: `$(vm) ${vscode.l10n.t('For this machine alone, also without the editor')}`,
        description: left,
        life: 'left-running',
        reach: 'machine',
      },
    ],
    {
      title: vscode.l10n.t('Start a Relay on This Machine'),
      placeHolder: vscode.l10n.t('Who shall reach it, and how long shall it run?'),
    },
  );
  if (!picked) return;
  const link = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Starting the relay') },
    () => relay.start(picked.life, picked.reach),
  );
  if (context.team.client && relay.place) await context.team.follow(relay.place);
  const found = link === undefined ? undefined : parseInviteLink(link);
  if (found && !context.team.client) await confirmJoin(context, found);
  else void vscode.window.showInformationMessage(vscode.l10n.t('The relay runs.'));
}

async function stopRelay(relay: LocalRelay): Promise<void> {
  const ended = await relay.end();
  void vscode.window.showInformationMessage(
    ended
      ? vscode.l10n.t('The relay has ended. What is asked meanwhile waits on each machine.')
      : vscode.l10n.t('This window has started no relay.'),
  );
}

async function letIn(context: ExtensionContext): Promise<void> {
  const code = await vscode.window.showInputBox({
    title: vscode.l10n.t('Let Somebody In'),
    prompt: vscode.l10n.t('Type the code that the person reads out to you'),
    ignoreFocusOut: true,
  });
  if (code) await context.team.joined.vouch(code).done;
}

async function revoke(context: ExtensionContext): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    context.team.others().map(({ id }) => ({ label: context.team.nameOf(id), id })),
    { title: vscode.l10n.t('Take Somebody out of the Team') },
  );
  if (!picked) return;
  const yes = vscode.l10n.t('Take Out');
  const asked = await vscode.window.showWarningMessage(
    vscode.l10n.t('Take {0} out of the team?', plainMessage(picked.label)),
    { modal: true, detail: vscode.l10n.t('They are disconnected at once, and their open requests end.') },
    yes,
  );
  if (asked === yes) await context.team.joined.revoke(picked.id).done;
}

async function leave(context: ExtensionContext): Promise<void> {
  // A relay may be gone for good; nobody has to stay for that.
  const untold = context.team.joined.connection !== 'online';
  const yes = untold ? vscode.l10n.t('Leave Anyway') : vscode.l10n.t('Leave');
  const asked = await vscode.window.showWarningMessage(
    vscode.l10n.t('Leave the team?'),
    {
      modal: true,
      detail: untold
        ? vscode.l10n.t(
            'The relay cannot be reached, so nobody is told: the others see you in the team until one of them takes you out. The keys on this machine are erased. Your mentoring log stays.',
          )
        : vscode.l10n.t('Your open requests end and the keys on this machine are erased. Your mentoring log stays.'),
    },
    yes,
  );
  if (asked !== yes) return;
  if (untold) return context.team.leave(true);
  if (!(await leaveAnOwner(context))) return;
  await context.team.leave();
}

/** A team has an owner always: the last one names another before leaving. False where nobody was named. */
async function leaveAnOwner({ team }: ExtensionContext): Promise<boolean> {
  const client = team.joined;
  const others = team.others();
  const isOwner = (id: string) => client.team.members.get(id)?.role === 'owner';
  if (!isOwner(client.profile.member) || others.length === 0 || others.some(({ id }) => isOwner(id))) return true;
  const picked = await vscode.window.showQuickPick(
    others.map(({ id }) => ({ label: team.nameOf(id), id })),
    {
      title: vscode.l10n.t('Leave the Team'),
      placeHolder: vscode.l10n.t('You are its only owner. Who shall be one after you?'),
      ignoreFocusOut: true,
    },
  );
  if (picked) await client.promote(picked.id).done;
  return picked !== undefined;
}

export function listNames(names: readonly string[]): string {
  return names.length > 3
    ? vscode.l10n.t('{0} and {1} others', names.slice(0, 2).join(', '), names.length - 2)
    : names.length > 1
      ? vscode.l10n.t('{0} and {1}', names.slice(0, -1).join(', '), names.at(-1)!)
      : (names[0] ?? '');
}

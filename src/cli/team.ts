import type { Command } from 'commander';
import { displayText } from '../expertise/displayText.ts';
import { findMember, nameOf, openClient, withClient } from './memberClient.ts';
import { CommandError, print, printJson } from './terminal.ts';

/** `whoknows team`, `vouch`, `revoke`, `leave`, `forget-me`: who is in the team. */
export function addTeamCommands(program: Command): void {
  program
    .command('team')
    .description('list the members of your team')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const client = await openClient();
      // What is known offline is shown when the relay is away.
      await withClient(
        async (online) => show(online.team, options.json ?? false),
        () => show(client.team, options.json ?? false),
      );
    });

  program
    .command('vouch')
    .description('let somebody in who joined with a link of the relay’s owner')
    .argument('<code>', 'the key code that they read to you')
    .action(async (code: string) => {
      await withClient(async (client) => {
        await client.vouch(code).done;
        print('Let in; they are a member now.');
      });
    });

  program
    .command('revoke')
    .description('put somebody out of the team, at once (owners)')
    .argument('<who>', 'their email or name')
    .action(async (who: string) => {
      await withClient(async (client) => {
        const member = await findMember(client, who);
        await client.revoke(member.id).done;
        print(`${nameOf(client, member.id)} is no longer a member.`);
      });
    });

  program
    .command('leave')
    .description('leave the team; your mentoring log stays on this machine')
    .option('--yes', 'do it')
    .action(async (options: { yes?: boolean }) => {
      if (!options.yes) throw new CommandError('This ends your membership; add --yes to do it.');
      await withClient((client) => client.leave());
      print('You have left the team.');
    });

  program
    .command('forget-me')
    .description('leave, and have the relay erase everything that points to you')
    .option('--yes', 'do it')
    .option('--log', 'erase the mentoring log on this machine too')
    .action(async (options: { yes?: boolean; log?: boolean }) => {
      if (!options.yes) {
        throw new CommandError(
          'This erases what you wrote, for your peers too, and cannot be undone; add --yes to do it.',
        );
      }
      await withClient(async (client) => {
        await client.forgetMe();
        if (options.log) client.log.remove();
      });
      print('Forgotten: the relay has overwritten everything that pointed to you.');
    });
}

function show(team: Awaited<ReturnType<typeof openClient>>['team'], json: boolean): void {
  const members = [...team.members.values()].filter((member) => !member.gone);
  members.sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
  const waiting = team.waiting.size;
  if (json) {
    printJson({ members: members.map(({ id, name, role, isMe }) => ({ id, name, role, me: isMe })), waiting });
    return;
  }
  for (const member of members) {
    print(`${displayText(member.name)}${member.role === 'owner' ? ' (owner)' : ''}${member.isMe ? ' (you)' : ''}`);
  }
  if (waiting)
    print(`${waiting === 1 ? 'One person waits' : `${waiting} people wait`} to be let in: “whoknows vouch CODE”.`);
}

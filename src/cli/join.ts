import type { Command } from 'commander';
import { displayText } from '../expertise/displayText.ts';
import { isZone } from '../mentoring/workingHours.ts';
import { profileHome } from './profileHome.ts';
import { CommandError, print, printJson } from './terminal.ts';

interface JoinOptions {
  readonly name?: string;
  readonly email?: string[];
  readonly zone?: string;
  readonly forcePlain?: boolean;
  readonly json?: boolean;
}

/** `whoknows join LINK`: becomes a member of a team, or adds this machine to a member. */
export function addJoinCommand(program: Command): void {
  program
    .command('join')
    .description('join a team with an invite link')
    .argument('<link>', 'the vscode://… link, as you were sent it')
    .option('--name <name>', 'how the team shall call you')
    .option('--email <email...>', 'the addresses you commit under; only keyed hashes leave this machine')
    .option('--zone <zone>', 'your time zone, such as Europe/Berlin, if the team shall know it')
    .option('--force-plain', 'use plain ws:// over a network all the same')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ whoknows join "vscode://whoknows.whoknows/join#…" --name Ana --email ana@example.org',
    )
    .action(async (link: string, options: JoinOptions) => {
      const { parseInviteLink } = await import('../protocol/inviteLink.ts');
      const { joinTeam } = await import('../client/joinTeam.ts');
      const { createFileStorage } = await import('../client/fileStorage.ts');
      const { withClient } = await import('./memberClient.ts');
      const invite = parseInviteLink(link);
      if (!invite) {
        throw new CommandError(
          'That is no complete invite link; it starts with vscode://whoknows.whoknows/join# and belongs in quotes.',
        );
      }
      const emails = (options.email ?? []).map((email) => email.trim()).filter((email) => email !== '');
      if (!invite.bundleKey && (!options.name?.trim() || !emails.length)) {
        throw new CommandError(
          'Joining needs --name and --email: how the team shall call you, and the address you commit under.',
        );
      }
      if (options.zone !== undefined && !isZone(options.zone))
        throw new CommandError(
          `--zone takes a time zone such as Europe/Berlin, not “${displayText(options.zone, 80)}”.`,
        );
      const person = {
        name: (options.name ?? '').trim(),
        emails,
        ...(options.zone ? { zone: options.zone } : {}),
      };
      const home = profileHome();
      const profile = await joinTeam(createFileStorage(home), invite, person, {
        forcePlain: options.forcePlain ?? false,
      });
      if (profile.teamKey === null) {
        const { keyCode } = await import('../protocol/identity.ts');
        const code = keyCode(profile);
        if (options.json) return printJson({ joined: true, waiting: true, keyCode: code });
        print(`Joined; a member must let you in now. Read them this key code: ${code}`);
        print(`They run: whoknows vouch ${code}`);
        return;
      }
      const members = await withClient(async (client) => client.team.members.size);
      if (options.json) return printJson({ joined: true, member: profile.member, team: profile.team, members });
      print(
        `Joined as ${displayText(profile.name)}; the team has ${members === 1 ? 'one member' : `${members} members`}.`,
      );
      if (members === 1) print('Next: “whoknows invite” prints a link for somebody else.');
    });
}

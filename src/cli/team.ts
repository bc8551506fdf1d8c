import type { Command } from 'commander';
import { displayText } from '../expertise/displayText.ts';
import { localDay } from '../mentoring/workingHours.ts';
import { isMonth, monthBefore } from '../protocol/months.ts';
import { findMember, nameOf, openClient, shortId, WaitingError, withClient } from './memberClient.ts';
import { CommandError, exitCodes, print, printJson } from './terminal.ts';

/** `whoknows team`, `rename`, `machines`, `figures`, `vouch`, `promote`, `revoke`, `leave`, `forget-me`: who is in the team, and as what. */
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
    .command('rename')
    .description('change how the team calls you, or the addresses you commit under')
    .argument('[name]')
    .option('--email <email...>', 'all the addresses you commit under; only keyed hashes leave this machine')
    .action(async (name: string | undefined, options: { email?: string[] }) => {
      const called = name?.trim();
      if (options.email?.some((email) => !email.trim()))
        throw new CommandError('An address is empty; give it after --email.');
      if (!called && !options.email) throw new CommandError('Give your new name, or your addresses with --email.');
      await withClient(async (client) => {
        const { email: emails } = options;
        await (await client.updateProfile({ ...(called ? { name: called } : {}), ...(emails ? { emails } : {}) })).done;
        print(`The team calls you ${displayText(client.profile.name)} now.`);
      });
    });

  const machines = program
    .command('machines')
    .description('list your own machines; “whoknows invite --own-machine” adds one')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      await withClient(async (client) => {
        const found = (await client.devices()).map(({ device, addedAt }) => ({
          machine: device,
          addedAt,
          this: device === client.profile.device,
        }));
        if (options.json) return printJson({ machines: found });
        for (const { machine, addedAt, this: here } of found)
          print(`${shortId(machine)}  added ${localDay(addedAt)}${here ? ' (this one)' : ''}`);
      });
    });

  machines
    .command('remove')
    .description('cut a machine of yours off, at once: one that was lost or given away')
    .argument('<machine>', 'the beginning of its id')
    // An id may begin with a hyphen.
    .allowUnknownOption()
    .action(async (given: string) => {
      await withClient(async (client) => {
        const found = (await client.devices()).filter(({ device }) => device.startsWith(given));
        if (found.length !== 1) {
          throw new CommandError(
            found.length === 0
              ? `You have no machine ${displayText(given)}; “whoknows machines” lists them.`
              : `Several of your machines begin with ${displayText(given)}; give more of the id.`,
            exitCodes.failed,
          );
        }
        if (found[0]!.device === client.profile.device)
          throw new CommandError('That is this machine; “whoknows leave” ends your membership.', exitCodes.failed);
        await client.removeDevice(found[0]!.device).done;
        print(`${shortId(found[0]!.device)} can no longer connect.`);
      });
    });

  program
    .command('figures')
    .description('how many sessions the team has let count, by language and area; only where four people or more did')
    .option('--month <month>', 'a month that is over, as in 2026-10 (default: the last one)')
    .option('--json', 'print JSON')
    .action(async (options: { month?: string; json?: boolean }) => {
      await withClient(async (client) => {
        const month = options.month ?? monthBefore(client.now());
        if (!isMonth(month)) throw new CommandError(`--month takes a month, as in 2026-10, not “${options.month}”.`);
        const figures = await client.figures(month);
        figures.sort((a, b) => a.name.localeCompare(b.name, 'en'));
        if (options.json) return printJson({ month, figures });
        if (figures.length === 0)
          print(
            `Nothing for ${month}: a figure shows once the month is over, where four people or more let sessions count.`,
          );
        for (const { name, sessions } of figures)
          print(`${displayText(name, 200)}: ${sessions === 1 ? 'one session' : `${sessions} sessions`}`);
      });
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
    .command('promote')
    .description('make somebody an owner too: owners put people out, and the last one cannot leave')
    .argument('<who>', 'their email or name')
    .action(async (who: string) => {
      await withClient(async (client) => {
        const member = await findMember(client, who);
        await client.promote(member.id).done;
        print(`${nameOf(client, member.id)} is an owner now.`);
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
    .option('--untold', 'where the relay is gone for good: without telling it')
    .action(async (options: { yes?: boolean; untold?: boolean }) => {
      if (!options.yes) throw new CommandError('This ends your membership; add --yes to do it.');
      await leave(options.untold ?? false);
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

/** Who is no member any more, or none yet, has nobody to tell: only this machine forgets. */
async function leave(untold: boolean): Promise<void> {
  try {
    if (!untold) return await withClient((client) => client.leave());
  } catch (error) {
    const { ClientProblem } = await import('../client/clientProblem.ts');
    const isNoMember = error instanceof WaitingError || (error instanceof ClientProblem && error.code === 'revoked');
    if (!isNoMember) throw error;
  }
  await (await openClient()).forget();
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

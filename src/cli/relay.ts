import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { profileHome } from './profileHome.ts';
import { CommandError, counted, exitCodes, print, printJson } from './terminal.ts';

interface StartOptions {
  readonly data?: string;
  readonly port: string;
  readonly host: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly ownCert?: boolean;
  readonly publicUrl?: string;
  readonly allowOrigin?: string[];
  readonly retentionMonths?: string;
  readonly forcePlain?: boolean;
  readonly log?: boolean;
}

/** `whoknows relay start|invite|backup|restore|check`: for whoever runs a team's relay. */
export function addRelayCommand(program: Command): void {
  const relay = program.command('relay').description('run a relay for your team, or look after it');
  // Whatever a relay writes is its owner's alone, also in a folder that was there before.
  relay.hook('preAction', () => void process.umask(0o077));

  relay
    .command('start')
    .description('start a relay; prints the founder’s invite until somebody has used it')
    .option('--data <dir>', 'where its database lives (default: relay in your profile folder)')
    .option('--port <port>', 'port; 0 for any free one', '7433')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--tls-cert <file>', 'TLS certificate (PEM), needed off loopback')
    .option('--tls-key <file>', 'its private key (PEM)')
    .option('--own-cert', 'make a TLS certificate that members know by their invite, for a room without a domain')
    .option('--public-url <url>', 'how members reach it, if not directly: wss://…/v1')
    .option('--allow-origin <origin...>', 'web pages that may connect; none by default')
    .option('--retention-months <months>', 'how long closed requests and log entries are kept (default: 12)')
    .option('--force-plain', 'listen off loopback without TLS all the same')
    .option('--log', 'structured log on standard error also on a terminal')
    .addHelpText('after', '\nExample:\n  $ whoknows relay start --data ./relay --port 7433')
    .action(start);

  relay
    .command('invite')
    .description('print an invite without being a member; whoever uses it must be vouched for')
    .option('--data <dir>', 'the relay’s data folder')
    .option('--new-team', 'the founder’s invite of a new team')
    .option('--team <id>', 'which team, if there are several')
    .option('--json', 'print JSON')
    .action(async (options: { data?: string; newTeam?: boolean; team?: string; json?: boolean }) => {
      const { ownerInvite } = await import('../relay/administer.ts');
      const { link, vouch } = await ownerInvite(folderOf(options.data), {
        newTeam: options.newTeam ?? false,
        ...(options.team ? { team: options.team } : {}),
        teamKey: await ownTeamKey(),
      });
      if (options.json) return printJson({ link, vouch });
      print(link);
      if (vouch) process.stderr.write('Whoever uses it must then be let in by a member: “whoknows vouch CODE”.\n');
    });

  relay
    .command('backup')
    .description('write a consistent copy of the database, also while the relay runs')
    .argument('<file>', 'must not exist yet')
    .option('--data <dir>', 'the relay’s data folder')
    .action(async (file: string, options: { data?: string }) => {
      const { backup } = await import('../relay/administer.ts');
      print(`Backup written: ${file} (${await backup(folderOf(options.data), path.resolve(file))} bytes).`);
    });

  relay
    .command('restore')
    .description('put a backup in place; members then fetch everything again')
    .argument('<file>')
    .option('--data <dir>', 'the relay’s data folder')
    .option('--force', 'set the present database aside')
    .action(async (file: string, options: { data?: string; force?: boolean }) => {
      const { restore } = await import('../relay/administer.ts');
      const aside = await restore(folderOf(options.data), path.resolve(file), options.force ?? false);
      print(`Restored.${aside ? ` The database that was there is now ${aside}.` : ''}`);
    });

  relay
    .command('check')
    .description('read the whole database and say whether it is sound')
    .option('--data <dir>', 'the relay’s data folder')
    .option('--json', 'print JSON')
    .action(async (options: { data?: string; json?: boolean }) => {
      const { checkDatabase } = await import('../relay/administer.ts');
      const report = await checkDatabase(folderOf(options.data));
      if (options.json) printJson(report);
      else
        print(
          report.sound
            ? `Sound: ${[counted(report.teams, 'team', 'teams'), counted(report.events, 'event', 'events'), counted(report.bytes, 'byte', 'bytes')].join(', ')}.`
            : report.problems.join('\n'),
        );
      if (!report.sound) process.exitCode = exitCodes.failed;
    });
}

async function start(options: StartOptions): Promise<void> {
  const { startRelay } = await import('../relay/startRelay.ts');
  const { createRelayLog } = await import('../relay/relayLog.ts');
  const { founderInvite } = await import('../relay/invites.ts');
  const { noteAddress } = await import('../relay/administer.ts');
  const { ownCertificate } = await import('../relay/ownCertificate.ts');
  const { networkAddress } = await import('../app/networkAddress.ts');
  const { port, months } = await checkOptions(options);
  const folder = folderOf(options.data);
  const own = options.ownCert ? ownCertificate(folder, Date.now()) : undefined;
  const logging = options.log || !process.stderr.isTTY;
  const running = await startRelay({
    folder,
    port,
    host: options.host,
    ...(own ? { tls: own } : {}),
    ...(options.tlsCert ? { tls: { cert: readFile(options.tlsCert), key: readFile(options.tlsKey!) } } : {}),
    forcePlain: options.forcePlain ?? false,
    allowedOrigins: options.allowOrigin ?? [],
    limits: months === undefined ? {} : { retentionMonths: months },
    log: createRelayLog(logging ? (line) => process.stderr.write(line) : () => {}, Date.now),
  });
  const everywhere = options.host === '0.0.0.0' || options.host === '::';
  const host = everywhere ? ((own && networkAddress()) ?? 'localhost') : options.host;
  const shown = host.includes(':') ? `[${host}]` : host;
  const address = options.publicUrl ?? `${options.tlsCert || own ? 'wss' : 'ws'}://${shown}:${running.port}/v1`;
  noteAddress(folder, address, own?.fingerprint);
  const link = await founderInvite(running.store, address, running.relay.now(), own?.fingerprint);
  const invite = link ? ['Invite for the first member (used once, good for a week):', link] : [];
  // In one piece, so that whoever reads the first line can read all of it.
  print([`The relay listens at ${address}`, ...invite].join('\n'));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await running.close();
}

/** Throws CommandError where an option is not understood, or they do not fit each other. */
async function checkOptions(options: StartOptions): Promise<{ port: number; months: number | undefined }> {
  const { addressProblem, isAddress } = await import('../protocol/inviteLink.ts');
  const port = Number(options.port);
  if (!/^\d+$/.test(options.port) || port > 65_535)
    throw new CommandError(`--port takes a number up to 65535, not “${options.port}”.`);
  if (options.host === '') throw new CommandError('--host takes an address of this machine, such as 127.0.0.1.');
  const months = options.retentionMonths === undefined ? undefined : Number(options.retentionMonths);
  if (months !== undefined && !(/^\d+$/.test(options.retentionMonths!) && months > 0 && months <= 120))
    throw new CommandError('--retention-months takes a whole number from 1 to 120.');
  if ((options.tlsCert === undefined) !== (options.tlsKey === undefined))
    throw new CommandError('--tls-cert and --tls-key belong together.');
  if (options.ownCert && options.tlsCert)
    throw new CommandError('--own-cert makes a certificate; --tls-cert names one. Give one of them.');
  const { publicUrl } = options;
  if (publicUrl !== undefined) {
    if (!isAddress(publicUrl))
      throw new CommandError(
        '--public-url takes an address such as wss://relay.example.org/v1, with no user, query or fragment.',
      );
    if (addressProblem(publicUrl, options.forcePlain ?? false))
      throw new CommandError(
        '--public-url is plain ws:// over a network, which members refuse; use wss://, or --force-plain.',
      );
  }
  for (const origin of options.allowOrigin ?? []) {
    if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+$/.test(origin))
      throw new CommandError(`--allow-origin takes origins such as https://tools.example.org, not “${origin}”.`);
  }
  return { port, months };
}

function folderOf(data: string | undefined): string {
  if (data === '') throw new CommandError('--data takes a folder, and is empty.');
  return data ? path.resolve(data) : path.join(profileHome(), 'relay');
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** The team key, if a member has their profile on this machine: then invites need no vouching. */
async function ownTeamKey(): Promise<{ team: string; teamKey: string } | undefined> {
  const { createFileStorage } = await import('../client/fileStorage.ts');
  const { readProfile } = await import('../client/profile.ts');
  // Keys that cannot be read are no reason to refuse an invite: whoever uses it is then vouched for.
  const profile = await readProfile(createFileStorage(profileHome())).catch(() => undefined);
  return profile?.teamKey ? { team: profile.team, teamKey: profile.teamKey } : undefined;
}

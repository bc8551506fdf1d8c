import path from 'node:path';
import { cacheFolder } from './cache.ts';
import { prepareCodeServer } from './codeServer.ts';
import { type DesktopCode, openDesktopCode } from './desktopCode.ts';
import { freePort } from './freePort.ts';
import { type PairMember, type PreparedPair, preparePair } from './preparePair.ts';
import { installExtension, type Server, startServer } from './server.ts';
import { quietSettings, writeFirstSettings } from './settings.ts';
import { SetupError } from './setupError.ts';
import type { StopSignal } from './start.ts';

interface Request {
  /** Undefined: a demo history. */
  readonly repository: string | undefined;
  /** The first port that is tried. */
  readonly port: number;
}

/**
 * Two editors, an asker's and a helper's, and their relay; runs until it is asked to end. `desktop`: the installed VS Code, if it is to be
 * used. Throws SetupError.
 */
export async function servePair(
  { repository, port }: Request,
  desktop: DesktopCode | undefined,
  { vsix, stopSignal }: { readonly vsix: string; readonly stopSignal: StopSignal },
): Promise<void> {
  const main = desktop ? '' : await prepareCodeServer(cacheFolder, console.log);
  const pair = await preparePair(cacheFolder, repository);
  writeFirstSettings(pair.asker.folder, settingsOf(pair.asker, 'Default Light Modern'));
  writeFirstSettings(pair.helper.folder, settingsOf(pair.helper, 'Default Dark Modern'));
  try {
    if (desktop) await openWindows(pair, desktop, vsix, stopSignal);
    else await serveWindows(pair, { main, vsix, port }, stopSignal);
  } finally {
    await pair.close();
    console.log('Stopped.');
  }
}

async function openWindows(pair: PreparedPair, desktop: DesktopCode, vsix: string, stopSignal: StopSignal) {
  const asked = stopSignal.next();
  console.log(`Opening two windows of VS Code ${desktop.version}, in one team on a relay of their own.`);
  console.log(story(pair));
  console.log('\nCtrl-C, or closing both windows, ends this.');
  const windows = [pair.asker, pair.helper].map((member) =>
    openDesktopCode(desktop, {
      ...member,
      vsix,
      repository: member.clone,
      file: member === pair.asker ? path.join(member.clone, pair.file) : undefined,
    }),
  );
  await Promise.race([Promise.all(windows), asked]);
}

async function serveWindows(
  pair: PreparedPair,
  { main, vsix, port }: { readonly main: string; readonly vsix: string; readonly port: number },
  stopSignal: StopSignal,
): Promise<void> {
  const extensions = path.join(pair.folder, 'extensions');
  await installExtension(vsix, { main, folder: pair.asker.folder, extensions, env: pair.asker.env });
  const servers: Server[] = [];
  try {
    for (const { folder, env } of [pair.asker, pair.helper]) {
      const free = await freePort(servers.length ? servers[0]!.port + 1 : port);
      // Both are opened in one browser, whose cookies know no ports.
      const tokenFile = path.join(pair.folder, 'token');
      servers.push(await startServer({ main, folder, extensions, env, port: String(free), tokenFile }));
    }
    const [askers, helpers] = servers as [Server, Server];
    const asked = stopSignal.next();
    const file = askers.uri(path.join(pair.asker.clone, pair.file));
    console.log('A relay and two editors run, in one team. Open both, side by side:\n');
    console.log(
      `  ${pair.asker.person.name}, who is stuck\n  ${askers.address(pair.asker.clone, [['openFile', file]])}\n`,
    );
    console.log(`  ${pair.helper.person.name}, who knows\n  ${helpers.address(pair.helper.clone)}`);
    console.log(story(pair));
    console.log('\nCtrl-C stops everything.');
    const ended = Promise.race([askers.ended, helpers.ended]).then(() => 'ended');
    if ((await Promise.race([ended, asked.then(() => 'asked')])) === 'ended')
      throw new SetupError('server-failed', 'VS Code ended by itself; start it again.');
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** The two are told apart at a glance: one is light, the other dark, and each title says whose window it is. */
const settingsOf = ({ person }: PairMember, theme: string) => ({
  ...quietSettings,
  // The secret storage of an editor in a browser is gone with its server.
  'whoknows.keepKeysIn': 'home',
  'workbench.colorTheme': theme,
  'window.title': `${person.name} — \${activeEditorShort}`,
});

/** What to click, in the words that stand on the screen. */
function story({ asker, helper, file }: PreparedPair): string {
  const first = ({ person }: PairMember) => person.name.split(' ')[0]!;
  const keys = process.platform === 'darwin' ? '⌘⌥K' : 'Ctrl+Alt+K';
  return `
  1. ${first(asker)}: select some lines of ${file} and press ${keys}. ${helper.person.name} stands first; press Enter.
     Type your question and press Enter again.
  2. ${first(helper)}: press “I Can Help”. The same lines open, with the question beside them. Answer there.
  3. ${first(helper)}: “Suggest an Edit” above the conversation, change a line, send it. ${first(asker)} applies it with one click.
  4. Either: “End the Session”. Both confirm one entry in their Mentoring Log.`;
}

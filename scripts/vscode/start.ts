import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from './cache.ts';
import { prepareCodeServer } from './codeServer.ts';
import { findDesktopCode, openDesktopCode } from './desktopCode.ts';
import { plainEnvironment } from './environment.ts';
import { freePort } from './freePort.ts';
import { isPackaged } from './newerThan.ts';
import { run } from './run.ts';
import { servePair } from './servePair.ts';
import { installExtension, startServer } from './server.ts';
import { quietSettings, writeFirstSettings } from './settings.ts';
import { SetupError } from './setupError.ts';

/** The port of the first window; fixed, because a browser keeps what a window remembers by address. */
const firstPort = 7411;

const project = path.join(import.meta.dirname, '../..');
const vsix = path.join(project, 'whoknows.vsix');

const help = `Opens a real VS Code with the packaged extension installed.

  npm start                                  on this project
  npm start -- REPOSITORY                    on another repository
  npm start -- REPOSITORY FILE               … with this file open
  npm start -- --port 8080 REPOSITORY        … at this port, or the next free one (default ${firstPort})
  npm start -- --web REPOSITORY              … in the browser even where the desktop VS Code is installed
  npm start -- --pair                        a relay and two editors in one team, on a small demo history
  npm start -- --pair REPOSITORY             … with two people of this repository's history, on two clones

The installed desktop VS Code is used, with a profile of its own, or else a VS Code for the browser, fetched from npm
once into .vscode-test/. Ctrl-C stops it.`;

/** Runs until the window is closed or the process is asked to end; gives the exit code. */
export async function start(args: readonly string[]): Promise<number> {
  const stopSignal = listenForStop();
  try {
    const request = readRequest(args);
    if (request === 'help') {
      console.log(help);
      return 0;
    }
    await packageExtension();
    const env = plainEnvironment();
    const desktop = request.web ? undefined : await findDesktopCode(oldestVSCode(), env);
    if (request.pair) {
      const repository = request.named ? request.repository : undefined;
      await servePair({ repository, port: request.port }, desktop, { vsix, stopSignal });
      return 0;
    }
    if (desktop) {
      const folder = path.join(cacheFolder, 'start', 'desktop');
      writeFirstSettings(folder, quietSettings);
      console.log(
        `Opening ${request.repository} in VS Code ${desktop.version}. Ctrl-C, or closing its window, ends this.`,
      );
      await openDesktopCode(desktop, { ...request, folder, vsix, env });
      return 0;
    }
    return await serve(request, env, stopSignal);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return 1;
  }
}

interface Request {
  repository: string;
  file?: string | undefined;
  port: number;
  web: boolean;
  /** Two editors in one team. */
  pair: boolean;
  /** Whether `repository` was named, or is this project by default. */
  named: boolean;
}

/** Reads the command line and checks what it names. Throws SetupError. */
function readRequest(args: readonly string[]): Request | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [repositoryName, fileName, ...more] = positionals;
  if (more.length > 0)
    throw new SetupError('bad-argument', `Two paths at most, REPOSITORY and FILE; ${more[0]} is a third.`);
  const port = Number(values.port ?? firstPort);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError('bad-argument', `A port is a number from 1 to 65535, which ${values.port} is not.`);
  }
  // npm runs scripts in the project's folder; paths are meant from where the person stands.
  const here = process.env.INIT_CWD ?? process.cwd();
  const repository = repositoryName === undefined ? project : path.resolve(here, repositoryName);
  const stat = statSync(repository, { throwIfNoEntry: false });
  if (!stat) throw new SetupError('not-a-folder', `There is no folder ${repository}; name the folder of a repository.`);
  if (!stat.isDirectory()) {
    throw new SetupError('not-a-folder', `${repository} is not a folder; name the repository first, then the file.`);
  }
  const root = realpathSync(repository);
  return {
    repository: root,
    file: fileName && findFile(fileName, [root, here]),
    port,
    web: values.web === true,
    pair: values.pair === true,
    named: repositoryName !== undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        pair: { type: 'boolean' },
        port: { type: 'string' },
        web: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new SetupError(
      'bad-argument',
      `${(error as Error).message.split('. ')[0]}. \`npm start -- --help\` shows how.`,
    );
  }
}

/** A file is named from the root of the repository, as git does, or from where the person stands. */
function findFile(name: string, bases: readonly string[]): string {
  const found = bases
    .map((base) => path.resolve(base, name))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (!found) throw new SetupError('no-such-file', `There is no file ${path.resolve(bases[0]!, name)}.`);
  return found;
}

/** Builds and packages unless nothing has changed since the last time. */
async function packageExtension(): Promise<void> {
  if (isPackaged(project)) return;
  console.log('Building and packaging the extension …');
  const { code, output } = await run(process.execPath, [path.join(project, 'scripts/package.mjs')], { cwd: project });
  if (code !== 0) throw new SetupError('install-failed', `The extension could not be packaged:\n${output.trim()}`);
}

function oldestVSCode(): string {
  const manifest = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8'));
  return manifest.engines.vscode.replace(/^\D*/, '');
}

/** A VS Code server of our own; prints the address of its window and runs until it is asked to end. */
async function serve(
  { repository, file, port: wanted }: Request,
  env: NodeJS.ProcessEnv,
  stopSignal: StopSignal,
): Promise<number> {
  const main = await prepareCodeServer(cacheFolder, console.log);
  const port = await freePort(wanted);
  if (port !== wanted) console.log(`Port ${wanted} is taken; using ${port}.`);
  const folder = path.join(cacheFolder, 'start', String(port));
  const extensions = path.join(folder, 'extensions');
  writeFirstSettings(folder, quietSettings);
  await installExtension(vsix, { main, folder, extensions, env });
  const server = await startServer({ main, folder, extensions, env, port: String(port) });
  const asked = stopSignal.next();
  console.log(`Open ${server.address(repository, file === undefined ? [] : [['openFile', server.uri(file)]])}`);
  console.log('Ctrl-C stops it.');
  const why = await Promise.race([server.ended.then(() => 'ended'), asked.then(() => 'asked')]);
  await server.stop();
  if (why === 'ended') throw new SetupError('server-failed', 'VS Code ended by itself; start it again.');
  console.log('Stopped.');
  return 0;
}

export interface StopSignal {
  /** Settles at the next request to end, which no longer ends the process at once. */
  next(): Promise<void>;
}

/** Until somebody waits for it, a request to end is followed at once, by way of `exit`, where servers are stopped too. */
function listenForStop(): StopSignal {
  let whenAsked = () => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => whenAsked());
  // A signal sent to npm ends the shell between npm and us, without a word to us.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || whenAsked(), 500).unref();
  return {
    next: () =>
      new Promise((resolve) => {
        whenAsked = resolve as () => never;
      }),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.ts';
import { SetupError } from './setupError.ts';

/** Milliseconds. It takes less than one second on two cores; a machine busy with something else may need many times that. */
const startLimit = 60_000;
/** Milliseconds between asking a server to end and ending it. */
const endLimit = 3_000;
/** Seconds the server keeps a vanished window's extension host alive; the default of three hours would pile them up. */
const reconnectionGrace = 5;

export interface ServerOptions {
  /** Start file, see prepareCodeServer. */
  main: string;
  /** Folder that takes everything the server writes, made when missing. */
  folder: string;
  /** Folder of installed extensions; several servers may share one. */
  extensions: string;
  /** Environment of the server, its extension host and its terminals. */
  env: NodeJS.ProcessEnv;
  /** A port, or a range like `7411-7460` of which the first free one is taken; 0: any free port. */
  port?: string;
  /** File of the token, made when missing. Servers on one machine share it where one browser opens several: cookies know no ports. */
  tokenFile?: string;
  /** Further command line flags. */
  flags?: readonly string[];
}

export interface Server {
  port: number;
  /** The address of a window: on a folder, with a file open, or with other `payload` entries of the workbench. */
  address(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** How the workbench names a file of this machine. */
  uri(file: string): string;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts a VS Code server on 127.0.0.1, guarded by a token that is part of each address. Throws SetupError `server-failed`. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { main, folder, extensions, env, port = '0', flags = [] } = options;
  const { tokenFile = path.join(folder, 'token') } = options;
  mkdirSync(folder, { recursive: true });
  const token = keptToken(tokenFile);
  const child = spawn(
    process.execPath,
    [
      main,
      ...['--host', '127.0.0.1', '--port', port, '--connection-token-file', tokenFile],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...['--reconnection-grace-time', String(reconnectionGrace), ...dataFlags(folder, extensions), ...flags],
    ],
    { env: serverEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const killAtExit = () => kill(child, 'SIGKILL');
  process.once('exit', killAtExit);
  ended.then(() => process.off('exit', killAtExit));
  const bound = await boundPort(child);
  const uri = (file: string) => `vscode-remote://127.0.0.1:${bound}${path.posix.resolve('/', file)}`;
  return {
    port: bound,
    address: (opened, payload = []) => {
      const query = [`${opened.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodePath(opened)}`];
      if (payload.length > 0) query.push(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
      return `http://127.0.0.1:${bound}/?${[...query, `tkn=${token}`].join('&')}`;
    },
    uri,
    ended,
    stop: () => stop(child, ended),
  };
}

/** Installs a packaged extension for later servers. Throws SetupError `server-failed`. */
export async function installExtension(
  vsix: string,
  { main, folder, extensions, env }: Pick<ServerOptions, 'main' | 'folder' | 'extensions' | 'env'>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const args = [main, ...dataFlags(folder, extensions), '--install-extension', vsix, '--force'];
  const { code, output } = await run(process.execPath, args, { env: serverEnvironment(env) });
  if (code !== 0 || !/successfully installed/.test(output)) {
    throw new SetupError('server-failed', `VS Code did not install ${path.basename(vsix)}: ${lastWords(output)}`);
  }
}

/** A file, because a command line is seen by every user of the machine; kept, so that open tabs find the next server. */
function keptToken(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

function dataFlags(folder: string, extensions: string): string[] {
  return ['--server-data-dir', folder, '--user-data-dir', path.join(folder, 'data'), '--extensions-dir', extensions];
}

/** No gallery: nothing is looked up or updated over the network. */
function serverEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

/** Keeps slashes readable: the address is printed for people. */
function encodePath(file: string): string {
  return encodeURIComponent(file.split(path.sep).join('/')).replaceAll('%2F', '/');
}

function boundPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      kill(child, 'SIGKILL');
      reject(new SetupError('server-failed', `VS Code did not start: ${why}`));
    };
    const timer = setTimeout(() => fail(`nothing after ${startLimit / 1000} seconds.`), startLimit);
    const listen = (chunk: string) => {
      // Only what comes before the server is up is of interest; what follows are its notes on missing native modules.
      if (output.length < 100_000) output += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout!.setEncoding('utf8').on('data', listen);
    child.stderr!.setEncoding('utf8').on('data', listen);
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => {
      clearTimeout(timer);
      fail(lastWords(output));
    });
  });
}

/** What a failed program said at its end, in one line. */
function lastWords(output: string): string {
  const lines = output.trim().split('\n');
  return (lines.findLast((line) => /error|fail|cannot/i.test(line)) ?? lines.at(-1) ?? '').trim();
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  kill(child, 'SIGTERM');
  const timer = setTimeout(() => kill(child, 'SIGKILL'), endLimit);
  await ended;
  clearTimeout(timer);
  // Whatever the server started and left behind is in its process group.
  kill(child, 'SIGKILL');
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid === undefined) return;
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

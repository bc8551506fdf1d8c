import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.ts';
import { SetupError } from './setupError.ts';

/** An installed VS Code: the path of its command and its version. */
export interface DesktopCode {
  command: string;
  version: string;
}

/**
 * The desktop VS Code whose command `code` is on the PATH, if there is one that can open a window here and is at least
 * `oldest` (major.minor). A `code` that only talks to a surrounding remote window is none.
 */
export async function findDesktopCode(oldest: string, env: NodeJS.ProcessEnv): Promise<DesktopCode | undefined> {
  if (process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folder = (env.PATH ?? env.Path ?? '').split(path.delimiter).find((f) => existsSync(path.join(f, name)));
  if (folder === undefined) return undefined;
  const command = path.join(folder, name);
  const { code, output } = await runCode(command, ['--version'], env);
  const version = /^(\d+\.\d+)\.\d+/m.exec(output)?.[1];
  if (code !== 0 || !version || compare(version, oldest) < 0) return undefined;
  return { command, version };
}

/**
 * Installs the package into a profile of its own under `folder` and opens a window on `paths`. Settles when the window
 * is closed. Throws SetupError `editor-failed`.
 */
export async function openDesktopCode(
  { command }: DesktopCode,
  options: { folder: string; vsix: string; repository: string; file?: string | undefined; env: NodeJS.ProcessEnv },
): Promise<void> {
  const { folder, vsix, repository, file, env } = options;
  const profile = ['--user-data-dir', path.join(folder, 'data'), '--extensions-dir', path.join(folder, 'extensions')];
  const install = await runCode(command, [...profile, '--install-extension', vsix, '--force'], env);
  if (install.code !== 0) throw failed('did not install the extension', install.output);
  const open = ['--new-window', '--wait', repository, ...(file === undefined ? [] : ['--goto', file])];
  const window = await runCode(command, [...profile, ...open], env);
  if (window.code !== 0) throw failed('did not open a window', window.output);
}

/** A .cmd file is started through a shell, which takes the arguments as one line. */
function runCode(command: string, args: string[], env: NodeJS.ProcessEnv) {
  if (process.platform !== 'win32') return run(command, args, { env });
  const quoted = [command, ...args].map((part) => `"${part}"`).join(' ');
  return run('cmd.exe', ['/d', '/s', '/c', `"${quoted}"`], { env });
}

function failed(what: string, output: string): SetupError {
  return new SetupError('editor-failed', `The installed VS Code ${what}: ${output.trim().split('\n').at(-1)}`);
}

function compare(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

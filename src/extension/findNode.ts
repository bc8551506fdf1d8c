import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** A program that can run the relay: the editor's own Node or the machine's. */
export interface NodeProgram {
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The relay keeps its data with node:sqlite, which Node has without a flag from here on. */
const oldest: readonly [number, number] = [22, 13];

/**
 * Finds a Node with node:sqlite: the editor's own where `ownHasSqlite` says that it has it, else the machine's; undefined if there is none.
 * Programs inside `untrusted` folders are passed over.
 */
export async function findNode(
  untrusted: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  ownHasSqlite: () => Promise<boolean> = hasSqlite,
): Promise<NodeProgram | undefined> {
  if (await ownHasSqlite()) {
    const environment = { ...env };
    // The editor's own Node is an Electron that has to be told.
    if (process.versions.electron) environment.ELECTRON_RUN_AS_NODE = '1';
    return { file: process.execPath, environment };
  }
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    const file = path.join(folder, name);
    if (untrusted.some((one) => file.startsWith(one + path.sep))) continue;
    try {
      accessSync(file, constants.X_OK);
      const { stdout } = await promisify(execFile)(file, ['--version'], { timeout: 5_000 });
      const [major, minor] = stdout.replace('v', '').split('.').map(Number) as [number, number];
      if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return { file, environment: env };
    } catch {
      // Not there, or no Node: the next one may be.
    }
  }
  return undefined;
}

async function hasSqlite(): Promise<boolean> {
  try {
    return Boolean(await import('node:sqlite'));
  } catch {
    return false;
  }
}

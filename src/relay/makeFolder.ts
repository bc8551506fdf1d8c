import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartProblem } from './startProblem.ts';

/**
 * Makes `folder` and what is missing above it, readable by its owner only. One level at a time: Node's own `recursive` never returns where
 * the file system says of a new folder that it does not exist, as /proc does. Throws the system's error.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !existsSync(at); at = path.dirname(at)) missing.unshift(at);
  for (const one of missing) mkdirSync(one, { mode: 0o700 });
}

/** Makes a relay's data folder. Throws StartProblem. */
export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    if (statSync(folder).isDirectory()) return;
  } catch (error) {
    throw new StartProblem(
      'folder',
      `The data folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}); choose another with --data.`,
    );
  }
  throw new StartProblem('folder', `${folder} is a file and no folder; choose another with --data.`);
}

import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes `folder` and what is missing above it, readable by its owner only. One level at a time: Node's own `recursive` never returns where
 * the file system says of a new folder that it does not exist, as /proc does. Throws the system's error.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !existsSync(at); at = path.dirname(at)) missing.unshift(at);
  for (const one of missing) mkdirSync(one, { mode: 0o700 });
}

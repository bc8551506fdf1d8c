import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** Milliseconds after which a draft belongs to a run that was interrupted: no download takes an hour. */
const staleAfter = 3_600_000;

/** Where a VS Code and a browser are kept between runs: git-ignored, outside node_modules, so `npm ci` leaves it alone. */
export const cacheFolder = path.join(import.meta.dirname, '../../.vscode-test');

/**
 * The folder `name` of the cache, made by `fill` when it is not there yet. It appears whole or not at all: `fill` works
 * in a folder beside it, which is renamed at the end, so an interrupted or failed download is never taken for a whole one.
 */
export async function cached(cache: string, name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const target = path.join(cache, name);
  if (existsSync(target)) return target;
  mkdirSync(cache, { recursive: true });
  removeStaleDrafts(cache);
  const draft = mkdtempSync(path.join(cache, '.draft-'));
  try {
    await fill(draft);
    publish(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
}

function removeStaleDrafts(cache: string): void {
  for (const entry of readdirSync(cache).filter((name) => name.startsWith('.draft-'))) {
    const draft = path.join(cache, entry);
    const made = statSync(draft, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > staleAfter) rmSync(draft, { recursive: true, force: true });
  }
}

/** Two runs may fill the same folder at once; the first to finish wins and the other's copy is dropped. */
function publish(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decodeIndex, encodeIndex } from './indexFile.ts';
import type { Repository } from './repository.ts';
import { indexFromContent, type RepositoryIndex } from './repositoryIndex.ts';

/** The user's cache folder of this tool, by the platform's custom; `WHOKNOWS_CACHE` names another. */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  if (environment.WHOKNOWS_CACHE) return path.resolve(environment.WHOKNOWS_CACHE);
  const home = environment.HOME ?? environment.USERPROFILE ?? os.homedir();
  if (process.platform === 'win32')
    return path.join(environment.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'whoknows', 'Cache');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'whoknows');
  return path.join(environment.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'whoknows');
}

/** The index file of a repository; each work tree has its own, because each has its own HEAD. */
export function indexPath(folder: string, repository: Repository): string {
  const key = createHash('sha256').update(repository.gitDir).digest('hex').slice(0, 24);
  return path.join(folder, 'index', `${key}.wki`);
}

/** What else is kept of a repository whose index lies in `file`, by kind. */
export const besideIndex = (file: string, kind: string): string =>
  `${file.slice(0, -path.extname(file).length)}.${kind}`;

/** `damaged` tells that a file was there but could not be used, so that the user can be told why it takes longer. */
export async function loadIndex(
  file: string,
): Promise<{ index: RepositoryIndex | undefined; damaged: boolean; bytes: number }> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return { index: undefined, damaged: false, bytes: 0 };
  const content = decodeIndex(bytes);
  if (!content) return { index: undefined, damaged: true, bytes: bytes.length };
  try {
    return { index: indexFromContent(content), damaged: false, bytes: bytes.length };
  } catch {
    return { index: undefined, damaged: true, bytes: bytes.length };
  }
}

/**
 * Writes the whole file beside its place and moves it there, so that a reader or a second writer at the same time sees
 * one or the other, never a mixture. Resolves with its size in bytes. Rejects when the disk refuses; the old file stays.
 */
export async function saveIndex(file: string, index: RepositoryIndex): Promise<number> {
  const bytes = encodeIndex(index);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, bytes, { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await removeDrafts(file);
  return bytes.length;
}

/** A draft older than this, in ms, belongs to nobody any more: writing one takes less than a second. */
const draftAge = 3_600_000;

/** Removes what indexers that were killed while writing have left beside the file. */
async function removeDrafts(file: string): Promise<void> {
  const folder = path.dirname(file);
  const prefix = `${path.basename(file)}.`;
  const names = await readdir(folder).catch(() => []);
  for (const draft of names.filter((name) => name.startsWith(prefix)).map((name) => path.join(folder, name))) {
    const written = (await stat(draft).catch(() => undefined))?.mtimeMs;
    if (written !== undefined && written < Date.now() - draftAge)
      await rm(draft, { force: true }).catch(() => undefined);
  }
}

export const indexBytes = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.size ?? 0;

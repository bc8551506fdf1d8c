import { collectGit } from './logStream.ts';
import { gitDirArguments } from './readHistory.ts';
import type { Repository } from './repository.ts';

/** A file of a commit's tree. */
export interface TreeFile {
  /** From the repository's top, with slashes. */
  readonly path: string;
  /** Bytes; 1 where the clone lacks the file's content and so its size. */
  readonly size: number;
}

/**
 * The files of a commit with their sizes, by path; links and submodules are left out. A clone without all blobs gives every
 * file the size 1. Rejects with a `GitError`.
 */
export async function readTipFiles(
  repository: Repository,
  commit: string,
  signal?: AbortSignal,
): Promise<readonly TreeFile[]> {
  const list = (...flags: string[]): Promise<string> =>
    collectGit(
      repository.git,
      repository.folder,
      [...gitDirArguments(repository.namedGitDir), 'ls-tree', '-r', '-z', ...flags, '--full-tree', commit],
      { signal },
    );
  const said = await list('-l').catch((error) => {
    if (signal?.aborted) throw error;
    return list();
  });
  const files: TreeFile[] = [];
  for (const line of said.split('\0')) {
    const tab = line.indexOf('\t');
    if (tab < 0 || !line.startsWith('100')) continue;
    const size = Number(line.slice(0, tab).split(/ +/)[3] ?? 1);
    files.push({ path: line.slice(tab + 1), size: Number.isFinite(size) ? size : 1 });
  }
  return files;
}

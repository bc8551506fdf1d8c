import type { TouchKind } from '../expertise/history.ts';
import { GitError } from './gitError.ts';
import { rawListing } from './logParser.ts';
import { askGit, type Repository } from './repository.ts';

export interface CommitFiles {
  /** The first parent's id; undefined for a root commit. */
  readonly parent: string | undefined;
  readonly files: readonly { readonly file: string; readonly kind: TouchKind }[];
  /** True where the commit has more files than were asked for. */
  readonly truncated: boolean;
}

/** The files that one commit touched, at most `limit` of them. */
export async function readCommit(repository: Repository, oid: string, limit: number): Promise<CommitFiles> {
  if (!/^[0-9a-f]{40,64}$/.test(oid))
    throw new GitError('unknown-revision', `“${oid.slice(0, 80)}” is no commit id. Ask for the evidence again.`);
  const said = await askGit(repository, ['log', '-1', ...rawListing, '--format=%P%x00', oid, '--']);
  const [parents, ...tokens] = said.split('\0') as [string, ...string[]];
  const files: { file: string; kind: TouchKind }[] = [];
  let kind: TouchKind | undefined;
  for (const token of tokens) {
    const line = token.replace(/^\n/, '');
    if (kind) {
      files.push({ file: token, kind });
      kind = undefined;
    } else if (line.startsWith(':')) kind = line.endsWith('A') ? 'added' : line.endsWith('D') ? 'deleted' : 'modified';
  }
  return {
    parent: parents.trim().split(' ')[0] || undefined,
    files: files.slice(0, limit),
    truncated: files.length > limit,
  };
}

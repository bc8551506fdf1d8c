/** Everything that can go wrong between us and git. `retry` says whether the same call may succeed later without a change. */
export const gitErrorCodes = {
  'git-missing': { retry: false },
  'git-too-old': { retry: false },
  'not-a-repository': { retry: false },
  'unsafe-owner': { retry: false },
  'no-commits': { retry: false },
  'path-outside': { retry: false },
  'unknown-revision': { retry: false },
  'git-failed': { retry: true },
  'git-hung': { retry: true },
  'git-killed': { retry: true },
  cancelled: { retry: true },
} as const;
export type GitErrorCode = keyof typeof gitErrorCodes;

/** A failure with a code to act on and a message for a person: what happened, why, what to do. */
export class GitError extends Error {
  readonly code: GitErrorCode;
  constructor(code: GitErrorCode, message: string) {
    super(message);
    this.name = 'GitError';
    this.code = code;
  }
}

/** A folder's name may hold anything; the command we print is safe to paste. */
const shellWord = (text: string): string => (/^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** Turns what git wrote to standard error into one of our errors. `folder` is the place the user named. */
export function gitErrorFrom(standardError: string, folder: string): GitError {
  if (/dubious ownership/.test(standardError))
    return new GitError(
      'unsafe-owner',
      `Git does not trust ${folder}: the folder belongs to another user. If you trust it, run: git config --global --add safe.directory ${shellWord(folder)}`,
    );
  if (/cannot use bare repository|must be run in a work tree/.test(standardError))
    return new GitError(
      'not-a-repository',
      `${folder} is a bare repository or the inside of a .git folder, which may have been planted there. Open the folder with the files, or name it with --git-dir if you trust it.`,
    );
  // With a colon where the user named the git folder outright.
  if (/not a git repository: /.test(standardError))
    return new GitError(
      'not-a-repository',
      `${folder} is no git folder. With --git-dir, name a bare repository or the .git folder inside a repository.`,
    );
  if (/not a git repository/.test(standardError))
    return new GitError(
      'not-a-repository',
      `${folder} is not inside a git repository. Open a folder that git tracks, or name a bare repository with --git-dir.`,
    );
  if (/unknown revision|bad revision|ambiguous argument|Needed a single revision|bad object/.test(standardError))
    return new GitError(
      'unknown-revision',
      `Git does not know that revision in ${folder}. Check its spelling, or fetch it first.`,
    );
  if (/from promisor remote|unable to read tree|bad tree object/.test(standardError))
    return new GitError(
      'git-failed',
      `${folder} lacks the trees of its commits, as a partial clone does, so its history cannot be read. Run git fetch --refetch --filter=blob:none, or clone it again.`,
    );
  const lines = standardError.split('\n').filter(Boolean);
  const line = lines.find((l) => /^(fatal|error)/.test(l)) ?? lines[0] ?? 'no message';
  return new GitError(
    'git-failed',
    `Git failed in ${folder}: ${line.slice(0, 300)}. Try the same git command in a terminal.`,
  );
}

import path from 'node:path';
import { GitError } from './gitError.ts';
import { collectGit } from './logStream.ts';
import { findGit, type Git, oldestGit, safeEnvironment } from './safeGit.ts';

/** How long git may take to say its version, in ms, and how much it may say, in bytes. */
const versionTimeout = 5000;
const longestVersion = 10_000;

const opened = new Map<string, Promise<Git>>();

/** Finds git and checks its version, once per process and program. Rejects with `git-missing`, `git-too-old` or `git-hung`. */
export async function openGit(
  inherited: NodeJS.ProcessEnv,
  untrusted: readonly string[] = [],
  configured?: string,
): Promise<Git> {
  const binary = findGit(inherited, untrusted, configured);
  const environment = safeEnvironment(inherited);
  const key = JSON.stringify([binary, environment]);
  const known = opened.get(key) ?? checkVersion({ binary, environment, version: '' });
  opened.set(key, known);
  known.catch(() => opened.delete(key));
  return known;
}

async function checkVersion(git: Git): Promise<Git> {
  // Asked where no repository is, so that none has a say.
  const said = await collectGit(git, path.parse(process.cwd()).root, ['--version'], {
    timeout: versionTimeout,
    mostBytes: longestVersion,
  });
  const version = /\d+\.\d+(\.\d+)?/.exec(said)?.[0] ?? '0.0';
  const [major, minor] = version.split('.').map(Number) as [number, number];
  if (major < 2 || (major === 2 && minor < 30))
    throw new GitError(
      'git-too-old',
      `Git ${version} at ${git.binary} is too old. Who Knows needs git ${oldestGit} or newer; please update git.`,
    );
  return { ...git, version };
}

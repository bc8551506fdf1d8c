import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { GitError } from './gitError.ts';

/**
 * Git settings under which nothing that a repository contains starts a program, reaches the network or reshapes the
 * output that we parse. Passed on every command line, where they outrank every configuration file.
 */
export const safeConfig: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'mailmap.file=/dev/null',
  'mailmap.blob=',
  'core.quotePath=false',
  'core.deltaBaseCacheLimit=16m',
  'color.ui=false',
  'log.showSignature=false',
  'log.showRoot=true',
  'log.follow=false',
  'log.mailmap=false',
  'log.decorate=false',
  'log.diffMerges=off',
  'core.bigFileThreshold=512m',
  'diff.orderFile=/dev/null',
  'diff.ignoreSubmodules=none',
  'diff.relative=false',
  'i18n.logOutputEncoding=UTF-8',
  'safe.bareRepository=explicit',
];

const ourEnvironment = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  LC_ALL: 'C',
} as const;

/** What passes from the inherited environment: finding programs, and the user's own global configuration. */
const inheritedNames = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMP'];
const inheritedGitNames = ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM'];

/** The environment git runs in. Inherited `GIT_*` variables could redirect git to another repository or program. */
export function safeEnvironment(inherited: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = { ...ourEnvironment };
  for (const name of [...inheritedNames, ...inheritedGitNames]) {
    const value = inherited[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** Where git is and how every call of it starts. */
export interface Git {
  readonly binary: string;
  readonly version: string;
  readonly environment: Record<string, string>;
}

/** Oldest git that we test against; older ones lack options that keep a hostile repository harmless. */
export const oldestGit = '2.30';

/**
 * The git program in PATH, as an absolute path. Relative PATH entries and programs inside `untrusted` folders (the
 * workspace) are passed over: a repository may contain a file called git.
 */
export function findGit(inherited: NodeJS.ProcessEnv, untrusted: readonly string[] = [], configured?: string): string {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  const folders = (inherited.PATH ?? inherited.Path ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  const candidates =
    configured && path.isAbsolute(configured) ? [configured] : folders.map((folder) => path.join(folder, name));
  for (const candidate of candidates) {
    try {
      accessSync(candidate, constants.X_OK);
      const real = realpathSync(candidate);
      const planted = untrusted.some((folder) => [candidate, real].some((p) => isInside(p, folder)));
      if (statSync(real).isFile() && !planted) return candidate;
    } catch {
      // Not there or not executable: the next one may be.
    }
  }
  if (configured && path.isAbsolute(configured))
    throw new GitError(
      'git-missing',
      `There is no git program that can be trusted at ${configured}, where your settings say it is. Correct the setting, or clear it to use the git in PATH.`,
    );
  throw new GitError(
    'git-missing',
    `Git was not found. Install git ${oldestGit} or newer from git-scm.com and make sure it is in PATH.`,
  );
}

function isInside(file: string, folder: string): boolean {
  const spellings = [folder];
  try {
    spellings.push(realpathSync(folder));
  } catch {
    // A folder that is not there holds no program.
  }
  return spellings.some((spelling) => file.startsWith(spelling.endsWith(path.sep) ? spelling : spelling + path.sep));
}

/** Arguments that stand before every git subcommand. */
export const safeArguments: readonly string[] = [...safeConfig.flatMap((setting) => ['-c', setting]), '--no-pager'];

import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SimpleGit } from 'simple-git';
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

const opened = new Map<string, Git>();

/** Finds git and checks its version, once per process and program. Throws `git-missing` or `git-too-old`. */
export async function openGit(
  inherited: NodeJS.ProcessEnv,
  untrusted: readonly string[] = [],
  configured?: string,
): Promise<Git> {
  const binary = findGit(inherited, untrusted, configured);
  const environment = safeEnvironment(inherited);
  const key = JSON.stringify([binary, environment]);
  const known = opened.get(key);
  if (known) return known;
  const said = String(await (await simple({ binary, environment, version: '' })).raw(['--version']));
  const version = /\d+\.\d+(\.\d+)?/.exec(said)?.[0] ?? '0.0';
  const [major, minor] = version.split('.').map(Number) as [number, number];
  if (major < 2 || (major === 2 && minor < 30))
    throw new GitError(
      'git-too-old',
      `Git ${version} at ${binary} is too old. Who Knows needs git ${oldestGit} or newer; please update git.`,
    );
  const git = { binary, version, environment };
  opened.set(key, git);
  return git;
}

/** Arguments that stand before every git subcommand. */
export const safeArguments: readonly string[] = [...safeConfig.flatMap((setting) => ['-c', setting]), '--no-pager'];

/** How long git may take to say its version, in ms. Zero would mean no limit. */
const versionTimeout = 5000;

/** What is asked of git outside any repository. Inside one `collectGit` asks: it ends a git that will not end, and bounds answers. */
async function simple(git: Git): Promise<SimpleGit> {
  // Loaded at the first question, so that opening an editor does not wait for it.
  const { simpleGit } = await import('simple-git');
  return simpleGit({
    baseDir: path.parse(process.cwd()).root,
    binary: git.binary,
    completion: { onClose: true, onExit: false },
    timeout: { block: versionTimeout },
    // Our own settings switch these dangers off; simple-git's guard only sees that they are mentioned.
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeCustomBinary: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeConfigPaths: true,
    },
    allowEnvironment: [...Object.keys(ourEnvironment), ...inheritedGitNames],
  }).env(git.environment);
}

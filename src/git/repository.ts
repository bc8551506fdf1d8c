import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { GitError } from './gitError.ts';
import { collectGit, collectGitBytes } from './logStream.ts';
import { gitDirArguments } from './readHistory.ts';
import { readRefFiles } from './refFiles.ts';
import type { Git } from './safeGit.ts';

/** A repository, found from a folder or named by its git folder. */
export interface Repository {
  readonly git: Git;
  /** Where git is run: the top folder of the work tree, or the bare repository's own folder. */
  readonly folder: string;
  /** Set where the user named the git folder; passed on to git, which would refuse a bare repository otherwise. */
  readonly namedGitDir: string | undefined;
  readonly gitDir: string;
  readonly commonDir: string;
  readonly bare: boolean;
}

/** Where history stands now. */
export interface Tips {
  /** HEAD's commit. */
  readonly head: string;
  /** HEAD and the default branches of `upstream` and `origin` as last fetched; full ids, no doubles, sorted. */
  readonly all: readonly string[];
}

/** Git's answer, with failures turned into sentences. */
export async function askGit(repository: Repository, args: readonly string[], signal?: AbortSignal): Promise<string> {
  try {
    return await collectGit(repository.git, repository.folder, [...gitDirArguments(repository.namedGitDir), ...args], {
      signal,
      timeout: questionTimeout,
      mostBytes: largestAnswer,
      place: repository.namedGitDir,
    });
  } catch (error) {
    if (error instanceof GitError && error.code === 'git-missing' && !existsSync(repository.folder))
      throw new GitError(
        'not-a-repository',
        `${repository.folder} is not there. Open a folder that git tracks, or name a bare repository with --git-dir.`,
      );
    throw error;
  }
}

/** How long a short question to git may stay silent, in ms, before git is stopped. Zero would mean no limit. */
const questionTimeout = 20_000;

/** Bytes of an answer to a short question: the largest project file that we read, and room for listings. */
const largestAnswer = 64 * 1024 * 1024;

/**
 * Finds the repository that `folder` belongs to. `gitDir` names a git folder outright, the only way to open a bare
 * repository: one that merely lies inside a folder may have been planted there.
 */
export async function openRepository(git: Git, folder: string, gitDir?: string): Promise<Repository> {
  const start: Repository = { git, folder, namedGitDir: gitDir, gitDir: gitDir ?? '', commonDir: '', bare: false };
  const [said, workTree] = await Promise.all([
    askGit(start, [
      'rev-parse',
      '--absolute-git-dir',
      '--git-common-dir',
      '--is-bare-repository',
      '--is-inside-work-tree',
    ]),
    // Asked apart, because a bare repository refuses it.
    gitDir === undefined ? askGit(start, ['rev-parse', '--show-toplevel']).catch(() => '') : '',
  ]);
  const [absolute, common, bare, inside] = said.split('\n') as [string, string, string, string];
  if (bare !== 'true' && inside !== 'true')
    throw new GitError(
      'not-a-repository',
      `${folder} is inside a .git folder, not among the files of a repository. Open the folder above it.`,
    );
  const named = gitDir === undefined ? undefined : absolute;
  const top = bare === 'true' || named ? absolute : workTree.replace(/\n$/, '');
  return {
    git,
    folder: top,
    namedGitDir: named,
    gitDir: absolute,
    commonDir: path.resolve(folder, common),
    bare: bare === 'true',
  };
}

/**
 * Reads where HEAD and the upstream default branches stand, from git's files or with one call of git. Throws `no-commits` for a
 * repository without any.
 */
export async function readTips(repository: Repository): Promise<Tips> {
  const names = ['HEAD', ...remoteBranches];
  const read = readRefFiles(repository, names);
  const oids = read?.[0] === undefined ? await askTips(repository, names) : read;
  const [head] = oids;
  const tips = new Set<string>();
  if (head) tips.add(head);
  for (let first = 1; first < names.length; first += branches.length) {
    const upstream = oids.slice(first, first + branches.length).find((oid) => oid !== undefined);
    if (upstream) tips.add(upstream);
  }
  if (tips.size === 0)
    throw new GitError(
      'no-commits',
      `${repository.folder} has no commits yet, so there is no history to learn from. Commit something first.`,
    );
  return { head: head ?? [...tips][0]!, all: [...tips].sort() };
}

async function askTips(repository: Repository, names: readonly string[]): Promise<(string | undefined)[]> {
  const said = await collectGit(
    repository.git,
    repository.folder,
    [...gitDirArguments(repository.namedGitDir), 'cat-file', '--batch-check=%(objectname)'],
    { input: names.map((name) => `${name}^{commit}\n`).join(''), timeout: questionTimeout },
  );
  // A line for each name; what is not there is answered with the name and a word.
  return said.split('\n').map((line) => (/^[0-9a-f]{40,64}$/.test(line) ? line : undefined));
}

const branches = ['HEAD', 'main', 'master', 'trunk', 'develop'];
const remoteBranches = ['upstream', 'origin'].flatMap((remote) =>
  branches.map((branch) => `refs/remotes/${remote}/${branch}`),
);

/** The full id of a commit the user named. Throws `unknown-revision`. */
export async function resolveRevision(repository: Repository, revision: string): Promise<string> {
  const unknown = (): GitError =>
    new GitError(
      'unknown-revision',
      `Git does not know the revision “${revision}” in ${repository.folder}. Check its spelling, or fetch it first.`,
    );
  if (revision.startsWith('-') || revision.includes('\0') || revision.includes('\n')) throw unknown();
  const said = await askGit(repository, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]).catch(() => '');
  const oid = said.trim().split('\n').at(-1) ?? '';
  if (!/^[0-9a-f]{40,64}$/.test(oid)) throw unknown();
  return oid;
}

/** Commits where a shallow clone's history ends; empty for a full clone. */
export async function readShallow(repository: Repository): Promise<Set<string>> {
  const text = await readFile(path.join(repository.commonDir, 'shallow'), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter(Boolean));
}

/** Files of a commit that shape what we show, by path. */
export type ProjectFiles = Readonly<Record<string, { readonly oid: string; readonly text: string } | undefined>>;

export const projectFilePaths = [
  '.mailmap',
  '.gitattributes',
  '.git-blame-ignore-revs',
  'CODEOWNERS',
  '.github/CODEOWNERS',
  'docs/CODEOWNERS',
  'MAINTAINERS',
  'MAINTAINERS.txt',
  'Maintainers.txt',
  'MAINTAINERS.yml',
  'MAINTAINERS.yaml',
] as const;

/** Whether `readProjectFiles` may read the path. */
export const isProjectFile = (path: string): boolean =>
  (projectFilePaths as readonly string[]).includes(path) || path.endsWith('/.gitattributes');

/** A larger file of this kind is passed over, in bytes: the largest mailmap known has 100,000. */
const largestProjectFile = 4 * 1024 * 1024;

/** `.gitattributes` files below the top that are read, those nearest the top first. */
const mostNested = 100;
/** Paths asked about at once: a command line has its limit. */
const mostListed = 500;

/** The paths of a history that may be `.gitattributes` files below the top. History knows every path, so the tree need not be listed. */
export const nestedAttributePaths = (paths: readonly string[]): string[] =>
  paths
    .filter((path) => path.endsWith('/.gitattributes'))
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));

/**
 * Reads the project's files, and those named by `more`, from the commit's tree, never from the work tree, so every clone gives the
 * same answer. Texts that `known` has already are not read again; a file that this clone lacks counts as not there.
 */
export async function readProjectFiles(
  repository: Repository,
  commit: string,
  known: ProjectFiles = {},
  more: readonly string[] = [],
): Promise<ProjectFiles> {
  const paths = [...projectFilePaths, ...more.slice(0, mostListed)];
  const listed = await askGit(repository, ['ls-tree', '-z', '-l', '--full-tree', commit, '--', ...paths]).catch(
    () => '',
  );
  const found = listed.split('\0').flatMap((line) => {
    const match = /^100(?:644|755) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line);
    return match && Number(match[2]) <= largestProjectFile ? [{ oid: match[1]!, name: match[3]! }] : [];
  });
  const order = new Map(paths.map((path, i) => [path, i]));
  found.sort((a, b) => order.get(a.name)! - order.get(b.name)!);
  const kept = found.slice(0, projectFilePaths.length + mostNested);
  const texts = new Map(Object.values(known).flatMap((file) => (file ? [[file.oid, file.text] as const] : [])));
  await readBlobs(
    repository,
    kept.map(({ oid }) => oid).filter((oid) => !texts.has(oid)),
    texts,
  ).catch(() => undefined);
  const files: Record<string, { oid: string; text: string }> = {};
  for (const { oid, name } of kept) {
    const text = texts.get(oid);
    if (text !== undefined) files[name] = { oid, text };
  }
  return files;
}

/** Reads blobs as UTF-8 into `texts` with one call of git; those that this clone lacks are left out. */
async function readBlobs(repository: Repository, oids: readonly string[], texts: Map<string, string>): Promise<void> {
  if (oids.length === 0) return;
  const said = await collectGitBytes(
    repository.git,
    repository.folder,
    [...gitDirArguments(repository.namedGitDir), 'cat-file', '--batch'],
    { input: oids.map((oid) => `${oid}\n`).join(''), timeout: questionTimeout },
  );
  // `oid blob size`, newline, that many bytes, newline; or `oid missing`, newline.
  for (let at = 0; at < said.length; ) {
    const end = said.indexOf(10, at);
    const [oid, kind, size] = said.toString('latin1', at, end).split(' ') as [string, string, string | undefined];
    at = end + 1;
    if (kind !== 'blob' || size === undefined) continue;
    texts.set(oid, said.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
}

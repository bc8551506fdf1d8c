import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { History } from '../../src/expertise/history.ts';
import { type Mailmap, parseMailmap } from '../../src/expertise/mailmap.ts';
import { type People, resolvePeople } from '../../src/expertise/people.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { decodeIndex, encodeIndex } from '../../src/git/indexFile.ts';
import { openGit } from '../../src/git/openGit.ts';
import { openRepository, readProjectFiles } from '../../src/git/repository.ts';
import { buildIndex, indexFromContent, type RepositoryIndex } from '../../src/git/repositoryIndex.ts';

/** One question whose answer is known: who helped when `asker` changed a file. People are numbers of the case file. */
export interface Case {
  readonly id: string;
  readonly cutoff: number;
  readonly commit: string;
  /** Which of the commit's files is asked about. */
  readonly main: number;
  readonly asker: number;
  readonly truth: readonly number[];
  readonly kind: 'help' | 'review';
  /** Only the three busiest reviewers helped. */
  readonly top3only: boolean;
  readonly isNew: boolean;
}

export interface CaseFile {
  readonly repo: string;
  readonly head: string;
  readonly missing: readonly string[];
  readonly cutoffs: readonly { readonly commit: string; readonly time: number; readonly top3: readonly number[] }[];
  readonly cases: readonly Case[];
  /** Salted hashes of each person's emails and names. */
  readonly people: readonly (readonly string[])[];
}

/** Aliases of people are kept only as short salted hashes; the same ones as in the evaluation set. */
export const aliasHash = (text: string): string =>
  createHash('sha256').update(`wch1:${text}`).digest('hex').slice(0, 10);

export function loadCaseFiles(folders: readonly string[], only?: readonly string[]): Map<string, CaseFile> {
  const found = new Map<string, CaseFile>();
  for (const folder of folders) {
    for (const file of readdirSync(folder).sort()) {
      const key = file.replace(/\.json$/, '');
      if (!file.endsWith('.json') || found.has(key) || (only && !only.includes(key))) continue;
      found.set(key, JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    }
  }
  return found;
}

export const git = (gitDir: string, ...args: string[]): string =>
  execFileSync('git', [`--git-dir=${gitDir}`, ...args], {
    maxBuffer: 2 ** 30,
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
  }).toString();

/** The index as of one commit, kept in `cache` so that the next run need not read history again. */
export async function indexAt(gitDir: string, commit: string, cache: string): Promise<RepositoryIndex> {
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, `${path.basename(path.dirname(gitDir))}@${commit.slice(0, 12)}.index`);
  const known = existsSync(file) ? decodeIndex(readFileSync(file)) : undefined;
  const repository = await openRepository(await openGit(process.env), gitDir, gitDir);
  if (known) {
    const index = indexFromContent(known);
    // Read anew, so that an index made before a kind of file was known need not be made again.
    return { ...index, state: { ...index.state, files: await readProjectFiles(repository, commit) } };
  }
  const index = await buildIndex(repository, { head: commit, all: [commit] }, { parseTrailerLine });
  writeFileSync(file, encodeIndex(index));
  return index;
}

/** The people behind an index's aliases, as the product resolves them. */
export function peopleOf(history: History, mailmapText: string): People {
  const uses = new Uint32Array(history.aliases.length);
  for (const alias of history.author) uses[alias]!++;
  for (const alias of history.creditAlias) uses[alias]!++;
  const mailmap: Mailmap | undefined = mailmapText === '' ? undefined : parseMailmap(mailmapText);
  return resolvePeople(history.aliases, mailmap ? { mailmap, uses } : { uses });
}

/** Files a commit touched, renames paired, in the order the case files count them. A clone without the blobs pairs exact ones. */
export function filesOf(gitDir: string, commit: string, renames = '-M'): string[] {
  try {
    return listFiles(gitDir, commit, renames);
  } catch (error) {
    if (renames === '-M100%') throw error;
    return filesOf(gitDir, commit, '-M100%');
  }
}

function listFiles(gitDir: string, commit: string, renames: string): string[] {
  const parts = git(
    gitDir,
    'diff-tree',
    '--no-commit-id',
    '--name-status',
    renames,
    '-r',
    '-z',
    '--root',
    commit,
  ).split('\0');
  const files: string[] = [];
  for (let i = 0; i < parts.length - 1; ) {
    const renamed = /^[RC]/.test(parts[i]!);
    files.push(parts[i + (renamed ? 2 : 1)]!);
    i += renamed ? 3 : 2;
  }
  return files;
}

import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openGit } from '../git/openGit.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import type { Question } from '../protocol/contents.ts';
import type { Host } from './host.ts';
import { findCode, type Lines, mapLines } from './mapLines.ts';
import { repositoryFacts, textAt } from './questionAbout.ts';

/** Where a helper sees what was asked about: in a file of their own, or in a text that cannot be changed. */
export type PlaceHere =
  | { readonly is: 'file'; readonly file: string; readonly lines: Lines; readonly certain: boolean }
  | { readonly is: 'snapshot'; readonly text: string; readonly lines: Lines; readonly why: SnapshotReason };

/** Why a snapshot: no clone of the repository is open here; the file is not on this branch; only the asked lines are known. */
export type SnapshotReason = 'no-clone' | 'no-file' | 'lines-only';

/** Finds the place of a question among the folders that are open here. */
export async function placeHere(
  host: Host,
  folders: readonly string[],
  question: Question,
  /** The text of a file as the editor has it. */
  read: (file: string) => Promise<string> = (file) => readFile(file, 'utf8'),
): Promise<PlaceHere> {
  const asked: Lines = question.lines ?? [1, 1];
  const repository = await findClone(host, folders, question);
  const committed =
    repository && question.commit && question.path
      ? await textAt(repository, question.commit, question.path)
      : undefined;
  const theirs = question.snapshot ?? committed;
  const file = repository && question.path ? fileInside(repository.folder, question.path) : undefined;
  const mine = file && (await read(file).catch(() => undefined));
  if (file && mine !== undefined) return { is: 'file', file, ...linesHere(theirs, question, mine, asked) };
  const why = repository ? 'no-file' : 'no-clone';
  if (theirs !== undefined) return { is: 'snapshot', text: theirs, lines: asked, why };
  const code = question.code ?? '';
  return { is: 'snapshot', text: code, lines: [1, Math.max(1, code.split('\n').length)], why: 'lines-only' };
}

/**
 * The first of the folders that is a clone of the question's repository: they share a root commit or a remote. Its top folder is named the way the
 * folder was opened, also by way of a link: the editor knows its files by no other name.
 */
export async function findClone(
  host: Host,
  folders: readonly string[],
  { roots = [], remotes = [] }: Pick<Question, 'roots' | 'remotes'>,
): Promise<Repository | undefined> {
  for (const folder of folders) {
    try {
      const repository = await openRepository(await openGit(host.environment, host.untrusted, host.gitPath), folder);
      const here = await repositoryFacts(repository);
      if (here.roots?.some((root) => roots.includes(root)) || here.remotes?.some((remote) => remotes.includes(remote)))
        return { ...repository, folder: topAsOpened(repository.folder, folder) };
    } catch {
      // Not a repository, or one without commits: the next folder may be it.
    }
  }
  return undefined;
}

/** Git names the top by its real path: here by the name under which `opened`, a folder at or below it, was opened. */
function topAsOpened(top: string, opened: string): string {
  const below = path.relative(top, realpathSync(opened));
  const up = below === '' ? opened : path.resolve(opened, ...below.split(path.sep).map(() => '..'));
  return realpathSync(up) === top ? up : top;
}

/** A file by its path from the top; undefined if it is not there or leads out of the folder, also by way of a link. */
export function fileInside(folder: string, relative: string): string | undefined {
  if (path.isAbsolute(relative) || relative.includes('\0')) return undefined;
  try {
    const top = realpathSync(folder);
    const real = realpathSync(path.join(top, relative));
    const inside = path.relative(top, real);
    if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside) || inside.split(path.sep)[0] === '.git')
      return undefined;
    return path.join(folder, relative);
  } catch {
    return undefined;
  }
}

function linesHere(
  theirs: string | undefined,
  question: Question,
  mine: string,
  asked: Lines,
): { lines: Lines; certain: boolean } {
  if (theirs !== undefined) {
    const mapped = mapLines(theirs, mine, asked);
    if (mapped.certain) return mapped;
  }
  const found = question.code === undefined ? undefined : findCode(question.code, mine);
  if (found) return { lines: found, certain: true };
  if (theirs !== undefined) return mapLines(theirs, mine, asked);
  const total = mine.split('\n').length;
  return { lines: [Math.min(asked[0], total), Math.min(asked[1], total)], certain: question.lines === undefined };
}

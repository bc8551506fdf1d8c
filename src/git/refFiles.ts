import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Repository } from './repository.ts';

/** A larger file of packed references is left to git, in bytes: 100,000 references take seven million. */
const largestPacked = 16 * 1024 * 1024;
/** A reference's file holds an id or another reference's name. Bytes. */
const largestRef = 4096;
/** References that lead to references beyond this are left to git. */
const mostHops = 5;

/**
 * Where references of a repository stand, read from git's own files; as `git cat-file --batch-check` says it, without the cost of a
 * process. Undefined for a reference that is not there. The function itself is undefined where files do not tell: another kind of
 * store, or anything unusual, which is for git to judge.
 */
export function readRefFiles(
  repository: Pick<Repository, 'gitDir' | 'commonDir'>,
  names: readonly string[],
): (string | undefined)[] | undefined {
  const { gitDir, commonDir } = repository;
  try {
    if (lstatSync(path.join(commonDir, 'reftable'), { throwIfNoEntry: false })) return undefined;
    const packed = new PackedRefs(path.join(commonDir, 'packed-refs'));
    return names.map((name) => resolve(gitDir, commonDir, packed, name));
  } catch {
    return undefined;
  }
}

/** Throws for what only git should judge. */
function resolve(gitDir: string, commonDir: string, packed: PackedRefs, name: string): string | undefined {
  for (let hop = 0; hop < mostHops; hop++) {
    // HEAD is a work tree's own; the others are shared.
    const text = readSmall(path.join(name === 'HEAD' ? gitDir : commonDir, name), largestRef) ?? packed.get(name);
    if (text === undefined) return undefined;
    const link = /^ref:\s*(refs\/\S+)\s*$/.exec(text)?.[1];
    if (link === undefined) {
      const oid = /^([0-9a-f]{40}|[0-9a-f]{64})\s*$/.exec(text)?.[1];
      if (oid === undefined) throw new Error('unusual');
      return oid;
    }
    if (link.includes('..') || /^refs\/(?:bisect|worktree|rewritten)\//.test(link)) throw new Error('unusual');
    name = link;
  }
  throw new Error('unusual');
}

/** The file's text; undefined where there is none. Throws for what is no plain file, such as a pipe that would never end. */
function readSmall(file: string, most: number): string | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found || found.isDirectory()) return undefined;
  if (!found.isFile() || found.size > most) throw new Error('unusual');
  return readFileSync(file, 'utf8');
}

class PackedRefs {
  readonly #file: string;
  #text: string | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Read after the reference's own file was looked for: git packs first and deletes then. */
  get(name: string): string | undefined {
    this.#text ??= readSmall(this.#file, largestPacked) ?? '';
    const at = this.#text.indexOf(` ${name}\n`);
    return at < 0 ? undefined : this.#text.slice(this.#text.lastIndexOf('\n', at) + 1, at);
  }
}

import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { Alias, History } from '../expertise/history.ts';
import { timeUnit } from '../expertise/historyBuilder.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { ProjectFiles } from './repository.ts';

/**
 * The index file: what was read from history, compact and checked.
 *
 *     file    = "WKINDEX" version:u8 part*
 *     part    = kind:u8 length:u32le crc:u32le payload[length]      crc over the payload
 *     kinds   = 1 state (JSON, first) · 2 commits (a `History` of some commits; its new names and paths follow those of
 *               earlier parts) · 3 removal (positions of commits that are no longer reachable) · 4 end (empty, last)
 *
 * A part that is cut short or whose checksum differs makes the whole file unreadable: it is then built anew.
 */
export const indexVersion = 1;
const magic = Buffer.from(`WKINDEX${String.fromCharCode(indexVersion)}`, 'latin1');

/** What the index covers and what else was learnt with it. Anything here must be plain JSON. */
export interface IndexState {
  /** Commits whose whole history the index holds. */
  readonly tips: readonly string[];
  readonly head: string;
  /** Ids of a shallow clone's last commits, joined: another set means another history. */
  readonly shallow: string;
  readonly complete: boolean;
  readonly renames: 'similar' | 'exact';
  readonly files: ProjectFiles;
  /** Commits that `.git-blame-ignore-revs` names, each as its commit time and author, see `commitKey`. */
  readonly ignored: readonly string[];
}

export type IndexPart =
  | { readonly kind: 'commits'; readonly payload: Buffer }
  | { readonly kind: 'removal'; readonly payload: Buffer };

export interface IndexContent {
  readonly state: IndexState;
  readonly parts: readonly IndexPart[];
}

const kinds = { state: 1, commits: 2, removal: 3, end: 4 } as const;

/** Parts are never changed, and an update writes all earlier ones again. */
const checksums = new WeakMap<Buffer, number>();

function checksum(payload: Buffer): number {
  const known = checksums.get(payload) ?? crc32(payload);
  checksums.set(payload, known);
  return known;
}

/** What tells two indexes' content apart. */
export const partChecksums = (parts: readonly IndexPart[]): string =>
  parts.map(({ kind, payload }) => `${kind} ${payload.length} ${checksum(payload)}`).join();

export function encodeIndex({ state, parts }: IndexContent): Buffer {
  const out: Buffer[] = [magic];
  const add = (kind: number, payload: Buffer): void => {
    const head = Buffer.alloc(9);
    head.writeUInt8(kind, 0);
    head.writeUInt32LE(payload.length, 1);
    head.writeUInt32LE(checksum(payload), 5);
    out.push(head, payload);
  };
  add(kinds.state, deflateSync(Buffer.from(JSON.stringify(state), 'utf8'), { level: 3 }));
  for (const part of parts) add(kinds[part.kind], part.payload);
  add(kinds.end, Buffer.alloc(0));
  return Buffer.concat(out);
}

/** Undefined for a file of another version or a damaged one; never throws. */
export function decodeIndex(bytes: Buffer): IndexContent | undefined {
  try {
    if (bytes.length < magic.length || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
    let state: IndexState | undefined;
    const parts: IndexPart[] = [];
    let ended = false;
    for (let at = magic.length; at < bytes.length; ) {
      const length = bytes.readUInt32LE(at + 1);
      const payload = bytes.subarray(at + 9, at + 9 + length);
      if (payload.length !== length || checksum(payload) !== bytes.readUInt32LE(at + 5)) return undefined;
      const kind = bytes.readUInt8(at);
      if (kind === kinds.state) state = JSON.parse(inflateSync(payload).toString('utf8')) as IndexState;
      else if (kind === kinds.commits) parts.push({ kind: 'commits', payload });
      else if (kind === kinds.removal) parts.push({ kind: 'removal', payload });
      else if (kind === kinds.end && at + 9 === bytes.length) ended = true;
      else return undefined;
      at += 9 + length;
    }
    return state && ended ? { state, parts } : undefined;
  } catch {
    return undefined;
  }
}

/** Encodes commits; of the dictionaries only what stands behind the first `knownAliases` and `knownPaths` entries. */
export function encodeCommits(history: History, knownAliases: number, knownPaths: number): Buffer {
  const out = new ByteWriter();
  out.unsigned(history.commits);
  out.unsigned(history.touchPath.length);
  out.unsigned(history.creditAlias.length);
  out.strings(history.aliases.slice(knownAliases).flatMap(({ name, email }) => [name, email]));
  out.frontCodedStrings(history.paths.slice(knownPaths));
  const { commits } = history;
  out.column(commits, (i) => history.commitTime[i]! - (i ? history.commitTime[i - 1]! : 0));
  out.column(commits, (i) => (history.commitTime[i]! - history.authorTime[i]!) / timeUnit);
  out.column(commits, (i) => history.author[i]!);
  out.column(commits, (i) => (history.committer[i] === history.author[i] ? 0 : history.committer[i]! + 1));
  out.column(commits, (i) => history.mergedBy[i]!);
  out.column(commits, (i) => history.touchStart[i + 1]! - history.touchStart[i]!);
  out.column(commits, (i) => history.creditStart[i + 1]! - history.creditStart[i]!);
  out.column(history.touchPath.length, (i) => history.touchPath[i]!);
  out.column(history.touchPath.length, (i) => history.touchKind[i]!);
  const renamed: number[] = [];
  for (let i = 0; i < history.touchFrom.length; i++) if (history.touchFrom[i] !== history.touchPath[i]) renamed.push(i);
  out.unsigned(renamed.length);
  out.column(renamed.length, (i) => renamed[i]! - (i ? renamed[i - 1]! : 0));
  out.column(renamed.length, (i) => history.touchFrom[renamed[i]!]!);
  // Most trailers name the author or the committer again.
  const namedBy = creditCommits(history.creditStart);
  out.column(history.creditAlias.length, (i) => {
    const alias = history.creditAlias[i]!;
    if (alias === history.author[namedBy[i]!]) return 0;
    return alias === history.committer[namedBy[i]!] ? 1 : alias + 2;
  });
  out.column(history.creditKind.length, (i) => history.creditKind[i]!);
  return out.toBuffer();
}

/** Decodes commits, adding their new names and paths to the given dictionaries. Throws on malformed bytes. */
export function decodeCommits(payload: Buffer, aliases: Alias[], paths: string[]): History {
  const input = new ByteReader(payload);
  const commits = input.unsigned();
  const touches = input.unsigned();
  const credits = input.unsigned();
  const names = input.strings();
  for (let i = 0; i < names.length; i += 2) aliases.push({ name: names[i]!, email: names[i + 1]! });
  for (const path of input.frontCodedStrings()) paths.push(path);
  const commitTime = input.column(commits, Float64Array);
  const authorTime = input.column(commits, Float64Array);
  const author = input.column(commits, Uint32Array);
  const committer = input.column(commits, Uint32Array);
  const mergedBy = input.column(commits, Uint32Array);
  const touchCounts = input.column(commits, Uint32Array);
  const creditCounts = input.column(commits, Uint32Array);
  const touchPath = input.column(touches, Uint32Array);
  const touchKind = new Uint8Array(input.column(touches, Uint32Array));
  const touchFrom = touchPath.slice();
  const renamed = input.unsigned();
  const at = accumulate(input.column(renamed, Float64Array));
  const from = input.column(renamed, Uint32Array);
  for (let i = 0; i < renamed; i++) touchFrom[at[i]!] = from[i]!;
  const creditAlias = input.column(credits, Uint32Array);
  const creditKind = new Uint8Array(input.column(credits, Uint32Array));
  const touchStart = new Uint32Array(commits + 1);
  const creditStart = new Uint32Array(commits + 1);
  // In one loop: the first rounds of a loop are slow, and this is most of what a start waits for.
  let [time, touch, credit] = [0, 0, 0];
  for (let i = 0; i < commits; i++) {
    time += commitTime[i]!;
    commitTime[i] = time;
    authorTime[i] = time - timeUnit * authorTime[i]!;
    committer[i] = committer[i] ? committer[i]! - 1 : author[i]!;
    touch += touchCounts[i]!;
    touchStart[i + 1] = touch;
    const end = credit + creditCounts[i]!;
    if (end > credits) break;
    for (; credit < end; credit++) {
      const code = creditAlias[credit]!;
      creditAlias[credit] = code === 0 ? author[i]! : code === 1 ? committer[i]! : code - 2;
    }
    creditStart[i + 1] = credit;
  }
  if (touch !== touches || credit !== credits) throw new Error('counts do not add up');
  return {
    commits,
    authorTime,
    commitTime,
    author,
    committer,
    mergedBy,
    touchStart,
    touchPath,
    touchKind,
    touchFrom,
    creditStart,
    creditAlias,
    creditKind,
    paths,
    aliases,
  };
}

export function encodeRemoval(positions: readonly number[]): Buffer {
  const out = new ByteWriter();
  const sorted = [...positions].sort((a, b) => a - b);
  out.unsigned(sorted.length);
  out.column(sorted.length, (i) => sorted[i]! - (i ? sorted[i - 1]! : 0));
  return out.toBuffer();
}

export function decodeRemoval(payload: Buffer): Uint32Array {
  const input = new ByteReader(payload);
  return Uint32Array.from(accumulate(input.column(input.unsigned(), Float64Array)));
}

/** For each credit the commit it stands in. */
function creditCommits(creditStart: Uint32Array): Uint32Array {
  const commits = creditStart.length - 1;
  const out = new Uint32Array(creditStart[commits]!);
  for (let c = 0, i = 0; c < commits; c++) for (const end = creditStart[c + 1]!; i < end; i++) out[i] = c;
  return out;
}

function accumulate(deltas: Float64Array): Float64Array {
  for (let i = 1; i < deltas.length; i++) deltas[i]! += deltas[i - 1]!;
  return deltas;
}

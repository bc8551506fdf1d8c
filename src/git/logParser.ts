import type { Credit } from '../expertise/history.ts';
import { creditKinds } from '../expertise/history.ts';
import { addedTouch, deletedTouch, type HistoryBuilder, modifiedTouch } from '../expertise/historyBuilder.ts';
import { BytesTable } from './bytesTable.ts';
import { CommitGraph, hexKey } from './commitGraph.ts';
import { KeyTable } from './keyTable.ts';

/** Has git say what a commit did to each file, always in the same way. */
export const rawListing: readonly string[] = [
  '-z',
  '--raw',
  '--no-renames',
  '--no-abbrev',
  '--no-color',
  '--ignore-submodules=none',
];

/** The `--format` whose output `LogParser` reads: eight fields and the body, each ended by NUL. */
export const logFormat = '%x01%H%x00%P%x00%at%x00%ct%x00%an%x00%ae%x00%cn%x00%ce%x00%B%x00';

/** How `log` and `diff-tree` say what `LogParser` reads; both print the same bytes. */
export const rawFormat: readonly string[] = [...rawListing, `--format=${logFormat}`];

/** A message longer than this, in bytes, is read only to here: trailers of real commits end far earlier. */
export const longestBody = 256 * 1024;

/** Paths and names longer than this, in bytes, are cut or passed over. The longest real path seen has 400. */
export const longestPath = 4096;
const longestName = 512;
/** An object id of SHA-256, in hexadecimal digits. */
const longestOid = 64;
/** Any other field, in bytes: room for the parents of an octopus merge of 25,000 branches. */
const longestField = 1024 * 1024;

/** A trailer line is read to here, in bytes. The longest real list of reviewers seen has 1,100. */
const longestTrailer = 2048;
/** Trailer lines remembered; a history has some thousands, a hostile one would fill the memory. */
const mostTrailers = 10_000;
/** More different names and addresses than fit into memory: two of their numbers make a key below 2^52. */
const mostTexts = 2 ** 26;

/** A file that one commit adds or deletes: perhaps half of a rename. */
interface LoneFile {
  readonly touch: number;
  readonly path: number;
  readonly oid: string;
}

/** A commit that both adds and deletes files whose pairing needs their content. */
export interface UnpairedCommit {
  readonly commit: number;
  readonly oid: string;
}

export interface LogParserOptions {
  readonly parseTrailerLine: (line: string) => readonly Credit[];
  /** Commits where a shallow clone ends: they look as if they had added every file. */
  readonly shallow?: ReadonlySet<string>;
  /** Called for commits whose renames could not all be paired by blob id or file name. */
  readonly onUnpaired?: (commit: UnpairedCommit) => void;
  /** Whether somebody else has read the commit with this key; where the first such commit begins, this parser has ended. */
  readonly isRead?: (key: number) => boolean;
}

/**
 * Reads the bytes of `git log` with `rawFormat` into a history. Bytes arrive in
 * chunks cut anywhere; nothing is turned into a string that was seen before.
 *
 * Renames are paired inside each commit from the raw lines alone: first by equal blob id, then by equal file name
 * where that is unique on both sides. No blob is read, so it works in partial and damaged clones and costs git nothing.
 */
export class LogParser {
  readonly graph = new CommitGraph();
  /** Nothing more is read: a commit came that somebody else has read. */
  ended = false;
  readonly #builder: HistoryBuilder;
  readonly #options: LogParserOptions;
  #rest: Buffer = Buffer.alloc(0);
  /** Which token of a commit comes next: 1–8 its fields after the id, 9 a raw status line or the next commit, 10 its path. */
  #field = 9;
  /** Id of the commit that is being read. */
  readonly #oid = Buffer.alloc(longestOid);
  #oidLength = 0;
  #authorTime = 0;
  #commitTime = 0;
  #name = 0;
  #author = 0;
  #skipTouches = false;
  #status = 0;
  #lineLength = 0;
  #newOid = '';
  #oldOid = '';
  readonly #addedHere: LoneFile[] = [];
  readonly #deletedHere: LoneFile[] = [];
  /** Names and addresses as bytes, and what the builder calls each pair of them. */
  readonly #texts = new BytesTable();
  readonly #aliasOf = new KeyTable();
  /** Paths as bytes, and what the builder calls each. */
  readonly #paths = new BytesTable();
  readonly #pathIds: number[] = [];
  /** What a trailer line credits, as pairs of alias and kind: nine of ten lines were seen before. */
  #trailers = new BytesTable();
  readonly #creditsOf: (readonly number[])[] = [];

  constructor(builder: HistoryBuilder, options: LogParserOptions) {
    this.#builder = builder;
    this.#options = options;
  }

  push(chunk: Buffer): void {
    let at = 0;
    if (this.#rest.length && !this.ended) {
      const end = chunk.indexOf(0);
      const token = Buffer.concat([this.#rest, end < 0 ? chunk : chunk.subarray(0, end)]);
      if (end < 0) {
        this.#keep(token);
        return;
      }
      this.#token(token, 0, token.length);
      at = end + 1;
    }
    while (!this.ended) {
      const end = this.#endOfToken(chunk, at);
      if (end < 0) break;
      this.#token(chunk, at, end);
      at = end + 1;
    }
    // The chunk is ours only now.
    this.#keep(Buffer.from(chunk.subarray(at)));
  }

  #endOfToken(bytes: Buffer, at: number): number {
    if (this.#field === 8) return bytes.indexOf(0, at);
    // Names, times and paths are so short that a loop finds their end before a call to `indexOf` has begun.
    if (this.#field !== 9) return nextNul(bytes, at);
    // All status lines are as long as the one before.
    const first = bytes[at] === 10 ? at + 1 : at;
    const end = first + this.#lineLength;
    return bytes[first] === 58 && bytes[end] === 0 ? end : nextNul(bytes, at);
  }

  /** Keeps the beginning of a token. One that never ends would grow without bound, and what is cut here would be ignored anyway. */
  #keep(begun: Buffer): void {
    const longest = this.#field === 8 ? longestBody : longestField;
    this.#rest = begun.length > longest ? begun.subarray(0, longest) : begun;
  }

  /** Call when the stream has ended, also after a failure. */
  end(): void {
    this.#closeCommit();
  }

  #token(bytes: Buffer, start: number, end: number): void {
    switch (this.#field) {
      case 1:
        this.#readParents(bytes, start, end);
        break;
      case 2:
        this.#authorTime = parseTime(bytes, start, end);
        break;
      case 3:
        this.#commitTime = parseTime(bytes, start, end);
        break;
      case 4:
      case 6:
        this.#name = this.#texts.idOf(bytes, start, Math.min(end, start + longestName));
        break;
      case 5:
        this.#author = this.#alias(bytes, start, end);
        break;
      case 7:
        this.#startCommit(this.#alias(bytes, start, end));
        break;
      case 8:
        this.#body(bytes, start, Math.min(end, start + longestBody));
        break;
      case 9: {
        // A newline stands before a commit's first status line.
        const first = bytes[start] === 10 ? start + 1 : start;
        if (bytes[first] === 1) {
          this.#closeCommit();
          this.#beginCommit(bytes, first + 1, end);
          return;
        }
        if (bytes[first] !== 58) return; // The NUL that separates commits, or nothing we know.
        this.#statusLine(bytes, first, end);
        this.#field = 10;
        return;
      }
      case 10:
        this.#path(bytes, start, end);
        this.#field = 9;
        return;
    }
    this.#field++;
  }

  #beginCommit(bytes: Buffer, start: number, end: number): void {
    const key = hexKey(bytes, start);
    if (this.#options.isRead?.(key)) {
      this.ended = true;
      return;
    }
    this.#oidLength = Math.min(end - start, longestOid);
    bytes.copy(this.#oid, 0, start, start + this.#oidLength);
    this.graph.add(key);
    this.#field = 1;
  }

  get #oidText(): string {
    return this.#oid.toString('latin1', 0, this.#oidLength);
  }

  /** Parents come as full ids with a blank between them; only their keys are kept. */
  #readParents(bytes: Buffer, start: number, end: number): void {
    for (let at = start; at < end; at += this.#oidLength + 1) this.graph.addParent(hexKey(bytes, at));
  }

  #startCommit(committer: number): void {
    const { shallow } = this.#options;
    this.#skipTouches = shallow !== undefined && shallow.size > 0 && shallow.has(this.#oidText);
    this.#builder.startCommit(this.#authorTime, this.#commitTime, this.#author, committer);
  }

  /** Trailers are lines that begin `word:` or `Words-with-dashes:`. Most lines have no colon, so colons are looked for. */
  #body(bytes: Buffer, start: number, end: number): void {
    for (let colon = bytes.indexOf(58, start); colon >= 0 && colon < end; ) {
      const line = trailerStart(bytes, start, colon);
      if (line < 0) {
        colon = bytes.indexOf(58, colon + 1);
        continue;
      }
      let stop = bytes.indexOf(10, colon);
      if (stop < 0 || stop > end) stop = end;
      this.#trailer(bytes, line, Math.min(stop, line + longestTrailer));
      colon = bytes.indexOf(58, stop);
    }
  }

  #trailer(bytes: Buffer, start: number, end: number): void {
    if (this.#trailers.size >= mostTrailers) {
      this.#trailers = new BytesTable();
      this.#creditsOf.length = 0;
    }
    const line = this.#trailers.idOf(bytes, start, end);
    this.#creditsOf[line] ??= this.#options
      .parseTrailerLine(bytes.toString('utf8', start, end))
      .flatMap(({ kind, alias }) => [this.#builder.aliases.idOf(alias.name, alias.email), creditKinds.indexOf(kind)]);
    const credits = this.#creditsOf[line];
    for (let i = 0; i < credits.length; i += 2) this.#builder.addCredit(credits[i]!, credits[i + 1]!);
  }

  /** `:oldmode newmode oldoid newoid S` where S is one of A M D T. */
  #statusLine(bytes: Buffer, start: number, end: number): void {
    this.#status = bytes[end - 1]!;
    this.#lineLength = end - start;
    const oidLength = (end - start - 18) >> 1;
    if (this.#status === 68) this.#oldOid = bytes.toString('latin1', start + 15, start + 15 + oidLength);
    else if (this.#status === 65)
      this.#newOid = bytes.toString('latin1', start + 16 + oidLength, start + 16 + 2 * oidLength);
  }

  #path(bytes: Buffer, start: number, end: number): void {
    if (this.#skipTouches || end - start > longestPath) return;
    const known = this.#paths.idOf(bytes, start, end);
    this.#pathIds[known] ??= this.#builder.paths.idOf(bytes.toString('utf8', start, end));
    const path = this.#pathIds[known];
    if (this.#status === 65)
      this.#addedHere.push({ touch: this.#builder.addTouch(path, addedTouch), path, oid: this.#newOid });
    else if (this.#status === 68)
      this.#deletedHere.push({ touch: this.#builder.addTouch(path, deletedTouch), path, oid: this.#oldOid });
    else this.#builder.addTouch(path, modifiedTouch);
  }

  #closeCommit(): void {
    if (this.#addedHere.length && this.#deletedHere.length) this.#pairRenames();
    this.#addedHere.length = 0;
    this.#deletedHere.length = 0;
  }

  #pairRenames(): void {
    const commit = this.#builder.commits - 1;
    let sources = this.#deletedHere.slice();
    let targets = this.#addedHere.slice();
    const pair = (key: (file: LoneFile) => string): void => {
      const sourceOf = unique(sources, key);
      const paired = new Set<LoneFile>();
      for (const [k, target] of unique(targets, key)) {
        const source = sourceOf.get(k);
        if (!source || !target) continue;
        paired.add(source).add(target);
        this.#builder.pairRename(target.touch, source.touch);
      }
      sources = sources.filter((file) => !paired.has(file));
      targets = targets.filter((file) => !paired.has(file));
    };
    const nameOf = (path: number): string => {
      const text = this.#builder.paths.values[path]!;
      return text.slice(text.lastIndexOf('/') + 1);
    };
    pair((file) => `${file.oid}/${nameOf(file.path)}`);
    pair((file) => file.oid);
    pair((file) => nameOf(file.path));
    if (sources.length && targets.length) this.#options.onUnpaired?.({ commit, oid: this.#oidText });
  }

  /** What the builder calls the name read last together with the email that stands in bytes. */
  #alias(bytes: Buffer, start: number, end: number): number {
    const email = this.#texts.idOf(bytes, start, Math.min(end, start + longestName));
    const key = this.#name * mostTexts + email;
    let alias = this.#aliasOf.get(key);
    if (alias === undefined) {
      alias = this.#builder.aliases.idOf(this.#texts.textOf(this.#name), this.#texts.textOf(email));
      this.#aliasOf.set(key, alias);
    }
    return alias;
  }
}

/** The files by key; undefined where two share one. */
function unique(files: readonly LoneFile[], key: (file: LoneFile) => string): Map<string, LoneFile | undefined> {
  const found = new Map<string, LoneFile | undefined>();
  for (const file of files) {
    const k = key(file);
    found.set(k, found.has(k) ? undefined : file);
  }
  return found;
}

function nextNul(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === 0) return at;
  return -1;
}

/** Seconds, possibly negative. Empty or malformed dates read as 0, which no decay rewards. */
function parseTime(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  const negative = bytes[start] === 45;
  for (let i = negative ? start + 1 : start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  return Math.min(value, Number.MAX_SAFE_INTEGER) * (negative ? -1 : 1);
}

/**
 * Where the line starts whose first colon stands at `colon`, if what is before it reads like a trailer's key: blanks, then 2
 * to 39 letters and dashes that end in `by`, `er`, `rs` or `to`. Else -1.
 */
function trailerStart(bytes: Buffer, start: number, colon: number): number {
  if (colon - start < 2) return -1;
  const last = bytes[colon - 1]! | 32;
  const before = bytes[colon - 2]! | 32;
  const known =
    (before === 98 && last === 121) ||
    (before === 101 && last === 114) ||
    (before === 114 && last === 115) ||
    (before === 116 && last === 111);
  if (!known) return -1;
  let at = colon - 1;
  for (const first = Math.max(start, colon - 39); at >= first; at--) {
    const byte = bytes[at]! | 32;
    if (!((byte >= 97 && byte <= 122) || bytes[at] === 45)) break;
  }
  while (at >= start && (bytes[at] === 32 || bytes[at] === 9)) at--;
  return at < start || bytes[at] === 10 ? at + 1 : -1;
}

import { Growable } from '../expertise/growable.ts';
import type { Credit } from '../expertise/history.ts';
import { creditKinds } from '../expertise/history.ts';
import { addedTouch, deletedTouch, type HistoryBuilder, modifiedTouch } from '../expertise/historyBuilder.ts';
import { KeyTable } from './keyTable.ts';

/** The `--format` whose output `LogParser` reads: eight fields and the body, each ended by NUL. */
export const logFormat = '%x01%H%x00%P%x00%at%x00%ct%x00%an%x00%ae%x00%cn%x00%ce%x00%B%x00';

/** A message longer than this, in bytes, is read only to here: trailers of real commits end far earlier. */
export const longestBody = 256 * 1024;

/** Paths and names longer than this, in bytes, are cut or passed over. The longest real path seen has 400. */
export const longestPath = 4096;
const longestName = 512;
/** Any other field, in bytes: room for the parents of an octopus merge of 25,000 branches. */
const longestField = 1024 * 1024;

/** A trailer line is read to here, in bytes. The longest real list of reviewers seen has 1,100. */
const longestTrailer = 2048;
/** Trailer lines remembered; a history has some thousands, a hostile one would fill the memory. */
const mostTrailers = 10_000;

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
}

/**
 * Reads the bytes of `git log -z --raw --no-renames --no-abbrev` with `logFormat` into a history. Bytes arrive in
 * chunks cut anywhere; nothing is turned into a string that was seen before.
 *
 * Renames are paired inside each commit from the raw lines alone: first by equal blob id, then by equal file name
 * where that is unique on both sides. No blob is read, so it works in partial and damaged clones and costs git nothing.
 */
export class LogParser {
  readonly #builder: HistoryBuilder;
  readonly #options: LogParserOptions;
  readonly #firstCommit: number;
  #rest: Buffer = Buffer.alloc(0);
  /** Which token of a commit comes next: 1–8 its fields after the id, 9 a raw status line or the next commit, 10 its path. */
  #field = 9;
  #oid = '';
  #authorTime = 0;
  #commitTime = 0;
  #name = '';
  #author = 0;
  #lastAliasKey = '';
  #lastAlias = -1;
  #skipTouches = false;
  #status = 0;
  #newOid = '';
  #oldOid = '';
  readonly #addedHere: LoneFile[] = [];
  readonly #deletedHere: LoneFile[] = [];
  /** Commit number by the key of its id; a collision costs one merge its credit, no more. */
  readonly #commitOf = new KeyTable();
  readonly #firstParent = new Growable(Float64Array);
  /** Further parents of merges, as pairs of merge commit and parent key. */
  readonly #mergedParents = new Growable(Float64Array);
  readonly #pathIds = new Map<string, number>();
  readonly #aliasIds = new Map<string, number>();
  /** What a trailer line credits, as pairs of alias and kind: nine of ten lines were seen before. */
  readonly #creditsOf = new Map<string, readonly number[]>();

  constructor(builder: HistoryBuilder, options: LogParserOptions) {
    this.#builder = builder;
    this.#options = options;
    this.#firstCommit = builder.commits;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    for (;;) {
      // Names, times and paths are so short that a loop finds their end before a call to `indexOf` has begun.
      const end = this.#field >= 8 && this.#field <= 9 ? bytes.indexOf(0, at) : nextNul(bytes, at);
      if (end < 0) break;
      this.#token(bytes, at, end);
      at = end + 1;
    }
    this.#rest = bytes.subarray(at);
    // A token that never ends would grow without bound. What is cut here would be ignored anyway.
    const longest = this.#field === 8 ? longestBody : longestField;
    if (this.#rest.length > longest) this.#rest = this.#rest.subarray(0, longest);
    // The chunk is ours only now.
    if (bytes === chunk) this.#rest = Buffer.from(this.#rest);
  }

  /** Call when the stream has ended, also after a failure. `tips` are the ids the stream began with. */
  end(tips: readonly string[]): void {
    this.#closeCommit();
    this.#creditMerges(tips);
  }

  /**
   * Whether the line of first parents from commit `from` leads to `to` over commits that were read here and are not merges:
   * what lies between is then what their touches say.
   */
  leadsStraight(from: string, to: string): boolean {
    const merges = new Set<number>();
    for (let i = 0; i < this.#mergedParents.length; i += 2) merges.add(this.#mergedParents.values[i]!);
    const goal = oidKey(to);
    for (let key = oidKey(from); key !== goal; ) {
      const commit = this.#commitOf.get(key);
      if (commit === undefined || merges.has(commit)) return false;
      key = this.#firstParent.values[commit]!;
    }
    return true;
  }

  /** Whether a commit that was read here has commit `oid` as a parent. */
  isParent(oid: string): boolean {
    const key = oidKey(oid);
    for (let i = 0; i < this.#firstParent.length; i++) if (this.#firstParent.values[i] === key) return true;
    for (let i = 1; i < this.#mergedParents.length; i += 2) if (this.#mergedParents.values[i] === key) return true;
    return false;
  }

  /**
   * Tells each commit that is not on the first-parent line of a tip who merged it: the author of the nearest merge
   * whose side branch it came with.
   */
  #creditMerges(tips: readonly string[]): void {
    const commits = this.#firstParent.length;
    const mainline = new Uint8Array(commits);
    for (const tip of tips) {
      let commit = this.#commitOf.get(oidKey(tip));
      while (commit !== undefined && !mainline[commit]) {
        mainline[commit] = 1;
        commit = this.#commitOf.get(this.#firstParent.values[commit]!);
      }
    }
    const mergedBy = new Uint32Array(commits);
    for (let commit = 0, merge = 0; commit < commits; commit++) {
      const first = this.#commitOf.get(this.#firstParent.values[commit]!);
      if (first !== undefined && !mergedBy[first]) mergedBy[first] = mergedBy[commit]!;
      for (; this.#mergedParents.values[merge] === commit && merge < this.#mergedParents.length; merge += 2) {
        const parent = this.#commitOf.get(this.#mergedParents.values[merge + 1]!);
        if (parent !== undefined) mergedBy[parent] = this.#builder.authorOf(this.#firstCommit + commit) + 1;
      }
      this.#builder.setMergedBy(this.#firstCommit + commit, mainline[commit] ? 0 : mergedBy[commit]!);
    }
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
        this.#name = bytes.toString('latin1', start, Math.min(end, start + longestName));
        break;
      case 5:
        this.#author = this.#alias(
          `${this.#name}\0${bytes.toString('latin1', start, Math.min(end, start + longestName))}`,
        );
        break;
      case 7:
        this.#startCommit(
          this.#alias(`${this.#name}\0${bytes.toString('latin1', start, Math.min(end, start + longestName))}`),
        );
        break;
      case 8:
        this.#body(bytes, start, Math.min(end, start + longestBody));
        break;
      case 9: {
        // A newline stands before a commit's first status line.
        const first = bytes[start] === 10 ? start + 1 : start;
        if (bytes[first] === 1) {
          this.#closeCommit();
          this.#oid = bytes.toString('latin1', first + 1, end);
          this.#field = 1;
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

  /** Parents come as full ids with a blank between them; only their keys are kept. */
  #readParents(bytes: Buffer, start: number, end: number): void {
    const width = this.#oid.length + 1;
    this.#firstParent.push(start === end ? -1 : hexKey(bytes, start));
    for (let at = start + width; at < end; at += width) {
      this.#mergedParents.push(this.#firstParent.length - 1);
      this.#mergedParents.push(hexKey(bytes, at));
    }
  }

  #startCommit(committer: number): void {
    this.#commitOf.set(oidKey(this.#oid), this.#firstParent.length - 1);
    this.#skipTouches = this.#options.shallow?.has(this.#oid) ?? false;
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
    const line = bytes.toString('latin1', start, end);
    let credits = this.#creditsOf.get(line);
    if (credits === undefined) {
      credits = this.#options
        .parseTrailerLine(bytes.toString('utf8', start, end))
        .flatMap(({ kind, alias }) => [this.#builder.aliases.idOf(alias.name, alias.email), creditKinds.indexOf(kind)]);
      if (this.#creditsOf.size >= mostTrailers) this.#creditsOf.clear();
      this.#creditsOf.set(line, credits);
    }
    for (let i = 0; i < credits.length; i += 2) this.#builder.addCredit(credits[i]!, credits[i + 1]!);
  }

  /** `:oldmode newmode oldoid newoid S` where S is one of A M D T. */
  #statusLine(bytes: Buffer, start: number, end: number): void {
    this.#status = bytes[end - 1]!;
    const oidLength = (end - start - 18) >> 1;
    if (this.#status === 68) this.#oldOid = bytes.toString('latin1', start + 15, start + 15 + oidLength);
    else if (this.#status === 65)
      this.#newOid = bytes.toString('latin1', start + 16 + oidLength, start + 16 + 2 * oidLength);
  }

  #path(bytes: Buffer, start: number, end: number): void {
    if (this.#skipTouches || end - start > longestPath) return;
    const key = bytes.toString('latin1', start, end);
    let path = this.#pathIds.get(key);
    if (path === undefined) {
      path = this.#builder.paths.idOf(isAscii(bytes, start, end) ? key : bytes.toString('utf8', start, end));
      this.#pathIds.set(key, path);
    }
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
    if (sources.length && targets.length) this.#options.onUnpaired?.({ commit, oid: this.#oid });
  }

  /** `key` is name, NUL and email, each character standing for a byte. */
  #alias(key: string): number {
    // A committer is nearly always the author, or the one of the commit before.
    if (key === this.#lastAliasKey && this.#lastAlias >= 0) return this.#lastAlias;
    let id = this.#aliasIds.get(key);
    if (id === undefined) {
      const [name, email] = decodeLatin1(key).split('\0') as [string, string];
      id = this.#builder.aliases.idOf(name, email);
      this.#aliasIds.set(key, id);
    }
    this.#lastAliasKey = key;
    this.#lastAlias = id;
    return id;
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

/** The first 48 bits of an object id, as a number. */
const oidKey = (oid: string): number => Number.parseInt(oid.slice(0, 12), 16);

/** The same, of an id that stands in bytes. */
function hexKey(bytes: Buffer, at: number): number {
  let high = 0;
  let low = 0;
  for (let i = at; i < at + 6; i++) high = (high << 4) | hexDigit(bytes[i]!);
  for (let i = at + 6; i < at + 12; i++) low = (low << 4) | hexDigit(bytes[i]!);
  return high * 0x1000000 + low;
}

const hexDigit = (byte: number): number => (byte < 58 ? byte - 48 : byte - 87);

function nextNul(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === 0) return at;
  return -1;
}

const decodeLatin1 = (text: string): string =>
  /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! > 127) return false;
  return true;
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

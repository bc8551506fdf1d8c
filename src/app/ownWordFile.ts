import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type Statement, statementKinds } from '../expertise/statements.ts';
import type { Host } from './host.ts';
import { profileFolder } from './profileFolder.ts';

/** Longest name, address or path kept, in characters. */
const longest = 4096;

/** The common git folder of the repository where it was said; and whether this line takes back what an earlier one said. */
interface Common {
  readonly repository: string;
  readonly takenBack?: boolean | undefined;
}

/** One thing that was said, as a line of the file holds it. */
export type Word =
  | ({ readonly says: 'same-person'; readonly a: string; readonly b: string; readonly same: boolean } & Common)
  | ({ readonly says: 'statement' } & Statement & Common);
export type WordOf<Says extends Word['says']> = Extract<Word, { says: Says }>;

/**
 * The word that is said, with nothing else; undefined where it is none. By hand, because this is looked through before every answer
 * and zod would be a third of all code that is loaded for one.
 */
function wordIn(said: unknown): Word | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const { says, repository, takenBack, a, b, same, kind, path, about, by, at } = said as Record<string, unknown>;
  if (!isText(repository) || (takenBack !== undefined && typeof takenBack !== 'boolean')) return undefined;
  const common = { repository, ...(takenBack === undefined ? {} : { takenBack }) };
  if (says === 'same-person')
    return isText(a) && isText(b) && typeof same === 'boolean' ? { says, a, b, same, ...common } : undefined;
  const known = statementKinds.find((each) => each === kind);
  return says === 'statement' && known && isText(path) && isText(about) && isText(by) && Number.isFinite(at)
    ? { says, kind: known, path, about, by, at: at as number, ...common }
    : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longest;

/** Where a user's own word is kept: a line of JSON for each thing said, in the order in which it was said. */
const fileOf = (host: Host): string => path.join(profileFolder(host.environment), 'own-word.jsonl');

/** All that was said, oldest first. `problem`: a sentence about lines or a file that cannot be read; the rest counts. */
export function readWords(host: Host): { readonly words: readonly Word[]; readonly problem?: string } {
  let lines: string[];
  try {
    lines = readFileSync(fileOf(host), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { words: [] };
    return { words: [], problem: `${fileOf(host)} cannot be read, so what you said of people is not known.` };
  }
  const words: Word[] = [];
  let unread = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const read = parse(line);
    if (read) words.push(read);
    else unread++;
  }
  if (unread === 0) return { words };
  const which = unread === 1 ? 'A line' : `${unread} lines`;
  return {
    words,
    problem: `${which} of ${fileOf(host)} cannot be read, so part of what you said of people is not known. Mend or remove ${unread === 1 ? 'it' : 'them'}.`,
  };
}

function parse(line: string): Word | undefined {
  try {
    return wordIn(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/**
 * Adds a line at the file's end and waits until it is on disk. Nothing is ever rewritten, so windows and terminals that
 * write at the same moment lose nothing of each other's: the system appends each line as a whole.
 */
export function appendWord(host: Host, said: Word): void {
  const file = fileOf(host);
  const word = wordIn(said);
  if (!word) throw new Error('What was said is too long to be kept. Say it in fewer words.');
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'a+', 0o600);
  try {
    const line = Buffer.from(`${endsMidLine(handle) ? '\n' : ''}${JSON.stringify(word)}\n`);
    if (writeSync(handle, line) !== line.length)
      throw new Error(`${file} could not be written whole. Make room on the disk and say it again.`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** True where a crash or a full disk left a broken line, which the next must not be glued to. */
function endsMidLine(handle: number): boolean {
  const { size } = fstatSync(handle);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(handle, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}

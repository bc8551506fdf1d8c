import path from 'node:path';
import { followFiles } from '../expertise/files.ts';
import type { History } from '../expertise/history.ts';
import type { Note } from '../protocol/contents.ts';
import { findCode, findCodeNear, mapLines } from './mapLines.ts';
import { fileInside } from './placeHere.ts';

/** As in `mapLines`, and less: a note is looked for at every key. In a longer text it stays at its line. */
const mostEdits = 700;

/** Where a note stands in a text. */
export interface NotePlace {
  /** From 1. */
  readonly line: number;
  /** False where the lines it is about are no longer there as they were. */
  readonly fresh: boolean;
}

/** A clone that a note may be about. */
export interface NoteClone {
  readonly folder: string;
  /** The clone's history; asked for only where the note's file is gone from its place. Rejects where there is none. */
  readonly history: () => Promise<History>;
}

/**
 * Where a note stands in the text of `file`; undefined if it does not belong there. A note belongs to the file of its path; where that is gone, to
 * the file that history says it was renamed to; and where history does not know of it yet, to a file of the same kind with these very lines.
 */
export async function noteHere(
  note: Note,
  { folder, history }: NoteClone,
  file: string,
  text: string,
): Promise<NotePlace | undefined> {
  const own = await fileOfNote(note, { folder, history });
  if (own !== undefined) return own === file ? placeOfNote(note, text) : undefined;
  if (path.extname(file) !== path.extname(note.path) || fileInside(folder, path.relative(folder, file)) === undefined)
    return undefined;
  return findCode(note.code, text) ? placeOfNote(note, text) : undefined;
}

/** The file that a note belongs to: that of its path, or what history says it was renamed to; undefined where neither is there. */
export async function fileOfNote(note: Note, { folder, history }: NoteClone): Promise<string | undefined> {
  const own = fileInside(folder, note.path);
  if (own !== undefined) return own;
  const renamed = await history().then(
    (known) => renamedTo(known, note.path),
    () => undefined,
  );
  return renamed === undefined ? undefined : fileInside(folder, renamed);
}

/** Where a note stands in the text of its file as it is now. */
export function placeOfNote(note: Note, text: string): NotePlace {
  const found = findCodeNear(note.code, text, note.lines[0]);
  if (found) return { line: found[0], fresh: true };
  // The note knows its own lines only: set at their old place, a difference tells where what is left of them went.
  const before = `${'\n'.repeat(note.lines[0] - 1)}${note.code}\n`;
  return { line: mapLines(before, text, note.lines, mostEdits).lines[0], fresh: false };
}

/** The path under which the file that once stood at `from` stands now; undefined where history knows none or it was deleted. */
export function renamedTo(history: History, from: string): string | undefined {
  const at = history.paths.indexOf(from);
  if (at < 0) return undefined;
  const files = followFiles(history);
  const file = files.fileAt[at]!;
  if (file < 0 || files.deleted[file]) return undefined;
  const now = history.paths[files.pathOf[file]!]!;
  return now === from ? undefined : now;
}

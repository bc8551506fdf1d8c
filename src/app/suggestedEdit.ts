import { createHash } from 'node:crypto';
import { applyPatch, createTwoFilesPatch, diffLines, formatPatch, parsePatch } from 'diff';
import type { SuggestedEdit } from '../protocol/contents.ts';
import { mostEdits } from './mapLines.ts';

/** One replaced stretch of whole lines; lines from 0, `to` not included. */
export interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Unchanged lines around a change, by which it is found again. */
const context = 3;

/** A suggestion that turns `before` into `after`; undefined if they are the same. With more than `edits` lines to add and remove it is one change. */
export function makeEdit(path: string, before: string, after: string, edits = mostEdits): SuggestedEdit | undefined {
  const [old, next] = [plain(before), plain(after)];
  if (old === next) return undefined;
  const patch = createTwoFilesPatch(path, path, old, next, undefined, undefined, { context, maxEditLength: edits });
  return { path, patch: patch ?? middlePatch(path, old, next), base: hash(old) };
}

export type Applied =
  | { readonly fits: true; readonly text: string; readonly changes: LineChange[]; readonly baseChanged: boolean }
  | { readonly fits: false };

/** Lines around a change that may differ and it is still placed. */
const fuzz = 1;
/**
 * Lines compared at most to find where a suggestion belongs, some tenths of a second: among lines that are all alike a long one has to be tried
 * at each of them.
 */
const mostComparisons = 20_000_000;

/** The suggestion on the text as it is now: moved to where its lines have gone, or refused where they are gone. */
export function applyEdit(edit: SuggestedEdit, current: string): Applied {
  const now = plain(current);
  let text: string | false;
  let left = mostComparisons;
  const compareLine = (_: number, line: string, __: string, wanted: string): boolean => {
    if (left-- === 0) throw new Error('This takes too long.');
    return line === wanted;
  };
  try {
    text = applyPatch(now, edit.patch, { fuzzFactor: fuzz, autoConvertLineEndings: false, compareLine });
  } catch {
    return { fits: false };
  }
  if (text === false) return { fits: false };
  return {
    fits: true,
    text,
    changes: lineChanges(now, text),
    baseChanged: edit.base !== undefined && hash(now) !== edit.base,
  };
}

/** Lines that a suggestion adds and removes. */
export function countLines(edit: SuggestedEdit): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  try {
    for (const { hunks } of parsePatch(edit.patch))
      for (const { lines } of hunks)
        for (const line of lines) {
          if (line.startsWith('+')) added++;
          if (line.startsWith('-')) removed++;
        }
  } catch {
    // What cannot be read cannot be applied either; that is said when somebody tries.
  }
  return { added, removed };
}

/** The smallest replacements of whole lines that turn `before` into `after`, in their order; one if the texts have too little in common. */
export function lineChanges(before: string, after: string): LineChange[] {
  const changes: LineChange[] = [];
  const parts = diffLines(before, after, { maxEditLength: mostEdits });
  if (!parts) {
    const { old, next, start, end } = changedMiddle(before, after);
    return [{ from: start, to: old.length - end, text: next.slice(start, next.length - end).join('') }];
  }
  let line = 0;
  let open: { from: number; to: number; text: string } | undefined;
  for (const { added, removed, count, value } of parts) {
    if (!added && !removed) {
      if (open) changes.push(open);
      open = undefined;
      line += count;
      continue;
    }
    open ??= { from: line, to: line, text: '' };
    if (added) open.text += value;
    else {
      line += count;
      open.to = line;
    }
  }
  return open ? [...changes, open] : changes;
}

/** The patch that puts all between the first and the last changed line in place of what is there. */
function middlePatch(path: string, before: string, after: string): string {
  const { old, next, start, end } = changedMiddle(before, after);
  const from = Math.max(0, start - context);
  const around = { before: old.slice(from, start), after: old.slice(old.length - end).slice(0, context) };
  const [removed, added] = [old.slice(start, old.length - end), next.slice(start, next.length - end)];
  const unchanged = around.before.length + around.after.length;
  const lines = (sign: string, all: string[]) =>
    all.flatMap((line) =>
      line.endsWith('\n') ? sign + line.slice(0, -1) : [sign + line, '\\ No newline at end of file'],
    );
  const hunk = {
    oldStart: from + 1,
    oldLines: removed.length + unchanged,
    newStart: from + 1,
    newLines: added.length + unchanged,
    lines: [...lines(' ', around.before), ...lines('-', removed), ...lines('+', added), ...lines(' ', around.after)],
  };
  return formatPatch({
    oldFileName: path,
    newFileName: path,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [hunk],
  });
}

/** The lines of two texts, with their breaks, and how many at the start and at the end are the same in both. */
function changedMiddle(before: string, after: string): { old: string[]; next: string[]; start: number; end: number } {
  const [old, next] = [linesOf(before), linesOf(after)];
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && old[start] === next[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === next.at(-1 - end)) end++;
  return { old, next, start, end };
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<=\n)/));
const plain = (text: string): string => text.replaceAll('\r\n', '\n');
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

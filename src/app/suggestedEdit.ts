import { createHash } from 'node:crypto';
import { applyPatch, createTwoFilesPatch, diffLines, parsePatch } from 'diff';
import type { SuggestedEdit } from '../protocol/contents.ts';
import { mostEdits } from './mapLines.ts';

/** One replaced stretch of whole lines; lines from 0, `to` not included. */
export interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A suggestion that turns `before` into `after`; undefined if they are the same. */
export function makeEdit(path: string, before: string, after: string): SuggestedEdit | undefined {
  const [old, next] = [plain(before), plain(after)];
  if (old === next) return undefined;
  return {
    path,
    patch: createTwoFilesPatch(path, path, old, next, undefined, undefined, { context: 3 }),
    base: hash(old),
  };
}

export type Applied =
  | { readonly fits: true; readonly text: string; readonly changes: LineChange[]; readonly baseChanged: boolean }
  | { readonly fits: false };

/** Lines around a change that may differ and it is still placed. */
const fuzz = 1;

/** The suggestion on the text as it is now: moved to where its lines have gone, or refused where they are gone. */
export function applyEdit(edit: SuggestedEdit, current: string): Applied {
  const now = plain(current);
  let text: string | false;
  try {
    text = applyPatch(now, edit.patch, { fuzzFactor: fuzz, autoConvertLineEndings: false });
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

/** The smallest replacements of whole lines that turn `before` into `after`, in their order. */
export function lineChanges(before: string, after: string): LineChange[] {
  const changes: LineChange[] = [];
  const parts = diffLines(before, after, { maxEditLength: mostEdits });
  // With so little left the whole text is what is replaced.
  if (!parts) return [{ from: 0, to: before.split('\n').length, text: after }];
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

const plain = (text: string): string => text.replaceAll('\r\n', '\n');
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

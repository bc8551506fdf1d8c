import { diffLines } from 'diff';

/** Lines, from 1, both ends included. */
export type Lines = readonly [number, number];

export interface MappedLines {
  readonly lines: Lines;
  /** False where some of the lines were changed or removed meanwhile, so that the place is a guess. */
  readonly certain: boolean;
}

/**
 * Lines added and removed between two texts at most. Finding the difference takes time as the square of them, half a second for so many, and the
 * editor waits for it: a long file that was formatted anew would hold it up for many seconds.
 */
export const mostEdits = 3_000;

/** Where `lines` of the text `before` stand in the text `after`. */
export function mapLines(before: string, after: string, lines: Lines, edits = mostEdits): MappedLines {
  const total = Math.max(1, lineCount(after));
  const { kept, nearest } = keptLines(before, after, lines, edits) ?? { kept: [], nearest: Math.max(1, lines[0]) };
  const wanted = Math.max(lines[0], lines[1]) - Math.max(1, lines[0]) + 1;
  if (kept.length === 0) {
    const start = Math.min(total, nearest);
    return { lines: [start, Math.min(total, start + wanted - 1)], certain: false };
  }
  const mapped: Lines = [kept[0]!, kept.at(-1)!];
  return { lines: mapped, certain: kept.length === wanted && mapped[1] - mapped[0] + 1 === wanted };
}

/**
 * Those of `lines` of the text `before` that the text `after` still has, as lines of that, and where the first of them would be. Undefined where
 * the texts have too little in common to say.
 */
export function keptLines(
  before: string,
  after: string,
  lines: Lines,
  edits = mostEdits,
): { kept: number[]; nearest: number } | undefined {
  const [first, last] = [Math.max(1, lines[0]), Math.max(lines[0], lines[1])];
  const kept: number[] = [];
  let nearest = 1;
  let oldLine = 1;
  let newLine = 1;
  const parts = diffLines(normal(before), normal(after), { maxEditLength: edits });
  if (!parts) return undefined;
  for (const { added, removed, count } of parts) {
    if (added) {
      newLine += count;
      continue;
    }
    for (let i = 0; i < count; i++, oldLine++) {
      if (oldLine <= first) nearest = newLine;
      if (!removed && oldLine >= first && oldLine <= last) kept.push(newLine);
      if (!removed) newLine++;
    }
  }
  return { kept, nearest };
}

/** A position as an editor counts: lines and characters from 0. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where `lines` stand after what is between `start` and `end` was replaced by `text`; at least one line. */
export function linesAfterEdit([first, last]: Lines, start: Position, end: Position, text: string): Lines {
  const delta = text.split('\n').length - 1 - (end.line - start.line);
  if (start.line > last - 1) return [first, last];
  const endsBefore = end.line < first - 1 || (end.line === first - 1 && end.character === 0);
  if (endsBefore) return [first + delta, last + delta];
  const top = Math.min(first, start.line + 1);
  return [top, Math.max(top, last + delta)];
}

/** Where the text `code` stands in `text`; undefined if it is not there, or more than once. */
export function findCode(code: string, text: string): Lines | undefined {
  const places = placesOfCode(code, text);
  return places.length === 1 ? places[0] : undefined;
}

/** Where the text `code` stands in `text`, and of several places the one nearest to `line`; undefined if it is not there. */
export function findCodeNear(code: string, text: string, line: number): Lines | undefined {
  let nearest: Lines | undefined;
  for (const found of placesOfCode(code, text))
    if (!nearest || Math.abs(found[0] - line) < Math.abs(nearest[0] - line)) nearest = found;
  return nearest;
}

/** The text of `lines`, without the last line's break. */
export function textOfLines(text: string, lines: Lines): string {
  return normal(text)
    .split('\n')
    .slice(lines[0] - 1, lines[1])
    .join('\n');
}

function placesOfCode(code: string, text: string): Lines[] {
  const wanted = linesOf(code);
  if (wanted.join('').length < 3) return [];
  const all = linesOf(text);
  const found: Lines[] = [];
  for (let i = 0; i + wanted.length <= all.length; i++)
    if (wanted.every((one, k) => all[i + k] === one)) found.push([i + 1, i + wanted.length]);
  return found;
}

const normal = (text: string): string => text.replaceAll('\r\n', '\n');
/** Indentation and trailing blanks do not make another line. */
const linesOf = (text: string): string[] =>
  normal(text)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.trim());
const lineCount = (text: string): number => normal(text).replace(/\n$/, '').split('\n').length;

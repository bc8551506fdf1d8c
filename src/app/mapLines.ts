import { diffLines } from 'diff';

/** Lines, from 1, both ends included. */
export type Lines = readonly [number, number];

export interface MappedLines {
  readonly lines: Lines;
  /** False where some of the lines were changed or removed meanwhile, so that the place is a guess. */
  readonly certain: boolean;
}

/** Where `lines` of the text `before` stand in the text `after`. */
export function mapLines(before: string, after: string, lines: Lines): MappedLines {
  const total = Math.max(1, lineCount(after));
  const [first, last] = [Math.max(1, lines[0]), Math.max(lines[0], lines[1])];
  const kept: number[] = [];
  let nearest = 1;
  let oldLine = 1;
  let newLine = 1;
  for (const { added, removed, count } of diffLines(normal(before), normal(after))) {
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
  const wanted = last - first + 1;
  if (kept.length === 0) {
    const start = Math.min(total, nearest);
    return { lines: [start, Math.min(total, start + wanted - 1)], certain: false };
  }
  const mapped: Lines = [kept[0]!, kept.at(-1)!];
  return { lines: mapped, certain: kept.length === wanted && mapped[1] - mapped[0] + 1 === wanted };
}

/** Where the text `code` stands in `text`; undefined if it is not there, or more than once. */
export function findCode(code: string, text: string): Lines | undefined {
  const wanted = linesOf(code);
  if (wanted.join('').length < 3) return undefined;
  const all = linesOf(text);
  let found: Lines | undefined;
  for (let i = 0; i + wanted.length <= all.length; i++) {
    if (!wanted.every((one, k) => all[i + k] === one)) continue;
    if (found) return undefined;
    found = [i + 1, i + wanted.length];
  }
  return found;
}

/** The text of `lines`, without the last line's break. */
export function textOfLines(text: string, lines: Lines): string {
  return normal(text)
    .split('\n')
    .slice(lines[0] - 1, lines[1])
    .join('\n');
}

const normal = (text: string): string => text.replaceAll('\r\n', '\n');
/** Indentation and trailing blanks do not make another line. */
const linesOf = (text: string): string[] =>
  normal(text)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.trim());
const lineCount = (text: string): number => normal(text).replace(/\n$/, '').split('\n').length;

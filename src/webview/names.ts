import { displayText } from '../expertise/displayText.ts';
import type { TreeNode } from './fileTree.ts';
import type { Layout } from './layOut.ts';
import type { Palette } from './palette.ts';

/** Cells smaller than this, in CSS pixels, show no name. */
const namedFrom = { width: 34, height: 20 };
/** Between lines of a file's name, and lines of one at most. */
const lineHeight = 13;
const mostLines = 3;
/** A file's name is cut only where so many of its letters are left: fewer tell it from no other. */
const fewestLetters = 8;
/** A folder's may be cut to fewer: it stands above what it names. */
const fewestOfFolder = 4;

/** Beside the name of a folder that somebody new is getting to know. */
export const closingSign = '↗';

/** Writes the names of folders in their heads, and of files into cells that hold them. `look` as in `CellPainter.paint`. */
export function writeNames(
  context: CanvasRenderingContext2D,
  { focus, at, titled, files, folders }: Layout,
  look: Uint8Array,
  palette: Palette,
  closing: ReadonlySet<TreeNode>,
): void {
  context.textBaseline = 'middle';
  for (const strong of [true, false]) {
    const fonts = (strong ? ['600 12', '600 10'] : ['400 11', '400 10']).map((size) => `${size}px ${palette.font}`);
    context.fillStyle = strong ? palette.text : palette.faint;
    for (const node of folders) {
      if (!titled[node.id] || (node.parent === focus) !== strong) continue;
      const i = node.id * 4;
      const room = at[i + 2]! - at[i]! - 10;
      const name = displayText(node.name);
      context.font = fonts[0]!;
      // A long name rather goes smaller than loses its end.
      if (widthOf(context, name) > room) context.font = fonts[1]!;
      const text = cut(context, name, room, fewestOfFolder);
      if (!text) continue;
      context.fillText(text, at[i]! + 5, at[i + 1]! + 9.5);
      if (!closing.has(node)) continue;
      const after = at[i]! + 9 + widthOf(context, text);
      if (after + 10 < at[i + 2]!) context.fillText(closingSign, after, at[i + 1]! + 9.5);
    }
  }
  context.font = `400 11px ${palette.font}`;
  for (const node of files) {
    const i = node.id * 4;
    const [w, h] = [at[i + 2]! - at[i]!, at[i + 3]! - at[i + 1]!];
    const step = look[node.id]!;
    if (!(w > namedFrom.width && h > namedFrom.height) || step > 3) continue;
    const lines = inLines(context, displayText(node.name), w - 9, Math.floor((h - 6) / lineHeight));
    lines.forEach((text, row) => {
      const y = at[i + 1]! + 11 + row * lineHeight;
      if (step < 2) {
        // Text on a pattern needs a quiet ground.
        context.fillStyle = palette.plain[step]!;
        context.fillRect(at[i]! + 3, y - 8, widthOf(context, text) + 5, 15);
      }
      context.fillStyle = step === 3 ? palette.ground : palette.text;
      context.fillText(text, at[i]! + 5, y);
    });
  }
}

/** A name broken into lines at its own dashes, dots and capitals; cut where even that does not fit; nothing where that would say too little. */
function inLines(context: CanvasRenderingContext2D, name: string, room: number, rows: number): readonly string[] {
  if (widthOf(context, name) <= room) return [name];
  const lines: string[] = [''];
  for (const part of name.split(/(?<=[-_ ])|(?=\.)|(?<=[a-z\d])(?=[A-Z])/)) {
    const longer = lines.at(-1)! + part;
    if (widthOf(context, longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  if (lines.length <= Math.min(rows, mostLines) && lines.every((line) => line && widthOf(context, line) <= room))
    return lines;
  const text = cut(context, name, room, fewestLetters);
  return text ? [text] : [];
}

/** The text, or as much of its beginning as fits; nothing where fewer letters than `fewest` would. */
function cut(context: CanvasRenderingContext2D, text: string, room: number, fewest: number): string {
  const width = widthOf(context, text);
  if (width <= room) return text;
  let letters = Math.floor((text.length * room) / width);
  while (letters >= fewest && widthOf(context, `${text.slice(0, letters)}…`) > room) letters--;
  return letters < fewest ? '' : `${text.slice(0, letters)}…`;
}

/** Widths of texts by font: the same names are written again after each zoom. */
const widths = new Map<string, Map<string, number>>();
const mostWidths = 20_000;

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const before = widths.get(context.font);
  const known = before && before.size < mostWidths ? before : new Map<string, number>();
  if (known !== before) widths.set(context.font, known);
  let width = known.get(text);
  if (width === undefined) {
    ({ width } = context.measureText(text));
    known.set(text, width);
  }
  return width;
}

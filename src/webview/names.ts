import { displayText } from '../expertise/displayText.ts';
import type { TreeNode } from './fileTree.ts';
import type { Layout } from './layOut.ts';
import type { Palette } from './palette.ts';

/** Cells smaller than this, in CSS pixels, show no name. */
const namedFrom = { width: 56, height: 22 };

/** Fewer letters of a name than this say too little. */
const fewestLetters = 4;

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
    context.font = `${strong ? '600 12' : '400 11'}px ${palette.font}`;
    context.fillStyle = strong ? palette.text : palette.faint;
    for (const node of folders) {
      if (!titled[node.id] || (node.parent === focus) !== strong) continue;
      const i = node.id * 4;
      const text = fitting(context, node, at[i + 2]! - at[i]! - 10);
      if (!text) continue;
      context.fillText(text, at[i]! + 5, at[i + 1]! + 9.5);
      if (!closing.has(node)) continue;
      const after = at[i]! + 9 + context.measureText(text).width;
      if (after + 10 < at[i + 2]!) context.fillText(closingSign, after, at[i + 1]! + 9.5);
    }
  }
  for (const node of files) {
    const i = node.id * 4;
    const [w, h] = [at[i + 2]! - at[i]!, at[i + 3]! - at[i + 1]!];
    const step = look[node.id]!;
    if (!(w > namedFrom.width && h > namedFrom.height) || step > 3) continue;
    const text = fitting(context, node, w - 10);
    if (!text) continue;
    if (step < 2) {
      // Text on a pattern needs a quiet ground.
      context.fillStyle = palette.plain[step]!;
      context.fillRect(at[i]! + 3, at[i + 1]! + 3, context.measureText(text).width + 5, 15);
    }
    context.fillStyle = step === 3 ? palette.ground : palette.text;
    context.fillText(text, at[i]! + 5, at[i + 1]! + 11);
  }
}

/** The name, or as much of its beginning as fits; nothing where that would say too little. */
function fitting(context: CanvasRenderingContext2D, { name }: TreeNode, room: number): string {
  const text = displayText(name);
  const { width } = context.measureText(text);
  if (width <= room) return text;
  let letters = Math.floor((text.length * room) / width);
  while (letters >= fewestLetters && context.measureText(`${text.slice(0, letters)}…`).width > room) letters--;
  return letters < fewestLetters ? '' : `${text.slice(0, letters)}…`;
}

import type { Layout, TreeNode } from './fileTree.ts';
import type { Palette } from './palette.ts';

/** What is drawn: by node id, the step of each file (0–3) and whether it is dimmed. */
export interface Painting {
  readonly nodes: readonly TreeNode[];
  readonly files: readonly number[];
  readonly folders: readonly number[];
  readonly step: Uint8Array;
  readonly dimmed: Uint8Array;
  /** The files by how they are drawn, as `groupFiles` makes them: dimmed or not, then by step. */
  groups: readonly (readonly number[])[];
}

/** Groups files by how they are drawn, so that each colour is set once. */
export function groupFiles({ files, step, dimmed }: Pick<Painting, 'files' | 'step' | 'dimmed'>): number[][] {
  const groups: number[][] = Array.from({ length: 8 }, () => []);
  for (const id of files) groups[dimmed[id]! * 4 + step[id]!]!.push(id);
  return groups;
}

/** Cells shorter than this, in pixels, are drawn plain: a pattern would not show. */
const patternFrom = 5;
/** Cells from this size get the corner they all should have. */
const roundFrom = 12;
const dimmedAlpha = 0.18;

/** Draws the picture. `at` may stand between two layouts; `moving` leaves out what costs time. */
export function paint(
  context: CanvasRenderingContext2D,
  painting: Painting,
  layout: Layout,
  at: Float32Array,
  palette: Palette,
  [width, height]: readonly [number, number],
  moving: boolean,
): void {
  const { nodes, folders, groups } = painting;
  context.globalAlpha = 1;
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height);
  const shown = (i: number): boolean =>
    at[i + 2]! > 0 && at[i]! < width && at[i + 3]! > 0 && at[i + 1]! < height && at[i + 2]! - at[i]! > 0.4;
  context.fillStyle = palette.folder;
  for (const id of folders) {
    const i = id * 4;
    if (id === layout.focus.id || !shown(i) || at[i + 2]! - at[i]! < 6) continue;
    box(context, at, i, 3);
  }
  for (const dim of [1, 0]) {
    context.globalAlpha = dim ? dimmedAlpha : 1;
    for (let s = 0; s < 4; s++) {
      const big: number[] = [];
      context.fillStyle = palette.tiny[s]!;
      for (const id of groups[dim * 4 + s]!) {
        const i = id * 4;
        if (!shown(i)) continue;
        const [w, h] = [at[i + 2]! - at[i]!, at[i + 3]! - at[i + 1]!];
        if (!moving && Math.min(w, h) >= patternFrom) big.push(i);
        else context.fillRect(at[i]!, at[i + 1]!, Math.max(0.6, w - 0.3), Math.max(0.6, h - 0.3));
      }
      if (big.length === 0) continue;
      context.fillStyle = palette.fill[s]!;
      // One shape at a time: browsers draw single rectangles far faster than a path of thousands.
      for (const i of big) {
        const [w, h] = [at[i + 2]! - at[i]!, at[i + 3]! - at[i + 1]!];
        if (Math.min(w, h) >= roundFrom) box(context, at, i, 2);
        else context.fillRect(at[i]!, at[i + 1]!, w, h);
      }
      if (palette.outline && s < 2) {
        context.strokeStyle = palette.outline;
        for (const i of big)
          context.strokeRect(at[i]! + 0.5, at[i + 1]! + 0.5, at[i + 2]! - at[i]! - 1, at[i + 3]! - at[i + 1]! - 1);
      }
    }
  }
  context.globalAlpha = 1;
  if (!moving) names(context, nodes, layout, at, palette, painting);
}

function box(context: CanvasRenderingContext2D, at: Float32Array, i: number, radius: number): void {
  context.beginPath();
  context.roundRect(at[i]!, at[i + 1]!, at[i + 2]! - at[i]!, at[i + 3]! - at[i + 1]!, radius);
  context.fill();
}

/** Names of folders in their heads, and of files in cells that hold them. */
function names(
  context: CanvasRenderingContext2D,
  nodes: readonly TreeNode[],
  layout: Layout,
  at: Float32Array,
  palette: Palette,
  painting: Painting,
): void {
  context.textBaseline = 'middle';
  for (const id of painting.folders) {
    if (!layout.titled[id]) continue;
    const i = id * 4;
    const depth = depthBelow(nodes[id]!, layout.focus);
    context.font = `${depth === 1 ? 600 : 400} ${depth === 1 ? 12 : 11}px ${palette.font}`;
    context.fillStyle = depth === 1 ? palette.text : palette.faint;
    const text = fitting(context, nodes[id]!.name, at[i + 2]! - at[i]! - 10);
    if (text) context.fillText(text, at[i]! + 5, at[i + 1]! + 9.5);
  }
  context.font = `11px ${palette.font}`;
  for (const id of painting.files) {
    const i = id * 4;
    const [w, h] = [at[i + 2]! - at[i]!, at[i + 3]! - at[i + 1]!];
    if (!(w > 56 && h > 22) || painting.dimmed[id]) continue;
    const text = fitting(context, nodes[id]!.name, w - 10);
    if (!text) continue;
    const step = painting.step[id]!;
    if (step < 2) {
      // Text on a pattern needs a quiet ground.
      context.fillStyle = palette.plain[step]!;
      context.fillRect(at[i]! + 3, at[i + 1]! + 3, context.measureText(text).width + 5, 15);
    }
    context.fillStyle = step === 3 ? palette.background : palette.text;
    context.fillText(text, at[i]! + 5, at[i + 1]! + 11);
  }
}

function depthBelow(node: TreeNode, focus: TreeNode): number {
  let depth = 0;
  for (let at: TreeNode | undefined = node; at && at !== focus; at = at.parent) depth++;
  return depth;
}

/** The text, or as much of its beginning as fits; nothing where that would say too little. */
function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const letters = Math.floor((text.length * width) / context.measureText(text).width) - 1;
  return letters < 4 ? '' : `${text.slice(0, letters)}…`;
}

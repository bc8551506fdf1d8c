import type { TreeNode } from './fileTree.ts';
import type { Layout } from './layOut.ts';

/** Two positions of all cells, as in `Layout.at`, and which cells there are at either end. */
export interface Movement {
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly files: readonly TreeNode[];
  readonly grounds: readonly TreeNode[];
  readonly closed: readonly TreeNode[];
}

/**
 * How cells move from one layout to another: those in both go from place to place; those that leave are pushed out, and
 * those that come in are pulled from outside, as the folder that is zoomed drags its surroundings along. What was hidden in a
 * folder drawn as one cell grows out of it, and shrinks back.
 */
export function moveBetween(before: Layout, after: Layout, width: number, height: number): Movement {
  const from = before.at.slice();
  const to = after.at.slice();
  const whole: Rect = [0, 0, width, height];
  const leaving = stretch(rectOf(before.at, after.focus.id), whole);
  const coming = stretch(rectOf(after.at, before.focus.id), whole);
  const comes = (node: TreeNode): void => {
    const i = node.id * 4;
    if (!Number.isNaN(from[i]!)) return;
    const closed = node.parent !== undefined && closedIn(before, node.parent);
    if (closed) copy(from, node.parent!.id * 4, i);
    else apply(coming, to, from, i);
  };
  const leaves = (node: TreeNode): void => {
    const i = node.id * 4;
    if (!Number.isNaN(to[i]!)) return;
    const closed = node.parent !== undefined && closedIn(after, node.parent);
    if (closed) copy(to, node.parent!.id * 4, i);
    else apply(leaving, from, to, i);
  };
  for (const node of after.folders) comes(node);
  for (const node of after.files) comes(node);
  for (const node of before.folders) leaves(node);
  for (const node of before.files) leaves(node);
  leaves(before.focus);
  comes(after.focus);
  // What is one cell at one end only shows what is in it all the way.
  const [shut, open, opened] = [new Set(before.closed), openIn(before), openIn(after)];
  return {
    from,
    to,
    files: [...new Set([...before.files, ...after.files])],
    grounds: [...new Set([...groundsOf(before), ...groundsOf(after)])].filter(
      (folder) => folder !== before.focus && folder !== after.focus,
    ),
    closed: [
      ...before.closed.filter((folder) => !opened.has(folder)),
      ...after.closed.filter((folder) => !open.has(folder) && !shut.has(folder)),
    ],
  };
}

/** Whether a folder or one around it was drawn as one cell. Parents are asked first, so their place is known by then. */
function closedIn(layout: Layout, folder: TreeNode): boolean {
  for (let at: TreeNode | undefined = folder; at && at !== layout.focus; at = at.parent)
    if (!Number.isNaN(layout.at[at.id * 4]!)) return true;
  return false;
}

/** Positions between the two, `share` from 0 to 1, written to `out`. */
export function between({ from, to }: Movement, share: number, out: Float32Array): Float32Array {
  for (let i = 0; i < from.length; i++) out[i] = from[i]! + (to[i]! - from[i]!) * share;
  return out;
}

function openIn({ folders, closed }: Layout): Set<TreeNode> {
  const open = new Set(folders);
  for (const folder of closed) open.delete(folder);
  return open;
}

/** Folders directly in the focus of a layout. */
export const groundsOf = ({ focus }: Layout): readonly TreeNode[] =>
  focus.children?.filter(({ children }) => children) ?? [];

type Rect = readonly [number, number, number, number];
type Stretch = { readonly kx: number; readonly ky: number; readonly dx: number; readonly dy: number };

const rectOf = (at: Float32Array, id: number): Rect => [at[id * 4]!, at[id * 4 + 1]!, at[id * 4 + 2]!, at[id * 4 + 3]!];

function stretch([x0, y0, x1, y1]: Rect, [X0, Y0, X1, Y1]: Rect): Stretch | undefined {
  if (!(x1 > x0) || !(y1 > y0)) return undefined;
  const [kx, ky] = [(X1 - X0) / (x1 - x0), (Y1 - Y0) / (y1 - y0)];
  return { kx, ky, dx: X0 - x0 * kx, dy: Y0 - y0 * ky };
}

function copy(places: Float32Array, from: number, to: number): void {
  places.copyWithin(to, from, from + 4);
}

function apply(by: Stretch | undefined, source: Float32Array, target: Float32Array, i: number): void {
  if (!by) return;
  target[i] = source[i]! * by.kx + by.dx;
  target[i + 1] = source[i + 1]! * by.ky + by.dy;
  target[i + 2] = source[i + 2]! * by.kx + by.dx;
  target[i + 3] = source[i + 3]! * by.ky + by.dy;
}

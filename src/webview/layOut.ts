import { type HierarchyRectangularNode, treemapSquarify } from 'd3-hierarchy';
import type { TreeNode } from './fileTree.ts';

/** Where every node of a focused folder stands, by node id: x0, y0, x1, y1 at 4 × id. NaN for nodes that are not laid out. */
export interface Layout {
  readonly focus: TreeNode;
  readonly at: Float32Array;
  /** 1 where the folder shows its name, by node id. */
  readonly titled: Uint8Array;
  /** The files that have a cell. */
  readonly files: readonly TreeNode[];
  /** The folders that have one, parents before what is in them; without the focus. */
  readonly folders: readonly TreeNode[];
  /** Folders too small to show what is in them; they are drawn as one cell. They are in `folders` too. */
  readonly closed: readonly TreeNode[];
}

/** Height of a folder's name, and sizes from which a folder shows one. */
const titleHeight = 17;
const titledFrom = { width: 52, height: 40 };
/** Deeper folders need more height for a name, or names would take the room of what they name. */
const titledFactor = [1, 1, 2, 5, 12];
/** Between what lies directly in the focus; elsewhere the painter leaves a hairline. */
const topGap = 1;
/** A folder is drawn as one cell where it, or what is in it on average, is thinner than this many pixels: nobody could tell its files apart. */
const openFrom = 3;

interface Rect {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

interface Cell extends Rect {
  value: number;
}

/** Something that takes room in a folder: a folder, a file, or the files beside its folders. */
type Block = TreeNode | { readonly weight: number; readonly loose: readonly TreeNode[] };

const weightOf = (nodes: readonly TreeNode[]): number => nodes.reduce((sum, { weight }) => sum + weight, 0);

const tile = treemapSquarify.ratio(1.3);
/** Cells lent to d3, which writes places into them: one list serves all folders, so a layout leaves nothing behind. */
const pool: Cell[] = [];
let lent = 0;

/** Squarifies blocks, the largest first, into a rectangle and tells where each stands. */
function tileInto<T extends { readonly weight: number }>(
  blocks: readonly T[],
  weight: number,
  { x0, y0, x1, y1 }: Rect,
  put: (block: T, cell: Cell) => void,
): void {
  const first = lent;
  lent += blocks.length;
  while (pool.length < lent) pool.push({ value: 0, x0: 0, y0: 0, x1: 0, y1: 0 });
  const cells = pool.slice(first, lent);
  for (let c = 0; c < cells.length; c++) cells[c]!.value = blocks[c]!.weight;
  tile({ value: weight, children: cells } as unknown as HierarchyRectangularNode<unknown>, x0, y0, x1, y1);
  for (let c = 0; c < cells.length; c++) put(blocks[c]!, cells[c]!);
  lent = first;
}

/** Lays out a folder over the whole picture, only as deep as it can be seen. The places are d3's squarified treemap. */
export function layOut(nodes: readonly TreeNode[], focus: TreeNode, width: number, height: number): Layout {
  const at = new Float32Array(nodes.length * 4).fill(Number.NaN);
  const titled = new Uint8Array(nodes.length);
  const files: TreeNode[] = [];
  const folders: TreeNode[] = [];
  const closed: TreeNode[] = [];
  const open = (node: TreeNode, depth: number): void => {
    const i = node.id * 4;
    let [x0, y0, x1, y1] = [at[i]!, at[i + 1]!, at[i + 2]!, at[i + 3]!];
    const [w, h] = [x1 - x0, y1 - y0];
    const children = node.children!;
    if (depth > 0 && (Math.min(w, h) < openFrom || w * h < openFrom ** 2 * children.length)) {
      closed.push(node);
      return;
    }
    const hasTitle =
      depth > 0 &&
      w >= titledFrom.width &&
      h >= titledFrom.height * titledFactor[Math.min(depth, titledFactor.length - 1)]!;
    if (hasTitle) titled[node.id] = 1;
    const side = depth > 0 && Math.min(w, h) > 24 ? 2 : 0;
    const gap = depth < 1 ? topGap / 2 : 0;
    x0 += side - gap;
    x1 -= side - gap;
    y0 += (hasTitle ? titleHeight : side) - gap;
    y1 -= side - gap;
    if (x1 < x0) x0 = x1 = (x0 + x1) / 2;
    if (y1 < y0) y0 = y1 = (y0 + y1) / 2;
    const place = (child: TreeNode, { x0, y0, x1, y1 }: Cell): void => {
      const j = child.id * 4;
      at[j] = Math.min(x0 + gap, (x0 + x1) / 2);
      at[j + 1] = Math.min(y0 + gap, (y0 + y1) / 2);
      at[j + 2] = Math.max(x1 - gap, (x0 + x1) / 2);
      at[j + 3] = Math.max(y1 - gap, (y0 + y1) / 2);
    };
    // Files that lie beside folders lie together, as one more folder would: strewn among them they would hide which folders there are.
    const loose = children.filter((child) => !child.children);
    const blocks: readonly Block[] =
      loose.length === children.length || loose.length < 2
        ? children
        : [...children.filter((child) => child.children), { weight: weightOf(loose), loose }].sort(
            (a, b) => b.weight - a.weight,
          );
    tileInto(blocks, node.weight, { x0, y0, x1, y1 }, (block, cell) => {
      if (!('loose' in block)) place(block, cell);
      else tileInto(block.loose, block.weight, cell, place);
    });
    for (const child of children) {
      if (!child.children) files.push(child);
      else {
        folders.push(child);
        open(child, depth + 1);
      }
    }
  };
  const i = focus.id * 4;
  at.set([0, 0, width, height], i);
  if (focus.children) open(focus, 0);
  return { focus, at, titled, files, folders, closed };
}

/** The innermost node at a point. */
export function nodeAt({ focus, at }: Layout, x: number, y: number): TreeNode | undefined {
  const holds = ({ id }: TreeNode): boolean =>
    x >= at[id * 4]! && x <= at[id * 4 + 2]! && y >= at[id * 4 + 1]! && y <= at[id * 4 + 3]!;
  if (!holds(focus)) return undefined;
  let node = focus;
  for (;;) {
    const inner = node.children?.find(holds);
    if (!inner) return node;
    node = inner;
  }
}

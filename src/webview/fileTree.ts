import { type HierarchyRectangularNode, hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';

/** A folder or file of the picture. Ids count from 0 at the top, parents before what is in them. */
export interface TreeNode {
  readonly id: number;
  /** Path from the parent; single folders in between are part of it. */
  readonly name: string;
  readonly path: string;
  /** Position in the map's files; undefined for a folder. */
  readonly file?: number;
  readonly children?: TreeNode[];
  readonly parent: TreeNode | undefined;
  /** Cell area for a file; 0 for a folder. */
  readonly weight: number;
}

/** Bytes a file's cell counts at least and at most: an empty file is still to be seen, a dump of data must not fill the picture. */
const leastBytes = 300;
const mostBytes = 400_000;
/** A file in no known language is a picture or an archive: its bytes say nothing about what there is to know. */
const mostUnknownBytes = 3_000;

interface Draft {
  name: string;
  path: string;
  file?: number;
  children?: Map<string, Draft>;
}

/** The tree of a map's files, with every node in a list by id. */
export function makeFileTree({ files }: SkillMap, isKnownKind: (file: number) => boolean): readonly TreeNode[] {
  const top: Draft = { name: '', path: '', children: new Map() };
  for (let f = 0; f < files.path.length; f++) {
    const path = files.path[f]!;
    let at = top;
    let from = 0;
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      const name = path.slice(from, slash);
      let next = at.children!.get(name);
      if (!next?.children) {
        next = { name, path: path.slice(0, slash), children: new Map() };
        at.children!.set(name, next);
      }
      at = next;
      from = slash + 1;
    }
    const name = path.slice(from);
    at.children!.set(`${name}\0`, { name, path, file: f });
  }
  const list: TreeNode[] = [];
  const visit = (draft: Draft, parent: TreeNode | undefined): TreeNode => {
    let inner = draft;
    let name = draft.name;
    while (inner !== top && inner.children?.size === 1) {
      const [only] = inner.children.values();
      if (!only!.children) break;
      inner = only!;
      name = `${name}/${inner.name}`;
    }
    const { file } = inner;
    const node: TreeNode = {
      id: list.length,
      name,
      path: inner.path,
      parent,
      weight: file === undefined ? 0 : weightOf(files.size[file]!, isKnownKind(file)),
      ...(file === undefined ? { children: [] } : { file }),
    };
    list.push(node);
    for (const child of inner.children?.values() ?? []) node.children!.push(visit(child, node));
    return node;
  };
  visit(top, undefined);
  return list;
}

const weightOf = (bytes: number, known: boolean): number =>
  Math.min(known ? mostBytes : mostUnknownBytes, Math.max(leastBytes, bytes));

/** Where every node of a focused folder stands, by node id: x0, y0, x1, y1 at 4 × id. NaN for nodes outside. */
export interface Layout {
  readonly focus: TreeNode;
  readonly at: Float32Array;
  /** 1 where the folder shows its name, by node id. */
  readonly titled: Uint8Array;
  readonly root: HierarchyRectangularNode<TreeNode>;
}

/** Height of a folder's name, and sizes from which a folder shows one. */
const titleHeight = 17;
const titledFrom = { width: 52, height: 40 };
/** Deeper folders need more height for a name, or names would take the room of what they name. */
const titledFactor = [1, 1, 2, 5, 12];

/** Lays out a folder over the whole picture. */
export function layOut(nodes: readonly TreeNode[], focus: TreeNode, width: number, height: number): Layout {
  const at = new Float32Array(nodes.length * 4).fill(Number.NaN);
  const titled = new Uint8Array(nodes.length);
  const isTitled = (node: HierarchyRectangularNode<TreeNode>): boolean =>
    node.depth > 0 &&
    node.x1 - node.x0 >= titledFrom.width &&
    node.y1 - node.y0 >= titledFrom.height * titledFactor[Math.min(node.depth, titledFactor.length - 1)]!;
  const side = (node: HierarchyRectangularNode<TreeNode>): number =>
    node.depth === 0 ? 0 : Math.min(node.x1 - node.x0, node.y1 - node.y0) > 24 ? 2 : 0;
  const root = treemap<TreeNode>()
    .size([width, height])
    .tile(treemapSquarify.ratio(1.3))
    .paddingInner((node) => (Math.min(node.x1 - node.x0, node.y1 - node.y0) > 60 ? (node.depth < 1 ? 2 : 1) : 0.5))
    .paddingTop((node) => (isTitled(node) ? titleHeight : side(node)))
    .paddingLeft(side)
    .paddingRight(side)
    .paddingBottom(side)(
    hierarchy<TreeNode>(focus, (node) => node.children)
      .sum((node) => node.weight)
      .sort((a, b) => b.value! - a.value!),
  );
  root.each((node) => {
    const i = node.data.id * 4;
    at[i] = node.x0;
    at[i + 1] = node.y0;
    at[i + 2] = node.x1;
    at[i + 3] = node.y1;
    if (node.children && isTitled(node)) titled[node.data.id] = 1;
  });
  return { focus, at, titled, root };
}

/** The innermost node at a point. */
export function nodeAt({ root }: Layout, x: number, y: number): TreeNode | undefined {
  const holds = ({ x0, x1, y0, y1 }: HierarchyRectangularNode<TreeNode>): boolean =>
    x >= x0 && x <= x1 && y >= y0 && y <= y1;
  if (!holds(root)) return undefined;
  let node = root;
  for (;;) {
    const inner = node.children?.find(holds);
    if (!inner) return node.data;
    node = inner;
  }
}

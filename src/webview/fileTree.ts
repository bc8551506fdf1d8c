import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';

/** A folder or file of the picture. Ids count from 0 at the top, parents before what is in them. */
export interface TreeNode {
  readonly id: number;
  /** Path from the parent; single folders in between are part of it. */
  readonly name: string;
  readonly path: string;
  /** Position in the map's files; undefined for a folder. */
  readonly file: number | undefined;
  /** The largest first; undefined for a file. */
  readonly children: readonly TreeNode[] | undefined;
  readonly parent: TreeNode | undefined;
  /** Cell area; of a folder that of all files in it. */
  readonly weight: number;
}

/** Bytes a file's cell counts at least and at most: an empty file is still to be seen, a dump of data must not fill the picture. */
const leastBytes = 300;
const mostBytes = 400_000;
/** A file in no known language is a picture or an archive: its bytes say nothing about what there is to know. */
const mostUnknownBytes = 3_000;

/** The tree of a map's files, with every node in a list by id. */
export function makeFileTree({ files }: SkillMap, isKnownKind: (file: number) => boolean): readonly TreeNode[] {
  const top = new Node('', undefined, undefined);
  const folders = new Map<string, Node>([['', top]]);
  const folderAt = (path: string): Node => {
    const known = folders.get(path);
    if (known) return known;
    const made = new Node(path, undefined, folderAt(path.slice(0, Math.max(0, path.lastIndexOf('/')))));
    folders.set(path, made);
    return made;
  };
  // Files of one folder lie together in git's order, so most are in the folder of the one before.
  let [folder, prefix] = [top, ''];
  for (let f = 0; f < files.path.length; f++) {
    const path = files.path[f]!;
    const slash = path.lastIndexOf('/') + 1;
    if (slash !== prefix.length || !path.startsWith(prefix)) {
      prefix = path.slice(0, slash);
      folder = folderAt(prefix.slice(0, Math.max(0, slash - 1)));
    }
    new Node(path, f, folder, weightOf(files.size[f]!, isKnownKind(f)));
  }
  const list: Node[] = [];
  finish(top, list);
  return list;
}

/** Merges chains of single folders, adds up weights, orders children by weight and numbers everything. */
function finish(node: Node, list: Node[]): void {
  node.id = list.length;
  list.push(node);
  if (!node.children) return;
  node.children.forEach((child, i) => {
    let inner = child;
    while (inner.children?.length === 1 && inner.children[0]!.children) inner = inner.children[0]!;
    inner.parent = node;
    node.children![i] = inner;
  });
  for (const child of node.children) if (child.children) child.weight = weigh(child);
  if (node.parent === undefined) node.weight = weigh(node);
  node.children.sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1));
  for (const child of node.children) finish(child, list);
}

/** What all files in a folder weigh; folders in it are weighed on the way. */
function weigh(node: Node): number {
  if (!node.children || node.weight > 0) return node.weight;
  let sum = 0;
  for (const child of node.children) sum += weigh(child);
  node.weight = sum;
  return sum;
}

const weightOf = (bytes: number, known: boolean): number =>
  Math.min(known ? mostBytes : mostUnknownBytes, Math.max(leastBytes, bytes));

/** A node while the tree grows. Names are cut out of paths only when somebody looks at them. */
class Node implements TreeNode {
  id = 0;
  readonly path: string;
  readonly file: number | undefined;
  readonly children: Node[] | undefined;
  parent: Node | undefined;
  weight: number;

  constructor(path: string, file: number | undefined, parent: Node | undefined, weight = 0) {
    this.path = path;
    this.file = file;
    this.parent = parent;
    this.children = file === undefined ? [] : undefined;
    this.weight = weight;
    parent?.children?.push(this);
  }

  get name(): string {
    return this.parent === undefined || this.parent.path === ''
      ? this.path
      : this.path.slice(this.parent.path.length + 1);
  }
}

/** A tracked file at the tip. */
export interface TipFile {
  /** From the repository's top, with slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** The folders around a list of files. Folder 0 is the top; a folder's id is greater than its parent's. */
export interface FolderTree {
  readonly path: readonly string[];
  /** Id of each folder by path. */
  readonly idOf: ReadonlyMap<string, number>;
  readonly parent: Int32Array;
  /** Files in the folder and below it. */
  readonly files: Uint32Array;
  /** Files directly in it. */
  readonly ownFiles: Uint32Array;
  readonly size: Float64Array;
  /** Ids of the folders directly in it, by path. */
  readonly children: readonly (readonly number[])[];
  /** Folder of each file. */
  readonly folderOf: Uint32Array;
}

export function foldersOf(files: readonly TipFile[]): FolderTree {
  const ids = new Map<string, number>([['', 0]]);
  const path = [''];
  const parents = [-1];
  const idOf = (folder: string): number => {
    const known = ids.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf('/');
    const parent = idOf(slash < 0 ? '' : folder.slice(0, slash));
    const id = path.push(folder) - 1;
    parents.push(parent);
    ids.set(folder, id);
    return id;
  };
  const folderOf = new Uint32Array(files.length);
  for (let f = 0; f < files.length; f++) {
    const name = files[f].path;
    const slash = name.lastIndexOf('/');
    folderOf[f] = slash < 0 ? 0 : idOf(name.slice(0, slash));
  }
  const count = new Uint32Array(path.length);
  const ownFiles = new Uint32Array(path.length);
  const size = new Float64Array(path.length);
  for (let f = 0; f < files.length; f++) {
    ownFiles[folderOf[f]]++;
    size[folderOf[f]] += files[f].size;
  }
  count.set(ownFiles);
  const children: number[][] = path.map(() => []);
  for (let d = path.length - 1; d > 0; d--) {
    count[parents[d]] += count[d];
    size[parents[d]] += size[d];
    children[parents[d]].push(d);
  }
  for (const list of children) list.sort((a, b) => (path[a] < path[b] ? -1 : 1));
  return { path, idOf: ids, parent: Int32Array.from(parents), files: count, ownFiles, size, children, folderOf };
}

/** Folders shown as areas for one repository, about: a map of more is read by nobody. */
const wantedAreas = 150;
/** A folder with fewer files than this is never split, however small the repository. */
const leastFiles = 4;
/**
 * In a large repository a folder is an area from this part of an area's share of files; smaller ones stay with their parent. The first
 * part counts that gives no more than `mostAreas`: thousands of folders of one size would all be areas otherwise.
 */
const smallestParts = [1 / 50, 1 / 20, 1 / 8, 1 / 3, 1];
const mostAreas = 3 * wantedAreas;

/** A folder that is an area of its own. */
export interface AreaPlace {
  readonly folder: number;
  /** Position in the list of areas; -1 for the top. */
  readonly parent: number;
}

/**
 * The folders that are areas: from the top down, a folder is split while it holds more than its share of the files; a folder
 * that holds nothing but one folder is merged into that one. Parents stand before their children, children by path.
 */
export function areasOf(tree: FolderTree): AreaPlace[] {
  let areas: AreaPlace[] = [];
  for (const part of smallestParts) {
    areas = splitInto(tree, part);
    if (areas.length <= mostAreas) break;
  }
  return areas;
}

function splitInto(tree: FolderTree, smallestPart: number): AreaPlace[] {
  const share = Math.max(leastFiles, Math.ceil(tree.files[0] / wantedAreas));
  const areas: AreaPlace[] = [];
  const visit = (folder: number, parent: number): void => {
    let inner = folder;
    while (inner !== 0 && tree.ownFiles[inner] === 0 && tree.children[inner].length === 1)
      inner = tree.children[inner][0];
    const area = areas.push({ folder: inner, parent }) - 1;
    if (inner === 0 || tree.files[inner] > share) {
      for (const child of tree.children[inner]) if (tree.files[child] >= share * smallestPart) visit(child, area);
    }
  };
  visit(0, -1);
  return areas;
}

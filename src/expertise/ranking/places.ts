import { type Files, followFiles } from '../files.ts';
import type { History } from '../history.ts';

/**
 * Files, followed through renames, and the folders around them as of today. Folder 0 is the repository itself and a folder's id is
 * greater than its parent's.
 */
export interface PlaceColumns {
  readonly files: Files;
  /** File id → folder id. */
  readonly folderOf: Uint32Array;
  readonly parentOf: Uint32Array;
  /** Folder paths without a slash at the end; '' for the repository. */
  readonly folders: readonly string[];
}

/** The same, to be found by path. */
export interface Places extends PlaceColumns {
  /** Undefined for a path that history does not know. */
  fileId(path: string): number | undefined;
  /** The folder of that very path. */
  folderId(path: string): number | undefined;
  /** The innermost known folder above a path, known or not. */
  folderAbove(path: string): number;
}

export function findPlaces(history: History): PlaceColumns {
  const { paths } = history;
  const files = followFiles(history);
  const folderIds = new Map<string, number>([['', 0]]);
  const folders = [''];
  const parents = [0];
  const folderOf = new Uint32Array(files.count);
  const idOf = (folder: string): number => {
    const known = folderIds.get(folder);
    if (known !== undefined) return known;
    const parent = idOf(parentPath(folder));
    const id = folders.length;
    folderIds.set(folder, id);
    folders.push(folder);
    parents.push(parent);
    return id;
  };
  for (let f = 0; f < files.count; f++) folderOf[f] = idOf(parentPath(paths[files.pathOf[f]!]!));
  return { files, folderOf, parentOf: Uint32Array.from(parents), folders };
}

export function placesOver({ paths }: History, columns: PlaceColumns): Places {
  const { files, folders } = columns;
  const folderIds = new Map(folders.map((folder, id) => [folder, id]));
  let pathIds: Map<string, number> | undefined;
  return {
    ...columns,
    fileId(path) {
      pathIds ??= new Map(paths.map((name, id) => [name, id]));
      const id = pathIds.get(path);
      return id === undefined || files.fileAt[id]! < 0 ? undefined : files.fileAt[id];
    },
    folderId: (path) => folderIds.get(path.replace(/\/+$/, '')),
    folderAbove(path) {
      for (let folder = parentPath(path); ; folder = parentPath(folder)) {
        const id = folderIds.get(folder);
        if (id !== undefined) return id;
      }
    },
  };
}

function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

import type { Files } from '../files.ts';
import { Growable } from '../growable.ts';
import type { History } from '../history.ts';
import { languageKind, languageOf } from '../languages.ts';
import { type FolderTree, foldersOf, type TipFile } from './folders.ts';
import type { CommitsByPlace } from './placeSums.ts';

/** The files, folders and languages that exist now, and the commits of each. */
export interface TipPlaces {
  readonly tip: readonly TipFile[];
  readonly tree: FolderTree;
  readonly languages: TipLanguages;
  readonly commitsOf: {
    readonly files: CommitsByPlace;
    readonly folders: CommitsByPlace;
    readonly languages: CommitsByPlace;
  };
}

/** Languages that people write by hand: programming and markup, the largest first. */
export interface TipLanguages {
  readonly names: readonly string[];
  /** Language of each file of the tip; 255 for none. */
  readonly of: Uint8Array;
  readonly files: readonly number[];
  readonly bytes: readonly number[];
}

/** `ignored` commits are left out; `isExcluded` tells generated and vendored files. Deleted files count for the folder they lay in. */
export function placesOfTip(
  history: History,
  files: Files,
  everything: readonly TipFile[],
  isExcluded: (path: string) => boolean,
  ignored?: ReadonlySet<number>,
): TipPlaces {
  const tip = everything.filter(({ path }) => !isExcluded(path));
  const tree = foldersOf(tip);
  const languages = languagesOf(tip);
  const fileIds = tipFileIds(history, files, tip);
  const tipOf = new Int32Array(files.count).fill(-1);
  for (let f = 0; f < fileIds.length; f++) if (fileIds[f] >= 0) tipOf[fileIds[f]] = f;
  const folderOf = new Int32Array(files.count).fill(-1);
  for (let file = 0; file < files.count; file++) {
    if (tipOf[file] >= 0) folderOf[file] = tree.folderOf[tipOf[file]];
    else {
      const path = history.paths[files.pathOf[file]];
      if (!isExcluded(path)) folderOf[file] = nearestFolder(tree.idOf, path);
    }
  }
  const languageOfFile = new Int32Array(files.count).fill(-1);
  for (let file = 0; file < files.count; file++)
    if (tipOf[file] >= 0 && languages.of[tipOf[file]] !== 255) languageOfFile[file] = languages.of[tipOf[file]];
  const group = (
    count: number,
    first: Int32Array,
    parent: Int32Array = new Int32Array(count).fill(-1),
  ): CommitsByPlace => groupCommits(history, files.fileOf, first, parent, ignored?.size ? ignored : undefined);
  return {
    tip,
    tree,
    languages,
    commitsOf: {
      files: group(tip.length, tipOf),
      folders: group(tree.path.length, folderOf, tree.parent),
      languages: group(languages.names.length, languageOfFile),
    },
  };
}

/** File ids of the tip's files, -1 where history does not know the path. */
function tipFileIds(history: History, files: Files, tip: readonly TipFile[]): Int32Array {
  const positions = new Map<string, number>();
  for (let f = 0; f < tip.length; f++) positions.set(tip[f].path, f);
  const ids = new Int32Array(tip.length).fill(-1);
  for (let p = 0; p < history.paths.length; p++) {
    if (files.fileAt[p] < 0) continue;
    const f = positions.get(history.paths[p]);
    if (f !== undefined) ids[f] = files.fileAt[p];
  }
  return ids;
}

/** Languages shown: the rest are a handful of files each. */
const mostLanguages = 40;

function languagesOf(tip: readonly TipFile[]): TipLanguages {
  const found = new Map<string, { files: number; bytes: number }>();
  const names = tip.map(({ path, size }) => {
    const name = languageOf(path);
    if (name === undefined || !['programming', 'markup'].includes(languageKind(name) ?? '')) return undefined;
    let language = found.get(name);
    if (!language) {
      language = { files: 0, bytes: 0 };
      found.set(name, language);
    }
    language.files++;
    language.bytes += size;
    return name;
  });
  const kept = [...found].sort((a, b) => b[1].bytes - a[1].bytes || (a[0] < b[0] ? -1 : 1)).slice(0, mostLanguages);
  const ids = new Map(kept.map(([name], id) => [name, id]));
  return {
    names: kept.map(([name]) => name),
    of: Uint8Array.from(names, (name) => (name === undefined ? 255 : (ids.get(name) ?? 255))),
    files: kept.map(([, { files }]) => files),
    bytes: kept.map(([, { bytes }]) => bytes),
  };
}

/** The innermost folder of the tip around a path that is gone. */
function nearestFolder(ids: ReadonlyMap<string, number>, path: string): number {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const id = ids.get(path.slice(0, slash));
    if (id !== undefined) return id;
  }
  return 0;
}

/** The commits of each place, in the order of history: a touch counts for `first[file]` and for all places around that. */
function groupCommits(
  { commits, touchStart }: History,
  fileOf: Uint32Array,
  first: Int32Array,
  parent: Int32Array,
  ignored: ReadonlySet<number> | undefined,
): CommitsByPlace {
  const count = parent.length;
  const start = new Uint32Array(count + 1);
  const seen = new Int32Array(count).fill(-1);
  // Walked once: history is long and its files are all over memory. What is found is put in order afterwards.
  const place = new Growable(Uint32Array, fileOf.length);
  const foundUntil = new Uint32Array(commits);
  for (let c = 0; c < commits; c++) {
    if (!ignored?.has(c))
      for (let t = touchStart[c]; t < touchStart[c + 1]; t++)
        for (let p = first[fileOf[t]]; p >= 0 && seen[p] !== c; p = parent[p]) {
          seen[p] = c;
          place.push(p);
        }
    foundUntil[c] = place.length;
  }
  const places = place.values;
  for (let i = 0; i < place.length; i++) start[places[i] + 1]++;
  for (let p = 0; p < count; p++) start[p + 1] += start[p];
  const next = start.slice(0, count);
  const commit = new Uint32Array(place.length);
  for (let c = 0, i = 0; c < commits; c++) for (; i < foundUntil[c]; i++) commit[next[places[i]]++] = c;
  return { start, commit };
}

import type { MapFiles, SkillMap } from './mapTypes.ts';

/**
 * A map on its way to another thread or page: all paths in one text, because a hundred thousand small ones cost a receiver more than
 * everything else together. The columns can be moved instead of copied, see `columnsOf`.
 */
export interface PackedMap extends Omit<SkillMap, 'files'> {
  readonly files: Omit<MapFiles, 'path'> & {
    /** Joined by NUL, which no path can hold. */
    readonly path: string;
  };
}

export function packMap(map: SkillMap): PackedMap {
  return { ...map, files: { ...map.files, path: map.files.path.join('\0') } };
}

export function unpackMap({ files, ...rest }: PackedMap): SkillMap {
  return { ...rest, files: { ...files, path: files.path === '' ? [] : files.path.split('\0') } };
}

/** The memory behind a map's columns, each once. */
export function columnsOf({ files }: PackedMap): ArrayBuffer[] {
  const { size, area, language, coverage, current, start, person, level } = files;
  const columns = [size, area, language, coverage, current, start, person, level];
  return [...new Set(columns.map(({ buffer }) => buffer as ArrayBuffer))];
}

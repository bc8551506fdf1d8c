import { type GapKind, knowsLevel, type MapArea, type MapFiles, type MapGap, touchedLevel } from './mapTypes.ts';

export interface GapSource {
  readonly areas: readonly MapArea[];
  readonly files: MapFiles;
  /** Who knew a file and left, as positions in the map's people. */
  readonly fileKnew: (file: number) => readonly number[];
  readonly isFading: (file: number) => boolean;
  /** Who is getting to know a file, as positions. */
  readonly fileLearning: (file: number) => readonly number[];
  readonly asked?: ReadonlyMap<string, number> | undefined;
}

/** Single files named as gaps: more is no list that anybody works through. */
const mostFiles = 40;
/** Files named of one folder that are gaps in the same way: more would say the same again. */
const mostAlike = 2;
/** Changes' worth of current work from which a single file is worth naming: about two in the last months. */
const fileFrom = 1;
/** People named as nearest to learning a place. */
const mostNearest = 3;

/**
 * Places that one active person knows, or nobody, or that only people know whose evidence is a year old: folders first, of
 * which the outermost stands for those in it, then single files that are worked on. Those asked about and those worked on
 * most come first.
 */
export function findGaps(source: GapSource): MapGap[] {
  const { areas, files, asked } = source;
  const found: (MapGap & { current: number })[] = [];
  const kinds = areas.map((area, a) => (a === 0 ? undefined : kindOf(area.coverage, area.fading)));
  areas.forEach((area, a) => {
    const kind = kinds[a];
    if (!kind || area.files === 0) return;
    const whoOf = ({ knowsWell, knows }: MapArea): string => [...knowsWell, ...knows].join();
    // A folder inside a gap of the same kind, and of the same person, says nothing new.
    if (area.parent > 0 && kinds[area.parent] === kind && whoOf(areas[area.parent]) === whoOf(area)) return;
    found.push({
      kind,
      path: area.path,
      isFile: false,
      area: a,
      who: [...area.knowsWell, ...area.knows].sort((x, y) => x - y),
      knew: area.knew,
      nearest: nearestTo(areas, a, area.hasTouched, [...area.knowsWell, ...area.knows]),
      learning: area.learning,
      pace: area.pace,
      current: area.current,
      ...askedOf(asked, area.path),
    });
  });
  const busy: number[] = [];
  for (let f = 0; f < files.path.length; f++)
    if (files.current[f] >= fileFrom && files.coverage[f] <= 1 && !isInside(areas, kinds, files.area[f])) busy.push(f);
  busy.sort((a, b) => files.current[b] - files.current[a] || (files.path[a] < files.path[b] ? -1 : 1));
  const alike = new Map<string, number>();
  let named = 0;
  for (const f of busy) {
    if (named >= mostFiles) break;
    const people = (least: number, most: number): number[] => {
      const list: number[] = [];
      for (let i = files.start[f]; i < files.start[f + 1]; i++)
        if (files.level[i] >= least && files.level[i] <= most) list.push(files.person[i]);
      return list.sort((x, y) => x - y);
    };
    const who = people(knowsLevel, 3);
    const folder = files.path[f].slice(0, files.path[f].lastIndexOf('/') + 1);
    const manner = `${folder}\0${who.join()}`;
    if (folder !== '' && (alike.get(manner) ?? 0) >= mostAlike) continue;
    alike.set(manner, (alike.get(manner) ?? 0) + 1);
    named++;
    found.push({
      kind: kindOf(files.coverage[f], source.isFading(f)) ?? 'one',
      path: files.path[f],
      isFile: true,
      area: files.area[f],
      who,
      knew: source.fileKnew(f),
      nearest: nearestTo(areas, files.area[f], people(touchedLevel, touchedLevel), who),
      learning: source.fileLearning(f).filter((p) => !who.includes(p)),
      pace: files.current[f] >= 2 ? 'worked on now' : 'now and then',
      current: files.current[f],
      ...askedOf(asked, files.path[f]),
    });
  }
  return found
    .sort(
      (a, b) =>
        (b.asked ?? 0) - (a.asked ?? 0) ||
        b.current - a.current ||
        Number(a.isFile) - Number(b.isFile) ||
        (a.path < b.path ? -1 : 1),
    )
    .map(({ current: _, ...gap }) => gap);
}

function kindOf(coverage: number, fading: boolean): GapKind | undefined {
  return coverage === 0 ? 'nobody' : fading ? 'fading' : coverage === 1 ? 'one' : undefined;
}

const askedOf = (asked: ReadonlyMap<string, number> | undefined, path: string): { asked?: number } => {
  const times = asked?.get(path);
  return times === undefined ? {} : { asked: times };
};

/** Whether the area or one around it is a gap already, so that its files need not be named. */
function isInside(areas: readonly MapArea[], kinds: readonly (GapKind | undefined)[], area: number): boolean {
  for (let a = area; a > 0; a = areas[a].parent) if (kinds[a] === 'nobody' || kinds[a] === 'one') return true;
  return false;
}

/** Who touched the place or, failing that, knows a folder around it; by name. */
function nearestTo(
  areas: readonly MapArea[],
  area: number,
  touched: readonly number[],
  known: readonly number[],
): number[] {
  const without = (list: readonly number[]): number[] => list.filter((person) => !known.includes(person));
  const first = without(touched);
  if (first.length) return first.slice(0, mostNearest);
  for (let a = areas[area].parent; a > 0; a = areas[a].parent) {
    const near = without([...areas[a].knowsWell, ...areas[a].knows].sort((x, y) => x - y));
    if (near.length) return near.slice(0, mostNearest);
  }
  return [];
}

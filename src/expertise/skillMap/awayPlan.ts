import { isPlace } from './isPlace.ts';
import { knowsLevel, type MapArea, type SkillMap } from './mapTypes.ts';

export interface AwayOptions {
  /** Weeks until they are away; at least 1. */
  readonly weeks?: number;
  /** Sessions that somebody who leaves gives in a week. */
  readonly teachPerWeek?: number;
  /** Sessions that somebody takes in a week: there is other work. */
  readonly learnPerWeek?: number;
}

/** Four weeks is the usual notice; two sessions given and one taken a week leave the other work in peace. */
export const awayDefaults = { weeks: 4, teachPerWeek: 2, learnPerWeek: 1 } as const;

/** A place that loses somebody. People are positions in the map. */
export interface AwayArea {
  readonly area: number;
  /** How it would stand: nobody active left, or one person. */
  readonly becomes: 'nobody' | 'one';
  /** Who of those away knows it now. */
  readonly teachers: readonly number[];
  /** Who remains and knows it. */
  readonly remains: readonly number[];
  /** Who would learn it fastest, the nearest first by how near they are: `touched`, then `around`, then `language`. */
  readonly learner?: number;
  /** Why the learner is near. */
  readonly because?: 'has touched it' | 'knows the folder around it' | 'works in the same languages';
}

export interface AwaySession {
  /** Counted from 1. */
  readonly week: number;
  readonly area: number;
  readonly teacher: number;
  readonly learner: number;
}

/** A file outside those places that nobody active would know. */
export interface AwayFile {
  /** Position in the map's files. */
  readonly file: number;
  /** Who remains and touched it, by name, at most three. */
  readonly nearest: readonly number[];
}

export interface AwayPlan {
  readonly away: readonly number[];
  /** In the order in which they should be learnt: uncovered before thinly covered, most worked on first. */
  readonly areas: readonly AwayArea[];
  /** Those most worked on first. */
  readonly files: readonly AwayFile[];
  readonly sessions: readonly AwaySession[];
  /** Areas for which no session fits into the weeks or nobody is near. */
  readonly open: readonly number[];
}

/** Areas planned at most: a handover of more is not one that happens. */
const mostAreas = 24;
/** Single files named, only such as are worked on: from about two changes in the last months on. */
const mostFiles = 12;
const fileFrom = 1;
const mostNearest = 3;
/** Areas that one person learns in a plan. */
const mostPerLearner = 3;

/**
 * What would be uncovered if these people were away, and who learns what from whom, in which order. Learners are spread: each
 * takes few areas, those nearest first. People are positions in the map. Pure and deterministic.
 */
export function planAway(map: SkillMap, away: readonly number[], options: AwayOptions = {}): AwayPlan {
  const { weeks, teachPerWeek, learnPerWeek } = { ...awayDefaults, ...options };
  const gone = new Set(away);
  const loses = map.areas
    .map((area, position) => ({ area, position, known: [...area.knowsWell, ...area.knows] }))
    .filter(({ known, position }) => isPlace(map, position) && known.some((p) => gone.has(p)))
    .map(({ area, position, known }) => ({
      area,
      position,
      teachers: known.filter((p) => gone.has(p)),
      remains: known.filter((p) => !gone.has(p)).sort((a, b) => a - b),
    }))
    .filter(({ remains }) => remains.length <= 1);
  const outermost = loses.filter(
    ({ area, remains }) =>
      !loses.some((other) => other.position === area.parent && other.remains.length === remains.length),
  );
  outermost.sort(
    (a, b) =>
      a.remains.length - b.remains.length ||
      b.area.current - a.area.current ||
      b.area.bytes - a.area.bytes ||
      (a.area.path < b.area.path ? -1 : 1),
  );
  const taken = new Map<number, number>();
  const areas = outermost.slice(0, mostAreas).map(({ area, position, teachers, remains }): AwayArea => {
    const near = nearestLearner(map, area, [...gone, ...remains], taken);
    if (near) taken.set(near.learner, (taken.get(near.learner) ?? 0) + 1);
    return {
      area: position,
      becomes: remains.length === 0 ? 'nobody' : 'one',
      teachers: [...teachers].sort((a, b) => wellFirst(area, a, b)),
      remains,
      ...near,
    };
  });
  const lost = new Set(areas.filter(({ becomes }) => becomes === 'nobody').map(({ area }) => area));
  return { away, areas, files: filesLeft(map, gone, lost), ...schedule(areas, weeks, teachPerWeek, learnPerWeek) };
}

/** Files that are worked on and that only people know who are away; those in a place that is `lost` anyway are left out. */
function filesLeft({ files, areas }: SkillMap, gone: ReadonlySet<number>, lost: ReadonlySet<number>): AwayFile[] {
  const found: AwayFile[] = [];
  for (let f = 0; f < files.path.length; f++) {
    if (files.current[f] < fileFrom) continue;
    let isKnown = false;
    let remains = false;
    const nearest: number[] = [];
    for (let i = files.start[f]; i < files.start[f + 1]; i++) {
      const isGone = gone.has(files.person[i]);
      if (files.level[i] < knowsLevel) {
        if (!isGone) nearest.push(files.person[i]);
      } else if (isGone) isKnown = true;
      else remains = true;
    }
    if (!isKnown || remains) continue;
    let around = files.area[f];
    while (around >= 0 && !lost.has(around)) around = areas[around].parent;
    if (around < 0) found.push({ file: f, nearest: nearest.sort((a, b) => a - b).slice(0, mostNearest) });
  }
  return found.sort((a, b) => files.current[b.file] - files.current[a.file] || a.file - b.file).slice(0, mostFiles);
}

/** The nearest person who has not taken on too much; among equally near ones who has least to learn already, then by name. */
function nearestLearner(
  map: SkillMap,
  area: MapArea,
  without: readonly number[],
  taken: ReadonlyMap<number, number>,
): { learner: number; because: NonNullable<AwayArea['because']> } | undefined {
  const free = (list: readonly number[]): number | undefined =>
    list
      .filter((p) => !without.includes(p) && map.people[p].left === undefined && (taken.get(p) ?? 0) < mostPerLearner)
      .sort((a, b) => (taken.get(a) ?? 0) - (taken.get(b) ?? 0) || a - b)[0];
  const touched = free(area.hasTouched);
  if (touched !== undefined) return { learner: touched, because: 'has touched it' };
  for (let a = area.parent; a > 0; a = map.areas[a].parent) {
    const around = free([...map.areas[a].knowsWell, ...map.areas[a].knows]);
    if (around !== undefined) return { learner: around, because: 'knows the folder around it' };
  }
  const language = mainLanguage(map, map.areas.indexOf(area));
  const speaks =
    language === undefined ? undefined : free([...map.languages[language].knowsWell, ...map.languages[language].knows]);
  return speaks === undefined ? undefined : { learner: speaks, because: 'works in the same languages' };
}

/** The language of most bytes directly in an area; undefined where it has none. */
function mainLanguage({ files, languages }: SkillMap, area: number): number | undefined {
  const bytes = new Float64Array(languages.length);
  for (let f = 0; f < files.path.length; f++)
    if (files.area[f] === area && files.language[f] !== 255) bytes[files.language[f]] += files.size[f];
  let best: number | undefined;
  bytes.forEach((amount, l) => {
    if (amount > 0 && (best === undefined || amount > bytes[best])) best = l;
  });
  return best;
}

const wellFirst = (area: MapArea, a: number, b: number): number =>
  Number(area.knowsWell.includes(b)) - Number(area.knowsWell.includes(a)) || a - b;

function schedule(
  areas: readonly AwayArea[],
  weeks: number,
  teachPerWeek: number,
  learnPerWeek: number,
): { sessions: AwaySession[]; open: number[] } {
  const sessions: AwaySession[] = [];
  const open: number[] = [];
  const busy = new Map<string, number>();
  const free = (week: number, who: string, most: number): boolean => (busy.get(`${week} ${who}`) ?? 0) < most;
  for (const { area, teachers, learner } of areas) {
    let found: AwaySession | undefined;
    for (let week = 1; week <= weeks && learner !== undefined && !found; week++) {
      const teacher = teachers.find((p) => free(week, `teaches ${p}`, teachPerWeek));
      if (teacher !== undefined && free(week, `learns ${learner}`, learnPerWeek))
        found = { week, area, teacher, learner };
    }
    if (!found) {
      open.push(area);
      continue;
    }
    for (const who of [`teaches ${found.teacher}`, `learns ${found.learner}`])
      busy.set(`${found.week} ${who}`, (busy.get(`${found.week} ${who}`) ?? 0) + 1);
    sessions.push(found);
  }
  sessions.sort((a, b) => a.week - b.week);
  return { sessions, open };
}

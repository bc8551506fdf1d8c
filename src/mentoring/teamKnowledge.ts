import { rememberedShare } from '../expertise/evidence.ts';
import { helped, wrote } from '../expertise/ranking/deeds.ts';
import { massCommitPaths, type Tables } from '../expertise/ranking/tables.ts';
import { knowsFrom, knowsWellFrom, knowsWellShare } from '../expertise/suggestion.ts';
import { findAreas } from './areas.ts';

/** Something that can be taught: a folder, a file that is an area of its own, or a language. */
export interface TeamArea {
  readonly kind: 'folder' | 'file' | 'language';
  /** A path without a slash at the end, '' for the top folder; or a language’s name. */
  readonly name: string;
  /** Position of the area around it, -1 for the top folder and for languages. */
  readonly around: number;
  /**
   * code: what is written there is mostly code · text: mostly prose or translations, which only those who write it need to know · most: a language
   * in which most of all work is written, so that to learn it says next to nothing.
   */
  readonly holds: 'code' | 'text' | 'most';
}

/** Who in a team knows what. The columns have the value of area a and team member m at `a * people.length + m`. */
export interface TeamKnowledge {
  readonly areas: readonly TeamArea[];
  /** Person ids, ascending. */
  readonly people: readonly number[];
  /** Changes’ worth that is likely remembered, as `PlaceEvidence.remembered`. */
  readonly remembered: Float64Array;
  /** Changes’ worth written in the last half year: what somebody works in now. */
  readonly lately: Float64Array;
  /** By area: what everybody remembers, people outside the team included. */
  readonly all: Float64Array;
  /** 0–1 at `a * areas.length + b`: the part of area a's current changes that touch b too. */
  readonly together: Float64Array;
}

/** How well somebody knows an area: the words of `levelOf`. */
export type AreaLevel = 'knows well' | 'knows' | 'has touched' | 'new to';

export interface MeasureOptions {
  /** Paths that nobody writes by hand. */
  readonly isExcluded?: ((path: string) => boolean) | undefined;
}

/** Days in which a change counts as work of now. */
export const latelyDays = 182;

const year = 365.25;

/** Adds up what each member of the team likely remembers of each area, in one pass over history. `team`: person ids. */
export function measureTeam(tables: Tables, team: readonly number[], options: MeasureOptions = {}): TeamKnowledge {
  const { history, deeds, weight, places } = tables;
  const people = [...new Set(team)].sort((a, b) => a - b);
  const memberOf = new Int32Array(tables.people.people.length).fill(-1);
  people.forEach((person, m) => {
    memberOf[person] = m;
  });
  const { areas, areaOf, languageAreaOf } = findAreas(tables, options.isExcluded);
  const n = people.length;
  const remembered = new Float64Array(areas.length * n);
  const lately = new Float64Array(areas.length * n);
  const all = new Float64Array(areas.length);
  const together = new Float64Array(areas.length * areas.length);
  const seen = new Int32Array(areas.length).fill(-1);
  for (let c = 0; c < history.commits; c++) {
    if (weight[c] === 0) continue;
    const touched: number[] = [];
    const touch = (area: number): void => {
      if (area < 0 || seen[area] === c) return;
      seen[area] = c;
      touched.push(area);
    };
    for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) {
      const file = places.files.fileOf[t]!;
      touch(areaOf[file]!);
      touch(languageAreaOf[file]!);
    }
    if (touched.length === 0) continue;
    for (const a of touched) for (const b of touched) together[a * areas.length + b]! += weight[c]!;
    const discount = Math.min(1, massCommitPaths / (history.touchStart[c + 1]! - history.touchStart[c]!));
    const kept = discount * 2 ** (-deeds.age[c]! / year);
    for (let d = deeds.start[c]!; d < deeds.start[c + 1]!; d++) {
      const kind = deeds.kind[d]!;
      const deed =
        kind === wrote ? rememberedShare.wrote : kind === helped ? rememberedShare.helped : rememberedShare.merged;
      const amount = kept * deed * deeds.share[d]!;
      const m = memberOf[deeds.person[d]!]!;
      for (const area of touched) {
        all[area]! += amount;
        if (m < 0) continue;
        remembered[area * n + m]! += amount;
        if (kind === wrote && deeds.age[c]! <= latelyDays) lately[area * n + m]! += discount;
      }
    }
  }
  return { areas, people, remembered, lately, all, together: asShares(together, areas.length) };
}

/** Divides each row by its diagonal: all of an area's changes touch the area itself. */
function asShares(together: Float64Array, n: number): Float64Array {
  return together.map((work, at) => {
    const own = together[Math.floor(at / n) * (n + 1)]!;
    return own > 0 ? work / own : 0;
  });
}

/** The rule of `levelOf`, for a member (a position) and an area. */
export function areaLevel({ people, remembered, all }: TeamKnowledge, member: number, area: number): AreaLevel {
  const amount = remembered[area * people.length + member]!;
  if (amount >= knowsWellFrom && amount >= knowsWellShare * all[area]!) return 'knows well';
  if (amount >= knowsFrom) return 'knows';
  return amount > 0 ? 'has touched' : 'new to';
}

/** How many active people know a place: nobody, one, two, three or more. */
export type Coverage = 0 | 1 | 2 | 3;

/** How well somebody knows a place, as a number for columns; the words are in `levelNames`. */
export const touchedLevel = 1;
export const knowsLevel = 2;
export const knowsWellLevel = 3;
export type MapLevel = 'knows well' | 'knows' | 'has touched';
export const levelNames: readonly (MapLevel | undefined)[] = [undefined, 'has touched', 'knows', 'knows well'];

/** How much a place is worked on. */
export type Pace = 'worked on now' | 'now and then' | 'at rest';

/** Somebody on the map. Nothing here adds anything up over a person: there is no league table to be read off. */
export interface MapPerson {
  /** Safe for a screen. */
  readonly name: string;
  readonly email: string;
  /** `left in May` for somebody who fell silent; such people are only named where they knew a gap. */
  readonly left?: string;
}

/** People of one place: positions in `SkillMap.people`, ascending, so by name. */
export interface PlacePeople {
  readonly knowsWell: readonly number[];
  readonly knows: readonly number[];
  readonly hasTouched: readonly number[];
}

export interface MapArea extends PlacePeople {
  /** Folder from the repository's top; '' is the repository itself. */
  readonly path: string;
  /** Path from the parent area, safe for a screen; single folders in between are part of it. */
  readonly label: string;
  /** Positions in `SkillMap.areas`; -1 for the top. */
  readonly parent: number;
  readonly children: readonly number[];
  readonly files: number;
  readonly bytes: number;
  readonly coverage: Coverage;
  /** The newest evidence of everybody active who knows it is a year old or older. */
  readonly fading: boolean;
  readonly pace: Pace;
  /** Changes' worth of current work: what areas are ordered by, never people. */
  readonly current: number;
  /** Who knew it and left, at most three. */
  readonly knew: readonly number[];
  /** Who is getting to know it, where it is a gap: the gap is closing. Ascending. */
  readonly learning: readonly number[];
}

export interface MapLanguage {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly knowsWell: readonly number[];
  readonly knows: readonly number[];
  readonly coverage: Coverage;
  readonly pace: Pace;
}

/**
 * The files of the tip, in columns. File f is known or touched by `person[start[f] … start[f + 1] - 1]`, people who are
 * active only, each with a `level` (see `levelNames`).
 */
export interface MapFiles {
  readonly path: readonly string[];
  readonly size: Float64Array;
  /** Position of the innermost area around the file. */
  readonly area: Uint32Array;
  /** Position in `SkillMap.languages`; 255 for none of them. */
  readonly language: Uint8Array;
  readonly coverage: Uint8Array;
  readonly current: Float32Array;
  readonly start: Uint32Array;
  readonly person: Uint16Array;
  readonly level: Uint8Array;
}

export type GapKind = 'nobody' | 'one' | 'fading';

/** A place that few or none of the active people know. */
export interface MapGap {
  readonly kind: GapKind;
  /** Folder or file from the repository's top. */
  readonly path: string;
  readonly isFile: boolean;
  /** Position in `SkillMap.areas` of the area itself or of the one around the file. */
  readonly area: number;
  /** Active people who know it: nobody, or the one, or the ones whose memory fades. */
  readonly who: readonly number[];
  /** Who knew it and left. */
  readonly knew: readonly number[];
  /** Active people who are nearest to learning it: they touched it or know the folder around it. */
  readonly nearest: readonly number[];
  /** Active people who are getting to know it; not in `who`. */
  readonly learning: readonly number[];
  readonly pace: Pace;
  /** How often the team asked about it lately, where the team shares such counts. */
  readonly asked?: number;
}

/** What a team knows about a repository, at one moment. Plain data: it can be posted between threads. */
export interface SkillMap {
  /** Seconds since 1970. */
  readonly asOf: number;
  /** By name. */
  readonly people: readonly MapPerson[];
  /** The top first, parents before their children. */
  readonly areas: readonly MapArea[];
  /** By bytes, the largest first. */
  readonly languages: readonly MapLanguage[];
  readonly files: MapFiles;
  /** Those most worked on first. */
  readonly gaps: readonly MapGap[];
  /** Sentences about what is missing. */
  readonly notes: readonly string[];
}

import { type CreditKind, creditKinds } from '../history.ts';
import { helped, merged, wrote } from './deeds.ts';
import { lookUp, type Question } from './question.ts';
import type { Tables } from './tables.ts';

/** What one person did in one place: the facts behind a suggestion. */
export interface PlaceEvidence {
  /** The file's or folder's path; '' for the repository. */
  readonly path: string;
  readonly commits: number;
  /** Commits of the last 180 days. */
  readonly recentCommits: number;
  readonly helpedChanges: number;
  readonly recentHelpedChanges: number;
  readonly mergedChanges: number;
  /** How trailers credit them here, co-authorship included. */
  readonly credits: Readonly<Partial<Record<CreditKind, number>>>;
  /** Seconds since 1970 of the latest deed of each kind; undefined for none. */
  readonly lastWrote: number | undefined;
  readonly lastHelped: number | undefined;
  readonly isFirstAuthor: boolean;
  /** Positions in the history of the commits they wrote or helped with, newest first, at most `mostCommits`. */
  readonly changes: readonly number[];
}

/** All that history says for one person and one question. */
export interface PersonEvidence {
  readonly person: number;
  /** The first path asked about; empty counts where it is new or a folder. */
  readonly file: PlaceEvidence;
  readonly folder: PlaceEvidence;
  readonly repository: PlaceEvidence;
  /** Changes of the asker that they helped with or merged, and the other way round. */
  readonly helpedAsker: number;
  readonly helpedByAsker: number;
  /** Seconds since 1970 of their latest sign of life. */
  readonly lastSeen: number | undefined;
}

/** Commits listed behind one place. A person reads a screenful. */
export const mostCommits = 50;
const recentDays = 180;

/** Collects a person's evidence by walking the commits of the file, its folder and the repository; not for the hot path. */
export function collectEvidence(tables: Tables, question: Question, person: number): PersonEvidence {
  const { places, history, candidates, commitsOfFile, commitsOfFolder } = tables;
  const [asked] = lookUp(tables, question).places;
  const of = (path: string, from: { start: Uint32Array; commit: Uint32Array }, place: number | undefined) =>
    placeEvidence(
      tables,
      path,
      person,
      place === undefined ? none : from.commit.subarray(from.start[place], from.start[place + 1]),
    );
  const lastSeen = candidates.lastSeen[person]!;
  return {
    person,
    file: of(asked!.path, commitsOfFile, asked!.file),
    folder: of(places.folders[asked!.folder]!, commitsOfFolder, asked!.folder),
    repository: of('', commitsOfFolder, 0),
    helpedAsker: countHelp(tables, question.asker, person),
    helpedByAsker: countHelp(tables, person, question.asker),
    lastSeen: Number.isFinite(lastSeen) && history.commits > 0 ? tables.options.now - lastSeen * 86_400 : undefined,
  };
}

const none = new Uint32Array(0);

function placeEvidence(tables: Tables, path: string, person: number, commits: Uint32Array): PlaceEvidence {
  const { deeds, history, people, options } = tables;
  const counts = { commits: 0, recentCommits: 0, helpedChanges: 0, recentHelpedChanges: 0, mergedChanges: 0 };
  const credits: Partial<Record<CreditKind, number>> = {};
  const changes: number[] = [];
  let lastWrote: number | undefined;
  let lastHelped: number | undefined;
  let isFirstAuthor = false;
  for (const c of commits) {
    const time = Math.min(history.authorTime[c]!, options.now);
    let involved = false;
    for (let d = deeds.start[c]!; d < deeds.start[c + 1]!; d++) {
      if (deeds.person[d] !== person) continue;
      const recent = deeds.age[c]! <= recentDays;
      if (deeds.kind[d] === wrote) {
        counts.commits++;
        if (recent) counts.recentCommits++;
        lastWrote = lastWrote === undefined || time > lastWrote ? time : lastWrote;
      } else if (deeds.kind[d] === helped) {
        counts.helpedChanges++;
        if (recent) counts.recentHelpedChanges++;
        lastHelped = lastHelped === undefined || time > lastHelped ? time : lastHelped;
      } else counts.mergedChanges++;
      involved ||= deeds.kind[d] !== merged;
    }
    if (involved && changes.length < mostCommits) changes.push(c);
    isFirstAuthor = people.personOf[history.author[c]!] === person;
    if (options.withoutTrailers) continue;
    for (let k = history.creditStart[c]!; k < history.creditStart[c + 1]!; k++) {
      if (people.personOf[history.creditAlias[k]!] !== person) continue;
      const kind = creditKinds[history.creditKind[k]!]!;
      credits[kind] = (credits[kind] ?? 0) + 1;
    }
  }
  return { path, ...counts, credits, lastWrote, lastHelped, isFirstAuthor, changes };
}

/** Changes by `author` that `helper` helped with or merged. */
function countHelp({ deeds, history }: Tables, author: number | undefined, helper: number | undefined): number {
  if (author === undefined || helper === undefined) return 0;
  let changes = 0;
  for (let c = 0; c < history.commits; c++) {
    const first = deeds.start[c]!;
    if (deeds.person[first] !== author || deeds.kind[first] !== wrote) continue;
    for (let d = first + 1; d < deeds.start[c + 1]!; d++) {
      if (deeds.person[d] !== helper || deeds.kind[d] === wrote) continue;
      changes++;
      break;
    }
  }
  return changes;
}

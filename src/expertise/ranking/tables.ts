import type { History } from '../history.ts';
import type { People } from '../people.ts';
import { type Candidates, findCandidates } from './candidates.ts';
import { collectDeeds, type Deeds } from './deeds.ts';
import { Owners, type Ownership } from './ownership.ts';
import { PairTables } from './pairTables.ts';
import { type PersonTables, tallyPeople } from './personTables.ts';
import { findPlaces, type PlaceColumns, type Places, placesOver } from './places.ts';
import { Profiles } from './profiles.ts';
import { findStems, Siblings, type Stems } from './siblings.ts';
import { type CommitsByPlace, groupByPlace, noTally, Tallier, type Tally } from './tally.ts';
import { WordTables } from './wordTables.ts';

/** How a ranker reads history. */
export interface RankerOptions {
  /**
   * Seconds since 1970. Pass the smaller of the clock and the newest commit's time: an old clone is then judged as of its newest
   * commit. Commits dated later count as made now.
   */
  readonly now: number;
  /** Judges by authors, committers and mergers alone. */
  readonly withoutTrailers?: boolean | undefined;
  /** Commits that `.git-blame-ignore-revs` names: they make nobody an expert. Positions in the history. */
  readonly ignoredCommits?: ReadonlySet<number> | undefined;
  /** Paths to leave out, such as generated and vendored files and lock files. */
  readonly isExcluded?: ((path: string) => boolean) | undefined;
  /** What CODEOWNERS and MAINTAINERS files say. */
  readonly ownership?: readonly Ownership[] | undefined;
  /** People who asked not to be suggested anywhere, or otherwise must not be; person ids. */
  readonly unavailable?: ReadonlySet<number> | undefined;
}

/** Days after which a deed counts half. Measured: 45, 180 and 720 days do about as well. */
export const halfLife = 180;

/** Paths beyond which a commit's weight shrinks in proportion: a reformat of 2,000 files makes nobody an expert. */
export const massCommitPaths = 20;

/** What all features read: history regrouped by place and added up by candidate. Built once per index, then only read. */
export interface Tables {
  readonly history: History;
  readonly people: People;
  readonly options: RankerOptions;
  readonly deeds: Deeds;
  /** By commit: decay by age times the discount for mass commits; 0 for ignored commits. */
  readonly weight: Float64Array;
  readonly places: Places;
  readonly candidates: Candidates;
  readonly commitsOfFile: CommitsByPlace;
  readonly commitsOfFolder: CommitsByPlace;
  /** By commit: decay by age alone. */
  readonly decay: Float64Array;
  readonly words: WordTables;
  readonly persons: PersonTables;
  readonly pairs: PairTables;
  readonly profiles: Profiles;
  readonly owners: Owners;
  readonly siblings: Siblings;
  fileTally(file: number | undefined): Tally;
  folderTally(folder: number): Tally;
}

/**
 * What takes most of the time to work out and follows from the history, its people and the options alone: nothing but columns, numbers
 * and texts, so that it can be kept in a file (`app/keptTables.ts`).
 */
export interface PreparedColumns
  extends Pick<Tables, 'deeds' | 'weight' | 'candidates' | 'commitsOfFile' | 'commitsOfFolder' | 'decay' | 'persons'> {
  readonly places: PlaceColumns;
  readonly stems: Stems;
  /** Of the repository itself: every answer needs it, and it takes all commits. */
  readonly top: Tally;
}

export function prepareColumns(history: History, people: People, options: RankerOptions): PreparedColumns {
  const deeds = collectDeeds(history, people, options);
  const weights = weigh(history, deeds.age, options);
  const places = findPlaces(history);
  const candidates = findCandidates(history, people, deeds, options);
  const commits = groupCommits(history, places, weights.weight, options);
  return {
    deeds,
    ...weights,
    places,
    stems: findStems(history, places),
    candidates,
    ...commits,
    top: new Tallier(deeds, weights.weight, weights.decay, candidates).tally(commits.commitsOfFolder, 0),
    persons: tallyPeople(history, people.people.length, deeds, weights.decay, candidates),
  };
}

export function buildTables(
  history: History,
  people: People,
  options: RankerOptions,
  prepared = prepareColumns(history, people, options),
): Tables {
  const { deeds, decay, weight, candidates, commitsOfFile, commitsOfFolder, persons } = prepared;
  const places = placesOver(history, prepared.places);
  const tallier = new Tallier(deeds, weight, decay, candidates);
  const lazily = (commits: CommitsByPlace, first?: Tally) => {
    const known: Tally[] = new Array(commits.start.length - 1);
    if (first) known[0] = first;
    return (place: number): Tally => (known[place] ??= tallier.tally(commits, place));
  };
  const fileTally = lazily(commitsOfFile);
  let pairs: PairTables | undefined;
  return {
    history,
    people,
    options,
    deeds,
    weight,
    places,
    candidates,
    commitsOfFile,
    commitsOfFolder,
    decay,
    owners: new Owners(options.ownership ?? [], people, history.aliases),
    siblings: new Siblings(prepared.stems, places),
    words: new WordTables(history, places, deeds, weight, candidates, commitsOfFile),
    persons,
    /** Made when somebody known asks. */
    get pairs() {
      pairs ??= new PairTables(people.people.length, deeds, decay, candidates);
      return pairs;
    },
    profiles: new Profiles(history, people.people.length, places, deeds, weight, candidates),
    fileTally: (file) => (file === undefined ? noTally : fileTally(file)),
    folderTally: lazily(commitsOfFolder, prepared.top),
  };
}

function weigh({ commits, touchStart }: History, age: Float64Array, { ignoredCommits }: RankerOptions) {
  const decay = new Float64Array(commits);
  const weight = new Float64Array(commits);
  for (let c = 0; c < commits; c++) {
    const kept = 2 ** (-age[c]! / halfLife);
    decay[c] = kept;
    if (ignoredCommits?.has(c)) continue;
    const paths = touchStart[c + 1]! - touchStart[c]!;
    weight[c] = kept * Math.min(1, massCommitPaths / paths);
  }
  return { decay, weight };
}

function groupCommits(history: History, places: PlaceColumns, weight: Float64Array, options: RankerOptions) {
  const { touchStart, paths } = history;
  const { files: all, folderOf, parentOf, folders } = places;
  const excluded =
    options.isExcluded && Uint8Array.from(all.pathOf, (path) => (options.isExcluded!(paths[path]!) ? 1 : 0));
  const fileSeen = new Int32Array(all.count).fill(-1);
  const folderSeen = new Int32Array(folders.length).fill(-1);
  const files = new Pairs(all.fileOf.length);
  const above = new Pairs(all.fileOf.length * 2);
  for (let c = 0; c < history.commits; c++) {
    if (weight[c] === 0) continue;
    for (let t = touchStart[c]!; t < touchStart[c + 1]!; t++) {
      const file = all.fileOf[t]!;
      if (fileSeen[file] === c || excluded?.[file]) continue;
      fileSeen[file] = c;
      files.push(file, c);
      for (let folder = folderOf[file]!; folderSeen[folder] !== c; folder = parentOf[folder]!) {
        folderSeen[folder] = c;
        above.push(folder, c);
      }
    }
  }
  return { commitsOfFile: groupByPlace(all.count, files), commitsOfFolder: groupByPlace(folders.length, above) };
}

/** Growing columns of (place, commit). */
class Pairs {
  place: Uint32Array;
  commit: Uint32Array;
  length = 0;

  constructor(capacity: number) {
    this.place = new Uint32Array(capacity);
    this.commit = new Uint32Array(capacity);
  }

  push(place: number, commit: number): void {
    if (this.length === this.place.length) {
      this.place = grown(this.place);
      this.commit = grown(this.commit);
    }
    this.place[this.length] = place;
    this.commit[this.length++] = commit;
  }
}

function grown(column: Uint32Array): Uint32Array {
  const larger = new Uint32Array(column.length * 2 + 16);
  larger.set(column);
  return larger;
}

import type { Departures } from './departures.ts';
import { collectEvidence, commitsOf, type Place, type PlaceEvidence } from './evidence.ts';
import { languageEvidence } from './languageEvidence.ts';
import { languageOf } from './languages.ts';
import type { RankedPerson } from './ranking/ranker.ts';
import type { Tables } from './ranking/tables.ts';
import { fileReasons, placeReasons, type Subject, subjectWords } from './reasons.ts';
import { type Say, sayPlainly } from './say.ts';
import { shortPath } from './shortPath.ts';
import { changesWord, monthWords } from './timeWords.ts';

/** How well somebody knows what was asked about. Words, never numbers; see `levelOf` for the rule. */
export type Level = 'knows well' | 'knows' | 'has touched' | 'nearby';

export interface SuggestedPerson {
  readonly person: number;
  readonly level: Level;
  /** Sentences without a subject, the strongest first: `reviewed 6 changes here, last in October`. */
  readonly reasons: readonly string[];
}

export interface Suggestion {
  /** Best first. Empty where nobody active knows: then `note` says who did and who is nearest. */
  readonly people: readonly SuggestedPerson[];
  readonly note?: string;
}

export interface Question {
  /** Paths of files or folders, relative to the repository's top; '' is the whole repository. */
  readonly paths: readonly string[];
  /** The person who asks; never suggested. */
  readonly asker?: number | undefined;
}

/** People named at most: a choice of more is no help to somebody in a hurry. */
export const mostPeople = 5;

/** Ranked people looked at: further down nobody is likely enough to help, whatever they once did here. */
const mostConsidered = 60;

/** Reasons given for each: the rest is one step away, in the evidence. */
const mostReasons = 3;

/** Where the answer is looked for, from the paths themselves outwards. */
interface Surroundings {
  readonly here: Place;
  readonly folder: Place;
  readonly folderName: string;
  /** Looked at where history does not know the place itself. */
  readonly parent: Place;
  readonly parentName: string;
  readonly language: string | undefined;
}

/**
 * Turns a ranking into an answer for a person: whom to ask, how well they know, and why. Keeps the ranking's order, but
 * names only people with evidence for the place, its folder or its language; where nobody active has any, it says so.
 * `nameOf` gives a name as it may be shown.
 */
export function suggest(
  tables: Tables,
  departures: Departures,
  ranking: readonly RankedPerson[],
  question: Question,
  nameOf: (person: number) => string,
  say: Say = sayPlainly,
): Suggestion {
  const { now } = tables.options;
  const subject = subjectOf(tables, question);
  const around = lookAround(tables, question, say);
  const people: SuggestedPerson[] = [];
  for (const { person } of ranking.slice(0, mostConsidered)) {
    const suggested = person === question.asker ? undefined : describe(tables, around, subject, person, say);
    if (suggested) people.push(suggested);
    if (people.length >= mostPeople) break;
  }
  // Those who know it well come first: it is what the words promise, and costs little (docs/architecture.md, “Order”).
  people.sort((a, b) => Number(b.level === 'knows well') - Number(a.level === 'knows well'));
  const gone = strongest(around.here, (person) => departures.departed[person] === 1 && person !== question.asker);
  const goneWords =
    gone === undefined ? undefined : `${nameOf(gone)} (${leftWords(tables, departures, around.here, gone, now, say)})`;
  const what = subjectWords(subject, say);
  if (people.length > 0) {
    if (goneWords === undefined || people.some(({ level }) => level !== 'nearby')) return { people };
    return { people, note: say('Nobody active knows {0} itself; {1} did.', what, goneWords) };
  }
  const nearest = nearestTo(tables, departures, question);
  const note = [
    nobodyWords(what, goneWords, around.here.people.has(question.asker ?? -1), say),
    nearest
      ? say(
          'Nearest: {0}, who works in {1}.',
          nameOf(nearest.person),
          shortPath(nearest.folder) || say('the top folder'),
        )
      : say('You could be the first.'),
  ].join(' ');
  return { people: [], note };
}

function nobodyWords(what: string, gone: string | undefined, isAskerHere: boolean, say: Say): string {
  if (gone === undefined)
    return isAskerHere ? say('Nobody else active knows {0}.', what) : say('Nobody active knows {0}.', what);
  return isAskerHere
    ? say('Nobody else active knows {0}; {1} did.', what, gone)
    : say('Nobody active knows {0}; {1} did.', what, gone);
}

function subjectOf(tables: Tables, { paths }: Question): Subject {
  if (paths.length > 1) return 'these files';
  return paths[0] === '' ? 'this repository' : isFolder(tables, paths[0]!) ? 'this folder' : 'this file';
}

const isFolder = (tables: Tables, path: string): boolean =>
  tables.places.fileId(path) === undefined && tables.places.folderId(path) !== undefined;

function lookAround(tables: Tables, { paths }: Question, say: Say): Surroundings {
  const { places } = tables;
  const files: number[] = [];
  const folders: number[] = [];
  const above = new Set<number>();
  for (const path of paths) {
    const folder = places.folderId(path);
    const file = places.fileId(path);
    if (file !== undefined) files.push(file);
    else if (folder !== undefined) folders.push(folder);
    if (path !== '') above.add(places.folderAbove(path));
  }
  // The folders of many files stand for themselves; the top folder says nothing about anybody.
  const near = [...above].filter((folder) => folder !== 0).slice(0, 8);
  const parents = [...new Set(near.map((folder) => places.parentOf[folder]!))].filter((folder) => folder !== 0);
  const languages = new Set(paths.map((path) => languageOf(path)));
  let parent: Place | undefined;
  return {
    here: collectEvidence(tables, commitsOf(tables, files, folders)),
    folder: collectEvidence(tables, commitsOf(tables, [], near)),
    folderName: near.length === 1 ? places.folders[near[0]!]! : say('these folders'),
    get parent() {
      parent ??= collectEvidence(tables, commitsOf(tables, [], parents));
      return parent;
    },
    parentName: parents.length === 1 ? places.folders[parents[0]!]! : say('the folders above'),
    language: languages.size === 1 ? [...languages][0] : undefined,
  };
}

/** Undefined for somebody without any evidence near what was asked about. */
function describe(
  tables: Tables,
  around: Surroundings,
  subject: Subject,
  person: number,
  say: Say,
): SuggestedPerson | undefined {
  const { now } = tables.options;
  const here = around.here.people.get(person);
  const folder = around.folder.people.get(person);
  const reasons: string[] = [];
  if (here) reasons.push(...fileReasons(here, around.here, subject, now, say));
  if (folder && activity(folder) > activity(here)) reasons.push(...placeReasons(folder, around.folderName, now, say));
  // Where history knows the place and these people are not in it, the wider surroundings would be a guess.
  const isNew = around.here.commits === 0;
  const parent = reasons.length === 0 && isNew ? around.parent.people.get(person) : undefined;
  if (parent) reasons.push(...placeReasons(parent, around.parentName, now, say));
  if (around.language && (reasons.length === 0 ? isNew : reasons.length < 2)) {
    const changes = languageEvidence(tables, around.language).get(person);
    if (changes !== undefined)
      reasons.push(say('writes {0} here: {1} in two years', around.language, changesWord(changes, say)));
  }
  if (reasons.length === 0) return undefined;
  return { person, level: levelOf(here, around.here, folder, around.folder), reasons: reasons.slice(0, mostReasons) };
}

const activity = (evidence: PlaceEvidence | undefined): number =>
  evidence ? evidence.wrote + evidence.reviewed + evidence.helped + evidence.tested + evidence.merged : 0;

/** Remembered changes (see `PlaceEvidence.remembered`) that make somebody know a place, and know it well. */
export const knowsFrom = 1;
export const knowsWellFrom = 3;
/** The part of all that is remembered of a place which somebody who knows it well must hold. */
export const knowsWellShare = 0.1;
/** A folder is known through more changes than a file. */
const folderScale = 4;

/**
 * The rule behind the words. `knows well`: three changes' worth remembered and a tenth of all that anybody remembers;
 * `knows`: one change's worth, or four times as much in the folder; `has touched`: any evidence here; else `nearby`.
 */
export function levelOf(
  here: PlaceEvidence | undefined,
  place: Place,
  folder: PlaceEvidence | undefined,
  folderPlace: Place,
): Level {
  if (here && here.remembered >= knowsWellFrom && here.remembered >= knowsWellShare * place.remembered)
    return 'knows well';
  if (here && here.remembered >= knowsFrom) return 'knows';
  if (here) return 'has touched';
  const inFolder = folder?.remembered ?? 0;
  return inFolder >= folderScale * knowsFrom && inFolder >= knowsWellShare * folderPlace.remembered
    ? 'knows'
    : 'nearby';
}

function strongest(place: Place, wanted: (person: number) => boolean): number | undefined {
  let best: number | undefined;
  for (const [person, evidence] of place.people) {
    if (!wanted(person) || evidence.wrote + evidence.reviewed + evidence.helped === 0) continue;
    const other = best === undefined ? undefined : place.people.get(best)!;
    if (
      !other ||
      evidence.wrote > other.wrote ||
      (evidence.wrote === other.wrote &&
        (evidence.last > other.last || (evidence.last === other.last && person < best!)))
    )
      best = person;
  }
  return best;
}

/** `left in May`; for somebody seen only once or twice, `last seen in May`. */
function leftWords(tables: Tables, departures: Departures, here: Place, person: number, now: number, say: Say): string {
  const seen = departures.lastSeen[person]!;
  const regular = (here.people.get(person)?.wrote ?? 0) > 2 || tables.people.people[person]!.aliases.length > 1;
  const when = monthWords(seen, now, say);
  return regular ? say('left {0}', when) : say('last seen {0}', when);
}

/** Who active works nearest: in the innermost folder above, the top folder last, where anybody active has evidence. */
function nearestTo(
  tables: Tables,
  departures: Departures,
  { paths, asker }: Question,
): { person: number; folder: string } | undefined {
  const { places, candidates } = tables;
  const start = paths[0] ? places.folderAbove(paths[0]) : 0;
  for (let folder = start; ; folder = places.parentOf[folder]!) {
    const place = collectEvidence(tables, commitsOf(tables, [], [folder]));
    let best: number | undefined;
    for (const [person, evidence] of place.people) {
      if (person === asker || candidates.slotOf[person]! < 0 || departures.departed[person]) continue;
      const other = best === undefined ? undefined : place.people.get(best)!;
      if (
        !other ||
        evidence.remembered > other.remembered ||
        (evidence.remembered === other.remembered && person < best!)
      )
        best = person;
    }
    if (best !== undefined) return { person: best, folder: busiestFolder(tables, best) ?? places.folders[folder]! };
    if (folder === 0) return undefined;
  }
}

/** The top-level folder in which somebody made most of their newest changes, to say where they are at home. */
function busiestFolder(tables: Tables, person: number): string | undefined {
  const {
    history,
    places,
    people: { personOf },
  } = tables;
  const counts = new Map<number, number>();
  let looked = 0;
  for (let c = history.commits - 1; c >= 0 && looked < 100; c--) {
    if (personOf[history.author[c]!] !== person) continue;
    looked++;
    for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) {
      const folder = places.folderOf[places.files.fileOf[t]!]!;
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  const best = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
  return best && places.folders[best[0]];
}

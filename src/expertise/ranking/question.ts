import type { PairEvidence } from './pairTables.ts';
import type { Tables } from './tables.ts';
import { noTally, type Tally } from './tally.ts';
import type { RareWord } from './wordTables.ts';

/** "Who can help with this?" `paths` are repository-relative with `/`; a folder stands for what is in it. */
export interface Question {
  readonly paths: readonly string[];
  /** Person id of who asks; never among the answers. */
  readonly asker?: number | undefined;
}

/** One path of a question, looked up. */
export interface AskedPlace {
  readonly path: string;
  /** The file's evidence, empty where the path is new or a folder. */
  readonly tally: Tally;
  readonly file: number | undefined;
  /** Evidence on files of the same stem, such as its test or header. */
  readonly siblings: readonly Tally[];
  /** Slots with evidence in the file or a sibling, each once. */
  readonly slots: Uint32Array;
  readonly words: readonly RareWord[];
  /** The innermost known folder around the file, or the folder asked about. */
  readonly folder: number;
}

/** A question, looked up once for all features. */
export interface LookedUp {
  readonly places: readonly AskedPlace[];
  readonly asker: number | undefined;
  /** Slot of the asker, -1 when they are no candidate. */
  readonly askerSlot: number;
  readonly pairs: PairEvidence | undefined;
}

/** Paths of a question that are looked up; of a longer list every n-th is. More change no answer and cost time. */
export const mostPaths = 20;

export function lookUp(tables: Tables, question: Question): LookedUp {
  const { candidates } = tables;
  const step = Math.max(1, Math.ceil(question.paths.length / mostPaths));
  const asked: AskedPlace[] = [];
  for (let i = 0; i < question.paths.length; i += step) {
    const path = question.paths[i]!;
    asked.push(lookUpPath(tables, path));
  }
  if (asked.length === 0)
    asked.push({ path: '', tally: noTally, file: undefined, siblings: [], slots: noTally.slot, words: [], folder: 0 });
  const { asker } = question;
  return {
    places: asked,
    asker,
    askerSlot: asker === undefined ? -1 : candidates.slotOf[asker]!,
    pairs: asker === undefined ? undefined : tables.pairs.of(asker),
  };
}

/** Looked-up paths, by repository. */
const remembered = new WeakMap<Tables, Map<string, AskedPlace>>();
const mostRemembered = 20_000;

function lookUpPath(tables: Tables, path: string): AskedPlace {
  let known = remembered.get(tables);
  if (!known) {
    known = new Map();
    remembered.set(tables, known);
  }
  const found = known.get(path);
  if (found) return found;
  const { places } = tables;
  const file = places.fileId(path);
  const folder = file === undefined ? places.folderId(path) : undefined;
  const tally = tables.fileTally(file);
  const siblings = folder === undefined ? tables.siblings.of(path).map((sibling) => tables.fileTally(sibling)) : [];
  const place: AskedPlace = {
    path,
    tally,
    file,
    siblings,
    slots: siblings.length
      ? Uint32Array.from(new Set([tally, ...siblings].flatMap(({ slot }) => [...slot])))
      : tally.slot,
    words: tables.words.wordsOf(path),
    folder: folder ?? (file === undefined ? places.folderAbove(path) : places.folderOf[file]!),
  };
  if (known.size >= mostRemembered) known.clear();
  known.set(path, place);
  return place;
}

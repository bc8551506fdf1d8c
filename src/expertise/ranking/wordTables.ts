import type { History } from '../history.ts';
import type { Candidates } from './candidates.ts';
import type { Deeds } from './deeds.ts';
import { helped, merged, wrote } from './deeds.ts';
import { PathText } from './pathText.ts';
import { pathWords } from './pathWords.ts';
import type { Places } from './places.ts';
import type { CommitsByPlace } from './tally.ts';

/** Per candidate slot: ln(1 + decayed deeds) on files whose paths have the word. */
export interface WordEvidence {
  readonly wrote: Float64Array;
  readonly helped: Float64Array;
  readonly merged: Float64Array;
}

/** A word of a path by its number, and how rare it is among files. */
export interface RareWord {
  readonly word: number;
  readonly rarity: number;
}

/** Days after which a deed no longer counts for words: over eight half-lives, a weight below 0.4%. */
const oldestDeed = 1500;

/** Words that are looked for in all paths one by one; for more of them a table of all words is worth making. */
const fewWords = 24;

/** Who worked on files with which words in their paths, and how rare each word is. Found and added up word by word on first use. */
export class WordTables {
  readonly #deeds: Deeds;
  readonly #weight: Float64Array;
  readonly #candidates: Candidates;
  readonly #commitsOfFile: CommitsByPlace;
  readonly #history: History;
  /** Path id of each file. */
  readonly #pathOf: Uint32Array;
  #text: PathText | undefined;
  /** Numbers of the words asked about, -1 for those on no file, and the files of each by its number. */
  readonly #ids = new Map<string, number>();
  readonly #files: (readonly number[])[] = [];
  #filesOfAll: Map<string, number[]> | undefined;
  readonly #known: WordEvidence[] = [];
  /** Word that last counted each commit, plus one. */
  readonly #countedFor: Uint32Array;

  constructor(
    history: History,
    { files }: Places,
    deeds: Deeds,
    weight: Float64Array,
    candidates: Candidates,
    commitsOfFile: CommitsByPlace,
  ) {
    this.#deeds = deeds;
    this.#weight = weight;
    this.#candidates = candidates;
    this.#commitsOfFile = commitsOfFile;
    this.#countedFor = new Uint32Array(history.commits);
    this.#history = history;
    this.#pathOf = files.pathOf;
  }

  /** The known words of a path and each one's rarity: ln((files + 1) / (files with the word + 1)). */
  wordsOf(path: string): RareWord[] {
    const found: RareWord[] = [];
    for (const text of pathWords(path)) {
      const word = this.#idOf(text);
      if (word < 0) continue;
      found.push({ word, rarity: Math.log((this.#pathOf.length + 1) / (this.#files[word]!.length + 1)) });
    }
    return found;
  }

  #idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const files = this.#filesWith(text);
    const word = files.length === 0 ? -1 : this.#files.push(files) - 1;
    this.#ids.set(text, word);
    return word;
  }

  #filesWith(text: string): readonly number[] {
    if (this.#filesOfAll === undefined && this.#ids.size < fewWords) {
      // What the table would say of one word, in a small part of the time that the table takes.
      this.#text ??= new PathText(this.#paths());
      return this.#text.filesWith(text);
    }
    this.#text = undefined;
    this.#filesOfAll ??= filesByWord(this.#paths());
    return this.#filesOfAll.get(text) ?? [];
  }

  /** Path of each file. */
  #paths(): string[] {
    return Array.from(this.#pathOf, (path) => this.#history.paths[path]!);
  }

  evidence(word: number): WordEvidence {
    this.#known[word] ??= this.#add(word);
    return this.#known[word];
  }

  #add(word: number): WordEvidence {
    const slots = this.#candidates.person.length;
    const sums = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)] as const;
    const { start, person, kind, share, age } = this.#deeds;
    const { start: from, commit } = this.#commitsOfFile;
    const { slotOf } = this.#candidates;
    for (const file of this.#files[word]!) {
      for (let i = from[file]!; i < from[file + 1]!; i++) {
        const c = commit[i]!;
        if (age[c]! > oldestDeed || this.#countedFor[c] === word + 1) continue;
        this.#countedFor[c] = word + 1;
        for (let d = start[c]!; d < start[c + 1]!; d++) {
          const slot = slotOf[person[d]!]!;
          if (slot >= 0) sums[kind[d]! as 0 | 1 | 2][slot]! += this.#weight[c]! * share[d]!;
        }
      }
    }
    for (const column of sums) for (let s = 0; s < slots; s++) if (column[s]) column[s] = Math.log1p(column[s]!);
    return { wrote: sums[wrote], helped: sums[helped], merged: sums[merged] };
  }
}

function filesByWord(paths: readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  paths.forEach((path, file) => {
    for (const text of pathWords(path)) {
      const files = found.get(text);
      if (files) files.push(file);
      else found.set(text, [file]);
    }
  });
  return found;
}

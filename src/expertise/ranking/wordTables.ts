import type { History } from '../history.ts';
import type { Candidates } from './candidates.ts';
import { type Deeds, helped, merged, wrote } from './deeds.ts';
import { pathWords } from './pathWords.ts';
import type { Places } from './places.ts';

/** Per candidate slot: ln(1 + decayed deeds) on files whose paths have the word. */
export interface WordEvidence {
  readonly wrote: Float64Array;
  readonly helped: Float64Array;
  readonly merged: Float64Array;
}

/** Days after which a deed no longer counts for words: over eight half-lives, a weight below 0.4%. */
const oldestDeed = 1500;

/** Who worked on files with which words in their paths, and how rare each word is. */
export class WordTables {
  readonly #places: Places;
  readonly #deeds: Deeds;
  readonly #weight: Float64Array;
  readonly #candidates: Candidates;
  readonly #ids = new Map<string, number>();
  readonly #files: number[] = [];
  readonly #wordsOfFile: Uint32Array[] = [];
  #start = new Uint32Array(1);
  #commit = new Uint32Array(0);
  readonly #known: WordEvidence[] = [];
  #fileCount = 0;

  constructor(history: History, places: Places, deeds: Deeds, weight: Float64Array, candidates: Candidates) {
    this.#places = places;
    this.#deeds = deeds;
    this.#weight = weight;
    this.#candidates = candidates;
    this.#group(history);
  }

  /** The known words of a path and each one's rarity: ln((files + 1) / (files with the word + 1)). */
  wordsOf(path: string): { word: number; rarity: number }[] {
    const found: { word: number; rarity: number }[] = [];
    for (const text of pathWords(path)) {
      const word = this.#ids.get(text);
      if (word !== undefined) found.push({ word, rarity: Math.log((this.#fileCount + 1) / (this.#files[word]! + 1)) });
    }
    return found;
  }

  evidence(word: number): WordEvidence {
    this.#known[word] ??= this.#add(word);
    return this.#known[word];
  }

  #group(history: History): void {
    const { touchStart, paths } = history;
    const { fileOf, pathOf, count } = this.#places.files;
    const fileKnown = new Uint8Array(count);
    const wordSeen: number[] = [];
    const words: number[] = [];
    const commits: number[] = [];
    for (let c = 0; c < history.commits; c++) {
      const recent = this.#deeds.age[c]! <= oldestDeed && this.#weight[c]! > 0;
      for (let t = touchStart[c]!; t < touchStart[c + 1]!; t++) {
        const file = fileOf[t]!;
        if (!fileKnown[file]) {
          fileKnown[file] = 1;
          this.#fileCount++;
          this.#wordsOfFile[file] = this.#intern(paths[pathOf[file]!]!);
        }
        if (!recent) continue;
        for (const word of this.#wordsOfFile[file]!) {
          if (wordSeen[word] === c) continue;
          wordSeen[word] = c;
          words.push(word);
          commits.push(c);
        }
      }
    }
    this.#start = new Uint32Array(this.#ids.size + 1);
    for (const word of words) this.#start[word + 1]!++;
    for (let w = 0; w < this.#ids.size; w++) this.#start[w + 1]! += this.#start[w]!;
    const next = this.#start.slice();
    this.#commit = new Uint32Array(words.length);
    words.forEach((word, i) => {
      this.#commit[next[word]!++] = commits[i]!;
    });
  }

  #intern(path: string): Uint32Array {
    return Uint32Array.from(pathWords(path), (text) => {
      let word = this.#ids.get(text);
      if (word === undefined) {
        word = this.#ids.size;
        this.#ids.set(text, word);
        this.#files.push(0);
      }
      this.#files[word]!++;
      return word;
    });
  }

  #add(word: number): WordEvidence {
    const slots = this.#candidates.person.length;
    const sums = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)] as const;
    const { start, person, kind, share } = this.#deeds;
    for (let i = this.#start[word]!; i < this.#start[word + 1]!; i++) {
      const c = this.#commit[i]!;
      for (let d = start[c]!; d < start[c + 1]!; d++) {
        const slot = this.#candidates.slotOf[person[d]!]!;
        if (slot >= 0) sums[kind[d]! as 0 | 1 | 2][slot]! += this.#weight[c]! * share[d]!;
      }
    }
    for (const column of sums) for (let s = 0; s < slots; s++) if (column[s]) column[s] = Math.log1p(column[s]!);
    return { wrote: sums[wrote], helped: sums[helped], merged: sums[merged] };
  }
}

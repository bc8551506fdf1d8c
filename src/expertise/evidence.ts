import type { Tables } from './ranking/tables.ts';

/** What one person did in one place, counted by commits, each commit once per kind. */
export interface PlaceEvidence {
  wrote: number;
  reviewed: number;
  helped: number;
  tested: number;
  merged: number;
  /** True where their commit was the place's first. */
  began: boolean;
  /** Seconds since 1970 of the newest of these; -Infinity for none. */
  last: number;
  /** What of it is likely remembered: 1 for a change written today, half after a year; see `rememberedShare`. */
  remembered: number;
}

/** Evidence of everybody with some in one place. */
export interface Place {
  readonly people: ReadonlyMap<number, PlaceEvidence>;
  /** Commits that touched the place, without ignored ones. */
  readonly commits: number;
  /** Sum of `remembered` over all people. */
  readonly remembered: number;
}

/** Years after which half is forgotten. Ranking decays faster: it asks who is at it now, this asks who still knows. */
const memoryHalfLife = 1;
/** How much is learnt by reviewing or helping, and by merging, beside writing. */
export const rememberedShare = { wrote: 1, helped: 0.5, merged: 0.15 } as const;

const year = 365.25 * 86_400;

/** Adds up who did what in the given commits, each listed once. Bots and agents are left out. */
export function collectEvidence(tables: Tables, commits: readonly number[]): Place {
  const {
    history,
    people: { people, personOf },
    options,
    weight,
  } = tables;
  const found = new Map<number, PlaceEvidence>();
  let remembered = 0;
  let first = -1;
  for (const c of commits) if (first < 0 || history.commitTime[c]! < history.commitTime[first]!) first = c;
  /** The commit that each person was credited for last: each commit counts once for a person. */
  const creditedFor = new Map<number, number>();
  let [c, kept, time] = [0, 0, 0];
  const credit = (alias: number, kind: 'wrote' | 'reviewed' | 'helped' | 'tested' | 'merged'): void => {
    const person = personOf[alias]!;
    if (people[person]!.kind !== 'human' || creditedFor.get(person) === c) return;
    creditedFor.set(person, c);
    let evidence = found.get(person);
    if (!evidence) {
      evidence = {
        wrote: 0,
        reviewed: 0,
        helped: 0,
        tested: 0,
        merged: 0,
        began: false,
        last: Number.NEGATIVE_INFINITY,
        remembered: 0,
      };
      found.set(person, evidence);
    }
    evidence[kind]++;
    evidence.last = Math.max(evidence.last, time);
    if (kind === 'wrote' && c === first) evidence.began = true;
    const share =
      kept *
      (kind === 'wrote' ? rememberedShare.wrote : kind === 'merged' ? rememberedShare.merged : rememberedShare.helped);
    evidence.remembered += share;
    remembered += share;
  };
  for (c of commits) {
    const paths = history.touchStart[c + 1]! - history.touchStart[c]!;
    const discount = weight[c] === 0 ? 0 : Math.min(1, 20 / paths);
    time = Math.min(history.authorTime[c]!, options.now);
    kept = discount * 2 ** (-(options.now - time) / year / memoryHalfLife);
    credit(history.author[c]!, 'wrote');
    if (!options.withoutTrailers)
      for (let i = history.creditStart[c]!; i < history.creditStart[c + 1]!; i++) {
        const kind = creditMeaning[history.creditKind[i]!];
        if (kind) credit(history.creditAlias[i]!, kind);
      }
    if (history.mergedBy[c]) credit(history.mergedBy[c]! - 1, 'merged');
    credit(history.committer[c]!, 'merged');
  }
  return { people: found, commits: commits.length, remembered };
}

/** What each of `creditKinds` shows; reports and sign-offs show nothing about knowing a file. */
const creditMeaning: readonly ('wrote' | 'reviewed' | 'helped' | 'tested' | undefined)[] = [
  'wrote',
  'reviewed',
  'reviewed',
  'helped',
  'helped',
  'helped',
  'tested',
  undefined,
  undefined,
];

/** Commits of several files or folders, each once. */
export function commitsOf(tables: Tables, files: readonly number[], folders: readonly number[]): number[] {
  const seen = new Set<number>();
  for (const file of files)
    for (let i = tables.commitsOfFile.start[file]!; i < tables.commitsOfFile.start[file + 1]!; i++)
      seen.add(tables.commitsOfFile.commit[i]!);
  for (const folder of folders)
    for (let i = tables.commitsOfFolder.start[folder]!; i < tables.commitsOfFolder.start[folder + 1]!; i++)
      seen.add(tables.commitsOfFolder.commit[i]!);
  return [...seen];
}

import { creditKinds, type History } from '../history.ts';
import type { People } from '../people.ts';

/** What counts as the truth: helpers named in trailers, or, in histories without them, who else changed the file next. */
export type TruthKind = 'trailers' | 'next authors';

/** “Who could have helped `asker` with `path`?”, and who then did. Person ids. */
export interface BacktestQuestion {
  readonly path: string;
  readonly asker: number;
  readonly truth: ReadonlySet<number>;
}

export interface QuestionOptions {
  /** Commits after this moment and up to the other are asked about, in seconds. */
  readonly from: number;
  readonly to: number;
  readonly truth: TruthKind;
  readonly ignoredCommits?: ReadonlySet<number> | undefined;
  readonly isExcluded?: ((path: string) => boolean) | undefined;
}

/** A commit of more files is no question about one of them. */
const mostFiles = 20;

/** Credits by which somebody helped; reports and sign-offs show no help. */
const helping = new Set(
  (['co-author', 'reviewed', 'acked', 'helped', 'suggested', 'mentored', 'tested'] as const).map((kind) =>
    creditKinds.indexOf(kind),
  ),
);

/** The questions that later commits would have asked, oldest first. */
export function questionsBetween(history: History, people: People, options: QuestionOptions): BacktestQuestion[] {
  const { from, to } = options;
  const isHuman = (person: number): boolean => people.people[person]!.kind === 'human';
  const known = knownBefore(history, from);
  const later: number[] = [];
  for (let c = 0; c < history.commits; c++)
    if (history.commitTime[c]! > from && history.commitTime[c]! <= to && !options.ignoredCommits?.has(c)) later.push(c);
  const next = options.truth === 'next authors' ? nextAuthors(history, people, later) : undefined;
  const questions: BacktestQuestion[] = [];
  for (const c of later) {
    const asker = people.personOf[history.author[c]!]!;
    const [first, end] = [history.touchStart[c]!, history.touchStart[c + 1]!];
    if (!isHuman(asker) || first === end || end - first > mostFiles) continue;
    const touches = Array.from({ length: end - first }, (_, i) => first + i);
    const wanted = touches.filter((t) => !options.isExcluded?.(history.paths[history.touchPath[t]!]!));
    const touch = wanted.find((t) => known[history.touchFrom[t]!]) ?? wanted[0];
    if (touch === undefined) continue;
    const truth = new Set<number>();
    if (next) {
      const person = next.get(`${c} ${history.touchPath[touch]}`);
      if (person !== undefined) truth.add(person);
    } else
      for (let i = history.creditStart[c]!; i < history.creditStart[c + 1]!; i++) {
        const person = people.personOf[history.creditAlias[i]!]!;
        if (helping.has(history.creditKind[i]!) && person !== asker && isHuman(person)) truth.add(person);
      }
    if (truth.size > 0) questions.push({ path: history.paths[history.touchFrom[touch]!]!, asker, truth });
  }
  return questions;
}

function knownBefore(history: History, moment: number): Uint8Array {
  const known = new Uint8Array(history.paths.length);
  for (let c = 0; c < history.commits; c++)
    if (history.commitTime[c]! <= moment)
      for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) known[history.touchPath[t]!] = 1;
  return known;
}

/** For each commit and path, as `commit path`: the next human other than its author who changed the path. */
function nextAuthors(history: History, people: People, commits: readonly number[]): Map<string, number> {
  const found = new Map<string, number>();
  /** Per path its latest later author, and the latest other than that one. */
  const after = new Map<number, [number, number | undefined]>();
  for (let k = commits.length - 1; k >= 0; k--) {
    const c = commits[k]!;
    const author = people.personOf[history.author[c]!]!;
    if (people.people[author]!.kind !== 'human') continue;
    for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) {
      const path = history.touchPath[t]!;
      const [nearest, other] = after.get(path) ?? [undefined, undefined];
      const next = nearest !== author ? nearest : other;
      if (next !== undefined) found.set(`${c} ${path}`, next);
      after.set(path, [author, nearest === author ? other : nearest]);
    }
  }
  return found;
}

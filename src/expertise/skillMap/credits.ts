import { rememberedShare } from '../evidence.ts';
import { creditKinds, type History } from '../history.ts';
import type { People } from '../people.ts';

/**
 * Who is credited for each commit and how much of it is likely remembered: commit c has `person[start[c] … start[c + 1] - 1]`,
 * each human once, by their strongest deed. The same sums as `collectEvidence` gives, laid out for adding up whole repositories.
 */
export interface Credits {
  readonly start: Uint32Array;
  readonly person: Uint32Array;
  /** 1 for a change written at `now`, half after a year; less for help, for merging and for mass commits; 0 for ignored commits. */
  readonly remembered: Float64Array;
  /** Seconds since 1970 by commit, never later than `now`. */
  readonly time: Float64Array;
  /** By commit: how much it says about what is worked on now; halves in half a year. */
  readonly current: Float64Array;
}

/** How much of a deed each of `creditKinds` is; reports and sign-offs show nothing about knowing. */
const shares: readonly number[] = creditKinds.map((kind) =>
  kind === 'co-author'
    ? rememberedShare.wrote
    : kind === 'reported' || kind === 'signed-off'
      ? 0
      : rememberedShare.helped,
);

const year = 365.25 * 86_400;
const halfYear = year / 2;
/** Paths beyond which a commit counts less, as in the ranking. */
const massCommitPaths = 20;

/** `now` in seconds. Bots and agents are left out; ignored commits are remembered by nobody. */
export function collectCredits(
  history: History,
  { people, personOf }: People,
  now: number,
  ignored?: ReadonlySet<number>,
): Credits {
  const { commits, creditStart, creditAlias, creditKind, touchStart } = history;
  const start = new Uint32Array(commits + 1);
  const most = commits * 3 + creditAlias.length;
  const person = new Uint32Array(most);
  const remembered = new Float64Array(most);
  const time = new Float64Array(commits);
  const current = new Float64Array(commits);
  const isHuman = Uint8Array.from(people, (p) => (p.kind === 'human' ? 1 : 0));
  let n = 0;
  for (let c = 0; c < commits; c++) {
    start[c] = n;
    const first = n;
    const discount = ignored?.has(c) ? 0 : Math.min(1, massCommitPaths / (touchStart[c + 1] - touchStart[c]));
    const at = history.authorTime[c] < now ? history.authorTime[c] : now;
    const age = now - at;
    time[c] = at;
    current[c] = discount * 2 ** (-age / halfYear);
    const kept = discount * 2 ** (-age / year);
    const add = (who: number, share: number): void => {
      if (!isHuman[who]) return;
      for (let i = first; i < n; i++) if (person[i] === who) return;
      person[n] = who;
      remembered[n++] = kept * share;
    };
    add(personOf[history.author[c]], rememberedShare.wrote);
    for (let i = creditStart[c]; i < creditStart[c + 1]; i++) {
      const share = shares[creditKind[i]];
      if (share > 0) add(personOf[creditAlias[i]], share);
    }
    if (history.mergedBy[c]) add(personOf[history.mergedBy[c] - 1], rememberedShare.merged);
    add(personOf[history.committer[c]], rememberedShare.merged);
  }
  start[commits] = n;
  return { start, person, remembered, time, current };
}

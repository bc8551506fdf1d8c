import { rememberedShare } from '../evidence.ts';
import { creditKinds, type History } from '../history.ts';
import type { People } from '../people.ts';

/**
 * Who is credited for each commit and how much of it is likely remembered: the same sums as `collectEvidence` gives, laid out
 * for adding up whole repositories. What adding up needs of a commit lies together, because places name commits all over
 * history and every other column would be another wait for memory.
 */
export interface Credits {
  /** By commit: where its record begins in `records`, and so where the one before ends. */
  readonly start: Uint32Array;
  /**
   * A commit's record is how much it says about what is worked on now (halves in half a year), then for each human credited, once and by
   * their strongest deed, the person id and what they remember: 1 for a change written at `now`, half after a year; less for help, for merging
   * and for mass commits; 0 for ignored commits. Half the width of other columns keeps all of it near the processor; person ids stay
   * exact up to 2²⁴.
   */
  readonly records: Float32Array;
  /** By commit: seconds since 1970, never later than `now`. */
  readonly time: Float64Array;
}

/** How much of a deed each of `creditKinds` is; reports and sign-offs show nothing about knowing. */
const shares: readonly number[] = creditKinds.map((kind) =>
  kind === 'co-author'
    ? rememberedShare.wrote
    : kind === 'reported' || kind === 'signed-off'
      ? 0
      : rememberedShare.helped,
);

/** By the second, so that a year leaves half. */
const decay = Math.LN2 / (365.25 * 86_400);
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
  const records = new Float32Array(commits * 7 + creditAlias.length * 2);
  const time = new Float64Array(commits);
  const isHuman = Uint8Array.from(people, (p) => (p.kind === 'human' ? 1 : 0));
  let [n, first, kept] = [0, 0, 0];
  const add = (who: number, share: number): void => {
    if (!isHuman[who]) return;
    for (let i = first; i < n; i += 2) if (records[i] === who) return;
    records[n++] = who;
    records[n++] = kept * share;
  };
  for (let c = 0; c < commits; c++) {
    start[c] = n;
    const paths = touchStart[c + 1] - touchStart[c];
    const discount = ignored?.has(c) ? 0 : paths <= massCommitPaths ? 1 : massCommitPaths / paths;
    const at = history.authorTime[c] < now ? history.authorTime[c] : now;
    time[c] = at;
    const fresh = Math.exp((at - now) * decay);
    // What halves in a year, squared, halves in half a year.
    records[n++] = discount * fresh * fresh;
    kept = discount * fresh;
    first = n;
    add(personOf[history.author[c]], rememberedShare.wrote);
    for (let i = creditStart[c]; i < creditStart[c + 1]; i++) {
      const share = shares[creditKind[i]];
      if (share > 0) add(personOf[creditAlias[i]], share);
    }
    if (history.mergedBy[c]) add(personOf[history.mergedBy[c] - 1], rememberedShare.merged);
    add(personOf[history.committer[c]], rememberedShare.merged);
  }
  start[commits] = n;
  return { start, records, time };
}

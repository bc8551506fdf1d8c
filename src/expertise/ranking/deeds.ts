import { isAgentAssisted } from '../automation.ts';
import { creditKinds, type History } from '../history.ts';
import type { People } from '../people.ts';

/** What somebody did for a commit. `helped`: named as reviewer or helper; `merged`: committed or merged another's work. */
export const deedKinds = ['wrote', 'helped', 'merged'] as const;
export type DeedKind = (typeof deedKinds)[number];
export const wrote = 0;
export const helped = 1;
export const merged = 2;

/**
 * Who did what, by commit: commit c has the deeds `start[c] … start[c + 1] - 1`, each person and kind once. Bots and agents do none.
 */
export interface Deeds {
  readonly start: Uint32Array;
  readonly person: Uint32Array;
  /** Position in `deedKinds`. */
  readonly kind: Uint8Array;
  /** 0–1: how much of a deed it was; half for a commit written together with a coding agent, less for `Tested-by`. */
  readonly share: Float32Array;
  /** Days between the commit and now, never below 0: a date in the future counts as now. */
  readonly age: Float64Array;
  /** The same for the moment it was committed or merged. */
  readonly mergeAge: Float64Array;
}

export interface DeedOptions {
  /** Seconds since 1970. */
  readonly now: number;
  /** Reads nothing but authors, committers and mergers. */
  readonly withoutTrailers?: boolean | undefined;
}

/** Share of a commit's credit that its human author keeps when an agent wrote it with them. */
const shareBesideAgent = 0.5;

/** How much of a deed each kind of credit is, in the order of `creditKinds`; 0 leaves it out. Sign-offs harmed the ranking. */
const creditShare: readonly number[] = creditKinds.map(
  (kind) =>
    ({
      'co-author': 1,
      reviewed: 1,
      acked: 1,
      helped: 1,
      suggested: 1,
      mentored: 1,
      tested: 0.25,
      reported: 0,
      'signed-off': 0,
    })[kind],
);

const secondsPerDay = 86_400;

/** The deeds of a history, with merges by gatekeepers discounted. Times that are no numbers count as very old. */
export function collectDeeds(history: History, people: People, options: DeedOptions): Deeds {
  const deeds = readDeeds(history, people, options);
  discountGatekeepers(deeds, people.people.length);
  return deeds;
}

/** The deeds as they are: who was seen when, which is all that departures need. */
export function readDeeds(history: History, { people, personOf }: People, options: DeedOptions): Deeds {
  const { commits, creditStart, creditAlias, creditKind } = history;
  const start = new Uint32Array(commits + 1);
  const most = commits * 3 + creditAlias.length;
  const person = new Uint32Array(most);
  const kind = new Uint8Array(most);
  const share = new Float32Array(most);
  const isHuman = people.map((p) => p.kind === 'human');
  const isAgent = people.map((p) => p.kind === 'agent');
  const assisted = history.aliases.map((alias) => alias.name.endsWith(')') && isAgentAssisted(alias));
  let n = 0;
  const add = (c: number, who: number, what: number, amount: number): void => {
    if (!isHuman[who]) return;
    for (let d = start[c]!; d < n; d++) {
      if (person[d] === who && (kind[d] === what || kind[d] === wrote)) {
        if (kind[d] === what && amount > share[d]!) share[d] = amount;
        return;
      }
    }
    person[n] = who;
    kind[n] = what;
    share[n++] = amount;
  };
  for (let c = 0; c < commits; c++) {
    start[c] = n;
    const first = options.withoutTrailers ? 0 : creditStart[c]!;
    const last = options.withoutTrailers ? 0 : creditStart[c + 1]!;
    let amount = assisted[history.author[c]!] ? shareBesideAgent : 1;
    for (let k = first; k < last; k++)
      if (creditKind[k] === 0 && isAgent[personOf[creditAlias[k]!]!]) amount = shareBesideAgent;
    const author = personOf[history.author[c]!]!;
    if (isHuman[author]) {
      person[n] = author;
      kind[n] = wrote;
      share[n++] = amount;
    }
    for (let k = first; k < last; k++) if (creditKind[k] === 0) add(c, personOf[creditAlias[k]!]!, wrote, amount);
    for (let k = first; k < last; k++) {
      const credit = creditKind[k]!;
      if (credit !== 0 && creditShare[credit]! > 0) add(c, personOf[creditAlias[k]!]!, helped, creditShare[credit]!);
    }
    const committer = personOf[history.committer[c]!]!;
    if (committer !== author) add(c, committer, merged, 1);
    if (history.mergedBy[c]) {
      const merger = personOf[history.mergedBy[c]! - 1]!;
      if (merger !== author) add(c, merger, merged, 1);
    }
  }
  start[commits] = n;
  return {
    start,
    person: person.slice(0, n),
    kind: kind.slice(0, n),
    share: share.slice(0, n),
    ...agesOf(history, options.now),
  };
}

/** Days after which a merge counts half when the share of each merger is taken. */
const mergeHalfLife = 365;

/** Merges' worth of doubt: in a young repository one person's merges are not yet everybody's. */
const fewMerges = 5;

/**
 * Where one person commits or merges nearly everything, that says nothing about what they know: each merge's share is multiplied by
 * (1 − the person's part of all merges)⁴. Measured without trailers: +.024 MRR (the square +.010, the eighth power +.022).
 */
function discountGatekeepers({ start, person, kind, share, mergeAge }: Deeds, people: number): void {
  const merges = new Float64Array(people);
  let all = fewMerges;
  for (let c = 0; c + 1 < start.length; c++) {
    let weight = -1;
    for (let d = start[c]!; d < start[c + 1]!; d++) {
      if (kind[d] !== merged) continue;
      if (weight < 0) weight = 2 ** (-mergeAge[c]! / mergeHalfLife);
      merges[person[d]!]! += weight;
      all += weight;
    }
  }
  for (let d = 0; d < person.length; d++) if (kind[d] === merged) share[d]! *= (1 - merges[person[d]!]! / all) ** 4;
}

/** In one loop, as what follows in `buildTables`: the first rounds of a loop are slow, and a start has many. */
function agesOf({ commits, authorTime, commitTime }: History, now: number): Pick<Deeds, 'age' | 'mergeAge'> {
  const age = new Float64Array(commits);
  const mergeAge = new Float64Array(commits);
  for (let c = 0; c < commits; c++) {
    const days = (now - authorTime[c]!) / secondsPerDay;
    age[c] = days > 0 ? days : days <= 0 ? 0 : oldest;
    const mergeDays = (now - commitTime[c]!) / secondsPerDay;
    mergeAge[c] = mergeDays > 0 ? mergeDays : mergeDays <= 0 ? 0 : oldest;
  }
  return { age, mergeAge };
}

/** Age in days given to a commit without a usable date. */
const oldest = 36_500;

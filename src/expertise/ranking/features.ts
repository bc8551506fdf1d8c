import { backOffs } from './backOffFeatures.ts';
import { newcomerCommits } from './personTables.ts';
import type { AskedPlace, LookedUp } from './question.ts';
import type { Tables } from './tables.ts';
import type { Tally } from './tally.ts';
import type { RareWord } from './wordTables.ts';

/**
 * One named reason to prefer somebody. A larger value always speaks for the person. `fixed` features do not depend on the
 * question; the others add their values, by candidate slot, to `out`.
 */
export type Feature = FixedFeature | AskedFeature;

export interface FixedFeature {
  readonly name: string;
  readonly kind: 'fixed';
  /** 0–1: how much of its weight the feature gets in this repository; all of it where left out. */
  readonly factor?: number;
  values(tables: Tables): Float64Array;
}

export interface AskedFeature {
  readonly name: string;
  readonly kind: 'asked';
  /** `spread`: turned into standard scores over the candidates; `logarithm`: of a share, used as it is. */
  readonly scale: 'spread' | 'logarithm';
  /** 0–1: how much of its weight the feature gets for this question; all of it where left out. At 0 it is not looked at. */
  worth?(asked: LookedUp): number;
  add(asked: LookedUp, out: Float64Array): void;
}

/** Makes the features of one repository; all of them, whether or not the model gives them weight. */
export function makeFeatures(tables: Tables): Feature[] {
  const { persons, candidates } = tables;
  const slots = candidates.person.length;
  const fixed = (name: string, of: (slot: number, person: number) => number): FixedFeature => ({
    name,
    kind: 'fixed',
    values: () => Float64Array.from({ length: slots }, (_, s) => of(s, candidates.person[s]!)),
  });
  const here = circumstances(tables);
  const fixedWhere = (name: string, factor: number, of: (slot: number, person: number) => number): Feature => ({
    ...fixed(name, of),
    factor,
  });
  const asked = (
    name: string,
    add: (q: LookedUp, out: Float64Array) => void,
    worth?: (q: LookedUp) => number,
  ): Feature => ({
    name,
    kind: 'asked',
    scale: 'spread',
    ...(worth ? { worth } : {}),
    add,
  });
  const ofAsker = (name: string, add: (q: LookedUp, out: Float64Array) => void): Feature =>
    asked(name, add, ({ asker }) => (asker === undefined ? 0 : 1));
  const byPlace = (name: string, add: (place: AskedPlace, out: Float64Array, share: number) => void): Feature =>
    asked(name, (q, out) => {
      for (const place of q.places) add(place, out, 1 / q.places.length);
    });
  const log = (value: number): number => Math.log1p(value);
  let helpedNewcomers: Float64Array | undefined;
  const addHelpedNewcomers = (_: LookedUp, out: Float64Array): void => {
    helpedNewcomers ??= persons.helpedNewcomers.map(log);
    out.set(helpedNewcomers);
  };
  const addLikeness = ({ asker }: LookedUp, out: Float64Array): void => {
    if (asker !== undefined) out.set(tables.profiles.likeness(asker));
  };
  const isNewcomers = ({ asker }: LookedUp): boolean =>
    asker === undefined || persons.commitsBy[asker]! < newcomerCommits;
  // Whether somebody was seen yesterday or last week says little; without the 40 days the last hours decide (measured: −.004 MRR).
  const recency = (days: number) => -log(Math.min(days, longAgo) / 40);
  const freshness = (days: number) => -log(Math.min(days, longAgo)) / 6;
  return [
    fixed('helpsMoreThanWrites', (s) => persons.helped[s]! / (persons.helped[s]! + persons.wrote[s]! + 1)),
    fixed('mergesMoreThanWrites', (s) => persons.merged[s]! / (persons.merged[s]! + persons.wrote[s]! + 1)),
    fixed('activeLately', (_, p) => recency(candidates.lastSeen[p]!)),
    fixed('wroteLately', (_, p) => freshness(candidates.lastWrote[p]!)),
    fixed('helpedLately', (_, p) => freshness(candidates.lastHelped[p]!)),
    fixed('mergedLately', (_, p) => freshness(candidates.lastMerged[p]!)),
    fixedWhere(
      'mergedLatelyUnderGatekeeper',
      here.gatekeeping * (1 - here.named),
      (_, p) => -log(Math.min(candidates.lastMerged[p]!, longAgo)),
    ),
    fixed('commitsLately', (s) => log(persons.wroteLately[s]!)),
    fixed('helpLately', (s) => log(persons.helpedLately[s]!)),
    fixedWhere('activeLatelyNobodyNamed', 1 - here.named, (_, p) => recency(candidates.lastSeen[p]!)),
    fixedWhere('commitsLatelyNobodyNamed', 1 - here.named, (s) => log(persons.wroteLately[s]!)),
    fixed('stillAround', (s, p) => {
      const silence = Math.min(candidates.lastSeen[p]!, candidates.lastMerged[p]!, longAgo);
      return -Math.log((silence + 7) / (persons.pause[s]! + 7));
    }),
    fixed('tenure', (_, p) => log(candidates.firstSeen[p]!)),
    asked('helpsNewcomers', addHelpedNewcomers, (q) => (isNewcomers(q) ? 1 : 0)),
    asked('helpsNewcomersNobodyNamed', addHelpedNewcomers, (q) => (isNewcomers(q) ? 1 - here.named : 0)),
    ofAsker('helpedAsker', (q, out) => addLog(q.pairs?.helpedBy, out)),
    ofAsker('askerHelpedThem', (q, out) => addLog(q.pairs?.helpedThem, out)),
    ofAsker('mergedAsker', (q, out) => addLog(q.pairs?.mergedBy, out)),
    ofAsker('askerMergedThem', (q, out) => addLog(q.pairs?.mergedThem, out)),
    ofAsker('worksWhereAskerWorks', addLikeness),
    asked('worksWhereNewAskerWorks', addLikeness, ({ asker }) =>
      asker === undefined ? 0 : Math.exp(-tables.profiles.commitsBy(asker) / manyCommits),
    ),
    byPlace('wroteFile', ({ tally }, out, share) => addTally(tally, tally.wrote, out, share)),
    byPlace('wroteFileLately', ({ tally }, out, share) => addRoot(tally, tally.wroteLately, out, share)),
    byPlace('helpedFile', ({ tally }, out, share) => addTally(tally, tally.helped, out, share)),
    byPlace('authorship', ({ tally }, out, share) => addAuthorship(tally, out, share)),
    asked(
      'createdFile',
      (q, out) => {
        for (const { tally } of q.places) if (tally.first >= 0) out[tally.first]! += 1 / q.places.length;
      },
      ({ places }) => places.reduce((sum, { tally }) => sum + createdWorth(tally), 0) / places.length,
    ),
    byPlace('helpedFolderLately', ({ folder }, out, share) => {
      const tally = tables.folderTally(folder);
      for (let i = 0; i < tally.slot.length; i++) out[tally.slot[i]!]! += tally.lately[i]! * share;
    }),
    byPlace('wroteFolder', ({ folder }, out, share) => {
      const tally = tables.folderTally(folder);
      addTally(tally, tally.wrote, out, share);
    }),
    byPlace('wroteFolderAbove', ({ folder }, out, share) => {
      const tally = tables.folderTally(tables.places.parentOf[folder]!);
      addTally(tally, tally.wrote, out, share);
    }),
    byPlace('wroteAlike', ({ words }, out, share) => addWords(tables, words, 'wrote', out, share)),
    byPlace('wroteRarest', ({ words }, out, share) => addRarest(tables, words, 'wrote', out, share)),
    byPlace('helpedRarest', ({ words }, out, share) => addRarest(tables, words, 'helped', out, share)),
    byPlace('helpedAlike', ({ words }, out, share) => addWords(tables, words, 'helped', out, share)),
    asked(
      'owns',
      (q, out) => {
        for (const { path } of q.places) {
          for (const [person, amount] of tables.owners.of(path)) {
            const slot = candidates.slotOf[person]!;
            if (slot >= 0) out[slot]! += amount / q.places.length;
          }
        }
      },
      () => (tables.owners.known ? 1 : 0),
    ),
    ofAsker('helpedAskerLately', (q, out) => {
      if (q.pairs) out.set(q.pairs.helpedLately);
    }),
    byPlace('wroteSiblings', ({ siblings }, out, share) => {
      for (const tally of siblings) addTally(tally, tally.wrote, out, share);
    }),
    byPlace('helpedSiblings', ({ siblings }, out, share) => {
      for (const tally of siblings) addTally(tally, tally.helped, out, share);
    }),
    byPlace('wroteFolderLately', ({ folder }, out, share) => {
      const tally = tables.folderTally(folder);
      addRoot(tally, tally.wroteLately, out, share);
    }),
    ...backOffs(tables),
  ];
}

/**
 * What a repository's own ways say of a feature's worth, each 0–1. `named`: how many people its CODEOWNERS or MAINTAINERS files name
 * (1 for 150 and more); where many are, being busy just now says less. `gatekeeping`: how much merging is in one hand (Herfindahl's
 * index). A gatekeeper's merges say nothing of what they know (`discountGatekeepers`), but where nobody is named, whoever took in work
 * of late is the one to ask: +.014 MRR without trailers; the same without regard to gatekeeping lost .02 on Kafka and .015 on OVN.
 */
function circumstances({ owners, persons }: Tables): { named: number; gatekeeping: number } {
  let [all, squares] = [0, 0];
  for (const amount of persons.merged) {
    all += amount;
    squares += amount * amount;
  }
  return {
    named: Math.min(1, Math.log1p(owners.named()) / Math.log1p(manyNamed)),
    gatekeeping: all > 0 ? squares / (all * all) : 0,
  };
}

const manyNamed = 150;

/** Commits after which where somebody works says less about who helps them: its worth falls to 1/e. */
const manyCommits = 200;

/** Days beyond which silence is silence. */
const longAgo = 4000;

function addLog(column: Float64Array | undefined, out: Float64Array): void {
  if (column) for (let s = 0; s < out.length; s++) if (column[s] !== 0) out[s]! += Math.log1p(column[s]!);
}

function addTally(tally: Tally, column: Float64Array, out: Float64Array, share: number): void {
  for (let i = 0; i < tally.slot.length; i++) out[tally.slot[i]!]! += Math.log1p(column[i]!) * share;
}

function addRoot(tally: Tally, column: Float64Array, out: Float64Array, share: number): void {
  for (let i = 0; i < tally.slot.length; i++) out[tally.slot[i]!]! += Math.sqrt(column[i]!) * share;
}

/** Degree of authorship (Fritz, Murphy, Hill 2010): first author, own commits, others' commits. */
function addAuthorship(tally: Tally, out: Float64Array, share: number): void {
  for (let i = 0; i < tally.slot.length; i++) {
    const own = tally.commits[i]!;
    if (own === 0) continue;
    const first = tally.first === tally.slot[i] ? 1.098 : 0;
    out[tally.slot[i]!]! += (3.293 + first + 0.164 * own - 0.321 * Math.log1p(tally.allCommits - own)) * share;
  }
}

/** Having made a file says most where little was written since: half after three changes of late. 0 for one that nobody made who is here. */
function createdWorth({ first, wrote }: Tally): number {
  if (first < 0) return 0;
  let all = 3;
  for (let i = 0; i < wrote.length; i++) all += wrote[i]!;
  return 3 / all;
}

/** The most evidence on files with the path's rarest word, as a rule the file's own name; of several equally rare ones, whichever has more. */
function addRarest(
  tables: Tables,
  words: readonly RareWord[],
  kind: 'wrote' | 'helped',
  out: Float64Array,
  share: number,
): void {
  let rarest = 0;
  for (const { rarity } of words) rarest = Math.max(rarest, rarity);
  const columns = words.filter(({ rarity }) => rarity === rarest).map(({ word }) => tables.words.evidence(word)[kind]);
  for (let s = 0; s < out.length; s++) {
    let most = 0;
    for (const column of columns) if (column[s]! > most) most = column[s]!;
    out[s]! += most * share;
  }
}

/** Mean over the path's words, weighed by rarity, of ln(1 + decayed deeds on files with that word). */
function addWords(
  tables: Tables,
  words: readonly RareWord[],
  kind: 'wrote' | 'helped' | 'merged',
  out: Float64Array,
  share: number,
): void {
  let total = 0;
  for (const { rarity } of words) total += rarity;
  if (total === 0) return;
  for (const { word, rarity } of words) {
    const column = tables.words.evidence(word)[kind];
    const scale = (rarity / total) * share;
    for (let s = 0; s < out.length; s++) out[s]! += column[s]! * scale;
  }
}

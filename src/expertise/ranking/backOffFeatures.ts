import { BackOff, drawTowards, placeMass } from './backOff.ts';
import type { Feature } from './features.ts';
import type { LookedUp } from './question.ts';
import type { Tables } from './tables.ts';
import type { Tally } from './tally.ts';

type Evidence = (tally: Tally, i: number) => number;

interface Shape {
  readonly evidence: Evidence;
  /** Draws towards files with the same stem before the file itself. */
  readonly siblings?: boolean;
  /** Draws last towards who helped (or merged for) the asker, anywhere and then in this area. */
  readonly pair?: 'helped' | 'merged';
  readonly area?: boolean;
}

/** Logarithms of the shares that `BackOff` gives, from several kinds of evidence. */
export function backOffs(tables: Tables): Feature[] {
  const both: Evidence = (tally, i) => tally.helped[i]! + 0.5 * tally.wrote[i]!;
  const lately: Evidence = (tally, i) => tally.lately[i]! + 0.3 * tally.wroteLately[i]!;
  const work: Evidence = (tally, i) => tally.wrote[i]! + tally.merged[i]!;
  return [
    feature(tables, 'backOff', { evidence: both, pair: 'helped' }),
    feature(tables, 'backOffSiblings', { evidence: both, siblings: true, pair: 'helped' }),
    feature(tables, 'backOffArea', { evidence: both, siblings: true, pair: 'helped', area: true }),
    feature(tables, 'backOffPlace', { evidence: both, siblings: true }),
    feature(tables, 'backOffLately', { evidence: lately, siblings: true }),
    feature(tables, 'backOffLatelyPair', { evidence: lately, siblings: true, pair: 'helped', area: true }),
    feature(tables, 'backOffHelped', {
      evidence: (tally, i) => tally.helped[i]!,
      siblings: true,
      pair: 'helped',
      area: true,
    }),
    feature(tables, 'backOffWrote', { evidence: (tally, i) => tally.wrote[i]! }),
    feature(tables, 'backOffWroteSiblings', { evidence: (tally, i) => tally.wrote[i]!, siblings: true }),
    feature(tables, 'backOffWroteLately', { evidence: (tally, i) => tally.wroteLately[i]!, siblings: true }),
    feature(tables, 'backOffMerged', {
      evidence: (tally, i) => tally.merged[i]!,
      siblings: true,
      pair: 'merged',
      area: true,
    }),
    feature(tables, 'backOffBoth', { evidence: work, pair: 'merged' }),
    feature(tables, 'backOffBothArea', { evidence: work, siblings: true, pair: 'merged', area: true }),
    feature(tables, 'backOffBothPlace', { evidence: work, siblings: true }),
  ];
}

function feature(tables: Tables, name: string, { evidence, siblings, pair, area }: Shape): Feature {
  const backOff = new BackOff(tables, evidence);
  const scratch = new Float64Array(tables.candidates.person.length);
  const areas = new Map<string, { column: Float64Array; total: number }>();
  return {
    name,
    kind: 'asked',
    add(q, out) {
      for (const { folder, tally, path } of q.places) {
        scratch.set(backOff.folder(folder));
        if (siblings) {
          for (const file of tables.siblings.of(path))
            backOff.draw(scratch, tables.fileTally(file), placeMass, scratch);
        }
        backOff.draw(scratch, tally, placeMass, scratch);
        for (let s = 0; s < out.length; s++) out[s]! += scratch[s]! / q.places.length;
      }
      if (pair && q.pairs) {
        if (pair === 'helped') drawTowards(out, q.pairs.helpedBy, q.pairs.helpedByTotal, pairMass);
        else drawTowards(out, q.pairs.mergedBy, q.pairs.mergedByTotal, pairMass);
        if (area) {
          const { column, total } = helpInArea(tables, q, pair === 'merged', areas);
          drawTowards(out, column, total, pairMass);
        }
      }
      for (let s = 0; s < out.length; s++) out[s] = Math.log(Math.max(smallestShare, out[s]!));
    },
  };
}

/** Help that the asker got on changes in the area of the first path: its folder, at most two deep. */
function helpInArea(
  tables: Tables,
  q: LookedUp,
  merges: boolean,
  known: Map<string, { column: Float64Array; total: number }>,
) {
  const { places, history } = tables;
  const area = ancestorAt(places.parentOf, q.places[0]!.folder, 2);
  const key = `${q.asker} ${area}`;
  let found = known.get(key);
  if (!found) {
    found = tables.pairs.where(q.asker!, merges, (commit) => {
      for (let t = history.touchStart[commit]!; t < history.touchStart[commit + 1]!; t++) {
        if (ancestorAt(places.parentOf, places.folderOf[places.files.fileOf[t]!]!, 2) === area) return true;
      }
      return false;
    });
    known.set(key, found);
  }
  return found;
}

function ancestorAt(parentOf: Uint32Array, folder: number, depth: number): number {
  const chain: number[] = [];
  for (let f = folder; f !== 0; f = parentOf[f]!) chain.push(f);
  return chain[chain.length - depth] ?? chain[0] ?? 0;
}

/** Changes' worth of trust in the place against who helped this asker before. */
const pairMass = 8;
const smallestShare = 1e-6;

import { BackOff, drawTowards, placeMass } from './backOff.ts';
import type { Feature } from './features.ts';
import type { AskedPlace, LookedUp } from './question.ts';
import type { Tables } from './tables.ts';
import type { Tally } from './tally.ts';

type Evidence = (tally: Tally, i: number) => number;

interface Shape {
  readonly evidence: Evidence;
  /** Draws last towards who helped (or merged for) the asker, anywhere and then in this area. */
  readonly pair?: 'helped' | 'merged';
}

/** Logarithms of the shares that `BackOff` gives, from several kinds of evidence. */
export function backOffs(tables: Tables): Feature[] {
  const help = new AreaHelp(tables);
  const make = (name: string, shape: Shape) => feature(tables, name, shape, help);
  return [
    make('backOff', { evidence: helpAndWork, pair: 'helped' }),
    make('backOffPlace', { evidence: helpAndWork }),
    make('backOffFresh', { evidence: freshHelpAndWork, pair: 'helped' }),
    make('backOffFreshPlace', { evidence: freshHelpAndWork }),
    make('backOffLately', { evidence: (tally, i) => tally.lately[i]! + 0.3 * tally.wroteLately[i]!, pair: 'helped' }),
    make('backOffWork', { evidence: work, pair: 'merged' }),
    make('backOffWorkPlace', { evidence: work }),
    make('backOffWorkFresh', { evidence: freshWork, pair: 'merged' }),
    make('backOffWorkFreshPlace', { evidence: freshWork }),
    make('backOffWrote', { evidence: (tally, i) => tally.wrote[i]! }),
  ];
}

const helpAndWork: Evidence = (tally, i) => tally.helped[i]! + 0.5 * tally.wrote[i]!;
const freshHelpAndWork: Evidence = (tally, i) => tally.freshHelped[i]! + 0.5 * tally.freshWrote[i]!;
const work: Evidence = (tally, i) => tally.wrote[i]! + tally.merged[i]!;
const freshWork: Evidence = (tally, i) => tally.freshWrote[i]! + tally.freshMerged[i]!;

function feature(tables: Tables, name: string, { evidence, pair }: Shape, help: AreaHelp): Feature {
  const backOff = new BackOff(tables, evidence);
  const scratch = new Float64Array(tables.candidates.person.length);
  return {
    name,
    kind: 'asked',
    scale: 'logarithm',
    add(q, out) {
      const [only] = q.places;
      if (q.places.length === 1 && !(pair && q.pairs)) {
        addLogarithms(backOff, only!, scratch, out);
        return;
      }
      for (const { folder, tally, siblings } of q.places) {
        scratch.set(backOff.folder(folder));
        for (const sibling of siblings) backOff.draw(scratch, sibling, placeMass, scratch);
        backOff.draw(scratch, tally, placeMass, scratch);
        for (let s = 0; s < out.length; s++) out[s]! += scratch[s]! / q.places.length;
      }
      if (pair && q.pairs) {
        if (pair === 'helped') drawTowards(out, q.pairs.helpedBy, q.pairs.helpedByTotal, pairMass);
        else drawTowards(out, q.pairs.mergedBy, q.pairs.mergedByTotal, pairMass);
        const { column, total } = help.of(q, pair === 'merged');
        drawTowards(out, column, total, pairMass);
      }
      for (let s = 0; s < out.length; s++) out[s] = Math.log(Math.max(smallestShare, out[s]!));
    },
  };
}

/**
 * The same for one place. Whoever has no evidence in it keeps the folder's logarithm, moved by what the draws take; only for the others
 * is one worked out.
 */
function addLogarithms(
  backOff: BackOff,
  { folder, tally, siblings, slots }: AskedPlace,
  scratch: Float64Array,
  out: Float64Array,
): void {
  const known = backOff.logarithms(folder);
  const shares = backOff.folder(folder);
  for (let i = 0; i < slots.length; i++) scratch[slots[i]!] = shares[slots[i]!]!;
  let kept = 1;
  for (const sibling of siblings) kept *= backOff.drawSome(slots, sibling, placeMass, scratch);
  kept *= backOff.drawSome(slots, tally, placeMass, scratch);
  const moved = Math.log(kept);
  for (let s = 0; s < out.length; s++) {
    const logarithm = known[s]! + moved;
    out[s] = logarithm < leastLogarithm ? leastLogarithm : logarithm;
  }
  for (let i = 0; i < slots.length; i++) out[slots[i]!] = Math.log(Math.max(smallestShare, scratch[slots[i]!]!));
}

interface Help {
  readonly column: Float64Array;
  readonly total: number;
}

/** Folders this deep are areas: help on a change there counts for every file in it. */
const areaDepth = 2;

/** Help (or merges) that askers got on changes in the area of the first path asked about. Remembered by asker and area. */
class AreaHelp {
  readonly #tables: Tables;
  readonly #areaOf: Uint32Array;
  readonly #known = new Map<string, Help>();

  constructor(tables: Tables) {
    this.#tables = tables;
    const { parentOf } = tables.places;
    const depth = new Uint8Array(parentOf.length);
    this.#areaOf = new Uint32Array(parentOf.length);
    for (let f = 1; f < parentOf.length; f++) {
      const parent = parentOf[f]!;
      depth[f] = Math.min(areaDepth + 1, depth[parent]! + 1);
      this.#areaOf[f] = depth[f]! > areaDepth ? this.#areaOf[parent]! : f;
    }
  }

  of(q: LookedUp, merges: boolean): Help {
    const area = this.#areaOf[q.places[0]!.folder]!;
    const key = `${q.asker} ${area} ${merges}`;
    let known = this.#known.get(key);
    if (!known) {
      known = this.#tables.pairs.where(q.asker!, merges, (commit) => this.#touches(commit, area));
      this.#known.set(key, known);
    }
    return known;
  }

  #touches(commit: number, area: number): boolean {
    const { touchStart } = this.#tables.history;
    const { folderOf, files } = this.#tables.places;
    for (let t = touchStart[commit]!; t < touchStart[commit + 1]!; t++) {
      if (this.#areaOf[folderOf[files.fileOf[t]!]!] === area) return true;
    }
    return false;
  }
}

/** Changes' worth of trust in the place against who helped this asker before. */
const pairMass = 20;
const smallestShare = 1e-6;
const leastLogarithm = Math.log(smallestShare);

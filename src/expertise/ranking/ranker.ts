import type { History } from '../history.ts';
import type { People } from '../people.ts';
import { type AskedFeature, type Feature, makeFeatures } from './features.ts';
import { type Model, modelFor } from './model.ts';
import { type LookedUp, lookUp, type Question } from './question.ts';
import { buildTables, type RankerOptions, type Tables } from './tables.ts';

/** One answer. Scores compare people within one question only; they say nothing about a person. */
export interface RankedPerson {
  readonly person: number;
  readonly score: number;
  /** Softmax of the scores over all candidates; not a probability, see `confidence.ts`. */
  readonly share: number;
}

/** How much one feature moved a person's score against the mean of the candidates. */
export interface Contribution {
  readonly feature: string;
  readonly amount: number;
}

export interface Ranker {
  readonly tables: Tables;
  /** Best first; equal scores by person id. At most `limit` people (all by default). */
  rank(question: Question, limit?: number): RankedPerson[];
  /** Why a person stands where they do: largest contribution first. Empty for somebody who is no candidate. */
  explain(question: Question, person: number): Contribution[];
  /** Standardised feature values, feature by feature and slot by slot, for training. */
  featureValues(question: Question): { names: string[]; values: Float64Array[]; askerSlot: number };
}

/** Prepares to answer questions about one repository's history. Pure and deterministic; tens of ms for 80,000 commits. */
export function createRanker(history: History, people: People, options: RankerOptions, model?: Model): Ranker {
  const tables = buildTables(history, people, options);
  return rankerOver(tables, model ?? modelFor(options));
}

export function rankerOver(tables: Tables, model: Model): Ranker {
  const { person } = tables.candidates;
  const slots = person.length;
  const all = makeFeatures(tables);
  const used = all.filter((feature) => model.weights[feature.name]);
  const weights = used.map((feature) => model.weights[feature.name]!);
  const fixed = new Map<Feature, Float64Array>();
  const valuesOf = (feature: Feature, asked: LookedUp, out: Float64Array): void => {
    if (feature.kind === 'asked') {
      out.fill(0);
      feature.add(asked, out);
      standardise(feature.scale, out, asked.askerSlot);
      const worth = feature.worth?.(asked) ?? 1;
      if (worth !== 1) for (let s = 0; s < slots; s++) out[s]! *= worth;
      return;
    }
    let values = fixed.get(feature);
    if (!values) {
      values = feature.values(tables);
      standardise('spread', values, -1);
      const { factor = 1 } = feature;
      if (factor !== 1) for (let s = 0; s < slots; s++) values[s]! *= factor;
      fixed.set(feature, values);
    }
    out.set(values);
  };
  const base = new Float64Array(slots);
  const scratch = new Float64Array(slots);
  const askedOnly: { feature: AskedFeature; weight: number }[] = [];
  used.forEach((feature, f) => {
    if (feature.kind !== 'fixed') askedOnly.push({ feature, weight: weights[f]! });
    else {
      valuesOf(feature, noQuestion, scratch);
      for (let s = 0; s < slots; s++) base[s]! += weights[f]! * scratch[s]!;
    }
  });
  const scores = new Float64Array(slots);
  const score = (asked: LookedUp): void => {
    scores.set(base);
    for (const { feature, weight } of askedOnly) {
      const worth = feature.worth?.(asked) ?? 1;
      if (worth === 0) continue;
      scratch.fill(0);
      feature.add(asked, scratch);
      addStandardised(feature.scale, scratch, asked.askerSlot, weight * worth, scores);
    }
  };
  return {
    tables,
    rank(question, limit = slots) {
      const asked = lookUp(tables, question);
      score(asked);
      return best(scores, person, asked.askerSlot, limit);
    },
    explain(question, who) {
      const slot = tables.candidates.slotOf[who] ?? -1;
      if (slot < 0) return [];
      const asked = lookUp(tables, question);
      return used
        .map((feature, f) => {
          valuesOf(feature, asked, scratch);
          let mean = 0;
          for (let s = 0; s < slots; s++) mean += scratch[s]! / slots;
          return { feature: feature.name, amount: weights[f]! * (scratch[slot]! - mean) };
        })
        .sort((a, b) => b.amount - a.amount || (a.feature < b.feature ? -1 : 1));
    },
    featureValues(question) {
      const asked = lookUp(tables, question);
      const values = all.map((feature) => {
        const out = new Float64Array(slots);
        valuesOf(feature, asked, out);
        return out;
      });
      return { names: all.map((feature) => feature.name), values, askerSlot: asked.askerSlot };
    },
  };
}

const noQuestion: LookedUp = { places: [], asker: undefined, askerSlot: -1, pairs: undefined };

/** Bounds of a standardised value: one outlier must not decide alone. */
const lowest = -4;
const highest = 8;

/** Values that differ less than this are taken as equal: among two people an hour's difference must not look like a deviation. */
const leastSpread = 0.1;

/** Turns values into standard scores over the candidates (the asker left out). Logarithms keep their scale. */
function standardise(scale: AskedFeature['scale'], values: Float64Array, skip: number): void {
  const copy = values.slice();
  values.fill(0);
  addStandardised(scale, copy, skip, 1, values);
}

/** Adds `weight` times the standardised values to `out`. */
function addStandardised(
  scale: AskedFeature['scale'],
  values: Float64Array,
  skip: number,
  weight: number,
  out: Float64Array,
): void {
  const n = values.length;
  if (scale === 'logarithm') {
    for (let s = 0; s < n; s++) out[s]! += weight * values[s]!;
    return;
  }
  let [sum, squares] = [0, 0];
  for (let s = 0; s < n; s++) {
    const value = values[s]!;
    sum += value;
    squares += value * value;
  }
  if (skip >= 0) {
    sum -= values[skip]!;
    squares -= values[skip]! * values[skip]!;
  }
  const others = Math.max(1, n - (skip >= 0 ? 1 : 0));
  const mean = sum / others;
  const deviation = Math.max(leastSpread, Math.sqrt(Math.max(0, squares / others - mean * mean)));
  const factor = weight / deviation;
  const [least, most] = [mean + lowest * deviation, mean + highest * deviation];
  for (let s = 0; s < n; s++) {
    const value = values[s]!;
    out[s]! += factor * ((value < least ? least : value > most ? most : value) - mean);
  }
}

/** The `limit` highest scores, highest first; equal ones by slot. Insertion for short lists, sorting for long ones. */
function best(scores: Float64Array, person: Uint32Array, askerSlot: number, limit: number): RankedPerson[] {
  let top = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < scores.length; s++) if (s !== askerSlot && scores[s]! > top) top = scores[s]!;
  let total = 0;
  for (let s = 0; s < scores.length; s++) if (s !== askerSlot) total += Math.exp(scores[s]! - top);
  const order =
    limit <= longestInsertion ? insertBest(scores, askerSlot, limit) : sortAll(scores, askerSlot).slice(0, limit);
  return order.map((s) => ({ person: person[s]!, score: scores[s]!, share: Math.exp(scores[s]! - top) / total }));
}

const longestInsertion = 64;

function insertBest(scores: Float64Array, askerSlot: number, limit: number): number[] {
  const order: number[] = [];
  for (let s = 0; s < scores.length; s++) {
    const score = scores[s]!;
    if (s === askerSlot || (order.length === limit && !(score > scores[order[limit - 1]!]!))) continue;
    let at = order.length === limit ? limit - 1 : order.length;
    for (; at > 0 && score > scores[order[at - 1]!]!; at--) order[at] = order[at - 1]!;
    order[at] = s;
  }
  return order;
}

function sortAll(scores: Float64Array, askerSlot: number): number[] {
  const order: number[] = [];
  for (let s = 0; s < scores.length; s++) if (s !== askerSlot) order.push(s);
  return order.sort((a, b) => scores[b]! - scores[a]! || a - b);
}

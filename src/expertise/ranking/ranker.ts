import type { History } from '../history.ts';
import type { People } from '../people.ts';
import { type DepartedPerson, findDeparted } from './departed.ts';
import { collectEvidence, type PersonEvidence } from './evidence.ts';
import { type Feature, makeFeatures } from './features.ts';
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
  /** The facts behind a name: commits, help and dates for the file, its folder and the repository. */
  evidence(question: Question, person: number): PersonEvidence;
  /** People who knew this and left. */
  departed(question: Question, limit?: number): DepartedPerson[];
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
      standardise(feature.name, out, asked.askerSlot);
      return;
    }
    let values = fixed.get(feature);
    if (!values) {
      values = feature.values(tables);
      standardise(feature.name, values, -1);
      fixed.set(feature, values);
    }
    out.set(values);
  };
  const base = new Float64Array(slots);
  const scratch = new Float64Array(slots);
  const askedOnly: { feature: Feature; weight: number }[] = [];
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
      valuesOf(feature, asked, scratch);
      for (let s = 0; s < slots; s++) scores[s]! += weight * scratch[s]!;
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
    evidence: (question, who) => collectEvidence(tables, question, who),
    departed: (question, limit) => findDeparted(tables, question, limit),
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

/** Turns values into standard scores over the candidates (the asker left out). Log shares keep their scale and are only centred. */
function standardise(name: string, values: Float64Array, skip: number): void {
  const n = values.length - (skip >= 0 ? 1 : 0);
  let [sum, squares] = [0, 0];
  for (let s = 0; s < values.length; s++) {
    sum += values[s]!;
    squares += values[s]! * values[s]!;
  }
  if (skip >= 0) {
    sum -= values[skip]!;
    squares -= values[skip]! * values[skip]!;
  }
  const mean = sum / Math.max(1, n);
  if (name.startsWith('backOff')) {
    for (let s = 0; s < values.length; s++) values[s]! -= mean;
    return;
  }
  const spread = Math.sqrt(Math.max(0, squares / Math.max(1, n) - mean * mean));
  const deviation = Math.max(spread, leastSpread);
  for (let s = 0; s < values.length; s++)
    values[s] = Math.max(lowest, Math.min(highest, (values[s]! - mean) / deviation));
}

function best(scores: Float64Array, person: Uint32Array, askerSlot: number, limit: number): RankedPerson[] {
  const order: number[] = [];
  let top = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < scores.length; s++) {
    if (s === askerSlot) continue;
    order.push(s);
    if (scores[s]! > top) top = scores[s]!;
  }
  let total = 0;
  for (const s of order) total += Math.exp(scores[s]! - top);
  order.sort((a, b) => scores[b]! - scores[a]! || a - b);
  return order
    .slice(0, limit)
    .map((s) => ({ person: person[s]!, score: scores[s]!, share: Math.exp(scores[s]! - top) / total }));
}

import type { Dataset, Example } from './dataset.ts';

export interface TrainingOptions {
  /** Weight of the squared weights in the loss. */
  readonly l2?: number;
  readonly epochs?: number;
  readonly rate?: number;
  /** Starting weights, by feature name. */
  readonly start?: Readonly<Record<string, number>>;
}

/** Only some columns of a data set, row by row: what training and measuring loop over. */
export interface Table {
  readonly dataset: Dataset;
  readonly features: readonly string[];
  readonly examples: readonly { readonly values: Float32Array; readonly example: Example }[];
}

export function selectFeatures(dataset: Dataset, features: readonly string[]): Table {
  const columns = features.map((name) => {
    const column = dataset.names.indexOf(name);
    if (column < 0) throw new Error(`There is no feature called ${name}.`);
    return column;
  });
  const width = dataset.names.length;
  const examples = dataset.examples.map((example) => {
    const values = new Float32Array(example.rows * columns.length);
    for (let row = 0; row < example.rows; row++) {
      for (let k = 0; k < columns.length; k++) {
        values[row * columns.length + k] = example.values[row * width + columns[k]!]!;
      }
    }
    return { values, example };
  });
  return { dataset, features, examples };
}

/** Epochs after which unlikely rows are sorted out anew, and what counts as unlikely: they barely move a weight. */
const sortOutEvery = 40;
const unlikely = 2e-4;

/** How much a question counts that only the three busiest reviewers answered. */
const obviousWorth = 0.5;

/**
 * Weights that make the people who really helped likely under a softmax over each question's candidates: −ln of the share
 * that they have together, so that naming one of several is enough. A question that only the three busiest reviewers answered counts
 * half: anybody can guess them. Weights stay at or above 0. A repository counts by the square root of its questions, so that none drowns the others.
 * Adam, full batch; deterministic.
 */
export function trainSoftmax(tables: readonly Table[], options: TrainingOptions = {}): Float64Array {
  const { l2 = 0.005, epochs = 120, rate = 0.05 } = options;
  const { features } = tables[0]!;
  const width = features.length;
  const weights = Float64Array.from(features, (name) => options.start?.[name] ?? 0.05);
  const [mean, square, gradient] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  const all = tables.flatMap(({ examples }) => {
    const useful = examples.filter(({ example }) => example.truth.length > 0 && example.rows > 1);
    return useful.map(({ values, example: { rows, truth, top3only } }) => ({
      values,
      rows,
      truth,
      share: (top3only ? obviousWorth : 1) / Math.sqrt(useful.length),
    }));
  });
  const total = all.reduce((sum, { share }) => sum + share, 0);
  for (const item of all) item.share /= total;
  const likely = new Float64Array(Math.max(...all.map(({ rows }) => rows)));
  let items: readonly Item[] = all;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    if (epoch % sortOutEvery === (options.start ? 1 : 10))
      items = all.map((item) => withoutUnlikely(item, weights, likely));
    gradient.fill(0);
    for (const { values, rows, truth, share } of items) {
      softmax(values, weights, rows, likely);
      let found = 0;
      for (const row of truth) found += likely[row]!;
      for (const row of truth) likely[row]! -= likely[row]! / found;
      for (let row = 0, at = 0; row < rows; row++) {
        const amount = likely[row]! * share;
        for (let k = 0; k < width; k++) gradient[k]! += amount * values[at++]!;
      }
    }
    const step = epoch > epochs * 0.7 ? rate * 0.3 : rate;
    for (let k = 0; k < width; k++) {
      const slope = gradient[k]! + 2 * l2 * weights[k]!;
      mean[k] = 0.9 * mean[k]! + 0.1 * slope;
      square[k] = 0.99 * square[k]! + 0.01 * slope * slope;
      const size = Math.sqrt(square[k]! / (1 - 0.99 ** epoch)) + 1e-8;
      weights[k] = Math.max(0, weights[k]! - (step * (mean[k]! / (1 - 0.9 ** epoch))) / size);
    }
  }
  return weights;
}

interface Item {
  readonly values: Float32Array;
  readonly rows: number;
  readonly truth: readonly number[];
  share: number;
}

function withoutUnlikely(item: Item, weights: Float64Array, likely: Float64Array): Item {
  const width = weights.length;
  softmax(item.values, weights, item.rows, likely);
  const kept: number[] = [];
  for (let row = 0; row < item.rows; row++) if (likely[row]! > unlikely || item.truth.includes(row)) kept.push(row);
  const values = new Float32Array(kept.length * width);
  for (const [i, row] of kept.entries()) values.set(item.values.subarray(row * width, (row + 1) * width), i * width);
  return { values, rows: kept.length, truth: item.truth.map((row) => kept.indexOf(row)), share: item.share };
}

function softmax(values: Float32Array, weights: Float64Array, rows: number, out: Float64Array): void {
  const width = weights.length;
  let top = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    let score = 0;
    for (let k = 0, at = row * width; k < width; k++) score += weights[k]! * values[at + k]!;
    out[row] = score;
    if (score > top) top = score;
  }
  let total = 0;
  for (let row = 0; row < rows; row++) {
    out[row] = Math.exp(out[row]! - top);
    total += out[row]!;
  }
  for (let row = 0; row < rows; row++) out[row]! /= total;
}

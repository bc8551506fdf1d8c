import type { Table } from './softmaxTraining.ts';

/** Questions whose best answer got a share in [from, to), and how often that person really helped. */
export interface ConfidenceBin {
  readonly from: number;
  readonly to: number;
  readonly questions: number;
  readonly right: number;
}

const edges = [0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 1.01];

/** Outcome by the softmax share of the first answer: the share alone is no probability. */
export function confidenceTable(tables: readonly { table: Table; weights: Float64Array }[]): ConfidenceBin[] {
  const counts = edges.slice(0, -1).map(() => ({ questions: 0, right: 0 }));
  for (const { table, weights } of tables) {
    for (const { values, example } of table.examples) {
      if (example.rows === 0) continue;
      const { row, share } = bestOf(values, example.rows, weights);
      const bin = counts[edges.findIndex((edge) => edge > share) - 1]!;
      bin.questions++;
      bin.right += Number(example.truth.includes(row));
    }
  }
  return counts.map(({ questions, right }, i) => ({
    from: edges[i]!,
    to: edges[i + 1]!,
    questions,
    right: right / Math.max(1, questions),
  }));
}

function bestOf(values: Float32Array, rows: number, weights: Float64Array): { row: number; share: number } {
  const width = weights.length;
  const scores = Array.from({ length: rows }, (_, row) => {
    let score = 0;
    for (let k = 0; k < width; k++) score += weights[k]! * values[row * width + k]!;
    return score;
  });
  let best = 0;
  for (let row = 1; row < rows; row++) if (scores[row]! > scores[best]!) best = row;
  const total = scores.reduce((sum, score) => sum + Math.exp(score - scores[best]!), 0);
  return { row: best, share: 1 / total };
}

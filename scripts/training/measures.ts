import type { Table } from './softmaxTraining.ts';

/** Mean reciprocal rank and hit rates, as the evaluation set defines them: ranks beyond 50 count as missed. */
export interface Measures {
  readonly questions: number;
  readonly mrr: number;
  readonly top1: number;
  readonly top3: number;
  readonly top5: number;
  /** Without the questions that only the three busiest reviewers answered. */
  readonly nonObviousTop3: number;
  /** Those three removed from answers and truth. */
  readonly beyondTop3: number;
}

export const measureNames = ['mrr', 'top1', 'top3', 'top5', 'nonObviousTop3', 'beyondTop3'] as const;

/** Fewer questions than this say nothing about a repository; it is left out of averages. */
export const fewestQuestions = 60;

const lastRank = 50;

export function measure({ examples, features }: Table, weights: Float64Array): Measures {
  const width = features.length;
  const sums = { mrr: 0, top1: 0, top3: 0, top5: 0, nonObvious: 0, nonObviousTop3: 0, beyond: 0, beyondTop3: 0 };
  for (const { values, example } of examples) {
    const scores = new Float64Array(example.rows);
    for (let row = 0; row < example.rows; row++) {
      for (let k = 0; k < width; k++) scores[row]! += weights[k]! * values[row * width + k]!;
    }
    const rank = rankOfBest(scores, example.truth, []);
    sums.mrr += rank ? 1 / rank : 0;
    sums.top1 += Number(rank === 1);
    sums.top3 += Number(rank >= 1 && rank <= 3);
    sums.top5 += Number(rank >= 1 && rank <= 5);
    if (!example.top3only) {
      sums.nonObvious++;
      sums.nonObviousTop3 += Number(rank >= 1 && rank <= 3);
    }
    if (example.hasOthers) {
      const others = example.truth.filter((row) => !example.top3.includes(row));
      const beyond = rankOfBest(scores, others, example.top3);
      sums.beyond++;
      sums.beyondTop3 += Number(beyond >= 1 && beyond <= 3);
    }
  }
  const n = Math.max(1, examples.length);
  return {
    questions: examples.length,
    mrr: sums.mrr / n,
    top1: sums.top1 / n,
    top3: sums.top3 / n,
    top5: sums.top5 / n,
    nonObviousTop3: sums.nonObviousTop3 / Math.max(1, sums.nonObvious),
    beyondTop3: sums.beyondTop3 / Math.max(1, sums.beyond),
  };
}

/** Rank of the best placed of `wanted`, `without` left out; 0 for none in the first 50. Equal scores stand in the order of rows. */
function rankOfBest(scores: Float64Array, wanted: readonly number[], without: readonly number[]): number {
  let best = -1;
  for (const row of wanted) if (best < 0 || scores[row]! > scores[best]!) best = row;
  if (best < 0) return 0;
  let rank = 1;
  for (let row = 0; row < scores.length; row++) {
    if (row === best || without.includes(row)) continue;
    if (scores[row]! > scores[best]! || (scores[row] === scores[best] && row < best)) rank++;
  }
  return rank > lastRank ? 0 : rank;
}

/** The mean over organisations of the mean over each one's repositories. */
export function averageByOrganisation(rows: readonly { organisation: string; measures: Measures }[]): Measures {
  const groups = new Map<string, Measures[]>();
  for (const { organisation, measures } of rows) {
    if (measures.questions >= fewestQuestions)
      groups.set(organisation, [...(groups.get(organisation) ?? []), measures]);
  }
  const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / Math.max(1, list.length);
  const of = (name: (typeof measureNames)[number]) =>
    mean([...groups.values()].map((group) => mean(group.map((measures) => measures[name]))));
  const [mrr, top1, top3, top5, nonObviousTop3, beyondTop3] = measureNames.map(of) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const questions = rows.reduce((sum, { measures }) => sum + measures.questions, 0);
  return { questions, mrr, top1, top3, top5, nonObviousTop3, beyondTop3 };
}

/** A range of values. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Two-sided 97.5% points of Student's t for 1 to 30 degrees of freedom; beyond, the normal one is near enough. */
const students = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const normal = 1.96;

/** The 95% interval of a mean, by Student's t. One value alone says nothing of how others would scatter: it is its own interval. */
export function intervalOf(values: readonly number[]): Range {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { from: mean, to: mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = (students[n - 2] ?? normal) * Math.sqrt(variance / n);
  return { from: mean - reach, to: mean + reach };
}

/**
 * An order of rows in which like stand beside like, so that blocks show: rows are joined by average likeness (cosine), and
 * each joining turns the two runs so that their closest ends meet. Ties go by position and the run that holds the first
 * position comes first, so the order never speaks of amounts. After Gruvaeus and Wainer (1972). O(n³) for n rows.
 */
export function seriate(rows: readonly (readonly number[])[]): number[] {
  const n = rows.length;
  const norms = rows.map((row) => Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)));
  const likeness = rows.map((a, i) =>
    rows.map((b, j) => {
      let dot = 0;
      for (let k = 0; k < a.length; k++) dot += a[k] * b[k];
      return norms[i] && norms[j] ? dot / norms[i] / norms[j] : 0;
    }),
  );
  let runs = rows.map((_, i) => [i]);
  const between = likeness.map((row) => [...row]);
  const alive = rows.map((_, i) => i);
  for (let left = n; left > 1; left--) {
    let [x, y, best] = [-1, -1, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < alive.length; i++)
      for (let j = i + 1; j < alive.length; j++) {
        const value = between[alive[i]][alive[j]];
        if (value > best + 1e-12) [x, y, best] = [i, j, value];
      }
    const [a, b] = [alive[x], alive[y]];
    const [m, k] = [runs[a].length, runs[b].length];
    for (const c of alive)
      if (c !== a && c !== b) {
        const value = (between[a][c] * m + between[b][c] * k) / (m + k);
        between[a][c] = value;
        between[c][a] = value;
      }
    runs[a] = joined(runs[a], runs[b], likeness);
    alive.splice(y, 1);
  }
  runs = alive.map((i) => runs[i]);
  const order = runs[0] ?? [];
  return order.length > 1 && order[0] > order.at(-1)! ? order.reverse() : order;
}

/** The four ways to put two runs end to end; the one whose meeting ends are most alike. */
function joined(a: number[], b: number[], likeness: readonly (readonly number[])[]): number[] {
  const ways = [
    [a, b],
    [a, [...b].reverse()],
    [[...a].reverse(), b],
    [[...a].reverse(), [...b].reverse()],
  ];
  let best = ways[0];
  for (const way of ways)
    if (likeness[way[0].at(-1)!][way[1][0]] > likeness[best[0].at(-1)!][best[1][0]] + 1e-12) best = way;
  return [...best[0], ...best[1]];
}

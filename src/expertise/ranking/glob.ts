/**
 * Whether a path matches a pattern of `*`, `?` (inside one name) and `**` (across folders). Time is bounded by the product of the lengths:
 * patterns come from repositories, and a regular expression made from one could run for ever.
 */
export function matchesGlob(pattern: readonly string[], path: readonly string[]): boolean {
  return wildcard(
    pattern.length,
    path.length,
    (i) => pattern[i] === '**',
    (i, j) => matchesName(pattern[i]!, path[j]!),
  );
}

function matchesName(pattern: string, name: string): boolean {
  return wildcard(
    pattern.length,
    name.length,
    (i) => pattern[i] === '*',
    (i, j) => pattern[i] === name[j] || pattern[i] === '?',
  );
}

/** Greedy matching that goes back to the last star only; `isStar(i)` matches any run, others one by one. */
function wildcard(
  length: number,
  textLength: number,
  isStar: (i: number) => boolean,
  same: (i: number, j: number) => boolean,
): boolean {
  let [i, j] = [0, 0];
  let [star, from] = [-1, 0];
  while (j < textLength) {
    if (i < length && isStar(i)) {
      star = i++;
      from = j;
    } else if (i < length && same(i, j)) {
      i++;
      j++;
    } else if (star >= 0) {
      i = star + 1;
      j = ++from;
    } else return false;
  }
  while (i < length && isStar(i)) i++;
  return i === length;
}

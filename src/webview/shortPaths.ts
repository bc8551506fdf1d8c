/**
 * Names for paths that stand beside each other, such as the heads of columns: a short path as it is, of a long one its first and last
 * part, and between them what tells it from others that begin and end alike. Unsafe for a screen, as the paths are.
 */
export function shortPaths(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split('/'));
  const ends = parts.map((all) => (all.length <= longest ? all.join('/') : `${all[0]}/…/${all.at(-1)}`));
  return parts.map((all, i) => {
    if (all.length <= longest) return ends[i]!;
    const alike = parts.filter((_, j) => j !== i && ends[j] === ends[i]);
    if (alike.length === 0) return ends[i]!;
    const telling = all.findIndex(
      (part, at) => at > 0 && at < all.length - 1 && alike.every((other) => other[at] !== part),
    );
    return telling < 0 ? all.join('/') : [all[0], '…', all[telling], '…', all.at(-1)].join('/');
  });
}

/** Parts of a path that is shown whole. */
const longest = 3;

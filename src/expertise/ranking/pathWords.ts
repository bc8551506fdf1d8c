/** The words of a path, each once: `src/netDev/dpif_netdev.c` → src, net, dev, dpif, netdev. Digits and single letters are none. */
export function pathWords(path: string): string[] {
  const words = path
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return [...new Set(words)].filter((word) => word.length > 1 && word.length <= longestWord);
}

/** Longer runs of letters are hashes or noise. Characters. */
const longestWord = 40;

/**
 * The words of a path, each once, in lower case: `src/netDev/dpif_netdev.c` → src, net, dev, dpif, netdev. Digits and single letters
 * are none.
 */
export function pathWords(path: string): string[] {
  return isPlain(path) ? plainWords(path) : foreignWords(path);
}

/** Whether the path is of visible ASCII alone. */
export const isPlain = (path: string): boolean => plain.test(path);

/** Longer runs of letters are hashes or noise. Characters. */
const longestWord = 40;
const plain = /^[\x20-\x7e]*$/;

function plainWords(path: string): string[] {
  const words: string[] = [];
  let start = -1;
  let before = 0;
  for (let i = 0; i <= path.length; i++) {
    const code = i < path.length ? path.charCodeAt(i) : 0;
    const lower = code >= 97 && code <= 122;
    const upper = code >= 65 && code <= 90;
    const beginsWord = upper && ((before >= 97 && before <= 122) || (before >= 48 && before <= 57));
    if (start >= 0 && (beginsWord || !(lower || upper))) {
      if (i - start > 1 && i - start <= longestWord) {
        const word = path.slice(start, i).toLowerCase();
        if (!words.includes(word)) words.push(word);
      }
      start = -1;
    }
    if (start < 0 && (lower || upper)) start = i;
    before = code;
  }
  return words;
}

function foreignWords(path: string): string[] {
  const words = path
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return [...new Set(words)].filter((word) => word.length > 1 && word.length <= longestWord);
}

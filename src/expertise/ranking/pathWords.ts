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
  let start = 0;
  for (let i = 0; i <= path.length; i++) {
    if (!isEdge(path, i)) continue;
    if (i - start > 1 && i - start <= longestWord && isLetter(path.charCodeAt(start))) {
      const word = path.slice(start, i).toLowerCase();
      if (!words.includes(word)) words.push(word);
    }
    start = i;
  }
  return words;
}

/** Whether `word`, which stands in lower case at `at` in a plain path, is a word of it there, and not a part of one. */
export function isWordAt(path: string, at: number, word: string): boolean {
  const end = at + word.length;
  for (let i = at + 1; i < end; i++) if (isEdge(path, i)) return false;
  return isEdge(path, at) && isEdge(path, end);
}

/** Whether a word may begin or end before the i-th character: beside anything but letters, and where a capital follows a small letter. */
function isEdge(path: string, i: number): boolean {
  const before = path.charCodeAt(i - 1);
  const code = path.charCodeAt(i);
  return !isLetter(before) || !isLetter(code) || (code < 97 && before >= 97);
}

/** NaN, which stands beyond the ends, is none. */
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

function foreignWords(path: string): string[] {
  const words = path
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return [...new Set(words)].filter((word) => word.length > 1 && word.length <= longestWord);
}

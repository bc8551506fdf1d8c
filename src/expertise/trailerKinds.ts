import type { CreditKind } from './history.ts';

/**
 * The kind of credit a trailer's key stands for, however it is spelled: `Reviewed-by`, `reviewed by`, `Analysis-and-initial-patch-by`;
 * undefined for keys that credit nobody, such as `Cc`.
 */
export function creditKindOf(key: string): CreditKind | undefined {
  if (known.has(key)) return known.get(key);
  const plain = key.toLowerCase().replace(/[ _-]+/g, '-');
  const kind = exact.get(plain) ?? (plain.endsWith('-by') ? words.find(([word]) => word.test(plain))?.[1] : undefined);
  if (known.size < maxKnown) known.set(key, kind);
  return kind;
}

/** Keys remembered. A history has a few hundred spellings; a hostile one would fill the memory with others. */
const maxKnown = 1000;
const known = new Map<string, CreditKind | undefined>();

const exact = new Map<string, CreditKind>([
  ['co-author', 'co-author'],
  ['co-authors', 'co-author'],
  ['author', 'co-author'],
  ['reviewer', 'reviewed'],
  ['reviewers', 'reviewed'],
  ['reviewed', 'reviewed'],
  ['reviews', 'reviewed'],
  ['apache-reviewers', 'reviewed'],
  ['r', 'reviewed'],
  ['thanks-to', 'helped'],
  ['signed-off-by', 'signed-off'],
]);

/** The words by which a key that ends in `-by` is understood; the first that is found counts. */
const words: readonly (readonly [RegExp, CreditKind])[] = [
  [/review/, 'reviewed'],
  [/mentor/, 'mentored'],
  [
    /author|written|patch|path-by|original-by|(?:initial|original)-test|contribut|co-developed|implement|pair|generated/,
    'co-author',
  ],
  [
    /help|hepled|assist|improv|expla|analy|debug|pointed-out|advised|guided|fixed|diagnos|edited|tweaked|research|modified|comments|wording|message|documentation/,
    'helped',
  ],
  [/suggest|inspir|idea|propos|hint|based-on/, 'suggested'],
  [/ack(?:ed|edy|s)?-/, 'acked'],
  [/test/, 'tested'],
  [/report|notic|spotted|found-by|request|bisect|reproduc|discover/, 'reported'],
  [/sign/, 'signed-off'],
];

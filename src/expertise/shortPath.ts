import { displayText } from './displayText.ts';

/** Longest path that a sentence takes whole, in characters. */
const longestPath = 40;

/** A path for a sentence, safe for a screen: of a long one its last two parts, which are what a person calls it. */
export function shortPath(path: string): string {
  const shown = path.length <= longestPath ? path : `…/${path.split('/').slice(-2).join('/')}`;
  return displayText(shown);
}

import { displayText } from '../expertise/displayText.ts';

/** Text for a notification, where the editor would make links of `[label](command:…)`: the same words, nothing to click. */
export const plainMessage = (text: string, maxLength = 300): string =>
  displayText(text, maxLength).replaceAll('](', '] (');

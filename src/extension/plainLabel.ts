import { displayText } from '../expertise/displayText.ts';

/** Text for a label in which the editor would draw `$(icon)`: the same words, with nothing drawn. */
export const plainLabel = (text: string, maxLength?: number): string =>
  displayText(text, maxLength).replaceAll('$(', '\\$(');

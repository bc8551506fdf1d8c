import { type Say, sayFrom } from '../expertise/say.ts';

let spoken = sayFrom({});

/** Sets the page's language, once, before anything is drawn: translations by English sentence. */
export function speak(table: Readonly<Record<string, string>>): void {
  spoken = sayFrom(table);
}

/** Says a sentence in the page's language. */
export const say: Say = (sentence, ...values) => spoken(sentence, ...values);

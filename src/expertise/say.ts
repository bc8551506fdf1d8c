/** Says a sentence in the reader's language: finds its translation and puts the arguments where `{0}`, `{1}` … stand. */
export type Say = (sentence: string, ...values: (string | number)[]) => string;

/** Says it in English. */
export const sayPlainly: Say = (sentence, ...values) => fill(sentence, values);

/** Says it in the language of a table from English sentences to others; in English where the table has none. */
export const sayFrom =
  (table: Readonly<Record<string, string>>): Say =>
  (sentence, ...values) =>
    fill(Object.hasOwn(table, sentence) ? table[sentence] : sentence, values);

/** One pass, so that nothing in a value is taken for a place. */
const fill = (sentence: string, values: readonly (string | number)[]): string =>
  sentence.replace(/\{(\d)\}/g, (place, at: string) => String(values[Number(at)] ?? place));

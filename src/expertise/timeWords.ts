const day = 86_400;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/**
 * When something last was, as the end of a sentence: `today`, `three days ago`, `last week`, `two weeks ago`,
 * `last in October`, `last in October 2021`. Both times in seconds, read in UTC so that every machine says the same; a later time counts as now.
 */
export function lastWords(time: number, now: number): string {
  const days = Math.floor((now - time) / day);
  if (!(days > 0)) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 7) return `${numberWord(days)} days ago`;
  if (days < 14) return 'last week';
  if (days < 35) return `${numberWord(Math.floor(days / 7))} weeks ago`;
  return `last ${monthWords(time, now)}`;
}

/** `in October`, or `in October 2021` where the month alone would be taken for a nearer one. */
export function monthWords(time: number, now: number): string {
  const then = new Date(time * 1000);
  const today = new Date(now * 1000);
  if (Number.isNaN(then.getTime())) return 'long ago';
  const apart = (today.getUTCFullYear() - then.getUTCFullYear()) * 12 + today.getUTCMonth() - then.getUTCMonth();
  const month = months[then.getUTCMonth()]!;
  return apart < 11 ? `in ${month}` : `in ${month} ${then.getUTCFullYear()}`;
}

/** A small number as a word, a larger one in digits. */
export const numberWord = (n: number): string => numbers[n] ?? digits(n);

/** `71,668`, the same in every country: an answer is the same on every machine. */
const digits = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `once`, `twice`, `three times`, `31 times`. */
export const timesWord = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${numberWord(n)} times`);

/** `one change`, `6 changes`: counts read best in digits from two on. */
export const countOf = (n: number, thing: string): string => (n === 1 ? `one ${thing}` : `${digits(n)} ${thing}s`);

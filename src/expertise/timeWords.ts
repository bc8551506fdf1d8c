import { type Say, sayPlainly } from './say.ts';

const day = 86_400;
const months = [
  'in January',
  'in February',
  'in March',
  'in April',
  'in May',
  'in June',
  'in July',
  'in August',
  'in September',
  'in October',
  'in November',
  'in December',
];
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/**
 * When something last was, as the end of a sentence: `today`, `three days ago`, `last week`, `two weeks ago`,
 * `last in October`, `last in October 2021`. Both times in seconds, read in UTC so that every machine says the same; a later time counts as now.
 */
export function lastWords(time: number, now: number, say: Say = sayPlainly): string {
  const days = Math.floor((now - time) / day);
  if (!(days > 0)) return say('today');
  if (days === 1) return say('yesterday');
  if (days < 7) return say('{0} days ago', numberWord(days, say));
  if (days < 14) return say('last week');
  if (days < 35) return say('{0} weeks ago', numberWord(Math.floor(days / 7), say));
  return say('last {0}', monthWords(time, now, say));
}

/** `in October`, or `in October 2021` where the month alone would be taken for a nearer one. */
export function monthWords(time: number, now: number, say: Say = sayPlainly): string {
  const then = new Date(time * 1000);
  const today = new Date(now * 1000);
  if (Number.isNaN(then.getTime())) return say('long ago');
  const apart = (today.getUTCFullYear() - then.getUTCFullYear()) * 12 + today.getUTCMonth() - then.getUTCMonth();
  const month = say(months[then.getUTCMonth()]!);
  return apart < 11 ? month : say('{0} {1}', month, then.getUTCFullYear());
}

/** `21 December 2026`, from `2026-12-21`. */
export const dayWords = (date: string): string =>
  new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A small number as a word, a larger one in digits. */
export const numberWord = (n: number, say: Say = sayPlainly): string =>
  numbers[n] === undefined ? digits(n) : say(numbers[n]);

/** `71,668`, the same in every country: an answer is the same on every machine. */
const digits = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `once`, `twice`, `three times`, `31 times`. */
export function timesWord(n: number, say: Say = sayPlainly): string {
  if (n === 1) return say('once');
  return n === 2 ? say('twice') : say('{0} times', numberWord(n, say));
}

/** `one change`, `6 changes`: counts read best in digits from two on. */
export const changesWord = (n: number, say: Say = sayPlainly): string =>
  n === 1 ? say('one change') : say('{0} changes', digits(n));

/** The letters of base64url, in the order of what they stand for. */
export const idLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** So many letters of an id hold the time at which it was made: 48 bits. */
export const timeLetters = 8;

const values = new Uint8Array(128);
for (let value = 0; value < idLetters.length; value++) values[idLetters.charCodeAt(value)] = value;

/** When the id was made, ms since 1970 by the clock of whoever made it: see `timedId`. An id that was made in another way has some time too. */
export function idTime(id: string): number {
  let time = 0;
  for (let at = 0; at < timeLetters; at++) time = time * 64 + values[id.charCodeAt(at)]!;
  return time;
}

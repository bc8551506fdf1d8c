import { dateLocale } from './dateLocale.ts';

/** A moment (ms) as a clock shows it: `14:20`. */
export function timeOfDay(time: number): string {
  return new Date(time).toLocaleTimeString(dateLocale(), { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** A moment (ms) as people say it today: `14:20`; on another day with its name. */
export function clock(time: number): string {
  const date = new Date(time);
  return date.toDateString() === new Date().toDateString()
    ? timeOfDay(time)
    : `${date.toLocaleDateString(dateLocale(), { weekday: 'long' })} ${timeOfDay(time)}`;
}

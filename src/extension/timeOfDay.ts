/** A moment (ms) as people say it today: `14:20`; on another day with its name. */
export function clock(time: number): string {
  const date = new Date(time);
  const today = new Date();
  const hours = date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
  return date.toDateString() === today.toDateString()
    ? hours
    : `${date.toLocaleDateString(undefined, { weekday: 'long' })} ${hours}`;
}

import type { Day } from '../mentoring/cadence.ts';

/** The day that a moment (ms) is in by this machine's clock, or by that of `zone`: in the evening that of UTC may be tomorrow. */
export const localDay = (time: number, zone?: string): Day =>
  new Date(time).toLocaleDateString('sv', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone });

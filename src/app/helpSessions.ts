import type { LogEntry } from '../client/mentoringLog.ts';

/** One confirmed session, as the ranking may use it: somebody helped somebody in an area. */
export interface HelpSession {
  readonly helper: string;
  readonly asker: string;
  readonly area: string | undefined;
  readonly language: string | undefined;
  /** Seconds since 1970. */
  readonly time: number;
  readonly solved: boolean;
}

/**
 * The sessions that speak for knowledge (H11): confirmed by both. The helper knew; the asker has learned. From the member's own log, so a
 * machine knows of the sessions its member was in and of no others.
 */
export function helpSessions(entries: readonly LogEntry[]): HelpSession[] {
  return entries
    .filter((entry) => entry.confirmed)
    .map(({ helper, asker, area, language, endedAt, outcome }) => ({
      helper,
      asker,
      area,
      language,
      time: Math.floor(endedAt / 1000),
      solved: outcome === 'solved',
    }));
}

/** Entries that contain every word of `words` somewhere; newest first. */
export function searchLog(entries: readonly LogEntry[], words: string): LogEntry[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .filter((entry) => {
      const { topic, area, language, repository, goal, learned, asker, helper, outcome, question } = entry;
      const text = [topic, area, language, repository, goal, learned, asker, helper, outcome, question]
        .join('\n')
        .toLowerCase();
      return wanted.every((word) => text.includes(word));
    })
    .sort((a, b) => b.endedAt - a.endedAt);
}

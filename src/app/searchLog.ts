import type { LogEntry } from '../client/mentoringLog.ts';

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

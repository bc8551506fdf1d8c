import type { LogEntry } from '../client/mentoringLog.ts';

/** Which entries are wanted. Of each list any may match; an empty one lets everything through. */
export interface LogFilter {
  /** Every one of these stands somewhere in the entry. */
  readonly words?: string | undefined;
  readonly roles?: readonly LogEntry['role'][] | undefined;
  readonly outcomes?: readonly LogEntry['outcome'][] | undefined;
  /** Names of the other one. */
  readonly people?: readonly string[] | undefined;
  readonly languages?: readonly string[] | undefined;
  /** Not before this moment, ms. */
  readonly since?: number | undefined;
}

/** The entries that a filter lets through; newest first. */
export function searchLog(entries: readonly LogEntry[], filter: LogFilter): LogEntry[] {
  const { words = '', roles = [], outcomes = [], people = [], languages = [], since = -Infinity } = filter;
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const among = <T>(list: readonly T[], value: T): boolean => list.length === 0 || list.includes(value);
  return entries
    .filter(
      (entry) =>
        entry.endedAt >= since &&
        among(roles, entry.role) &&
        among(outcomes, entry.outcome) &&
        among(people, otherOf(entry)) &&
        among<string | undefined>(languages, entry.language) &&
        hasAll(entry, wanted),
    )
    .sort((a, b) => b.endedAt - a.endedAt);
}

/** The name of the one that this user was in the session with. */
export const otherOf = ({ role, asker, helper }: LogEntry): string => (role === 'asker' ? helper : asker);

function hasAll(entry: LogEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { topic, area, language, repository, goal, learned, asker, helper, outcome, question } = entry;
  const said = [topic, area, language, repository, goal, learned, asker, helper, outcome, question];
  const text = said.join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

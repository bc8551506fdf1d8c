import type { RequestView } from '../client/teamView.ts';
import type { LogEntryContent } from '../protocol/contents.ts';
import { activeMinutes } from '../protocol/requestState.ts';

/** Characters of a question that its log entry repeats; an entry is a small record. */
const mostGoal = 4_000;

/** A log entry with everything filled in that is known; the two change what they like. `at`: now, ms, the relay's clock. */
export function draftLogEntry(
  view: RequestView,
  names: { asker: string; helper: string },
  at: number,
): LogEntryContent {
  const { question, state } = view;
  const startedAt = state.acceptedAt ?? state.askedAt;
  return {
    topic: topicOf(question),
    ...(question?.path ? { area: question.path } : {}),
    ...(question?.language ? { language: question.language } : {}),
    ...(question?.repository ? { repository: question.repository } : {}),
    ...(question?.question ? { goal: question.question.slice(0, mostGoal) } : {}),
    outcome: 'solved',
    minutes: activeMinutes(state, at),
    asker: names.asker.slice(0, 400),
    helper: names.helper.slice(0, 400),
    startedAt,
    endedAt: Math.max(startedAt, state.endedAt ?? at),
  };
}

/** `src/parser/tokens.ts` in TypeScript → `parser/tokens · TypeScript`. */
export function topicOf(question: RequestView['question']): string {
  if (question?.topic) return question.topic;
  const place = question?.path
    ?.split('/')
    .slice(-2)
    .join('/')
    .replace(/^src\//, '')
    .replace(/(?<=[^/])\.[^./]+$/, '');
  return [place, question?.language].filter(Boolean).join(' · ').slice(0, 400) || 'Help';
}

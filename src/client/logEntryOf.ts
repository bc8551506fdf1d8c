import { contents } from '../protocol/contents.ts';
import type { Id } from '../protocol/shapes.ts';
import type { LogEntry } from './mentoringLog.ts';
import type { RequestView, TeamView } from './teamView.ts';

/** The log entry that a session has, as far as it was proposed; undefined if there is none or its content does not have the right form. */
export function logEntryOf(view: TeamView, request: RequestView, me: Id): LogEntry | undefined {
  const { entry, asker } = request.state;
  if (!entry) return undefined;
  const parsed = contents['log-entry'].safeParse(view.records.get(entry.record)?.content);
  if (!parsed.success) return undefined;
  return {
    ...parsed.data,
    session: request.id,
    role: asker === me ? 'asker' : 'helper',
    ...(request.question ? { question: request.question.question } : {}),
    confirmed: request.state.status === 'confirmed',
  };
}

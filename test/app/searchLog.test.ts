import assert from 'node:assert/strict';
import { type LogFilter, searchLog } from '../../src/app/searchLog.ts';
import type { LogEntry } from '../../src/client/mentoringLog.ts';

const day = 86_400_000;

/** An entry of the `n`-th day. */
const entry = (n: number, more: Partial<LogEntry>): LogEntry => ({
  session: String(n).padStart(22, 'A'),
  role: 'asker',
  topic: 'parser',
  language: 'TypeScript',
  outcome: 'solved',
  minutes: 5,
  asker: 'Kim',
  helper: 'Ana',
  startedAt: n * day,
  endedAt: n * day + 1,
  confirmed: true,
  ...more,
});

const entries = [
  entry(1, { learned: 'The steps are pure.' }),
  entry(2, { helper: 'Ben', outcome: 'not solved', language: 'Go' }),
  entry(3, { role: 'helper', asker: 'Ana', helper: 'Kim', topic: 'lexer' }),
];

describe('H8 search and filter in the mentoring log', () => {
  const found = (filter: LogFilter) => searchLog(entries, filter).map(({ startedAt }) => startedAt / day);

  it('shows everything, newest first', () => assert.deepEqual(found({}), [3, 2, 1]));

  it('finds entries with all words, wherever they stand', () => {
    assert.deepEqual(found({ words: 'PURE ana' }), [1]);
    assert.deepEqual(found({ words: 'pure ben' }), []);
  });

  it('filters by who helped, with whom, outcome, language and day; within each any may match', () => {
    assert.deepEqual(found({ roles: ['helper'] }), [3]);
    assert.deepEqual(found({ people: ['Ana'] }), [3, 1]);
    assert.deepEqual(found({ people: ['Ana', 'Ben'], outcomes: ['solved'] }), [3, 1]);
    assert.deepEqual(found({ languages: ['Go'] }), [2]);
    assert.deepEqual(found({ since: 2 * day }), [3, 2]);
    assert.deepEqual(found({ roles: ['asker'], words: 'parser', since: 2 * day }), [2]);
  });
});

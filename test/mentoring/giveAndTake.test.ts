import assert from 'node:assert/strict';
import { type Exchange, giveAndTake } from '../../src/mentoring/giveAndTake.ts';

describe('P5 what somebody gave and took', () => {
  const exchange = (
    role: Exchange['role'],
    other: string,
    endedAt: number,
    area?: string,
    language?: string,
  ): Exchange => ({
    role,
    other,
    endedAt,
    topic: 'a question',
    area,
    language,
  });

  it('is told by topic, in both directions, with whom and never how often; the latest first', () => {
    assert.deepEqual(
      giveAndTake([
        exchange('helper', 'Kim', 1, 'src/parser/peek.ts'),
        exchange('helper', 'Kim', 2, 'src/parser/parse.ts'),
        exchange('helper', 'Bo', 3, 'src/parser'),
        exchange('asker', 'Ana', 4, 'src/parser/parse.ts'),
        exchange('asker', 'Ana', 5, 'net/wait.c'),
      ]),
      [
        { topic: 'net', helped: [], helpedBy: ['Ana'] },
        { topic: 'src/parser', helped: ['Bo', 'Kim'], helpedBy: ['Ana'] },
      ],
    );
  });

  it('goes by the language, then by the session’s own words, where no place is known', () => {
    assert.deepEqual(
      giveAndTake([
        exchange('helper', 'Kim', 2, undefined, 'Rust'),
        exchange('asker', 'Kim', 1),
        exchange('asker', 'Bo', 0, 'README.md'),
      ]).map(({ topic }) => topic),
      ['Rust', 'a question', 'README.md'],
    );
  });
});

import assert from 'node:assert/strict';
import type { Suggestion } from '../../src/expertise/suggestion.ts';
import { applySessions, type CountedSession } from '../../src/mentoring/applySessions.ts';

const now = 1_759_320_000;
const day = 86_400;
const [ana, kim, bo] = [0, 1, 2];
const session = (more: Partial<CountedSession> = {}): CountedSession => ({
  helper: ana,
  learner: kim,
  path: 'src/parser.ts',
  at: now - 3 * day,
  minutes: 30,
  outcome: 'solved',
  ...more,
});
const from = (people: Suggestion['people'], note?: string): Suggestion => ({ people, ...(note ? { note } : {}) });
const apply = (suggestion: Suggestion, sessions: CountedSession[], paths = ['src/parser.ts'], asker?: number) =>
  applySessions(suggestion, sessions, { paths, asker, now, mayHelp: (person) => person !== bo });

describe('H11 help sessions count as evidence', () => {
  it('names the helper of one session, with the reason', () => {
    const { people } = apply(from([]), [session()]);
    assert.deepEqual(people, [
      { person: ana, level: 'has touched', reasons: ['helped somebody with this, three days ago'] },
    ]);
  });

  it('says nothing of the learner after one session, and names them after a few', () => {
    assert.ok(!apply(from([]), [session()]).people.some(({ person }) => person === kim));
    const { people } = apply(from([]), [session(), session({ at: now - day }), session({ at: now - 2 * day })]);
    const learner = people.find(({ person }) => person === kim);
    assert.equal(learner?.level, 'knows');
    assert.deepEqual(learner?.reasons, ['learnt this in three sessions, yesterday']);
  });

  it('what was heard long ago fades, and what was not solved taught little', () => {
    const old = [1, 2, 3].map((n) => session({ at: now - (700 + n) * day }));
    assert.ok(!apply(from([]), old).people.some(({ person }) => person === kim));
    const stuck = [1, 2, 3].map((n) => session({ at: now - n * day, outcome: 'not solved' }));
    assert.deepEqual(apply(from([]), stuck).people, []);
  });

  it('raises a level that history gives, keeps the order and the first reason, and never lowers', () => {
    const known = from([
      { person: ana, level: 'knows well', reasons: ['wrote most of this file, last week', 'reviewed 2 changes here'] },
      { person: kim, level: 'has touched', reasons: ['made one change here, last week'] },
    ]);
    const { people } = apply(known, [session(), session(), session()]);
    assert.deepEqual(
      people.map(({ person, level }) => [person, level]),
      [
        [ana, 'knows well'],
        [kim, 'knows'],
      ],
    );
    assert.equal(people[0]!.reasons[0], 'wrote most of this file, last week');
  });

  it('puts whom only sessions name before those who merely work nearby, and takes back that nobody knows', () => {
    const near = from([{ person: 7, level: 'nearby', reasons: ['made 3 changes in src'] }]);
    assert.deepEqual(
      apply(near, [session()]).people.map(({ person }) => person),
      [ana, 7],
    );
    assert.equal(apply(from([], 'Nobody active knows this file.'), [session()]).note, undefined);
    assert.equal(apply(from([], 'Nobody active knows this file.'), []).note, 'Nobody active knows this file.');
  });

  it('counts a session for its file and the folders around it, not for other files', () => {
    assert.equal(apply(from([]), [session()], ['src']).people.length, 1);
    assert.equal(apply(from([]), [session()], ['src/lexer.ts']).people.length, 0);
    assert.equal(apply(from([]), [session()], ['src/parser.tsx']).people.length, 0);
  });

  it('names neither the asker nor somebody who left', () => {
    assert.deepEqual(apply(from([]), [session()], ['src/parser.ts'], ana).people, []);
    assert.deepEqual(apply(from([]), [session({ helper: bo })]).people, []);
  });
});

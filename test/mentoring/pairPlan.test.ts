import assert from 'node:assert/strict';
import { agendaFor } from '../../src/mentoring/agenda.ts';
import { proposeTimes } from '../../src/mentoring/meetingTimes.ts';
import { dayToGoOn, type PairEvent, pairPlanOf } from '../../src/mentoring/pairPlan.ts';
import { pairProgress } from '../../src/mentoring/pairProgress.ts';
import { localTime } from '../../src/mentoring/workingHours.ts';

const agreed: PairEvent = {
  type: 'agreed',
  at: Date.UTC(2026, 0, 1),
  by: 'ana',
  agreement: {
    people: ['ana', 'kim'],
    goal: 'Kim can change the parser alone.',
    areas: ['src/parser', 'Rust'],
    cadence: 'weekly',
    minutes: 45,
    zone: 'Europe/Berlin',
    first: { day: '2026-01-07', minute: 600 },
    until: '2026-03-31',
  },
};
const on = (month: number, day: number, hour = 9): number => Date.UTC(2026, month - 1, day, hour);
const seen = (now: number, ...events: PairEvent[]) => {
  const plan = pairPlanOf([agreed, ...events])!;
  return { plan, ...pairProgress(plan, now) };
};
const held = (month: number, day: number, by = 'ana'): PairEvent => ({
  type: 'held',
  at: on(month, day, 10),
  by,
  meeting: `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  minutes: 45,
});

describe('P2, P3 a pair’s plan', () => {
  it('shows the next meeting, planned and held', () => {
    const { next, due, held: count, words } = seen(on(1, 20), held(1, 7), held(1, 14));
    assert.equal(next?.day, '2026-01-21');
    assert.equal(new Date(next!.at).toISOString(), '2026-01-21T09:00:00.000Z');
    assert.deepEqual([due, count], [2, 2]);
    assert.equal(words, '2 of 2 meetings held.');
  });

  it('a meeting that both say they held counts once', () => {
    assert.equal(seen(on(1, 20), held(1, 7), held(1, 7, 'kim')).held, 1);
  });

  it('asks whether it is drifting after two missed in a row, not after one or after skipped ones', () => {
    assert.equal(seen(on(1, 10), held(1, 7)).drifting, false);
    assert.equal(seen(on(1, 16), held(1, 7)).drifting, false);
    assert.equal(seen(on(1, 23), held(1, 7)).drifting, true);
    assert.match(seen(on(1, 23), held(1, 7)).words, /Is it drifting\?/);
    const skipped: PairEvent = { type: 'skipped', at: on(1, 13), by: 'kim', meeting: '2026-01-14' };
    assert.equal(seen(on(1, 23), held(1, 7), skipped).drifting, false);
    assert.equal(seen(on(1, 23), held(1, 7), held(1, 21)).drifting, false);
  });

  it('moves a meeting and keeps its name', () => {
    const moved: PairEvent = { type: 'moved', at: on(1, 12), by: 'kim', meeting: '2026-01-14', to: on(1, 16, 14) };
    const { next } = seen(on(1, 13), moved);
    assert.equal(next?.at, on(1, 16, 14));
    assert.equal(next?.moved, true);
    assert.equal(seen(on(1, 17, 10), moved).due, 1, 'missed counts from the new time');
    assert.equal(seen(on(1, 17), moved, { ...held(1, 14), at: on(1, 16, 15) }).held, 1);
  });

  it('P3: help sessions of the two count where they fit: long enough, in the goal’s areas, near a meeting', () => {
    const helped = (month: number, day: number, area: string, minutes = 30): PairEvent => ({
      type: 'helped',
      at: on(month, day, 15),
      by: 'relay',
      area,
      minutes,
    });
    assert.equal(seen(on(1, 10), helped(1, 8, 'src/parser/lex.c')).held, 1);
    assert.equal(seen(on(1, 10), helped(1, 8, 'docs/a.md')).held, 0);
    assert.equal(seen(on(1, 10), helped(1, 8, 'src/parserless/a.c')).held, 0);
    assert.equal(seen(on(1, 10), helped(1, 8, 'src/parser/lex.c', 5)).held, 0);
    assert.equal(seen(on(1, 10), helped(1, 8, 'src/parser'), helped(1, 8, 'src/parser')).held, 1, 'one for one');
  });

  it('pauses and goes on; while paused nothing is due', () => {
    const paused: PairEvent = { type: 'paused', at: on(1, 8), by: 'ana' };
    const resumed: PairEvent = { type: 'resumed', at: on(2, 20), by: 'kim', from: '2026-02-25' };
    assert.equal(seen(on(2, 10), held(1, 7), paused).next, undefined);
    assert.equal(seen(on(2, 10), held(1, 7), paused).drifting, false);
    const again = seen(on(2, 21), held(1, 7), paused, resumed);
    assert.equal(again.next?.day, '2026-02-25');
    assert.equal(again.due, 1);
    // Who names no day goes on with the next one on their weekday, a Wednesday; today is too soon.
    assert.equal(dayToGoOn(again.plan, on(2, 20)), '2026-02-25');
    assert.equal(dayToGoOn(again.plan, on(2, 25)), '2026-03-04');
  });

  it('changes goal, rhythm and end', () => {
    const changed: PairEvent = {
      type: 'changed',
      at: on(1, 15),
      by: 'kim',
      goal: 'Both can release.',
      until: '2026-06-30',
      rhythm: { cadence: 'monthly', from: '2026-02-10', minute: 900, zone: 'America/New_York' },
    };
    const { plan, meetings } = seen(on(4, 1), changed);
    assert.equal(plan.goal, 'Both can release.');
    assert.deepEqual(
      meetings.filter(({ day }) => day >= '2026-02-01').map(({ day }) => day),
      ['2026-02-04', '2026-02-10', '2026-03-10', '2026-04-14', '2026-05-12', '2026-06-09'],
    );
    assert.deepEqual(
      meetings.slice(-2).map(({ at }) => localTime('America/New_York', at).minute),
      [900, 900],
    );
  });

  it('ends gracefully: asks at the end date, finishes with what was reached, and then nothing changes it', () => {
    assert.match(seen(on(4, 3)).words, /end date has come/);
    const finished: PairEvent = { type: 'finished', at: on(3, 20), by: 'kim', reached: 'Kim did it.' };
    const { plan, words, next } = seen(on(3, 21), finished, {
      type: 'skipped',
      at: on(3, 22),
      by: 'ana',
      meeting: '2026-03-25',
    });
    assert.equal(words, 'Finished: Kim did it.');
    assert.equal(next, undefined);
    assert.equal(plan.skipped.size, 0);
  });

  it('takes nothing from strangers and no meeting that was never planned', () => {
    const before = pairPlanOf([agreed]);
    for (const event of [
      { type: 'skipped', at: on(1, 8), by: 'eve', meeting: '2026-01-14' },
      { type: 'skipped', at: on(1, 8), by: 'ana', meeting: '2026-01-15' },
      { type: 'moved', at: on(1, 8), by: 'ana', meeting: '__proto__', to: 5 },
      { type: 'resumed', at: on(1, 8), by: 'ana', from: '2026-01-14' },
    ] as const)
      assert.deepEqual(pairPlanOf([agreed, event]), before);
  });

  it('both sides see the same, in whatever order events arrive', () => {
    const events: PairEvent[] = [
      agreed,
      held(1, 7),
      { type: 'moved', at: on(1, 12), by: 'kim', meeting: '2026-01-14', to: on(1, 16) },
      { type: 'moved', at: on(1, 12), by: 'ana', meeting: '2026-01-14', to: on(1, 15) },
      { type: 'paused', at: on(2, 1), by: 'ana' },
    ];
    assert.deepEqual(pairPlanOf([...events].reverse()), pairPlanOf(events));
  });
});

describe('P4 times to meet', () => {
  const office = (zone: string) => ({ zone, days: [1, 2, 3, 4, 5], from: 540, to: 1020 });
  it('lie within both working days all year, whatever the clocks do', () => {
    const people = [office('Europe/Berlin'), office('America/New_York')];
    const times = proposeTimes(people, { cadence: 'weekly', minutes: 45, from: on(1, 5) });
    assert.equal(times.length, 3);
    assert.equal(new Set(times.map(({ day }) => day)).size, 3);
    for (const { minute, clocks } of times) {
      assert.ok(minute >= 900 && minute + 45 <= 1020);
      assert.deepEqual(clocks, [minute, minute - 360]);
    }
  });

  it('are none where the two never work at the same time', () => {
    const people = [office('Europe/Berlin'), office('Pacific/Auckland')];
    assert.deepEqual(proposeTimes(people, { cadence: 'weekly', minutes: 30, from: on(1, 5) }), []);
  });

  it('avoid what is taken', () => {
    const people = [office('UTC'), office('UTC')];
    const busy = [{ from: on(1, 5, 9), to: on(1, 5, 17) }];
    assert.notEqual(
      proposeTimes(people, { cadence: 'weekly', minutes: 30, from: on(1, 5), busy })[0]?.day,
      '2026-01-05',
    );
  });
});

describe('P9 the agenda of the next meeting', () => {
  it('comes from open questions, recent work of both in the goal’s areas, and the goal', () => {
    const agenda = agendaFor({
      goal: 'Kim can change the parser alone.',
      areas: ['src/parser'],
      questions: [{ by: 'Kim', text: 'Why two passes?', path: 'src/parser/lex.c' }],
      commits: [
        { by: 'Ana', subject: 'Speed up the lexer', paths: ['src/parser/lex.c'] },
        { by: 'Ana', subject: 'Tidy up', paths: ['docs/a.md'] },
        { by: 'Ana', subject: 'Fix a token', paths: ['src/parser/token.c'] },
        { by: 'Kim', subject: 'Add a test', paths: ['test/x.c', 'src/parser/test.c'] },
      ],
    });
    assert.deepEqual(
      agenda.map(({ kind, text }) => `${kind}: ${text}`),
      [
        'question: Kim asked: Why two passes?',
        'work: Ana: Speed up the lexer',
        'work: Kim: Add a test',
        'work: Ana: Fix a token',
        'goal: The goal: Kim can change the parser alone. What is the next step?',
      ],
    );
  });
});

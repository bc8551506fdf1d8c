import assert from 'node:assert/strict';
import type { Level } from '../../src/expertise/suggestion.ts';
import { type Load, takeTurns } from '../../src/mentoring/turnTaking.ts';

const people: { name: string; level: Level }[] = [
  { name: 'Ana', level: 'knows well' },
  { name: 'Kim', level: 'knows well' },
  { name: 'Bo', level: 'knows' },
  { name: 'Al', level: 'has touched' },
];
const free: Load = { asked: 0, open: 0 };
const turns = (loads: Record<string, Partial<Load>>) =>
  takeTurns(
    people,
    ({ name }) => (loads[name] ? { ...free, ...loads[name] } : undefined),
    ({ name }) => name,
  ).map(({ candidate, note }) => (note ? `${candidate.name} (${note})` : candidate.name));

describe('S4, P6 whose turn it is', () => {
  it('follows who knows best where nobody was asked', () => {
    assert.deepEqual(turns({}), ['Ana', 'Kim', 'Bo', 'Al']);
  });

  it('S4: moves who was asked lately behind an equal, and says so', () => {
    assert.deepEqual(turns({ Ana: { asked: 2 } }), ['Kim', 'Ana (asked twice this week)', 'Bo', 'Al']);
    assert.deepEqual(turns({ Ana: { open: 1 } }), ['Kim', 'Ana (in a session now)', 'Bo', 'Al']);
  });

  it('does not put somebody who has only touched it before an expert with a few asks', () => {
    assert.equal(turns({ Ana: { asked: 3 }, Kim: { asked: 3 }, Bo: { asked: 3 } })[3], 'Al');
  });

  it('P6: above the budget the next best comes first, and the cost is shown', () => {
    assert.deepEqual(turns({ Ana: { asked: 5 } }), [
      'Kim',
      'Bo',
      'Al',
      'Ana (has given five this week; Kim is free now)',
    ]);
    assert.deepEqual(turns({ Ana: { asked: 2, budget: 2 } }).at(-1), 'Ana (has given two this week; Kim is free now)');
    assert.deepEqual(turns({ Ana: { asked: 2, budget: 9 } })[1], 'Ana (asked twice this week)');
    assert.deepEqual(turns({ Kim: { budget: 0 } }).at(-1), 'Kim (takes no asks this week; Ana is free now)');
  });

  it('an open promise counts towards the budget', () => {
    assert.match(turns({ Ana: { asked: 4, open: 1 } }).at(-1)!, /^Ana \(has given five/);
  });

  it('S5: who is away comes after who is here, and still stands in the list', () => {
    assert.deepEqual(turns({ Ana: { presence: 'away' } }).at(-1), 'Ana (away now; Kim is free now)');
  });

  it('loses nobody, even where everybody has given enough', () => {
    const spent = { asked: 9 };
    const all = turns({ Ana: spent, Kim: spent, Bo: spent, Al: spent });
    assert.equal(all.length, 4);
    assert.equal(all[0], 'Ana (has given nine this week)');
  });
});

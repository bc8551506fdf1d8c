import assert from 'node:assert/strict';
import { resolvePeople } from '../../src/expertise/people.ts';
import { buildTables } from '../../src/expertise/ranking/tables.ts';
import { pairMatrix } from '../../src/mentoring/pairMatrix.ts';
import { indexOf } from '../support/history.ts';
import { ana, ben, day, kim, october, TestRepository } from '../support/repository.ts';

describe('P8 the pair matrix', () => {
  it('names every two once, least-paired first, without amounts', async () => {
    const repository = TestRepository.create();
    repository.work('a.c', 2, { author: ana, time: october - 400 * day });
    repository.commit(
      { 'a.c': 'x' },
      { author: kim, time: october - 300 * day, message: `Work\n\nReviewed-by: ${ana.name} <${ana.email}>` },
    );
    repository.commit(
      { 'a.c': 'y' },
      { author: ben, time: october - 10 * day, message: `Work\n\nCo-authored-by: ${ana.name} <${ana.email}>` },
    );
    const { history } = await indexOf(repository.folder);
    const people = resolvePeople(history.aliases);
    const tables = buildTables(history, people, { now: october });
    const named = (id: number): string => people.people[id]!.name.split(' ')[0]!;
    const team = people.people.map(({ id }) => id);
    const matrix = pairMatrix(tables, team);
    assert.deepEqual(
      matrix.map(({ people: [a, b], together }) => `${named(a)}, ${named(b)}: ${together}`),
      ['Ben, Kim: not yet', 'Ana, Kim: some time ago', 'Ana, Ben: lately'],
    );
    const [a, b] = matrix[0]!.people;
    const after = pairMatrix(tables, team, [{ people: [b, a], at: october - day }]);
    assert.equal(after.find(({ people: two }) => two[0] === a && two[1] === b)?.together, 'lately');
    assert.deepEqual(Object.keys(matrix[0]!).sort(), ['people', 'together']);
  });
});

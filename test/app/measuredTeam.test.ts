import assert from 'node:assert/strict';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { measuredTeam } from '../../src/app/measuredTeam.ts';
import { testHost } from '../support/host.ts';
import { ana, day, kim, october, TestRepository } from '../support/repository.ts';

describe('the areas that a team is measured by', () => {
  it('are folders that people work in: translations are text, what tests read belongs to what they test, the main language says little', async () => {
    const repository = TestRepository.create();
    repository.work('net/socket.c', 8, { author: ana, time: october });
    repository.work('net/testdata/answers.c', 8, { author: ana, time: october + day });
    repository.work('po/de.po', 6, { author: kim, time: october + 2 * day });
    repository.work('tools/check.py', 4, { author: kim, time: october + 3 * day });
    const { knowledge } = await openKnowledge(testHost(), repository.folder);
    const { areas } = measuredTeam(knowledge, [ana.email, kim.email]).knowledge;
    assert.deepEqual(Object.fromEntries(areas.map(({ name, holds }) => [name || '(top)', holds])), {
      '(top)': 'code',
      net: 'code',
      po: 'text',
      tools: 'code',
      C: 'most',
      Python: 'code',
    });
  });
});

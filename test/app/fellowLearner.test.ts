import assert from 'node:assert/strict';
import { fellowLearner } from '../../src/app/fellowLearner.ts';
import { type Knowledge, openKnowledge } from '../../src/app/knowledge.ts';
import type { Statement } from '../../src/expertise/statements.ts';
import { testHost } from '../support/host.ts';
import { ana, ben, kim, ola, TestRepository } from '../support/repository.ts';

describe('S6 a fellow learner', () => {
  let knowledge: Knowledge;
  const file = 'src/parser.ts';
  const say = (kind: Statement['kind'], who: typeof ana, path = file): Knowledge => ({
    ...knowledge,
    ownWord: { decisions: [], statements: [{ kind, path, about: who.email, by: who.email, at: 1 }] },
  });

  before(async () => {
    const repository = TestRepository.create();
    repository.work(file, 9, { author: ana });
    repository.work('docs/a.md', 6, { author: kim });
    repository.work('server/b.ts', 6, { author: ola });
    repository.work('server/c.ts', 6, { author: ben });
    repository.work(file, 1, { author: ben });
    knowledge = (await openKnowledge(testHost(), repository.folder)).knowledge;
  });

  it('is who works there now without knowing it well, never the expert', () => {
    const found = fellowLearner(knowledge, [file], { asker: kim.email });
    assert.deepEqual([found?.name, found?.words], ['Ben Okafor', 'is finding their way here too']);
  });

  it('E15: is rather who said they want to learn it', () => {
    const found = fellowLearner(say('learn', ola), [file], { asker: kim.email });
    assert.deepEqual([found?.name, found?.words], ['Ola Nordmann', 'would like to learn this too']);
  });

  it('is found for somebody whom history does not know', () => {
    assert.equal(fellowLearner(knowledge, [file], { asker: 'new@example.com' })?.name, 'Ben Okafor');
  });

  it('is nobody where the only one asked to be left alone, or where nobody works', () => {
    assert.equal(fellowLearner(say('not-me', ben), [file], { asker: kim.email }), undefined);
    assert.equal(fellowLearner(knowledge, ['nowhere/x.ts'], { asker: kim.email }), undefined);
  });
});

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { findSurvivingLines } from '../../src/app/survivingLines.ts';
import { createCanaryRepository, tracedHost } from '../support/canaryRepository.ts';
import { testHost } from '../support/host.ts';
import { ana, ben, kim, TestRepository } from '../support/repository.ts';

const lines = (who: string, n: number): string => Array.from({ length: n }, (_, i) => `${who} line ${i}\n`).join('');

async function shares(repository: TestRepository, file: string, range?: [number, number]): Promise<string[]> {
  const { knowledge } = await openKnowledge(testHost(), repository.folder);
  const found = await findSurvivingLines(knowledge, file, { lines: range });
  return found.people.map(({ name, words }) => `${name} ${words}`);
}

describe('surviving lines', () => {
  it('E10 says who wrote how much of a file, and of some lines of it', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': lines('ana', 62) }, { author: ana });
    repository.commit({ 'a.ts': lines('ana', 62) + lines('ben', 38) }, { author: ben });
    assert.deepEqual(await shares(repository, 'a.ts'), [
      'Ana Souza wrote 62% of this file',
      'Ben Okafor wrote 38% of this file',
    ]);
    assert.deepEqual(await shares(repository, 'a.ts', [61, 64]), [
      'Ana Souza wrote 50% of these lines',
      'Ben Okafor wrote 50% of these lines',
    ]);
    assert.deepEqual(await shares(repository, 'a.ts', [70, 70]), ['Ben Okafor wrote this line']);
    assert.deepEqual(await shares(repository, 'a.ts', [70, 100]), ['Ben Okafor wrote all of these lines']);
  });

  it('E10 of lines on the screen says who wrote what of them a commit has, wherever edits have moved them', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': lines('ana', 5) }, { author: ana });
    repository.commit({ 'a.ts': lines('ana', 5) + lines('ben', 5) }, { author: ben });
    const { knowledge } = await openKnowledge(testHost(), repository.folder);
    const text = `new\r\nnewer\r\n${lines('ana', 5)}newest\n${lines('ben', 5)}`.replaceAll(/\r?\n/g, '\r\n');
    const of = async (range: [number, number]) =>
      (await findSurvivingLines(knowledge, 'a.ts', { lines: range, text })).people.map(
        (one) => `${one.name} ${one.words}`,
      );
    assert.deepEqual(await of([6, 7]), ['Ana Souza wrote all of these lines']);
    assert.deepEqual(await of([7, 9]), ['Ana Souza wrote 50% of these lines', 'Ben Okafor wrote 50% of these lines']);
    assert.deepEqual(await of([12, 13]), ['Ben Okafor wrote all of these lines']);
    assert.deepEqual(await of([1, 2]), []);
  });

  it('E10 follows a rename, shares lines with co-authors, passes over reformats and leaves bots out', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'old.ts': lines('x', 10) }, { message: `Pair\n\nCo-authored-by: ${kim.name} <${kim.email}>` });
    repository.git('mv', 'old.ts', 'new.ts');
    repository.commit({}, { author: ben });
    const reformat = repository.commit({ 'new.ts': lines('x', 10).replaceAll('x line', 'x  line') }, { author: ben });
    repository.commit({ '.git-blame-ignore-revs': `${reformat}\n${'1'.repeat(40)}\n` });
    assert.deepEqual(await shares(repository, 'new.ts'), [
      'Ana Souza wrote 50% of this file',
      'Kim Lindqvist wrote 50% of this file',
    ]);
    const bot = { name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com' };
    repository.commit({ 'bot.ts': lines('y', 4) }, { author: bot });
    assert.deepEqual(await shares(repository, 'bot.ts'), []);
  });

  it('E10 merges names as the rest does: by the mailmap of the commit, never one in the work tree', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': lines('a', 5), '.mailmap': `Ana Souza <ana@example.com> <ana@old.example>\n` });
    repository.commit({ 'a.ts': lines('b', 5) }, { author: { name: 'asouza', email: 'ana@old.example' } });
    repository.write('.mailmap', 'Mallory <mallory@example.com> <ana@old.example>\n');
    assert.deepEqual(await shares(repository, 'a.ts'), ['Ana Souza wrote all of this file']);
  });

  it('E10 says so when the file or the lines are not in the last commit', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1\n' });
    await assert.rejects(shares(repository, 'b.ts'), {
      code: 'path-outside',
      message: /^b\.ts is not in the last commit/,
    });
    await assert.rejects(shares(repository, 'a.ts', [5, 9]), { code: 'path-outside', message: /lines 5–9, is not in/ });
    await assert.rejects(shares(repository, '--output=x'), { code: 'path-outside' });
  });

  it('E10 says so when a setting of the repository keeps git from telling, and works with the usual one', async () => {
    const repository = TestRepository.create();
    const first = repository.commit({ 'a.ts': lines('x', 3), '.git-blame-ignore-revs': '' });
    const reformat = repository.commit({ 'a.ts': lines('x', 3).replaceAll('x line', 'x  line') }, { author: ben });
    repository.git('config', 'blame.ignoreRevsFile', '.git-blame-ignore-revs');
    repository.write('.git-blame-ignore-revs', `${reformat}\n`);
    assert.deepEqual(await shares(repository, 'a.ts'), ['Ana Souza wrote all of this file'], first);
    repository.git('config', 'blame.ignoreRevsFile', 'gone');
    await assert.rejects(shares(repository, 'a.ts'), { code: 'git-failed', message: /blame\.ignoreRevsFile/ });
  });

  it('T5, G1 starts nothing on a hostile repository', async () => {
    const canaries = createCanaryRepository();
    symlinkSync('/etc/passwd', path.join(canaries.repository.folder, '.git/.mailmap'));
    const { host, started } = tracedHost();
    const { knowledge } = await openKnowledge(host, canaries.repository.folder);
    const found = await findSurvivingLines(knowledge, 'src/a.ts');
    assert.deepEqual(
      found.people.map(({ name }) => name),
      ['Ben Okafor'],
    );
    assert.deepEqual(canaries.ran(), []);
    assert.deepEqual(
      started().filter((line) => line.startsWith('child')),
      [],
    );
    assert.ok(started().some((line) => line.includes(' blame ')));
  });
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openKnowledge, refreshKnowledge } from '../../src/app/knowledge.ts';
import { whoCanHelp } from '../../src/app/whoCanHelp.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { readTips } from '../../src/git/repository.ts';
import { buildIndex } from '../../src/git/repositoryIndex.ts';
import { describeHistory, indexOf, openTest } from '../support/history.ts';
import { testHost } from '../support/host.ts';
import { oddRepository } from '../support/oddRepository.ts';
import { ana, ben, day, kim, october, TestRepository, temporaryFolder } from '../support/repository.ts';

const sorted = (lines: readonly string[]): string[] => [...lines].sort();

/** Commits in the long history; `WHOKNOWS_LONG=1` makes 200,000. */
const many = process.env.WHOKNOWS_LONG ? 200_000 : 2000;

describe('E13, E14: odd histories', function () {
  this.timeout(process.env.WHOKNOWS_LONG ? 600_000 : 60_000);

  it('one commit with 50,000 files is read, and makes nobody an expert of them all', async () => {
    const repository = TestRepository.create();
    const lines: string[] = [];
    const commit = (who: { name: string; email: string }, time: number, files: number, text: string): void => {
      const person = `${who.name} <${who.email}> ${time} +0000`;
      lines.push('commit refs/heads/main', `author ${person}`, `committer ${person}`, 'data 1', 'x');
      for (let f = 0; f < files; f++) lines.push(`M 100644 inline d${f % 200}/f${f}.ts`, `data ${text.length}`, text);
    };
    for (let i = 0; i < 4; i++) commit(ana, october + i * day, 3, `a${i}`);
    commit(ben, october + 9 * day, 50_000, 'all');
    repository.input(`${lines.join('\n')}\n`, 'fast-import', '--quiet');
    const { knowledge } = await openKnowledge(testHost(), repository.folder);
    assert.equal(knowledge.history.touchPath.length, 50_000 + 12);
    const { people } = whoCanHelp(knowledge, ['d1/f1.ts']);
    assert.equal(people[0]!.name, ana.name);
    assert.ok(
      !people.some(({ name, level }) => name === ben.name && level.startsWith('knows')),
      JSON.stringify(people),
    );
  });

  it('E7 a folder renamed five times keeps its history, counted once', async () => {
    const repository = TestRepository.create();
    for (let i = 0; i < 3; i++) repository.commit({ 'n0/a.ts': `a${i}\n`, 'n0/b.ts': `b${i}\n` }, { author: ana });
    for (let i = 0; i < 5; i++) {
      repository.git('mv', `n${i}`, `n${i + 1}`);
      repository.commit({}, { author: kim });
    }
    const { knowledge } = await openKnowledge(testHost(), repository.folder);
    const [first] = whoCanHelp(knowledge, ['n5/a.ts']).people.filter(({ name }) => name === ana.name);
    assert.ok(first, 'who wrote it under its first name is found');
    const renames = describeHistory(knowledge.history).filter((line) => line.includes('renamed'));
    assert.equal(renames.length, 5);
    assert.ok(renames.every((line) => !/added|deleted/.test(line)));
  });

  it('clocks in 1970 and 2100 leave a right index and an answer', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' }, { time: 1 });
    repository.commit({ 'a.ts': '2' }, { author: ben, time: 4_102_444_800 });
    repository.commit({ 'a.ts': '3' }, { author: kim, time: october });
    const host = testHost();
    const { knowledge } = await openKnowledge(host, repository.folder);
    assert.equal(knowledge.asOf, october);
    assert.deepEqual(
      whoCanHelp(knowledge, ['a.ts'])
        .people.map(({ name }) => name)
        .includes(kim.name),
      true,
    );
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    repository.commit({ 'b.ts': '1' }, { time: 2 });
    const updated = await refreshKnowledge(host, knowledge);
    assert.deepEqual(
      sorted(describeHistory(updated.history)),
      sorted(describeHistory((await indexOf(repository.folder)).history)),
    );
  });

  it('a SHA-256 repository is read and updated like any other', async () => {
    const repository = TestRepository.create('--object-format=sha256');
    repository.commit({ 'a.ts': '1\n' });
    repository.git('mv', 'a.ts', 'b.ts');
    repository.commit({}, { author: ben });
    const host = testHost();
    const { knowledge } = await openKnowledge(host, repository.folder);
    assert.match(describeHistory(knowledge.history)[1]!, /renamed a\.ts → b\.ts/);
    repository.commit({ 'c.ts': '1\n', '.git-blame-ignore-revs': `${repository.git('rev-parse', 'HEAD')}\n` });
    const updated = await refreshKnowledge(host, knowledge);
    assert.equal(updated.history.commits, 3);
    assert.equal(updated.ignored.size, 1);
  });

  it('with a blob gone from the object store all commits are there, and renames are found without it', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': 'one\n', 'keep.ts': 'k\n' });
    const blob = repository.git('rev-parse', 'HEAD:a.ts');
    repository.git('mv', 'a.ts', 'b.ts');
    repository.commit({}, { author: ben });
    repository.commit({ 'b.ts': 'two\n' }, { author: kim });
    rmSync(path.join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    const index = await indexOf(repository.folder);
    assert.equal(index.history.commits, 3);
    assert.equal(index.state.complete, true);
    assert.ok(describeHistory(index.history).some((line) => line.includes('renamed a.ts → b.ts')));
  });

  it('history rewritten under a running indexer leaves an index of the one or the other, and the next look mends it', async () => {
    const repository = oddRepository(200);
    repository.git('checkout', '-q', '-f', '-b', 'work');
    const host = testHost();
    const { knowledge } = await openKnowledge(host, repository.folder);
    const opened = await openTest(repository.folder);
    const tips = await readTips(opened);
    const reading = buildIndex(opened, tips, { parseTrailerLine });
    repository.git('reset', '-q', '--hard', 'HEAD~30');
    repository.git('update-ref', '-d', 'refs/heads/main');
    repository.git('reflog', 'expire', '--expire=now', '--all');
    repository.git('gc', '-q', '--prune=now');
    const index = await reading.catch((error: Error & { code?: string }) => {
      assert.match(error.code ?? '', /^(git-failed|unknown-revision)$/);
      return undefined;
    });
    if (index?.state.complete) assert.equal(index.history.commits, knowledge.history.commits);
    const mended = await refreshKnowledge(host, knowledge);
    assert.deepEqual(
      sorted(describeHistory(mended.history)),
      sorted(describeHistory((await indexOf(repository.folder)).history)),
    );
  });

  it('several that index one repository at once leave one whole file and no drafts', async () => {
    const repository = oddRepository(120);
    const cache = temporaryFolder();
    const all = await Promise.all(Array.from({ length: 6 }, () => openKnowledge(testHost(cache), repository.folder)));
    const [first] = all.map(({ knowledge }) => describeHistory(knowledge.history));
    for (const { knowledge } of all) assert.deepEqual(describeHistory(knowledge.history), first);
    assert.equal(readdirSync(path.join(cache, 'index')).length, 1);
    const again = await openKnowledge(testHost(cache), repository.folder);
    assert.equal(again.from, 'file');
    assert.ok(existsSync(again.indexFile!));
  });

  it(`${many.toLocaleString('en')} commits are all read`, async () => {
    const repository = TestRepository.create();
    const lines: string[] = [];
    for (let i = 0; i < many; i++) {
      const who = `P${i % 300} <p${i % 300}@example.com> ${1_300_000_000 + i * 60} +0000`;
      lines.push(
        `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 1\nx\nM 100644 inline d${i % 53}/e${i % 31}/f${i % 37}.ts\ndata ${String(i).length}\n${i}\n`,
      );
    }
    repository.input(lines.join(''), 'fast-import', '--quiet');
    const { knowledge, indexBytes } = await openKnowledge(testHost(), repository.folder);
    assert.equal(knowledge.history.commits, many);
    assert.ok(indexBytes / many < 12, `${indexBytes / many} bytes a commit`);
    assert.ok(whoCanHelp(knowledge, ['d1/e1/f1.ts']).people.length > 0);
  });
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusionsOf } from '../../src/app/exclusionsOf.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { loadIndex, saveIndex } from '../../src/git/indexCache.ts';
import { decodeIndex, encodeIndex } from '../../src/git/indexFile.ts';
import { readTips } from '../../src/git/repository.ts';
import { ignoredCommits, indexFromContent, type RepositoryIndex, updateIndex } from '../../src/git/repositoryIndex.ts';
import { describeHistory, indexOf, openTest } from '../support/history.ts';
import { ana, ben, day, kim, october, TestRepository, temporaryFolder } from '../support/repository.ts';

const sorted = (index: RepositoryIndex): string[] => describeHistory(index.history).sort();

/** Brings `index` up to date, checks that it equals one built from nothing, and that a file of it reads back the same. */
async function checkUpdate(repository: TestRepository, index: RepositoryIndex): Promise<RepositoryIndex> {
  const opened = await openTest(repository.folder);
  const updated = await updateIndex(opened, index, await readTips(opened), { parseTrailerLine });
  const fresh = await indexOf(repository.folder);
  assert.deepEqual(sorted(updated), sorted(fresh));
  assert.deepEqual(updated.state.files, fresh.state.files);
  const reread = indexFromContent(decodeIndex(encodeIndex(updated))!);
  assert.deepEqual(describeHistory(reread.history), describeHistory(updated.history));
  return updated;
}

describe('the index', () => {
  it('E1 holds authors, trailers and touches of every commit', async () => {
    const repository = TestRepository.create();
    repository.commit(
      { 'a.ts': '1' },
      { message: `Add a\n\nReviewed-by: ${ben.name} <${ben.email}>\nCo-authored-by: ${kim.name} <${kim.email}>` },
    );
    repository.commit({ 'a.ts': '2', 'b/ü “x”.ts': '1' }, { author: ben });
    const lines = describeHistory((await indexOf(repository.folder)).history);
    assert.deepEqual(lines, [
      `${october + 3600} ${october + 3600} Ana Souza <ana@example.com>: added a.ts; reviewed Ben Okafor <ben@example.com>, co-author Kim Lindqvist <kim@example.com>`,
      `${october + 7200} ${october + 7200} Ben Okafor <ben@example.com>: added b/ü “x”.ts, modified a.ts; `,
    ]);
  });

  it('E7 pairs renames by content, by name and by likeness, each counted once', async () => {
    const repository = TestRepository.create();
    const long = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('');
    repository.commit({ 'old/same.ts': 'same content\n', 'old/edited.ts': 'one\n', 'old/similar.ts': long });
    repository.git('mv', 'old', 'new');
    repository.git('mv', 'new/similar.ts', 'new/resembling.ts');
    repository.commit({ 'new/edited.ts': 'quite different\n', 'new/resembling.ts': `${long}one more\n` });
    const [, second] = describeHistory((await indexOf(repository.folder)).history);
    assert.match(
      second!,
      /: renamed old\/edited\.ts → new\/edited\.ts, renamed old\/same\.ts → new\/same\.ts, renamed old\/similar\.ts → new\/resembling\.ts; $/,
    );
  });

  it('tells who merged what came from a branch', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit({ 'b.ts': '1' }, { author: ben });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'a.ts': '2' });
    repository.merge('topic', { author: kim });
    const lines = describeHistory((await indexOf(repository.folder)).history);
    assert.match(lines.find((l) => l.includes('b.ts'))!, /Ben Okafor <ben@example.com> merged by Kim Lindqvist/);
    assert.doesNotMatch(lines.find((l) => l.includes('modified a.ts'))!, /merged by/);
  });

  it('E13 is right after a commit, an amended commit, a branch switch, a rebase, a merge and a reset', async () => {
    const repository = TestRepository.create();
    for (let i = 0; i < 6; i++) repository.commit({ [`f${i}.ts`]: `${i}` }, { author: i % 2 ? ana : ben });
    let index = await indexOf(repository.folder);
    repository.commit({ 'f1.ts': 'more' }, { author: kim });
    index = await checkUpdate(repository, index);
    repository.write('f1.ts', 'amended');
    repository.gitWith(
      { GIT_COMMITTER_DATE: `${october + day} +0000` },
      'commit',
      '-q',
      '-a',
      '--amend',
      '-m',
      'Amended',
    );
    index = await checkUpdate(repository, index);
    repository.git('checkout', '-q', '-b', 'topic', 'HEAD~3');
    index = await checkUpdate(repository, index);
    for (let i = 0; i < 4; i++) repository.commit({ [`g${i}.ts`]: `${i}` }, { author: kim });
    index = await checkUpdate(repository, index);
    repository.gitWith({ GIT_COMMITTER_DATE: `${october + 2 * day} +0000` }, 'rebase', '-q', 'main');
    index = await checkUpdate(repository, index);
    repository.git('checkout', '-q', 'main');
    index = await checkUpdate(repository, index);
    repository.merge('topic');
    index = await checkUpdate(repository, index);
    repository.git('reset', '-q', '--hard', 'HEAD~4');
    await checkUpdate(repository, index);
  });

  it('E13 covers the upstream default branch as last fetched, also after a fetch and a forced push', async () => {
    const upstream = TestRepository.create();
    upstream.commit({ 'a.ts': '1' });
    upstream.commit({ 'a.ts': '2' }, { author: ben });
    const clone = new TestRepository(temporaryFolder());
    clone.git('clone', '-q', upstream.folder, '.');
    clone.git('checkout', '-q', '-b', 'mine');
    clone.commit({ 'mine.ts': '1' }, { author: kim });
    let index = await indexOf(clone.folder);
    upstream.commit({ 'b.ts': '1' }, { author: ben, time: october + 5 * day });
    clone.git('fetch', '-q');
    index = await checkUpdate(clone, index);
    assert.ok(describeHistory(index.history).some((line) => line.includes('b.ts')));
    upstream.git('reset', '-q', '--hard', 'HEAD~2');
    upstream.commit({ 'c.ts': '1' }, { author: ben, time: october + 6 * day });
    clone.git('fetch', '-q');
    await checkUpdate(clone, index);
  });

  it('E13 is built anew when the old commits are gone', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    repository.commit({ 'a.ts': '2' });
    const index = await indexOf(repository.folder);
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    repository.commit({ 'b.ts': '1' });
    repository.git('reflog', 'expire', '--expire=now', '--all');
    repository.git('gc', '-q', '--prune=now');
    await checkUpdate(repository, index);
  });

  it('E13 tells commits apart that share time and author', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    for (const file of ['b.ts', 'c.ts', 'd.ts']) repository.commit({ [file]: '1' }, { time: october + day });
    const index = await indexOf(repository.folder);
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    await checkUpdate(repository, index);
  });

  it('E13 takes back one of two merges made in the same second without reading all again', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    for (const topic of ['one', 'two']) {
      repository.git('checkout', '-q', '-b', topic);
      repository.commit({ [`${topic}.ts`]: '1' }, { author: ben });
      repository.git('checkout', '-q', 'main');
      repository.git('merge', '-q', '--no-ff', '--no-commit', topic);
      repository.commit({}, { time: october + day });
    }
    const index = await indexOf(repository.folder);
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    const updated = await checkUpdate(repository, index);
    assert.ok(updated.parts.length > 1, 'it was built anew');
  });

  it('E14 a shallow clone credits nobody with the whole tree, and is right again once it is deepened', async () => {
    const upstream = TestRepository.create();
    for (let i = 0; i < 5; i++) upstream.commit({ [`f${i}.ts`]: `${i}` }, { author: ben });
    const clone = new TestRepository(temporaryFolder());
    clone.git('clone', '-q', '--depth', '2', `file://${upstream.folder}`, '.');
    const index = await indexOf(clone.folder);
    assert.deepEqual(
      describeHistory(index.history).map((line) => line.split(': ')[1]),
      ['; ', 'added f4.ts; '],
    );
    clone.git('fetch', '-q', '--unshallow');
    await checkUpdate(clone, index);
  });

  it('E14 reads bare repositories by name, linked work trees and submodules', async () => {
    const upstream = TestRepository.create();
    upstream.commit({ 'a.ts': '1' });
    upstream.git('worktree', 'add', '-q', '-b', 'other', path.join(upstream.folder, '../linked-worktree'));
    const linked = await indexOf(path.join(upstream.folder, '../linked-worktree'));
    assert.equal(linked.history.commits, 1);
    upstream.git('worktree', 'remove', '--force', path.join(upstream.folder, '../linked-worktree'));
    const bare = temporaryFolder();
    upstream.git('clone', '-q', '--bare', upstream.folder, bare);
    assert.equal((await indexOf('/', bare)).history.commits, 1);
    await assert.rejects(indexOf(bare), { code: 'not-a-repository' });
    const parent = TestRepository.create();
    parent.commit({ 'top.ts': '1' });
    parent.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', upstream.folder, 'sub');
    parent.commit();
    const inside = await indexOf(path.join(parent.folder, 'sub'));
    assert.deepEqual(inside.history.paths, ['a.ts']);
  });

  it('G3 a partial clone is complete without blobs, and says so when trees are missing; nothing is fetched', async () => {
    const upstream = TestRepository.create();
    upstream.git('config', 'uploadpack.allowFilter', 'true');
    upstream.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    for (let i = 0; i < 5; i++)
      upstream.commit({ [`f${i}/x.ts`]: `${i}`, 'a.ts': `${i}` }, { author: i % 2 ? ana : ben });
    const full = await indexOf(upstream.folder);
    const blobless = temporaryFolder();
    upstream.git('clone', '-q', '--bare', '--filter=blob:none', `file://${upstream.folder}`, blobless);
    assert.deepEqual(sorted(await indexOf('/', blobless)), sorted(full));
    const treeless = temporaryFolder();
    upstream.git('clone', '-q', '--bare', '--filter=tree:0', `file://${upstream.folder}`, treeless);
    const objects = () => upstream.gitWith({ GIT_NO_LAZY_FETCH: '1' }, `--git-dir=${treeless}`, 'count-objects', '-v');
    const before = objects();
    const partial = await indexOf('/', treeless).catch((error: Error & { code: string }) => error);
    if (partial instanceof Error) {
      assert.equal(partial.code, 'git-failed');
      assert.match(partial.message, /lacks the trees of its commits, .* or clone it again\./);
    } else assert.equal(partial.state.complete, false);
    assert.equal(objects(), before);
  });

  it('E13 reads the project’s files again when a commit, a merge or a switch changed them, also inside the merge itself', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    let index = await indexOf(repository.folder);
    const texts = () => index.state.files['.mailmap']?.text;
    repository.commit({ 'a.ts': '2' });
    index = await checkUpdate(repository, index);
    assert.equal(texts(), undefined);
    repository.commit({ '.mailmap': 'one' });
    index = await checkUpdate(repository, index);
    assert.equal(texts(), 'one');
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit({ 'b.ts': '1' });
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '--no-commit', 'topic');
    repository.commit({ '.mailmap': 'changed while merging' });
    index = await checkUpdate(repository, index);
    assert.equal(texts(), 'changed while merging');
    repository.git('checkout', '-q', '-b', 'other', 'main~1');
    index = await checkUpdate(repository, index);
    assert.equal(texts(), 'one');
    repository.git('mv', '.mailmap', 'renamed');
    repository.commit({ 'a.ts': '4' });
    index = await checkUpdate(repository, index);
    assert.equal(texts(), undefined);
  });

  it('E6 knows the commits that .git-blame-ignore-revs names', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    const reformat = repository.commit({ 'a.ts': '  1' }, { author: ben });
    repository.commit({ '.git-blame-ignore-revs': `# formatting\n${reformat}\n` });
    assert.deepEqual([...ignoredCommits(await indexOf(repository.folder))], [1]);
  });

  it('E8 keeps the .gitattributes files of folders, also of one that a later commit brings, and drops those that go', async () => {
    const repository = TestRepository.create();
    const text = '*.ts linguist-generated\n';
    repository.commit({ 'a/.gitattributes': text, 'a/x.ts': '1', '.gitattributes': 'b/** linguist-vendored\n' });
    const first = await indexOf(repository.folder);
    const says = (index: typeof first): string[] =>
      ['a/x.ts', 'b/x.ts', 'c/d/x.ts'].map((file) => `${file} ${exclusionsOf(index)(file)}`);
    assert.deepEqual(says(first), ['a/x.ts generated', 'b/x.ts vendored', 'c/d/x.ts undefined']);
    repository.commit({ 'c/d/.gitattributes': text, 'c/d/x.ts': '1' });
    const opened = await openTest(repository.folder);
    const update = async (index: typeof first) =>
      updateIndex(opened, index, await readTips(opened), { parseTrailerLine });
    const second = await update(first);
    assert.deepEqual(says(second), ['a/x.ts generated', 'b/x.ts vendored', 'c/d/x.ts generated']);
    repository.git('rm', '-q', 'a/.gitattributes');
    repository.commit();
    const third = await update(second);
    assert.deepEqual(says(third), ['a/x.ts undefined', 'b/x.ts vendored', 'c/d/x.ts generated']);
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    assert.deepEqual(says(await update(third)), says(second));
  });

  it('a damaged file is noticed wherever a byte is flipped or the end is cut', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1', 'b.ts': '2' });
    const index = await indexOf(repository.folder);
    const file = path.join(temporaryFolder(), 'index.wki');
    await saveIndex(file, index);
    const good = readFileSync(file);
    assert.deepEqual((await loadIndex(file)).index?.state, index.state);
    for (let at = 0; at < good.length; at++) {
      const bad = Buffer.from(good);
      bad[at]! ^= 1 << (at % 8);
      writeFileSync(file, bad);
      assert.deepEqual(await loadIndex(file), { index: undefined, damaged: true, bytes: bad.length }, `byte ${at}`);
    }
    for (let length = 0; length < good.length; length++) {
      writeFileSync(file, good.subarray(0, length));
      assert.equal((await loadIndex(file)).index, undefined, `cut to ${length}`);
    }
  });

  it('says what is wrong: not a repository, no commits, an unknown revision', async () => {
    await assert.rejects(indexOf(temporaryFolder()), { code: 'not-a-repository' });
    await assert.rejects(indexOf(TestRepository.create().folder), { code: 'no-commits' });
  });
});

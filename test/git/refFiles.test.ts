import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readRefFiles } from '../../src/git/refFiles.ts';
import { openTest } from '../support/history.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';

const names = [
  'HEAD',
  'refs/remotes/upstream/main',
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/heads/main',
];

describe('references read from files', () => {
  /** What our reading and git say of a folder, each id or `-`. */
  async function both(folder: string): Promise<{ ours: string[] | undefined; gits: string[] }> {
    const repository = await openTest(folder);
    const said = execFileSync('git', ['cat-file', '--batch-check=%(objectname)'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
      input: names.map((name) => `${name}^{commit}\n`).join(''),
    });
    const gits = said
      .trimEnd()
      .split('\n')
      .map((line) => (/^[0-9a-f]{40}$/.test(line) ? line : '-'));
    return { ours: readRefFiles(repository, names)?.map((oid) => oid ?? '-'), gits };
  }

  it('E13, E14 say what git says: loose, packed, both, detached, linked, in a work tree, a clone and a bare repository', async () => {
    const upstream = TestRepository.create();
    const agree = async (folder: string, what: string): Promise<void> => {
      const { ours, gits } = await both(folder);
      assert.deepEqual(ours, gits, what);
    };
    await agree(upstream.folder, 'no commits');
    for (let i = 0; i < 3; i++) upstream.commit({ 'a.ts': String(i) });
    await agree(upstream.folder, 'loose');
    const clone = new TestRepository(temporaryFolder());
    clone.git('clone', '-q', upstream.folder, '.');
    await agree(clone.folder, 'clone, packed, with a link in origin/HEAD');
    clone.commit({ 'b.ts': '1' });
    await agree(clone.folder, 'loose before packed');
    clone.git('pack-refs', '--all');
    await agree(clone.folder, 'all packed');
    clone.git('checkout', '-q', '--detach', 'HEAD~1');
    await agree(clone.folder, 'detached');
    clone.git('update-ref', '-d', 'refs/remotes/origin/main');
    await agree(clone.folder, 'a link to nothing');
    clone.git('worktree', 'add', '-q', `${clone.folder}-tree`, '-b', 'side', 'HEAD~1');
    await agree(`${clone.folder}-tree`, 'work tree');
    rmSync(`${clone.folder}-tree`, { recursive: true });
    upstream.git('tag', '-a', '-m', 'x', 'v1');
    upstream.git('pack-refs', '--all');
    await agree(upstream.folder, 'packed beside a peeled tag');
  });

  it('G6, G7 leave to git whatever is unusual, and read no file that never ends or lies elsewhere', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    const git = path.join(repository.folder, '.git');
    const opened = await openTest(repository.folder);
    const head = path.join(git, 'HEAD');
    const oid = repository.git('rev-parse', 'HEAD');
    const secret = path.join(git, 'elsewhere');
    writeFileSync(secret, `${oid}\n`);
    for (const text of [
      'ref: refs/heads/../../elsewhere',
      'ref: /etc/passwd',
      'ref: refs/bisect/bad',
      'nothing',
      'A'.repeat(40),
      'ref: HEAD',
    ]) {
      writeFileSync(head, `${text}\n`);
      assert.equal(readRefFiles(opened, ['HEAD']), undefined, text);
    }
    writeFileSync(head, 'ref: refs/heads/a\n');
    writeFileSync(path.join(git, 'refs/heads/a'), 'ref: refs/heads/a\n');
    assert.equal(readRefFiles(opened, ['HEAD']), undefined, 'a ring');
    rmSync(head);
    execFileSync('mkfifo', [head]);
    assert.equal(readRefFiles(opened, ['HEAD']), undefined, 'a pipe');
    rmSync(head);
    symlinkSync(secret, head);
    assert.equal(readRefFiles(opened, ['HEAD']), undefined, 'a link');
    rmSync(head);
    writeFileSync(head, 'ref: refs/heads/main\n');
    assert.deepEqual(readRefFiles(opened, ['HEAD']), [oid]);
    mkdirSync(path.join(git, 'reftable'));
    assert.equal(readRefFiles(opened, ['HEAD']), undefined, 'another kind of store');
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { openGit } from '../../src/git/openGit.ts';
import { openRepository } from '../../src/git/repository.ts';
import { findGit, safeEnvironment } from '../../src/git/safeGit.ts';
import { createCanaryRepository } from '../support/canaryRepository.ts';
import { describeHistory, indexOf, openTest, testGit } from '../support/history.ts';
import { testHost } from '../support/host.ts';
import { ben, TestRepository, temporaryFolder } from '../support/repository.ts';

describe('T5, G2: repositories and programs in places where they should not be', () => {
  it('a bare repository planted among the files of another is refused, and read only where the user names it', async () => {
    const outer = TestRepository.create();
    const planted = createCanaryRepository();
    outer.commit({ 'a.ts': '1' });
    const inside = path.join(outer.folder, 'assets/model');
    cpSync(path.join(planted.repository.folder, '.git'), inside, { recursive: true });
    await assert.rejects(openKnowledge(testHost(), inside), {
      code: 'not-a-repository',
      message:
        /is a bare repository or the inside of a \.git folder, which may have been planted there\. Open the folder/,
    });
    await assert.rejects(openKnowledge(testHost(), path.join(inside, 'objects')), { code: 'not-a-repository' });
    await assert.rejects(openKnowledge(testHost(), path.join(outer.folder, '.git')), { code: 'not-a-repository' });
    assert.equal((await openKnowledge(testHost(), outer.folder)).knowledge.history.commits, 1);
    assert.equal((await openKnowledge(testHost(), outer.folder, { gitDir: inside })).knowledge.history.commits, 3);
    assert.deepEqual(planted.ran(), []);
  });

  it('a folder that belongs to somebody else is refused with a sentence; the user’s configuration stays as it was', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    const config = path.join(temporaryFolder(), 'gitconfig');
    writeFileSync(config, '[user]\n\tname = Me\n');
    const git = await testGit();
    const environment = { ...git.environment, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1', GIT_CONFIG_GLOBAL: config };
    await assert.rejects(openRepository({ ...git, environment }, repository.folder), {
      code: 'unsafe-owner',
      message: `Git does not trust ${repository.folder}: the folder belongs to another user. If you trust it, run: git config --global --add safe.directory ${repository.folder}`,
    });
    assert.equal(readFileSync(config, 'utf8'), '[user]\n\tname = Me\n');
  });

  it('the command that such a refusal suggests is safe to paste, whatever the folder is called', async () => {
    const parent = temporaryFolder();
    const git = await testGit();
    const environment = { ...git.environment, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    for (const name of ['$(touch pasted)', '; touch pasted', "it's `touch pasted`", 'a b', '-x']) {
      const folder = path.join(parent, name);
      mkdirSync(folder);
      new TestRepository(folder).git('init', '-q', '.');
      const error = await openRepository({ ...git, environment }, folder).then(
        () => assert.fail('opened'),
        (e: Error) => e,
      );
      const config = path.join(temporaryFolder(), 'config');
      const command = /run: (.*)$/s.exec(error.message)![1]!;
      execFileSync('sh', ['-c', command], { cwd: parent, env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: config } });
      const said = execFileSync('git', ['config', '--file', config, '--get', 'safe.directory'], { encoding: 'utf8' });
      assert.equal(said, `${folder}\n`);
    }
    assert.throws(() => readFileSync(path.join(parent, 'pasted')));
  });

  it('inherited GIT_* variables change nothing', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    const other = TestRepository.create();
    other.commit({ 'other.ts': '1' }, { author: ben });
    const canary = path.join(temporaryFolder(), 'canary');
    writeFileSync(canary, `#!/bin/sh\ntouch '${canary}.ran'\n`);
    chmodSync(canary, 0o755);
    const plain = describeHistory((await indexOf(repository.folder)).history);
    const inherited: Record<string, string> = {
      GIT_DIR: path.join(other.folder, '.git'),
      GIT_WORK_TREE: other.folder,
      GIT_COMMON_DIR: path.join(other.folder, '.git'),
      GIT_OBJECT_DIRECTORY: path.join(other.folder, '.git/objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: path.join(other.folder, '.git/objects'),
      GIT_INDEX_FILE: '/nonexistent/index',
      GIT_NAMESPACE: 'other',
      GIT_PREFIX: 'x/',
      GIT_CEILING_DIRECTORIES: repository.folder,
      GIT_EXEC_PATH: path.dirname(canary),
      GIT_EXTERNAL_DIFF: canary,
      GIT_SSH: canary,
      GIT_SSH_COMMAND: canary,
      GIT_PROXY_COMMAND: canary,
      GIT_ASKPASS: canary,
      SSH_ASKPASS: canary,
      GIT_EDITOR: canary,
      EDITOR: canary,
      GIT_PAGER: canary,
      PAGER: canary,
      GIT_TEMPLATE_DIR: '/nonexistent',
      GIT_CONFIG: '/nonexistent',
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${canary}'`,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: canary,
      GIT_TRACE: `${canary}.ran`,
      GIT_TRACE2_EVENT: `${canary}.ran`,
      GIT_GRAFT_FILE: '/etc/passwd',
      GIT_SHALLOW_FILE: '/etc/passwd',
      GIT_REPLACE_REF_BASE: 'refs/heads/',
      GIT_DEFAULT_HASH: 'sha256',
      GIT_NOGLOB_PATHSPECS: '1',
      GIT_ICASE_PATHSPECS: '1',
      GIT_ATTR_SOURCE: 'HEAD',
      GIT_ALLOW_PROTOCOL: 'ext:http',
      GIT_NO_LAZY_FETCH: '0',
      LD_PRELOAD: '/nonexistent.so',
      LC_ALL: 'tr_TR.UTF-8',
    };
    const host = testHost();
    const opened = await openKnowledge(
      { ...host, environment: { ...host.environment, ...inherited } },
      repository.folder,
    );
    assert.deepEqual(describeHistory(opened.knowledge.history), plain);
    assert.throws(() => readFileSync(`${canary}.ran`));
    const kept = Object.keys(safeEnvironment({ ...inherited, PATH: '/bin' }));
    assert.deepEqual(
      kept.filter((name) => inherited[name] !== undefined && safeEnvironment(inherited)[name] === inherited[name]),
      [],
    );
  });

  it('a program called git in the workspace, or in a relative PATH entry, is passed over', async () => {
    const workspace = temporaryFolder();
    mkdirSync(path.join(workspace, 'bin'));
    for (const file of ['git', 'bin/git', 'git.exe']) {
      writeFileSync(path.join(workspace, file), `#!/bin/sh\ntouch '${workspace}/ran'\necho git version 2.45.0\n`);
      chmodSync(path.join(workspace, file), 0o755);
    }
    const linked = path.join(temporaryFolder(), 'link');
    symlinkSync(workspace, linked);
    const outside = temporaryFolder();
    symlinkSync(path.join(workspace, 'bin/git'), path.join(outside, 'git'));
    const real = process.env.PATH ?? '';
    const real1 = findGit({ PATH: real });
    for (const entry of [
      workspace,
      path.join(workspace, 'bin'),
      '.',
      'bin',
      '',
      path.relative(process.cwd(), workspace),
      outside,
      path.join(linked, 'bin'),
    ]) {
      const PATH = [entry, real].join(path.delimiter);
      assert.equal(findGit({ PATH }, [workspace]), real1, entry);
      assert.equal(findGit({ PATH }, [linked]), real1, `${entry} through a link`);
    }
    assert.throws(() => findGit({ PATH: workspace }, [workspace]), { code: 'git-missing' });
    assert.throws(() => findGit({ PATH: real }, [workspace], path.join(workspace, 'git')), {
      code: 'git-missing',
      message: /at .*git, where your settings say it is\. Correct the setting, or clear it/,
    });
    await assert.rejects(openGit({ PATH: workspace }, [workspace]), { message: /Git was not found\. Install git/ });
    assert.throws(() => readFileSync(path.join(workspace, 'ran')));
  });

  it('a .git file that points outside, or nowhere, is git’s affair and ends in an answer or a sentence', async () => {
    const outer = TestRepository.create();
    outer.commit({ 'a.ts': '1' });
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, '.git'), 'gitdir: /nonexistent/place\n');
    await assert.rejects(openTest(folder), { code: 'not-a-repository' });
    await assert.rejects(openTest('/nonexistent/folder'), { code: 'not-a-repository', message: /is not there/ });
  });
});

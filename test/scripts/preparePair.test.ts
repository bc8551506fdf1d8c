import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { preparePair } from '../../scripts/vscode/preparePair.ts';
import { SetupError } from '../../scripts/vscode/setupError.ts';
import { ana, TestRepository, temporaryFolder } from '../support/repository.ts';

describe('what npm start -- --pair prepares', () => {
  const cache = temporaryFolder();
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  const profile = (home: string) => readFileSync(path.join(home, 'profile.json'), 'utf8');

  it('without a repository: a demo history in which Kim is stuck where Ana knows', async () => {
    const pair = await preparePair(cache, undefined);
    try {
      assert.deepEqual(
        [pair.asker.person.name, pair.helper.person.name, pair.file],
        ['Kim Lindqvist', 'Ana Souza', 'src/parser.ts'],
      );
      assert.equal(git(pair.asker.clone, 'config', '--local', 'user.email'), 'kim@example.com');
      assert.equal(git(pair.helper.clone, 'config', '--local', 'user.name'), 'Ana Souza');
      assert.equal(git(pair.asker.clone, 'rev-parse', 'HEAD'), git(pair.helper.clone, 'rev-parse', 'HEAD'));
    } finally {
      await pair.close();
    }
  });

  it('a second start has the same clones and the same team', async () => {
    const first = await preparePair(cache, undefined);
    const before = profile(first.helper.env.WHOKNOWS_HOME!);
    git(first.asker.clone, 'commit', '-q', '--allow-empty', '-m', 'Tried something');
    await first.close();
    const second = await preparePair(cache, undefined);
    await second.close();
    assert.equal(profile(second.helper.env.WHOKNOWS_HOME!), before);
    assert.equal(git(second.asker.clone, 'log', '-1', '--format=%an %s'), 'Kim Lindqvist Tried something');
  });

  it('where one person alone works, somebody new asks them; a new commit makes new clones', async () => {
    const repository = TestRepository.create().work('src/a.ts', 3, { author: ana });
    const first = await preparePair(cache, repository.folder);
    await first.close();
    assert.deepEqual([first.asker.person.name, first.helper.person.name], ['Robin Newcomer', 'Ana Souza']);
    const head = repository.work('src/a.ts', 1, { author: ana }).git('rev-parse', 'HEAD');
    const second = await preparePair(cache, repository.folder);
    await second.close();
    assert.equal(git(second.helper.clone, 'rev-parse', 'HEAD'), head);
  });

  const refused: [string, () => string, RegExp][] = [
    ['a folder that is in no repository', () => temporaryFolder(), /is in no git repository; name one/],
    ['a repository without commits', () => TestRepository.create().folder, /has no commits yet/],
    [
      'a repository in which only a machine works',
      () =>
        TestRepository.create().work('a.ts', 2, {
          author: { name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com' },
        }).folder,
      /nobody has worked lately/,
    ],
  ];
  for (const [what, folder, sentence] of refused)
    it(`answers ${what} with one sentence`, async () => {
      await assert.rejects(
        preparePair(cache, folder()),
        (error) => error instanceof SetupError && error.code === 'no-repository' && sentence.test(error.message),
      );
    });
});

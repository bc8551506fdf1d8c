import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { PairsAnswer } from '../../src/app/planPairs.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { ana, ben, day, kim, october, ola, TestRepository, temporaryFolder } from '../support/repository.ts';

const cli = path.join(import.meta.dirname, '../../src/cli/main.ts');

function whoknows(folder: string, ...args: string[]): string {
  return execFileSync(process.execPath, ['--no-warnings', cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...bareEnvironment,
      HOME: folder,
      XDG_CACHE_HOME: path.join(folder, '.cache'),
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
  });
}

describe('A1 whoknows pairs', () => {
  const repository = TestRepository.create();
  before(function () {
    this.timeout(60_000);
    repository.work('net/socket.c', 8, { author: ana, time: october });
    repository.work('parser/lex.c', 8, { author: kim, time: october + 2 * day });
    repository.work('net/frame.c', 3, { author: kim, time: october + 4 * day });
    repository.work('parser/tokens.c', 3, { author: ana, time: october + 6 * day });
    repository.work('docs/guide.c', 6, { author: ben, time: october + 8 * day });
    repository.work('web/page.ts', 6, { author: ola, time: october + 10 * day });
    repository.work('docs/web.c', 2, { author: ola, time: october + 12 * day });
    repository.work('web/menu.ts', 2, { author: ben, time: october + 14 * day });
  });

  it('P1: says in two sentences what each would learn from the other, with no relay at all', () => {
    const answer = JSON.parse(whoknows(repository.folder, 'pairs', '--json')) as PairsAnswer;
    assert.deepEqual(
      answer.pairs.map(({ people }) => people.map(({ email }) => email)),
      [
        [ana.email, kim.email],
        [ben.email, ola.email],
      ],
    );
    assert.deepEqual(answer.pairs[0]!.sentences, [
      'Ana Souza works in parser now and would learn it from Kim Lindqvist, who knows it well.',
      'Kim Lindqvist works in net now and would learn it from Ana Souza, who knows it well.',
    ]);
    assert.match(whoknows(repository.folder, 'pairs'), /^Ana Souza · Kim Lindqvist\n {2}Ana Souza works in parser now/);
  });

  it('heeds who must not be paired, wishes and past pairs from the team’s file', () => {
    const team = path.join(temporaryFolder(), 'team.json');
    new TestRepository(path.dirname(team)).write(
      'team.json',
      JSON.stringify({
        people: [
          { email: ana.email, notWith: [kim.email], wantsToLearn: ['web', 'TypeScript'] },
          { email: ola.email, wantsToLearn: ['net'], zone: 'Europe/Oslo', from: '8:00', to: '16:00' },
        ],
      }),
    );
    const answer = JSON.parse(whoknows(repository.folder, 'pairs', '--json', '--team', team)) as PairsAnswer;
    const groups = answer.pairs.map(({ people }) => people.map(({ email }) => email));
    assert.ok(groups.some((people) => people.includes(ana.email) && people.includes(ola.email)));
    assert.ok(!groups.some((people) => people.includes(ana.email) && people.includes(kim.email)));
    assert.match(answer.pairs[0]!.sentences[0]!, /Ana Souza would like to learn/);
  });

  it('P8: the matrix names every two once, P7: nothing is missing where somebody knows each area', () => {
    const { pairs } = JSON.parse(whoknows(repository.folder, 'pairs', '--matrix', '--json')) as {
      pairs: { together: string }[];
    };
    assert.equal(pairs.length, 6);
    assert.ok(pairs.every(({ together }) => together === 'not yet'));
    assert.match(whoknows(repository.folder, 'pairs', '--training'), /^Somebody active knows each area/);
  });

  it('P9: the agenda takes turns between recent work of both in the goal’s areas', () => {
    const { items } = JSON.parse(
      whoknows(
        repository.folder,
        ...[
          'agenda',
          '--as',
          ana.email,
          '--with',
          kim.email,
          '--area',
          'net',
          '--goal',
          'Share the net code.',
          '--json',
        ],
      ),
    ) as { items: { kind: string; text: string; path?: string; commit?: string }[] };
    assert.deepEqual(
      items.map(({ commit: _, ...item }) => item),
      [
        { kind: 'work', text: 'Kim Lindqvist: Work', path: 'net' },
        { kind: 'work', text: 'Ana Souza: Work', path: 'net' },
        { kind: 'goal', text: 'The goal: Share the net code. What is the next step?' },
      ],
    );
    assert.ok(items.slice(0, 2).every(({ commit }) => /^[0-9a-f]{40}$/.test(commit!)));
  });

  it('M7: shows no number about anybody', () => {
    assert.doesNotMatch(whoknows(repository.folder, 'pairs', '--json'), /"(gain|score|value|rank|total)"|\d\.\d/);
  });

  it('explains a mistake in the team’s file, and names that it does not know, in one sentence', () => {
    const file = path.join(temporaryFolder(), 'team.json');
    new TestRepository(path.dirname(file)).write('team.json', '{"people":[{"email":"a@b","zone":"Mars/Base"}]}');
    for (const [args, message] of [
      [['--team', file], /people\.0\.zone: is no time zone/],
      [['--with', 'nobody@example.com', ana.email], /Nobody in this history is called nobody@example.com/],
      [['--not-with', 'x'], /two addresses with a comma/],
    ] as const)
      assert.throws(() => whoknows(repository.folder, 'pairs', ...args), message);
  });
});

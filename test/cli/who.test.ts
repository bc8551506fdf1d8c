import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { ana, ben, kim, TestRepository, temporaryFolder } from '../support/repository.ts';

const program = path.join(import.meta.dirname, '../../src/cli/main.ts');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `whoknows` as a person would, without their configuration; `env` adds to or replaces the environment. */
function whoknows(folder: string, args: string[], env: Record<string, string> = {}, input = ''): Ran {
  const home = temporaryFolder();
  const run = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: {
      ...bareEnvironment,
      HOME: home,
      GIT_CONFIG_NOSYSTEM: '1',
      WHOKNOWS_CACHE: path.join(home, 'cache'),
      ...env,
    },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

/** One sentence on standard error, nothing on standard output, the right exit code. */
function assertRefused({ code, out, err }: Ran, expected: number, message: RegExp): void {
  assert.equal(out, '');
  assert.match(err, message);
  assert.equal(err.trim().split('\n').length, 1, err);
  assert.equal(code, expected);
}

describe('whoknows in the terminal', () => {
  let repository: TestRepository;

  before(() => {
    repository = TestRepository.create();
    for (let i = 0; i < 4; i++)
      repository.commit(
        { 'src/a.ts': `${i}` },
        { author: ana, message: `Work\n\nReviewed-by: ${ben.name} <${ben.email}>` },
      );
    repository.commit({ 'docs/b.md': 'b' }, { author: kim });
  });

  it('A1 who prints names, levels and reasons in aligned columns, without colour in a pipe', () => {
    const { code, out, err } = whoknows(repository.folder, ['who', 'src/a.ts', '--as', kim.email]);
    assert.equal(code, 0);
    assert.equal(err, '');
    assert.match(out, /^Who can help with src\/a\.ts:\n\n {2}Ana Souza {3}knows well {3}wrote most of this file, /);
    assert.match(out, /\n {2}Ben Okafor {2}knows {8}reviewed 4 changes here, /);
    assert.doesNotMatch(out, /\x1b/);
  });

  it('A1 who --json keeps to its documented form', () => {
    const { out } = whoknows(path.join(repository.folder, 'src'), ['who', 'a.ts', '--json']);
    const answer = JSON.parse(out) as { people: Record<string, unknown>[] };
    assert.deepEqual(Object.keys(answer), ['people']);
    assert.deepEqual(Object.keys(answer.people[0]!), ['name', 'email', 'level', 'reasons']);
    assert.equal(answer.people[0]!.email, ana.email);
  });

  it('answers as of a revision', () => {
    const { out } = whoknows(repository.folder, ['who', 'docs/b.md', '--at', 'HEAD~1', '--json']);
    assert.deepEqual((JSON.parse(out) as { people: unknown[] }).people, []);
  });

  it('A1 index says what was read and what it cost; a second run reads its file', () => {
    const cache = temporaryFolder();
    const first = JSON.parse(whoknows(repository.folder, ['index', '--json'], { WHOKNOWS_CACHE: cache }).out);
    assert.equal(first.commits, 5);
    assert.equal(first.touches, 5);
    assert.equal(first.paths, 2);
    assert.equal(first.from, 'history');
    assert.ok(first.bytes > 0 && first.milliseconds.git > 0 && first.milliseconds.us > 0);
    assert.equal(
      JSON.parse(whoknows(repository.folder, ['index', '--json'], { WHOKNOWS_CACHE: cache }).out).from,
      'file',
    );
    const kept = JSON.parse(
      whoknows(repository.folder, ['index', '--no-cache', '--json'], { WHOKNOWS_CACHE: cache }).out,
    );
    assert.equal(kept.from, 'history');
  });

  it('a damaged index file is read around, told, and mended', () => {
    const cache = temporaryFolder();
    whoknows(repository.folder, ['index'], { WHOKNOWS_CACHE: cache });
    const [file] = readdirSync(path.join(cache, 'index'));
    writeFileSync(path.join(cache, 'index', file!), 'not an index');
    const damaged = whoknows(repository.folder, ['index'], { WHOKNOWS_CACHE: cache });
    assert.match(damaged.out, /The index file was damaged, so history was read again\./);
    assert.equal(
      JSON.parse(whoknows(repository.folder, ['index', '--json'], { WHOKNOWS_CACHE: cache }).out).from,
      'file',
    );
  });

  it('a cache that cannot be written costs the file, not the answer', () => {
    const blocked = path.join(temporaryFolder(), 'file');
    writeFileSync(blocked, '');
    const { code, out } = whoknows(repository.folder, ['who', 'src/a.ts'], { WHOKNOWS_CACHE: blocked });
    assert.equal(code, 0);
    assert.match(out, /Ana Souza[\s\S]*The index could not be kept/);
  });

  it('rank speaks the protocol of the benchmark', () => {
    const bare = temporaryFolder();
    repository.git('clone', '-q', '--bare', repository.folder, bare);
    const questions = [
      { id: 'q1', asker: kim, main: 'src/a.ts', files: ['src/a.ts'] },
      { id: 'q2', asker: ana, main: 'src/a.ts', files: ['src/a.ts'] },
    ];
    const now = repository.git('log', '-1', '--format=%ct');
    const input = `${questions.map((q) => JSON.stringify(q)).join('\n')}\n`;
    const { out, code } = whoknows('/', ['rank', '--git-dir', bare, '--now', now], {}, input);
    assert.equal(code, 0);
    const [first, second] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(first.id, 'q1');
    assert.deepEqual(Object.keys(first.ranked[0]), ['name', 'email', 'score']);
    assert.ok(!second.ranked.some((person: { email: string }) => person.email === ana.email), 'the asker is left out');
    const authors = whoknows('/', ['rank', '--git-dir', bare, '--now', now, '--without-trailers'], {}, input);
    assert.doesNotMatch(authors.out, /ben@example\.com/);
  });

  it('says what is wrong in one sentence, with the exit code that the help lists', () => {
    const nowhere = temporaryFolder();
    assertRefused(whoknows(nowhere, ['who', 'x']), 3, /not inside a git repository\. Open a folder that git tracks/);
    assertRefused(
      whoknows(nowhere, ['index', '--git-dir', repository.folder]),
      3,
      /is no git folder\. With --git-dir, name a bare repository or the \.git folder/,
    );
    assertRefused(whoknows(TestRepository.create().folder, ['who', 'x']), 3, /has no commits yet/);
    assertRefused(
      whoknows(repository.folder, ['who', '../x']),
      3,
      /outside the repository at .* Name a path inside it/,
    );
    assertRefused(
      whoknows(repository.folder, ['who', 'src/a.ts', '--at', 'no-such']),
      3,
      /does not know the revision “no-such”/,
    );
    assertRefused(whoknows(repository.folder, ['who', 'src/a.ts', '--at=--output=x']), 3, /does not know the revision/);
    assertRefused(
      whoknows(repository.folder, ['who', 'x'], { PATH: nowhere }),
      4,
      /Git was not found\. Install git 2\.30/,
    );
    assertRefused(
      whoknows(repository.folder, ['rank', '--git-dir', '.git', '--now', 'soon']),
      2,
      /--now takes seconds/,
    );
    assertRefused(whoknows(repository.folder, ['who', '']), 2, /Name a file or a folder; \. is the folder you are in/);
    assert.equal(whoknows(repository.folder, ['who']).code, 2);
  });

  it('says which git is needed when it is too old', () => {
    const old = temporaryFolder();
    writeFileSync(path.join(old, 'git'), '#!/bin/sh\necho git version 2.20.1\n');
    chmodSync(path.join(old, 'git'), 0o755);
    symlinkSync('/bin/sh', path.join(old, 'sh'));
    assertRefused(
      whoknows(repository.folder, ['who', 'x'], { PATH: old }),
      4,
      /Git 2\.20\.1 .* is too old\. Who Knows needs git 2\.30 or newer/,
    );
  });

  it('a path that history does not know is answered from around it, and says so', () => {
    const { out } = whoknows(repository.folder, ['who', 'src/new.ts']);
    assert.match(out, /Ana Souza[\s\S]*Git history does not know src\/new\.ts, so this rests on what lies around it\./);
  });

  it('hostile names reach the terminal as harmless text', () => {
    const hostile = TestRepository.create();
    const evil = { name: 'Eve \x1b[31m\u202eevil $(rm) [x](command:y)', email: 'eve@example.com' };
    for (let i = 0; i < 3; i++) hostile.commit({ 'a.ts': `${i}` }, { author: evil });
    const { out } = whoknows(hostile.folder, ['who', 'a.ts', '--as', kim.email]);
    assert.match(out, /Eve/);
    assert.doesNotMatch(out, /[\x00-\x08\x0b-\x1f\u202a-\u202e]/);
  });

  it('a reader that goes away ends it quietly', () => {
    const run = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" who src/a.ts | true`], {
      cwd: repository.folder,
      encoding: 'utf8',
      env: { ...bareEnvironment, HOME: temporaryFolder(), GIT_CONFIG_NOSYSTEM: '1' },
    });
    assert.equal(run.stderr, '');
  });

  it('help shows examples', () => {
    mkdirSync(path.join(repository.folder, 'x'), { recursive: true });
    for (const command of ['who', 'index', 'rank'])
      assert.match(whoknows(repository.folder, [command, '--help']).out, /Example/);
    assert.match(whoknows(repository.folder, ['--help']).out, /Exit codes: 0 answered/);
  });
});

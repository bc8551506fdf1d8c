import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readGitattributes } from '../../src/expertise/gitattributes.ts';
import { TestRepository } from '../support/repository.ts';

const paths = [
  'a.ts',
  'b.js',
  'gen/a.ts',
  'gen/x.pb.go',
  'gen/deep/a.ts',
  'gen/deep/b.js',
  'src/gen/a.ts',
  'src/a b.ts',
  'src/[x].ts',
  'src/gen/deep/er/c.md',
  'docs/ü.md',
];

describe('E8: .gitattributes', () => {
  let repository: TestRepository;
  /** Git before 2.53 forgot what stands before `**` inside a name and let it cross folders (mended by its commit 1940a02dc1). */
  let crosses = false;
  before(() => {
    repository = TestRepository.create();
    for (const folder of ['gen/deep', 'src/gen/deep/er', 'docs'])
      mkdirSync(path.join(repository.folder, folder), { recursive: true });
    crosses = gitSays(new Map([['', 'src/gen** linguist-generated']])).includes('set');
  });

  /** The same rules, spelled so that such an old git takes them as a newer one does: two stars inside a name are one. */
  const forGit = (text: string): string => (crosses ? text.replace(/(?<=[^/*\s])\*{2,}/g, '*') : text);

  /** Git's answer for each path: the value as `check-attr` prints it. */
  function gitSays(files: ReadonlyMap<string, string>): string[] {
    for (const folder of ['', 'gen', 'src/gen']) {
      writeFileSync(path.join(repository.folder, folder, '.gitattributes'), forGit(files.get(folder) ?? ''));
    }
    const output = execFileSync('git', ['-C', repository.folder, 'check-attr', '--stdin', '-z', 'linguist-generated'], {
      input: paths.map((each) => `${each}\0`).join(''),
      env: { ...process.env, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    return output
      .toString()
      .split('\0')
      .filter((_, i) => i % 3 === 2);
  }
  function weSay(files: ReadonlyMap<string, string>): string[] {
    const lookup = readGitattributes(files, 'linguist-');
    return paths.map((each) => {
      const value = lookup(each, 'linguist-generated');
      return value === undefined ? 'unspecified' : value === true ? 'set' : value === false ? 'unset' : value;
    });
  }

  it('reads patterns, quotes, macros, negations and values as git does', () => {
    const files = new Map([
      [
        '',
        [
          '# comment',
          '[attr]made linguist-generated -diff',
          '*.pb.go made',
          'gen/** linguist-generated=true',
          '/b.js linguist-generated',
          'deep/b.js linguist-generated',
          '"src/a b.ts" linguist-generated',
          'src/\\[x\\].ts linguist-generated=yes',
          '**/er/*.md -linguist-generated',
          'a.ts !linguist-generated',
          'docs/ linguist-generated',
          '!b.js linguist-generated',
        ].join('\n'),
      ],
      ['src/gen', 'a.ts linguist-generated\ndeep/** linguist-generated=x'],
    ]);
    assert.deepEqual(weSay(files), gitSays(files));
  });

  it('takes two stars inside a name for one, whatever the age of the git beside us', () => {
    const says = (pattern: string): string[] => {
      const files = new Map([['', `${pattern} linguist-generated`]]);
      assert.deepEqual(weSay(files), gitSays(files), pattern);
      return paths.filter((_, i) => weSay(files)[i] === 'set');
    };
    assert.deepEqual(says('src/gen**'), []);
    assert.deepEqual(says('src/gen**/a.ts'), ['src/gen/a.ts']);
    assert.deepEqual(says('src/gen/**'), ['src/gen/a.ts', 'src/gen/deep/er/c.md']);
    assert.deepEqual(says('/b**'), ['b.js']);
  });

  it('gives the same answer as git for generated files', function () {
    this.timeout(60_000);
    const piece = fc.constantFrom(
      '*',
      '**',
      '?',
      'a',
      'b',
      'a.ts',
      '*.ts',
      'gen',
      'deep',
      'src',
      '[ab]',
      '[!a]',
      '[[:alpha:]]',
      '.',
      'er',
      '[a-c]*',
      '\\a',
    );
    const pattern = fc
      .array(fc.tuple(piece, fc.constantFrom('/', '/', '/', '')), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.map(([text, slash], i) => text + (i === parts.length - 1 ? '' : slash)).join(''));
    const attribute = fc.constantFrom(
      'linguist-generated',
      '-linguist-generated',
      '!linguist-generated',
      'linguist-generated=x',
      'made',
      'text',
    );
    const line = fc
      .tuple(fc.constantFrom('', '', '/', '**/'), pattern, attribute)
      .map(([head, body, attr]) => `${head}${body} ${attr}`);
    const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, text, (top, gen, deep) => {
        const files = new Map([
          ['', `[attr]made linguist-generated=macro\n${top}`],
          ['gen', gen],
          ['src/gen', deep],
        ]);
        assert.deepEqual(weSay(files), gitSays(files));
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, and is not slowed by patterns made for that', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, file) => {
        readGitattributes(new Map([['', text]]), 'linguist-')(file, 'linguist-generated');
      }),
    );
    const started = process.cpuUsage();
    const hostile = ['*a'.repeat(400), '**/'.repeat(300), `${'[!b]*'.repeat(150)}x`, '?*'.repeat(300)];
    const lookup = readGitattributes(
      new Map([['', hostile.map((each) => `${each} linguist-generated`).join('\n')]]),
      'linguist-',
    );
    for (let i = 0; i < 20; i++) lookup(`${'a'.repeat(500)}/${'a'.repeat(400)}${i}`, 'linguist-generated');
    assert.ok(process.cpuUsage(started).user < 3_000_000);
  });
});

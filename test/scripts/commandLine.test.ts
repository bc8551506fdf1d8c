import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { freePort } from '../../scripts/vscode/freePort.ts';
import { run } from '../../scripts/vscode/run.ts';
import { temporaryFolder } from '../support/repository.ts';

const scripts = path.join(import.meta.dirname, '../../scripts');
const start = (...args: string[]) => run(process.execPath, [path.join(scripts, 'start.mjs'), ...args]);
const test = (...args: string[]) => run(process.execPath, [path.join(scripts, 'test.mjs'), ...args]);

describe('npm start', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'file.txt'), '');

  const refusals: [string, string[], RegExp][] = [
    ['a folder that is not there', [path.join(folder, 'none')], /^There is no folder .+none; name the folder/],
    [
      'a file in place of the folder',
      [path.join(folder, 'file.txt')],
      /file\.txt is not a folder; name the repository/,
    ],
    ['a file that is not there', [folder, 'none.txt'], /^There is no file .+none\.txt\.$/],
    ['a third path', [folder, 'file.txt', 'more'], /^Two paths at most, REPOSITORY and FILE; more is a third\.$/],
    ['a port that is none', ['--port', 'http'], /^A port is a number from 1 to 65535, which http is not\.$/],
    ['an option that it does not have', ['--prot', '1'], /^Unknown option '--prot'/],
  ];
  for (const [what, args, sentence] of refusals) {
    it(`answers ${what} with one sentence`, async () => {
      const { code, output } = await start(...args);
      assert.match(output.trim(), sentence);
      assert.equal(output.trim().split('\n').length, 1, output);
      assert.equal(code, 1);
    });
  }

  it('explains itself', async () => {
    const { code, output } = await start('--help');
    assert.match(output, /npm start -- REPOSITORY FILE/);
    assert.equal(code, 0);
  });

  it('passes over a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    assert.ok((await freePort(port)) > port);
    other.close();
  });
});

describe('npm test', () => {
  it('fails for a stage that it does not have, with its usual last line', async () => {
    const { code, output } = await test('everything');
    assert.match(output, /There is no stage everything; the stages are unit, vscode, e2e\./);
    assert.equal(output.trim().split('\n').at(-1), '0 passed, 1 failed');
    assert.equal(code, 1);
  });

  it('fails when no test matches', async () => {
    const { code, output } = await test('unit', '-g', 'a title that no test has', 'test/scripts/environment.test.ts');
    assert.match(output, /No test matches\./);
    assert.equal(output.trim().split('\n').at(-1), '0 passed, 1 failed');
    assert.equal(code, 1);
  });

  it('counts a file that cannot be loaded as a failure', async () => {
    const file = path.join(temporaryFolder(), 'broken.test.ts');
    writeFileSync(file, "throw new Error('broken on purpose');\n");
    const { code, output } = await test('unit', file);
    assert.match(output, /broken on purpose/);
    assert.equal(output.trim().split('\n').at(-1), '0 passed, 1 failed');
    assert.equal(code, 1);
  });
});

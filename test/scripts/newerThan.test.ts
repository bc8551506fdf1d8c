import assert from 'node:assert/strict';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isNewerThan } from '../../scripts/vscode/newerThan.ts';
import { temporaryFolder } from '../support/repository.ts';

describe('a package that need not be made again', () => {
  const long = new Date('2026-01-01');

  function project(): { folder: string; made: string; age(name: string, when?: Date): void } {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'src/deep'), { recursive: true });
    for (const name of ['package.json', 'src/a.ts', 'src/deep/b.ts']) writeFileSync(path.join(folder, name), 'x');
    const age = (name: string, when = long): void => utimesSync(path.join(folder, name), when, when);
    for (const name of ['package.json', 'src/a.ts', 'src/deep/b.ts', 'src/deep', 'src']) age(name);
    const made = path.join(folder, 'made.vsix');
    writeFileSync(made, 'x');
    age('made.vsix', new Date('2026-01-02'));
    return { folder, made, age };
  }

  it('is newer than all it is made of', () => {
    const { folder, made } = project();
    assert.equal(isNewerThan(made, folder, ['src']), true);
  });

  it('is not there, or older than a file, a new file, or the place of one that was taken away', () => {
    const changes: ((folder: string) => void)[] = [
      (folder) => rmSync(path.join(folder, 'made.vsix')),
      (folder) => writeFileSync(path.join(folder, 'package.json'), 'y'),
      (folder) => writeFileSync(path.join(folder, 'src/deep/b.ts'), 'y'),
      (folder) => writeFileSync(path.join(folder, 'src/deep/c.ts'), 'y'),
      (folder) => rmSync(path.join(folder, 'src/a.ts')),
    ];
    for (const change of changes) {
      const { folder, made } = project();
      change(folder);
      assert.equal(isNewerThan(made, folder, ['src']), false, String(change));
    }
  });
});

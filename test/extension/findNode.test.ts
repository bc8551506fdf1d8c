import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findNode } from '../../src/extension/findNode.ts';
import { temporaryFolder } from '../support/repository.ts';

/** A program that says it is this version of Node. */
function fakeNode(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'node');
  writeFileSync(file, `#!/bin/sh\necho ${version}\n`);
  chmodSync(file, 0o755);
  return file;
}

const without = async (): Promise<boolean> => false;

// The fake is a shell script, which Windows does not run.
if (process.platform !== 'win32') {
  describe('a Node for the relay on this machine', () => {
    const home = temporaryFolder();
    const old = path.dirname(fakeNode(path.join(home, 'old'), 'v20.11.0'));
    const recent = path.dirname(fakeNode(path.join(home, 'recent'), 'v22.13.0'));
    const planted = path.dirname(fakeNode(path.join(home, 'workspace/bin'), 'v24.1.0'));
    const search = (...folders: string[]) =>
      findNode([path.join(home, 'workspace')], { PATH: folders.join(path.delimiter) }, without);

    it('is the editor’s own where that has node:sqlite', async () => {
      assert.equal((await findNode([], { PATH: recent }, async () => true))?.file, process.execPath);
    });

    it('is else the first of the machine’s that is new enough', async () => {
      assert.equal((await search('relative', '/nowhere', old, recent))?.file, path.join(recent, 'node'));
    });

    it('is none where all are too old, which the editor says in a sentence', async () => {
      assert.equal(await search(old), undefined);
    });

    it('E1: is never one that lies in the open folder', async () => {
      assert.equal((await search(planted, recent))?.file, path.join(recent, 'node'));
      assert.equal(await search(planted), undefined);
    });
  });
}

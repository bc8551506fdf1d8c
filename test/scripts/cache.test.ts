import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cached } from '../../scripts/vscode/cache.ts';
import { temporaryFolder } from '../support/repository.ts';

const fill = (text: string) => async (folder: string) => writeFileSync(path.join(folder, 'content'), text);
const content = (folder: string) => readFileSync(path.join(folder, 'content'), 'utf8');

describe('the cache of downloads', () => {
  it('fills a folder once', async () => {
    const cache = temporaryFolder();
    assert.equal(content(await cached(cache, 'editor', fill('first'))), 'first');
    assert.equal(content(await cached(cache, 'editor', fill('second'))), 'first');
  });

  it('keeps nothing of a download that failed', async () => {
    const cache = temporaryFolder();
    const broken = async (folder: string) => {
      await fill('half')(folder);
      throw new Error('the network went away');
    };
    await assert.rejects(cached(cache, 'editor', broken), /the network went away/);
    assert.deepEqual(readdirSync(cache), []);
  });

  it('takes the first of two that download at once', async () => {
    const cache = temporaryFolder();
    const slowly = async (folder: string) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await fill('slow')(folder);
    };
    const folders = await Promise.all([cached(cache, 'editor', slowly), cached(cache, 'editor', fill('quick'))]);
    assert.deepEqual(folders.map(content), ['quick', 'quick']);
    assert.deepEqual(readdirSync(cache), ['editor']);
  });

  it('clears away what an interrupted run left', async () => {
    const cache = temporaryFolder();
    const [old, recent] = ['.draft-old', '.draft-recent'].map((name) => path.join(cache, name));
    mkdirSync(old!);
    mkdirSync(recent!);
    utimesSync(old!, 0, 0);
    await cached(cache, 'editor', fill('whole'));
    assert.deepEqual(readdirSync(cache).sort(), ['.draft-recent', 'editor']);
  });
});

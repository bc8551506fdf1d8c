import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mapPage } from '../../src/cli/mapPage.ts';
import { buildPages } from '../support/builtPages.ts';
import { TestRepository } from '../support/repository.ts';
import { mapOf } from '../support/skillMap.ts';

describe('the exported page of the map', () => {
  before(buildPages);

  it('E2, G6: what a repository calls itself, its files and its people stays text', async () => {
    const repository = TestRepository.create();
    const mallory = { name: '</script><script>alert(1)</script>', email: 'm@example.com' };
    for (let i = 0; i < 3; i++)
      repository.commit({ 'a<img src=x onerror=alert(1)>/b.ts': `${i}` }, { author: mallory });
    const page = await mapPage(await mapOf(repository.folder), '<b>"&\'');
    assert.equal(page.match(/<script/g)?.length, 2);
    assert.equal(page.match(/<\/script>/g)?.length, 2);
    assert.doesNotMatch(page, /<img|<b>/);
    assert.match(page, /alert\(1\)/, 'the name is there, as text');
  });

  it('E2: runs the one script that its policy names by hash', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '' });
    const page = await mapPage(await mapOf(repository.folder), 'x');
    const script = /<script type="module">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
    const policy = /content="([^"]*)"/.exec(page)?.[1] ?? '';
    assert.ok(policy.includes(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`), policy);
    assert.ok(policy.startsWith("default-src 'none'"));
  });
});

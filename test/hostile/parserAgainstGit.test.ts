import assert from 'node:assert/strict';
import { compareWithGitShow } from '../support/compareWithGit.ts';
import { describeHistory, indexOf } from '../support/history.ts';
import { oddRepository } from '../support/oddRepository.ts';

describe('T5, G8: what we read against what git shows, commit by commit', () => {
  it('an odd history of a few hundred commits is read as `git show --raw` tells it', async () => {
    const repository = oddRepository(250);
    const { compared, differences } = await compareWithGitShow(repository.folder);
    assert.deepEqual(differences.slice(0, 5), []);
    assert.ok(compared >= 200, `${compared} compared`);
    const lines = describeHistory((await indexOf(repository.folder)).history);
    assert.ok(lines.some((line) => line.includes('renamed')));
  });
});

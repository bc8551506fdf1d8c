import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { appendWord, readWords, type Word } from '../../src/app/ownWordFile.ts';
import { profileFolder } from '../../src/app/profileFolder.ts';
import { testHost } from '../support/host.ts';

describe('what the user said, as a file', () => {
  const same: Word = { says: 'same-person', a: 'ana@a.org', b: 'ana@b.org', same: true, repository: '/r/.git' };
  const know: Word = {
    says: 'statement',
    kind: 'know',
    path: '',
    about: 'kim',
    by: 'kim',
    at: 7,
    repository: '/r/.git',
  };
  const takenBack: Word = { ...know, takenBack: true };

  it('E15: a word is read back as it was said, without what does not belong to it', () => {
    const host = testHost();
    for (const word of [same, know, { ...takenBack, more: 1 }]) appendWord(host, word);
    assert.deepEqual(readWords(host), { words: [same, know, takenBack] });
  });

  it('E15: a line that is no word is counted, and none is written', () => {
    const host = testHost();
    const long = 'x'.repeat(4097);
    const wrong: object[] = [
      [],
      {},
      { ...same, says: 'other' },
      { ...same, a: 1 },
      { ...same, b: long },
      { ...same, same: 'yes' },
      { ...same, repository: undefined },
      { ...same, takenBack: 1 },
      { ...know, kind: 'knew' },
      { ...know, path: undefined },
      { ...know, about: long },
      { ...know, by: null },
      { ...know, at: '7' },
    ];
    for (const word of wrong) assert.throws(() => appendWord(host, word as Word), JSON.stringify(word).slice(0, 80));
    const folder = profileFolder(host.environment);
    mkdirSync(folder, { recursive: true });
    const lines = ['null', '1', ...wrong.map((word) => JSON.stringify(word)), JSON.stringify(same)];
    writeFileSync(path.join(folder, 'own-word.jsonl'), lines.join('\n'));
    const { words, problem } = readWords(host);
    assert.deepEqual(words, [same]);
    assert.match(problem!, new RegExp(`^${lines.length - 1} lines of `));
  });
});

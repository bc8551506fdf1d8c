import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PathText } from '../../../src/expertise/ranking/pathText.ts';
import { pathWords } from '../../../src/expertise/ranking/pathWords.ts';

describe('paths as one text', () => {
  const part = fc.constantFrom('net', 'Net', 'dev', 'netdev', 'NETdev', 'ünet', 'İnet', '\n', '0', '');
  const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));

  it('E2: finds the very paths that have a word, also beside those that lower case lengthens', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), (paths) => {
        const text = new PathText(paths);
        for (const word of ['net', 'dev', 'netdev', 'ünet', 'none'])
          assert.deepEqual(
            text.filesWith(word),
            paths.flatMap((each, i) => (pathWords(each).includes(word) ? [i] : [])),
          );
      }),
    );
  });
});

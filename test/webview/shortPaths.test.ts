import assert from 'node:assert/strict';
import { shortPaths } from '../../src/webview/shortPaths.ts';

describe('names of columns', () => {
  it('keep first and last, and what tells those apart that begin and end alike', () => {
    assert.deepEqual(
      shortPaths([
        'docs',
        'src/net/http',
        'core/src/main/scala/kafka/log',
        'core/src/test/scala/kafka/log',
        'storage/src/main/java/log',
        'a/b/c/x',
        'a/b/c/d/x',
      ]),
      ['docs', 'src/net/http', 'core/…/main/…/log', 'core/…/test/…/log', 'storage/…/log', 'a/b/c/x', 'a/…/d/…/x'],
    );
  });
});

import assert from 'node:assert/strict';
import { featureMeaning } from '../../../src/expertise/ranking/featureMeaning.ts';
import { weights } from '../../../src/expertise/ranking/weights.generated.ts';

describe('the model’s features', () => {
  it('each say their reason in words, and none speaks against anybody', () => {
    for (const [name, weight] of [
      ...Object.entries(weights.withTrailers),
      ...Object.entries(weights.withoutTrailers),
    ]) {
      assert.ok(weight >= 0, name);
      assert.match(featureMeaning[name] ?? '', /^\p{L}.*\p{L}$/u, name);
    }
  });
});

import assert from 'node:assert/strict';
import { confidenceOf } from '../../../src/expertise/ranking/confidence.ts';

describe('confidence in the first answer', () => {
  it('never falls as the share grows, and promises nothing the measurements did not show', () => {
    for (const withoutTrailers of [false, true]) {
      const said = Array.from({ length: 101 }, (_, i) => confidenceOf(i / 100, { withoutTrailers }));
      assert.deepEqual(
        said,
        [...said].sort((a, b) => a - b),
      );
      assert.ok(said.every((value) => value >= 0 && value < 0.9));
      assert.ok(said[80]! > said[20]!);
    }
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generatedParts, withParts } from '../../scripts/relayDocs.ts';
import { limits } from '../../src/protocol/limits.ts';

const docs = path.join(import.meta.dirname, '../../docs');

describe('pages about the relay', () => {
  for (const [page, parts] of Object.entries(generatedParts())) {
    it(`docs/${page} says what the code says (node scripts/relayDocs.ts writes it)`, () => {
      const text = readFileSync(path.join(docs, page), 'utf8');
      assert.equal(withParts(text, parts), text);
    });
  }

  it('rule L1: every limit has a unit, a reason and a meaning of zero', () => {
    for (const [name, limit] of Object.entries(limits)) {
      assert.ok(Number.isFinite(limit.value) && limit.reason.length > 10 && limit.zero.length > 10, name);
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseIgnoreRevs } from '../../src/expertise/ignoreRevs.ts';

describe('E6: .git-blame-ignore-revs', () => {
  const one = '0123456789abcdef0123456789abcdef01234567';
  const sha256 = 'f'.repeat(64);

  it('reads full ids and skips comments, blanks and anything shorter', () => {
    const text = `# reformat\n${one}\r\n\n  ${sha256} # black\n${one.slice(0, 12)}\nHEAD\n#${'a'.repeat(40)}\n${'b'.repeat(41)}\n`;
    assert.deepEqual([...parseIgnoreRevs(text)], [one, sha256]);
    assert.deepEqual([...parseIgnoreRevs(one.toUpperCase())], [one]);
    assert.equal(parseIgnoreRevs('').size, 0);
  });

  it('never throws and returns only ids', () => {
    const piece = fc.oneof(fc.constantFrom(one, sha256, '\n', ' ', '#', '\r\n'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const id of parseIgnoreRevs(pieces.join(''))) assert.match(id, /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
      }),
    );
  });
});

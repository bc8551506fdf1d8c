import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keptPeople } from '../../src/app/keptPeople.ts';
import { type People, resolvePeople } from '../../src/expertise/people.ts';
import { temporaryFolder } from '../support/repository.ts';

describe('people kept beside the index', () => {
  const aliases = Array.from({ length: 600 }, (_, i) => ({
    name: i % 3 === 0 ? `Person ${i} Ü` : `Person ${i - (i % 3)} Ü`,
    email: i % 5 === 0 ? '' : `person${i}@example${i % 2}.org`,
  }));
  const source = { aliases: aliases.length, history: 'commits 7 7', mailmap: 'Ana <ana@example.org>\n' };
  const found = resolvePeople(aliases, { uses: new Uint32Array(600).fill(2) });
  const never = (): People => assert.fail('found again');

  function keep(): { folder: string; file: string } {
    const folder = temporaryFolder();
    const file = path.join(folder, 'cache', 'x.people');
    assert.equal(
      keptPeople(file, source, () => found),
      found,
    );
    return { folder: path.dirname(file), file };
  }

  it('E4, E13: are the same people, with what is proposed, without being found again', () => {
    const { folder, file } = keep();
    assert.ok(found.proposals.length > 0 && found.people.some((person) => person.aliases.length > 1));
    assert.deepEqual(keptPeople(file, source, never), found);
    assert.deepEqual(readdirSync(folder), ['x.people'], 'no draft is left');
  });

  it('E13: are found anew where the history or the mailmap is another', () => {
    const { file } = keep();
    const others = [
      { ...source, history: 'commits 7 8' },
      { ...source, mailmap: '' },
    ];
    for (const other of others) {
      const anew = { ...found, proposals: [] };
      assert.equal(
        keptPeople(file, other, () => anew),
        anew,
      );
      keptPeople(file, source, () => found);
    }
  });

  it('E13: a byte that is flipped, or an end that is cut, anywhere, is noticed', () => {
    const { file } = keep();
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 97) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1;
      for (const bytes of [damaged, whole.subarray(0, at)]) {
        writeFileSync(file, bytes);
        const anew = { ...found };
        assert.equal(
          keptPeople(file, source, () => anew),
          anew,
          String(at),
        );
      }
    }
  });

  it('cost nothing where nothing can be kept', () => {
    assert.equal(
      keptPeople('/dev/null/x.people', source, () => found),
      found,
    );
    assert.equal(
      keptPeople(undefined, source, () => found),
      found,
    );
  });
});

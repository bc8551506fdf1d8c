import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const source = path.join(import.meta.dirname, '../../src');

/** Every file of ours that a file leads to, at once or later. */
function reach(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8').replace(/\bimport type\b[^;]*;/g, '');
  for (const [, specifier] of text.matchAll(/(?:from|import\s*\(?)\s*'(\.[^']+)'/g))
    reach(path.resolve(path.dirname(file), specifier!), found);
  return found;
}

describe('where the skill map is made', () => {
  const making = path.join(source, 'expertise/skillMap/skillMap.ts');

  it('M2: never on the main thread of the editor’s host: nothing that activate leads to can make one', () => {
    const reached = reach(path.join(source, 'extension/activate.ts'));
    assert.ok(reached.has(path.join(source, 'extension/mapStore.ts')), 'the views of the map are among them');
    assert.ok(!reached.has(making));
  });

  it('the worker does', () => assert.ok(reach(path.join(source, 'extension/mapWorker.ts')).has(making)));
});

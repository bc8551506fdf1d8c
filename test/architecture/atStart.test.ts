import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const source = path.join(import.meta.dirname, '../../src');

/** Every file of ours, and every package, that a file leads to at once: what is imported when first used is left out. */
function reachAtOnce(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  if (!file.endsWith('.ts')) return found;
  const text = readFileSync(file, 'utf8').replace(/\bimport type\b[^;]*;/g, '');
  for (const [, specifier] of text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)';/gm))
    reachAtOnce(specifier!.startsWith('.') ? path.resolve(path.dirname(file), specifier!) : specifier!, found);
  return found;
}

describe('what a start of the editor waits for', () => {
  const reached = reachAtOnce(path.join(source, 'extension/activate.ts'));

  it('V7: no schemas, no sealing, no git and no index', () => {
    assert.ok(reached.has(path.join(source, 'extension/sessions.ts')), 'the walk leads somewhere');
    for (const heavy of [
      'zod',
      'ws',
      'libsodium-wrappers',

      path.join(source, 'app/knowledge.ts'),
    ])
      assert.ok(!reached.has(heavy), heavy);
  });

  it('V7: nor are schemas read for an answer', () => {
    for (const file of ['app/knowledge.ts', 'app/whoCanHelp.ts'])
      assert.ok(!reachAtOnce(path.join(source, file)).has('zod'), file);
  });
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** The numbers in `rules Q1–Q9, S5 (D6): …`. */
function numbersIn(title: string): string[] {
  const [, list] = /\brules? ((?:[A-Z]\d+(?:–[A-Z]\d+)?(?:, )?)+)/.exec(title) ?? [];
  return (list ?? '').split(', ').flatMap((part) => {
    const [, letter, from, to] = /^([A-Z])(\d+)(?:–[A-Z](\d+))?$/.exec(part) ?? [];
    if (!letter) return [];
    const count = Number(to ?? from) - Number(from) + 1;
    return Array.from({ length: count }, (_, n) => `${letter}${Number(from) + n}`);
  });
}

describe('R8: docs/protocol.md', () => {
  const page = readFileSync(path.join(root, 'docs/protocol.md'), 'utf8');
  const rules = [...page.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, number]) => number!);
  const tested = new Set(
    readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .flatMap((name) => [...readFileSync(path.join(root, 'test', name), 'utf8').matchAll(/\bit\(\s*['`](.*)/g)])
      .flatMap(([, title]) => numbersIn(title!)),
  );

  it('has a test for every rule', () => {
    assert.ok(rules.length > 60);
    assert.deepEqual(
      rules.filter((rule) => !tested.has(rule)),
      [],
    );
  });

  it('has every rule that a test names, once', () => {
    assert.equal(new Set(rules).size, rules.length);
    assert.deepEqual(
      [...tested].filter((rule) => !rules.includes(rule)),
      [],
    );
  });
});

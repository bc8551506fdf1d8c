import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const source = path.join(import.meta.dirname, '../../src');

/** Which rooms of src/ each room may import; `node` and `vscode` stand for the platform's modules. */
const allowed: Record<string, string[]> = {
  expertise: ['expertise'],
  mentoring: ['expertise', 'mentoring'],
  protocol: ['protocol'],
  git: ['expertise', 'git', 'node'],
  client: ['protocol', 'client', 'node'],
  relay: ['protocol', 'relay', 'node'],
  app: ['expertise', 'mentoring', 'protocol', 'git', 'client', 'app', 'node'],
  cli: ['expertise', 'mentoring', 'protocol', 'git', 'client', 'relay', 'app', 'cli', 'node'],
  extension: ['expertise', 'mentoring', 'protocol', 'git', 'client', 'app', 'extension', 'node', 'vscode'],
  webview: ['webview', 'expertise', 'mentoring'],
};

/** Packages that reach the machine or the network; the pure rooms may not use them. Any other package is plain computation. */
const platformPackages = ['ws', 'pg'];

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(full);
    else if (/\.tsx?$/.test(entry.name)) yield full;
  }
}

const specifiers = (text: string) =>
  [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
    ),
  ].map((m) => m[1] ?? m[2]!);

function roomOf(specifier: string, file: string): string | undefined {
  if (specifier === 'vscode') return 'vscode';
  if (specifier.startsWith('node:') || platformPackages.includes(specifier.split('/')[0]!)) return 'node';
  if (!specifier.startsWith('.')) return undefined;
  return path.relative(source, path.resolve(path.dirname(file), specifier)).split(path.sep)[0];
}

describe('import directions', () => {
  const files = [...filesIn(source)];

  it('sees the sources', () => assert.ok(files.length >= 2));

  for (const file of files) {
    const name = path.relative(source, file);
    const room = name.split(path.sep)[0]!;
    it(`${name} imports only what ${room}/ may import`, () => {
      for (const specifier of specifiers(readFileSync(file, 'utf8'))) {
        const target = roomOf(specifier, file);
        if (target)
          assert.ok(
            allowed[room]?.includes(target),
            `${name} imports ${specifier}: ${room} → ${target} is not allowed`,
          );
      }
    });
  }

  it('the pure rooms use no clock and no chance', () => {
    for (const file of files.filter((f) =>
      ['expertise', 'mentoring', 'protocol'].includes(path.relative(source, f).split(path.sep)[0]!),
    )) {
      const text = readFileSync(file, 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
      assert.doesNotMatch(
        text,
        /\bDate\.now\(|new Date\(\)|Math\.random\(|setTimeout\(|setInterval\(/,
        path.relative(source, file),
      );
    }
  });
});

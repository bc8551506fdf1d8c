import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { project, results } from './context.ts';

const bundles = path.join(results, 'host');

/**
 * Bundles test/vscode (or only `files` of it) for the extension host; gives the file whose run() starts them. The host
 * loads CommonJS; mocha stays outside, as one copy that the runner and all test files share.
 */
export async function bundleHostTests(files: readonly string[] = []): Promise<string> {
  rmSync(bundles, { recursive: true, force: true });
  const folder = path.join(project, 'test/vscode');
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  const tests = files.length > 0 ? files : all.map((file) => path.join(folder, file));
  await build({
    entryPoints: [path.join(project, 'test/support/vscode/hostRunner.ts'), ...tests.map((file) => path.resolve(file))],
    entryNames: '[name]',
    outdir: bundles,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(bundles, 'hostRunner.cjs');
}

// The launch configuration of .vscode runs this file by itself.
if (import.meta.main) await bundleHostTests();

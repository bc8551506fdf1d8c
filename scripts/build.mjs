// Bundles the hosts into dist/: extension.cjs (VS Code), cli.mjs (terminal) and the webview scripts.
// `node scripts/build.mjs --watch` rebuilds on change.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { buildId } from './buildId.mjs';
import { thirdPartyNotices } from './notices.mjs';

const watch = process.argv.includes('--watch');
const common = {
  bundle: true,
  sourcemap: 'linked',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};
const node = {
  ...common,
  platform: 'node',
  target: 'node22',
  // Left out where the sources change while this runs: then nothing is kept that depends on them.
  define: watch ? {} : { WHOKNOWS_BUILD: JSON.stringify(buildId()) },
};
const webviews = existsSync('src/webview') ? readdirSync('src/webview').filter((f) => f.endsWith('.panel.ts')) : [];

const banner = {
  js: "import { createRequire as whoknowsCreateRequire } from 'node:module';\nconst require = whoknowsCreateRequire(import.meta.url);",
};

/** Packages that code of the editor's host imports when it needs them: files of their own, so that a start need not read them. */
const lazyPackages = new Set();
const fileOf = (name) => `${name.replace(/^@/, '').replaceAll('/', '-')}.mjs`;
const lazily = {
  name: 'lazy packages',
  setup(build) {
    build.onResolve({ filter: /^[@a-z]/ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined;
      lazyPackages.add(path);
      return { path: `./lib/${fileOf(path)}`, external: true };
    });
  },
};
const libraries = () => ({
  ...node,
  entryPoints: [...lazyPackages].map((name) => ({ in: name, out: fileOf(name).replace(/\.mjs$/, '') })),
  outdir: 'dist/lib',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  banner,
});

const targets = [
  {
    ...node,
    entryPoints: ['src/extension/activate.ts'],
    outfile: 'dist/extension.cjs',
    format: 'cjs',
    external: ['vscode'],
    plugins: [lazily],
    // Libraries look for a browser by this name, and the editor writes an error into its log for whoever does.
    define: { ...node.define, navigator: 'undefined' },
  },
  ...['mapWorker', 'backtestWorker'].map((worker) => ({
    ...node,
    entryPoints: [`src/extension/${worker}.ts`],
    outfile: `dist/${worker}.cjs`,
    format: 'cjs',
    plugins: [lazily],
  })),
  {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    // Each command's code in files of its own: reading and compiling all of it would take longer than most answers.
    splitting: true,
    chunkNames: 'cli/[name]-[hash]',
    define: {
      ...node.define,
      WHOKNOWS_VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version),
    },
    banner: { js: `#!/usr/bin/env node\n${banner.js}` },
  },
  {
    ...node,
    entryPoints: ['src/relay/storeThread.ts'],
    outfile: 'dist/cli/storeThread.mjs',
    format: 'esm',
  },
  ...(webviews.length
    ? [
        {
          ...common,
          // Names are of no use here, and keeping them costs a call for each function made.
          keepNames: false,
          entryPoints: webviews.map((f) => `src/webview/${f}`),
          outdir: 'dist/webview',
          format: 'esm',
          platform: 'browser',
          target: 'es2023',
        },
      ]
    : []),
];

for (const folder of ['dist/cli', 'dist/lib']) rmSync(folder, { recursive: true, force: true });
if (watch) {
  await Promise.all(targets.map((target) => esbuild.build(target)));
  for (const target of [...targets, libraries()]) await (await esbuild.context(target)).watch();
} else {
  const results = await Promise.all(targets.map((target) => esbuild.build(target)));
  results.push(await esbuild.build(libraries()));
  writeFileSync('dist/third-party-notices.txt', thirdPartyNotices(results.map((result) => result.metafile)));
}

// Builds and makes whoknows.vsix. Fails when the package is too large or holds a file that nobody meant to ship.
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

/** Bytes. People install over slow links, and everything we need fits: a larger package means that something slipped in. */
const largestPackage = 3_000_000;

/** What may be in the package, as paths from its root; .vscodeignore is the list of intent, this is the check. */
const shipped =
  /^(?:dist\/(?:(?:(?:cli|lib)\/)?[\w-]+\.[cm]js|webview\/[\w./-]+\.(?:js|css)|third-party-notices\.txt)|media\/[\w./-]+\.(?:png|svg|css|md)|l10n\/[\w.-]+\.json|package(?:\.nls(?:\.[\w-]+)?)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/;

const project = path.join(import.meta.dirname, '..');
const vsix = path.join(project, 'whoknows.vsix');
/** Moved into place whole: somebody may be installing the one that is there. */
const draft = path.join(project, `whoknows.${process.pid}.vsix`);

execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: project, stdio: 'inherit' });

const files = await listFiles({ cwd: project, packageManager: PackageManager.None });
const strangers = files.filter((file) => !shipped.test(file.split(path.sep).join('/')));
if (strangers.length > 0) {
  console.error(`Not packaged: ${strangers.join(', ')} would ship, which scripts/package.mjs does not expect.`);
  process.exit(1);
}

await createVSIX({
  cwd: project,
  packagePath: draft,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});

const bytes = statSync(draft).size;
if (bytes > largestPackage) {
  rmSync(draft);
  console.error(`whoknows.vsix has ${bytes} bytes; the limit is ${largestPackage}.`);
  process.exit(1);
}
renameSync(draft, vsix);
console.log(`whoknows.vsix: ${files.length} files, ${(bytes / 1e6).toFixed(2)} MB`);

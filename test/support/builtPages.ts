import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isPackaged } from '../../scripts/vscode/newerThan.ts';

const project = path.join(import.meta.dirname, '../..');

/** Builds `dist/` unless it is that of the sources; where `npm test` has packaged before, nothing may change under its windows. */
export function buildPages(): void {
  if (existsSync(path.join(project, 'dist/webview/skillMap.panel.js')) && isPackaged(project)) return;
  execFileSync(process.execPath, [path.join(project, 'scripts/build.mjs')], { cwd: project });
}

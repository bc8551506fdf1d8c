import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { CommandError, exitCodes } from './terminal.ts';

/**
 * A page of one file with the picture, its table and the matrix. It may load nothing and run nothing but its own script,
 * named by its hash. `title` must be safe for a screen.
 */
export async function mapPage(map: SkillMap, title: string): Promise<string> {
  const home = packageFolder();
  const read = (file: string): Promise<string> => readFile(path.join(home, file), 'utf8');
  const [built, ...styles] = await Promise.all([
    read('dist/webview/skillMap.panel.js'),
    read('media/skillMapPage.css'),
    read('media/skillMap.css'),
  ]);
  const script = built.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '').replaceAll('</script', '<\\/script');
  const style = styles.join('\n');
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inHtml(`What the team knows about ${title}`)}</title>
<style>${style}</style>
</head>
<body>
<main></main>
<script type="application/json" id="map">${inScript(JSON.stringify({ map: plain(map), title }))}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

/** The package's own folder, above `dist` or `src`. */
function packageFolder(): string {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder))
    if (existsSync(path.join(folder, 'dist/webview/skillMap.panel.js'))) return folder;
  throw new CommandError(
    'The script of the page is missing from this installation. Install whoknows again, or run `npm run build` in its sources.',
    exitCodes.failed,
  );
}

/** Columns as plain lists, numbers short. */
function plain(map: SkillMap): object {
  const { files } = map;
  const columns = Object.fromEntries(
    Object.entries(files).map(([name, column]) => [
      name,
      name === 'current' ? Array.from(files.current, (value) => Math.round(value * 100) / 100) : Array.from(column),
    ]),
  );
  return { ...map, files: columns };
}

/** JSON inside a script element: nothing in a name may end the element. */
const inScript = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

const inHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

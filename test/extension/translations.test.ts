import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { l10nStrings } from '../support/l10nStrings.ts';

const project = path.join(import.meta.dirname, '../..');
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(path.join(project, file), 'utf8'));
/** What stands for something else, sorted: places for values, commands behind links, icons. */
const places = (text: string): string[] => (text.match(/\{\d\}|\]\([^)]*\)|\$\([\w-]+\)/g) ?? []).sort();

describe('V5: the interface in other languages', () => {
  const languages = readdirSync(path.join(project, 'l10n')).flatMap(
    (name) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(name)?.[1] ?? [],
  );
  const spoken = l10nStrings();

  it('there are two besides English', () => assert.deepEqual(languages.sort(), ['de', 'es']));

  it('finds what the editor says, also in the page of the map', () => {
    assert.ok(spoken.size > 400, String(spoken.size));
    for (const sentence of [
      'Who can help?',
      '{0} knows it well',
      'nobody active knows it',
      'worked on now',
      'two people',
    ])
      assert.ok(spoken.has(sentence), sentence);
  });

  for (const language of ['de', 'es'])
    for (const [what, english, file] of [
      [
        'sentences',
        Object.fromEntries([...spoken.keys()].map((text) => [text, text])),
        `l10n/bundle.l10n.${language}.json`,
      ],
      ['commands, views and settings', read('package.nls.json'), `package.nls.${language}.json`],
    ] as const) {
      it(`${language}: ${what}: each has a translation, and nothing is left over`, () => {
        assert.ok(existsSync(path.join(project, file)));
        const table = read(file);
        const missing = Object.keys(english).filter((key) => !(key in table));
        assert.deepEqual(missing, [], `${file} lacks ${missing.length}`);
        const stale = Object.keys(table).filter((key) => !(key in english));
        assert.deepEqual(stale, [], `${file} translates what nothing says any more`);
      });

      it(`${language}: ${what}: values, links and icons stand in each translation as in English`, () => {
        for (const [key, text] of Object.entries(read(file)))
          if (key in english) assert.deepEqual(places(text), places(english[key]!), key);
      });
    }

  it('every %key% of the manifest has a text', () => {
    const english = read('package.nls.json');
    const manifest = readFileSync(path.join(project, 'package.json'), 'utf8');
    const wanted = [...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!);
    assert.deepEqual(
      wanted.filter((key) => !(key in english)),
      [],
    );
  });
});

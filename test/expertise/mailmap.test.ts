import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { Alias } from '../../src/expertise/history.ts';
import { mapAlias, parseMailmap } from '../../src/expertise/mailmap.ts';

describe('E4: .mailmap', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'whoknows-mailmap-'));
    execFileSync('git', ['init', '-q', folder]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What git itself makes of contacts, one `Name <email>` each. */
  function gitMaps(mailmap: string, contacts: readonly string[]): string[] {
    writeFileSync(path.join(folder, '.mailmap'), mailmap);
    const output = execFileSync('git', ['-C', folder, 'check-mailmap', '--stdin'], {
      input: `${contacts.join('\n')}\n`,
      env: { ...process.env, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    });
    return output.toString().split('\n').slice(0, contacts.length);
  }
  const contact = ({ name, email }: Alias) => (name === '' ? `<${email}>` : `${name} <${email}>`);

  it('understands the four forms and comments as git does', () => {
    const mailmap = parseMailmap(
      [
        '# a comment',
        'Proper Name <commit@x.org>',
        '<proper@x.org> <Commit2@X.org>',
        'Proper Name <proper@x.org> <commit3@x.org> # why',
        'Ana Li <ana@x.org> Shared Box <box@x.org>',
        'Bo Ek <bo@x.org> BO EK <BOX@x.org>',
        'no address here',
        'Half <open',
      ].join('\r\n'),
    );
    const map = (name: string, email: string) => contact(mapAlias(mailmap, { name, email }));
    assert.equal(map('x', 'COMMIT@x.org'), 'Proper Name <COMMIT@x.org>');
    assert.equal(map('x', 'commit2@x.org'), 'x <proper@x.org>');
    assert.equal(map('x', 'commit3@x.org'), 'Proper Name <proper@x.org>');
    assert.equal(map('shared box', 'box@x.org'), 'Ana Li <ana@x.org>');
    assert.equal(map('Bo Ek', 'box@x.org'), 'Bo Ek <bo@x.org>');
    assert.equal(map('Somebody Else', 'box@x.org'), 'Somebody Else <box@x.org>');
    const untouched = { name: 'Cid', email: 'cid@x.org' };
    assert.equal(mapAlias(mailmap, untouched), untouched);
  });

  it('gives the same answer as git for thousands of generated files and contacts', function () {
    this.timeout(60_000);
    const name = fc.constantFrom(
      'Ana Li',
      'ANA LI',
      'ana li',
      'Bo',
      'Bo  Ek',
      'Ö Ü',
      'ö ü',
      '__proto__',
      'constructor',
      'A.',
      '#x',
      'a>b'.replace('>', ''),
    );
    const email = fc.constantFrom('a@x', 'A@X', 'b@x', 'B@x.org', 'ö@x', 'Ö@x', '__proto__', 'a b@x', '');
    const space = fc.constantFrom('', ' ', '  ', '\t');
    const part = fc
      .tuple(space, fc.oneof(name, fc.constant('')), space, email)
      .map(([s, n, t, e]) => `${s}${n}${t}<${e}>`);
    const line = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(part, part, fc.constantFrom('', ' # c', ' x')).map((parts) => parts.join('')) },
      { weight: 4, arbitrary: part },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '',
          '#',
          '# Ana Li <a@x>',
          ' # Ana <a@x>',
          '<a@x',
          'a@x>',
          '<>',
          '<<a@x>>',
          'Ana <a@x> <',
          '\r',
        ),
      },
    );
    const contacts = ['Ana Li', 'ana li', 'BO', 'Ö Ü', '__proto__', 'Zed'].flatMap((n) =>
      ['a@x', 'A@x', 'b@X', 'b@x.org', 'ö@x', '__proto__', 'zed@x'].map((e) => `${n} <${e}>`),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        const mailmap = parseMailmap(text);
        const ours = contacts.map((each) => {
          const [, n, e] = /^(.*) <(.*)>$/.exec(each) as RegExpExecArray;
          return contact(mapAlias(mailmap, { name: n as string, email: e as string }));
        });
        assert.deepEqual(ours, gitMaps(text, contacts));
      }),
      { numRuns: 150 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), fc.string(), (text, name, email) => {
        const mapped = mapAlias(parseMailmap(text), { name, email });
        assert.equal(typeof mapped.name, 'string');
        assert.equal(typeof mapped.email, 'string');
      }),
    );
    assert.equal(parseMailmap('<a@x>'.repeat(200_000)).byEmail.size, 1);
  });
});

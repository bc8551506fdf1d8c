import assert from 'node:assert/strict';
import { resolvePeople } from '../../../src/expertise/people.ts';
import { Owners, parseCodeowners, parseMaintainers, readOwnership } from '../../../src/expertise/ranking/ownership.ts';

const aliases = [
  { name: 'Ana Souza', email: 'ana@example.org' },
  { name: 'Ben Okafor', email: '12+benok@users.noreply.github.com' },
  { name: 'Kim Lindqvist', email: 'kim@example.org' },
];
const people = resolvePeople(aliases);
const ownersOf = (text: string, path: string, parse = parseCodeowners): Record<string, number> => {
  const found = new Owners([parse(text)], people, aliases).of(path);
  return Object.fromEntries([...found].map(([person, amount]) => [people.people[person]!.name, amount]));
};

describe('who a project says owns a path', () => {
  it('reads CODEOWNERS: the last match wins, folders cover what is below, logins are people', () => {
    const text =
      '# owners\n*        ana@example.org\n/src/    @benok @org/team\n*.md     kim@example.org # docs\n/src/ui/* @nobody-known';
    assert.deepEqual(Object.keys(ownersOf(text, 'README.md')), ['Kim Lindqvist']);
    assert.deepEqual(Object.keys(ownersOf(text, 'docs/deep/x.md')), ['Kim Lindqvist']);
    assert.deepEqual(Object.keys(ownersOf(text, 'src/net/a.c')), ['Ben Okafor']);
    assert.deepEqual(ownersOf(text, 'src/ui/a.c'), {});
    assert.deepEqual(Object.keys(ownersOf(text, 'lib/a.c')), ['Ana Souza']);
  });

  it('reads MAINTAINERS: a deeper pattern speaks louder, X: takes away, a reviewer counts less', () => {
    const text = `Maintainers List
----------------
NETWORK
M:	Ana Souza <ana@example.org>
R:	Kim Lindqvist <kim@example.org>
S:	Maintained
F:	drivers/net/
X:	drivers/net/wifi/

THE REST
M:	Ben Okafor <12+benok@users.noreply.github.com>
F:	*
F:	*/
`;
    const net = ownersOf(text, 'drivers/net/a/b.c', parseMaintainers);
    assert.equal(net['Ana Souza'], 1);
    assert.ok(net['Kim Lindqvist']! < 1 && net['Ben Okafor']! < net['Kim Lindqvist']!);
    assert.deepEqual(Object.keys(ownersOf(text, 'drivers/net/wifi/b.c', parseMaintainers)), ['Ben Okafor']);
    assert.equal(ownersOf(text, 'Makefile', parseMaintainers)['Ben Okafor'], 1);
  });

  it('reads MAINTAINERS.yml: sections with logins or addresses, patterns and exceptions', () => {
    const text = `# people
Drivers, net:
  status: maintained
  maintainers:
    - benok
  collaborators:
    - "Kim Lindqvist <kim@example.org>"
  files:
    - drivers/net/
    - include/*/net*.h
  files-exclude:
    - drivers/net/wifi/
  labels:
    - "area: net"
Nobody's:
  files:
    - lib/
`;
    const owners = new Owners(readOwnership({ 'MAINTAINERS.yml': { text } }), people, aliases);
    const of = (path: string) =>
      Object.fromEntries(
        [...owners.of(path)].map(([person, amount]) => [people.people[person]!.name, Number(amount.toFixed(6))]),
      );
    assert.deepEqual(of('drivers/net/e1000.c'), { 'Ben Okafor': 1, 'Kim Lindqvist': 0.7 });
    assert.deepEqual(Object.keys(of('include/linux/netdev.h')), ['Ben Okafor', 'Kim Lindqvist']);
    assert.deepEqual(of('drivers/net/wifi/a.c'), {});
    assert.deepEqual(of('lib/a.c'), {});
    assert.equal(owners.named(), 2);
  });

  it('takes the CODEOWNERS that GitHub would take', () => {
    const files = { CODEOWNERS: { text: '* a@x.org' }, '.github/CODEOWNERS': { text: '/b b@x.org' } };
    assert.equal(readOwnership(files).length, 1);
    assert.equal(readOwnership(files)[0]!.rules[0]!.matches('c'), false);
    assert.deepEqual(readOwnership({}), []);
  });

  it('G6: bears hostile files', () => {
    const texts = [
      `/${'**/'.repeat(90)}x a@b.c`,
      `${'*a'.repeat(140)}x a@b.c`,
      '[',
      '** @',
      `${'*'.repeat(290)}a @x`,
      `M: ${'<'.repeat(200)}\nF: ${'*/'.repeat(100)}`,
      '\0 \0',
      '__proto__ @constructor',
    ];
    const path = `${'a/'.repeat(60)}${'a'.repeat(4000)}b`;
    for (const text of texts) {
      for (const parse of [parseCodeowners, parseMaintainers]) assert.deepEqual(ownersOf(text, path, parse), {});
      for (const file of ['MAINTAINERS.yml', 'Maintainers.txt']) {
        const lines = `a:\n  maintainers:\n    - ${text}\n  files:\n    - ${text}\n`.repeat(50);
        const owners = new Owners(readOwnership({ [file]: { text: lines } }), people, aliases);
        assert.equal(owners.of(path).size, 0);
        assert.equal(owners.named(), 0);
      }
    }
  });
});

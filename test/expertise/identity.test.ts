import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  handleOf,
  identityName,
  isPlaceholder,
  mailboxOf,
  noreplyLogin,
  normalEmail,
  normalName,
} from '../../src/expertise/identity.ts';

describe('E4: names and addresses as identities are compared', () => {
  it('sees through the spellings of one address', () => {
    const expected = {
      'Ana@X.org': 'ana@x.org',
      ' ana@x.org ': 'ana@x.org',
      '<ana@x.org>': 'ana@x.org',
      'mailto:ana@x.org': 'ana@x.org',
      '123+Ana@users.noreply.github.com': 'ana@users.noreply.github.com',
      'ana@users.noreply.github.com': 'ana@users.noreply.github.com',
      'ana@x.org@62eb7196-b449-3ce5-99f1-c037f21e1705': 'ana@x.org',
      'ana\u200b@x.org\r': 'ana@x.org',
      'ana@host.(none)': 'ana@host.(none)',
    };
    for (const [written, normal] of Object.entries(expected)) assert.equal(normalEmail(written), normal, written);
    assert.equal(normalEmail('x'.repeat(1_000_000)), '');
    assert.equal(mailboxOf('a.n.a+git@googlemail.com'), 'ana@gmail.com');
    assert.equal(mailboxOf('a.na+git@x.org'), 'a.na@x.org');
    assert.equal(noreplyLogin('ana-li@users.noreply.github.com'), 'ana-li');
    assert.equal(noreplyLogin('ana@github.com'), '');
    assert.equal(handleOf('ana.li+git@x.org'), 'ana-li');
  });

  it('sees through the spellings of one name', () => {
    for (const written of [
      'Ana Łødź-Šimić',
      'ana lodz simic',
      'Łødź-Šimić, Ana',
      'Ana "nick" Łødź Šimić'.replace('"nick" ', ''),
      'Ana (nick) Łødź-Šimić',
      'Ana Łødź-Šimić via GitGitGadget',
      "'Ana Łødź-Šimić'",
      'ANA  ŁØDŹ ŠIMIĆ',
    ]) {
      assert.equal(normalName(written), 'ana lodz simic', written);
    }
    assert.equal(normalName('濱野 純'), '濱野 純');
    assert.equal(normalName('Ana Li via dev'), 'ana li');
    assert.equal(normalName('\u202e\u200b'), '');
  });

  it('takes a name without a space for a login, and an address for no name', () => {
    assert.equal(identityName('xuwei-k'), 'xuwei-k');
    assert.equal(identityName('Jan.Novak'), 'jan-novak');
    assert.equal(identityName('Chia-Ping Tsai'), 'chia ping tsai');
    assert.equal(identityName('ana@x.org'), '');
  });

  it('knows a form nobody filled in', () => {
    for (const [name, email] of [
      ['', ''],
      ['%aN', '%aE'],
      ['nobody', ''],
      ['Your Name', 'you@example.com'],
      ['A U Thor', 'author@example.com'],
      ['root', 'root@localhost'],
      ['$' + '{USER}', ''],
    ] as const) {
      assert.equal(isPlaceholder(name, email), true, `${name} <${email}>`);
    }
    for (const [name, email] of [
      ['Ana Li', ''],
      ['Ana Li', 'ana@example.com'],
      ['nobody', 'ana@x.org'],
      ['', 'ana@x.org'],
      ['test', 'test@doramail.com'],
      ['__proto__', ''],
    ] as const) {
      assert.equal(isPlaceholder(name, email), false, `${name} <${email}>`);
    }
  });

  it('never throws and stays bounded; doing it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.ok(normalName(text).length <= 4 * text.length + 1);
        assert.equal(normalName(normalName(text)), normalName(text));
        const email = normalEmail(text);
        assert.ok(email.length <= text.length);
        mailboxOf(email);
        handleOf(email);
        identityName(text);
        isPlaceholder(text, text);
      }),
      { numRuns: 2000 },
    );
    const started = process.cpuUsage();
    for (const filler of [' ', '(', 'a', ' via', '"', ',', '<', '@', 'a@', '.', '\u0301', '+']) {
      for (let i = 0; i < 10; i++) {
        normalName(filler.repeat(1_000_000 / filler.length));
        normalEmail(filler.repeat(1_000_000 / filler.length));
        isPlaceholder(filler.repeat(100_000), filler.repeat(100_000));
      }
    }
    assert.ok(process.cpuUsage(started).user < 4_000_000);
  });
});

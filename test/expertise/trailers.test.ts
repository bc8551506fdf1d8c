import assert from 'node:assert/strict';
import fc from 'fast-check';
import { creditKinds } from '../../src/expertise/history.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';

/** `kind name <email>` for each credit, as a reader compares them. */
const read = (line: string) =>
  parseTrailerLine(line).map(({ kind, alias }) => `${kind} ${alias.name} <${alias.email}>`);

describe('E1: the people a line of a commit message credits', () => {
  it('reads each kind of trailer, in any case and indentation', () => {
    const expected = {
      'Co-authored-by': 'co-author',
      'CO-AUTHORED-BY': 'co-author',
      'Co-developed-by': 'co-author',
      'Reviewed-By': 'reviewed',
      'Acked-by': 'acked',
      'Helped-by': 'helped',
      'Suggested-by': 'suggested',
      'Mentored-by': 'mentored',
      'Co-Mentored-by': 'mentored',
      'Tested-by': 'tested',
      'Reported-by': 'reported',
      'Noticed-by': 'reported',
      'Signed-off-by': 'signed-off',
      'Thanks-to': 'helped',
      'Improved-by': 'helped',
      'Based-on-patch-by': 'co-author',
      'Original-patch-by': 'co-author',
      'Inspired-by': 'suggested',
      'Reported-and-tested-by': 'tested',
      'Analysis-and-initial-patch-by': 'co-author',
    };
    for (const [key, kind] of Object.entries(expected)) {
      assert.deepEqual(read(`${key}: Ana Li <ana@x.org>`), [`${kind} Ana Li <ana@x.org>`], key);
      assert.deepEqual(read(`    ${key}:  Ana Li  <Ana@x.org> `), [`${kind} Ana Li <Ana@x.org>`], key);
    }
  });

  it('reads a list of reviewers with addresses, full names, first names and logins', () => {
    assert.deepEqual(read('Reviewers: Ana Li <ana@x.org>, Bo Ek <bo@y.org>,Cid, @dora-z and Eve Fox'), [
      'reviewed Ana Li <ana@x.org>',
      'reviewed Bo Ek <bo@y.org>',
      'reviewed Cid <>',
      'reviewed dora-z <>',
      'reviewed Eve Fox <>',
    ]);
    assert.deepEqual(read('Reviewer: Kuan-Po (Cooper) Tseng <kpt@x.org>'), ['reviewed Kuan-Po Tseng <kpt@x.org>']);
    assert.deepEqual(read('Reviewers: Reviewers: Ana Li <ana@x.org>'), ['reviewed Ana Li <ana@x.org>']);
    assert.deepEqual(read('Reviewed By: #core_admins, analee, bek'), ['reviewed analee <>', 'reviewed bek <>']);
  });

  it("reads golang's R= lists but no code that looks alike, and leaves mailing lists out", () => {
    assert.deepEqual(read('R=adg, r'), ['reviewed adg <>', 'reviewed r <>']);
    assert.deepEqual(read('R=golang-dev, adg'), ['reviewed adg <>']);
    for (const line of ['R=golang-dev', 'r = getdelim(&sb->buf, &sb->alloc, term, fp);', 'TBR=adg', 'CC=adg']) {
      assert.deepEqual(read(line), [], line);
    }
  });

  it('reads the slips people make', () => {
    const ana = ['reviewed Ana Li <ana@x.org>'];
    for (const written of [
      'Ana Li<ana@x.org>',
      'Ana Li <ana@x.org',
      'Ana Li <ana@x.org>>',
      'Ana Li <ana@x.org>.',
      'Ana Li ana@x.org',
      'Ana Li (ana@x.org)',
      'Ana Li [ana@x.org]',
      'Ana Li <ana at x.org>',
      'Ana Li <ana <at> x.org>',
      'Ana Li <mailto:ana@x.org>',
      'Ana Li < ana@x.org>',
      'Ana Li <<ana@x.org>',
      '"Ana Li" <ana@x.org>',
      '“Ana Li” <“ana@x.org”>',
      'Ana Li <ana@x.org> # docs only',
      'Ana Li <ana@x.org> (on Mac OS X 10.5.5)',
    ]) {
      assert.deepEqual(read(`Reviewed-by: ${written}`), ana, written);
    }
    assert.deepEqual(read('Acked-by： Ana Li <ana@x.org>'), ['acked Ana Li <ana@x.org>']);
    assert.deepEqual(read('Co-authored-by:: Ana Li <ana@x.org>'), ['co-author Ana Li <ana@x.org>']);
    assert.deepEqual(read('Co-authored-by: Ana Li <ana@x.org>, Bo Ek <bo@y.org>').length, 2);
    assert.deepEqual(read('Reviewed-by: Doe, John <john@x.org>'), ['reviewed Doe, John <john@x.org>']);
  });

  it('takes a full name without an address, and an address without a name', () => {
    assert.deepEqual(read('Suggested-by: Ævar Arnfjörð Bjarmason'), ['suggested Ævar Arnfjörð Bjarmason <>']);
    assert.deepEqual(read('Reported-by: Josh Chia (谢任中)'), ['reported Josh Chia <>']);
    assert.deepEqual(read("Acked-by: Billy O'Mahony"), ["acked Billy O'Mahony <>"]);
    assert.deepEqual(read('Reported-by: wuxi_seu@163.com'), ['reported  <wuxi_seu@163.com>']);
    assert.deepEqual(read('Suggested-by: <my_list@yahoo.com>'), ['suggested  <my_list@yahoo.com>']);
  });

  it('names nobody where nobody is named', () => {
    for (const line of [
      '',
      'Reviewed-by:',
      'Reviewed-by: nobody',
      'Reviewed-by: N/A',
      'Reviewed-by: %aN <%aE>',
      'Reviewed-by: $' + '{NAME} <$' + '{EMAIL}>',
      'Reviewed-by: <>',
      'Signed-off-by: A U Thor <author@example.com>',
      'Signed-off-by: Your Name <your.email@company.com>',
      'Reported-by: https://bugs.example.org/p/42',
      'Reported-by: macman31 <https://github.com/macman31>',
      'Reported-by: Coverity',
      'Reported-by: the people on the list',
      'Signed-off-by: is found in the logentry ($email currently ends up empty,',
      'Signed-off-by:, add a blank line before adding a new sign-off".  For',
      'Reviewers: is this too strong an assertion to release',
      'Cc: Ana Li <ana@x.org>',
      'Author: Ana Li',
      'Helped-by: Brian at GitLab',
      'this was suggested by: several people over time',
      '__proto__: Ana Li <ana@x.org>',
      'Acked-by: The Reviewer <r@example.org>',
      'constructor-by: Ana Li <ana@x.org>',
    ]) {
      assert.deepEqual(read(line), [], line);
    }
  });

  it("E5: credits an agent's assistance as a share in writing, and a human's as help", () => {
    assert.deepEqual(read('Assisted-by: Claude Opus 4.6, OpenCode'), [
      'co-author Claude Opus 4.6 <>',
      'co-author OpenCode <>',
    ]);
    assert.equal(read('Assisted-by: Claude:claude-3-opus coccinelle sparse').length, 1);
    assert.deepEqual(read('Assisted-by: Ana Li <ana@x.org>'), ['helped Ana Li <ana@x.org>']);
    assert.deepEqual(read('Co-Authored-By: Claude Opus 4.7 (1M context) <noreply@anthropic.com>'), [
      'co-author Claude Opus 4.7 <noreply@anthropic.com>',
    ]);
    assert.deepEqual(read('Co-authored-by: dependabot[bot] <support@github.com>'), [
      'co-author dependabot[bot] <support@github.com>',
    ]);
  });

  it('never throws and stays bounded, whatever the line', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'Reviewed-by: ',
        'Reviewers: ',
        'R=',
        'Ana Li',
        '<',
        '>',
        '<at>',
        '@',
        ',',
        ' and ',
        '(',
        ')',
        '[',
        '#',
        '\0',
        '\u202e',
        '😀',
        '\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const line of [pieces.join(''), `Reviewed-by: ${pieces.join('')}`, `Reviewers: ${pieces.join('')}`]) {
          const credits = parseTrailerLine(line);
          assert.ok(credits.length <= 40);
          for (const { kind, alias } of credits) {
            assert.ok(creditKinds.includes(kind));
            assert.ok(alias.name !== '' || alias.email !== '');
            assert.ok(alias.name.length <= 254 && alias.email.length <= 254);
            assert.ok(!/[<>\n]/.test(alias.name) && !/[<>\s]/.test(alias.email));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes time linear in a line made to be slow', () => {
    for (const filler of [
      ' ',
      '<',
      '(',
      ',',
      'a',
      'a@',
      '<at>',
      ' at ',
      ', (',
      'a <',
      '#',
      ' #',
      'and ',
      '[',
      '\t',
      '-',
      'A. ',
    ]) {
      for (const key of ['Reviewed-by:', 'Reviewers:', 'R=', '']) {
        for (let i = 0; i < 20; i++) parseTrailerLine(key + filler.repeat(100_000 / filler.length));
      }
    }
    // Nothing to assert: a line that took quadratic time would run into the test's time limit.
  });
});

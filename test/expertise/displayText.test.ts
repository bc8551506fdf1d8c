import assert from 'node:assert/strict';
import fc from 'fast-check';
import { displayLines, displayText } from '../../src/expertise/displayText.ts';

/** Control characters, bidi controls and marks, line separators, zero-width and other invisible ones; joiners and emoji parts apart. */
const forbidden =
  /\u034f|[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u115f\u1160\u3164\uffa0\ufff9-\ufffb\p{Surrogate}]/u;

describe('T5, G6: text from a repository on a screen', () => {
  it('keeps ordinary names and paths in every script', () => {
    for (const text of [
      'Ana Souza',
      'Ævar Arnfjörð Bjarmason',
      'Nguyễn Thái Ngọc Duy',
      '濱野 純',
      '한국어 이름',
      'José'.normalize('NFD'),
      'می‌خواهم',
      'क्‍ष नमस्ते',
      'שָׁלוֹם',
      'src/ü “x”/a-b_c.ts',
      '👨‍👩‍👧‍👦 👍🏽 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇪🇺 1️⃣',
    ]) {
      assert.equal(displayText(text), text);
    }
  });

  it('takes the sting out of hostile names', () => {
    assert.equal(displayText('Ana\r\nReviewed-by: root'), 'Ana Reviewed-by: root');
    assert.equal(displayText('\u001b[31mred\u001b[0m'), '\ufffd[31mred\ufffd[0m');
    assert.equal(displayText('invoice\u202efdp.exe'), 'invoicefdp.exe');
    assert.equal(displayText('A\u200bn\u200da\u2060'), 'Ana');
    assert.equal(displayText('tag\u{e0061}\u{e0062}ged'), 'tagged');
    assert.equal(displayText('\u3164\u115f\u200b '), '');
    assert.equal(displayText('half \ud83d pair'), 'half \ufffd pair');
    assert.equal(displayText(`Z${'\u0301'.repeat(500)}a`).length < 10, true);
    assert.equal(displayText('__proto__'), '__proto__');
    assert.equal(displayText('a\u00a0\u2003  b'), 'a b');
  });

  it('shortens by characters as a reader counts them', () => {
    assert.equal(displayText('abcdef', 6), 'abcdef');
    assert.equal(displayText('abcdefg', 6), 'abcde…');
    assert.equal(displayText('👨‍👩‍👧‍👦'.repeat(3), 3), '👨‍👩‍👧‍👦'.repeat(3));
    assert.equal(displayText('👨‍👩‍👧‍👦'.repeat(4), 3), `${'👨‍👩‍👧‍👦'.repeat(2)}…`);
    assert.equal(displayText('e\u0301'.repeat(200)).normalize('NFC'), `${'é'.repeat(119)}…`);
  });

  it('looks at the head of a megabyte only', () => {
    const started = process.cpuUsage();
    for (let i = 0; i < 20; i++) {
      assert.ok(displayText('x'.repeat(1_000_000)).length <= 120);
      assert.ok(displayText('\u0301'.repeat(1_000_000)).length <= 120);
      assert.ok(displayText('\u202e'.repeat(1_000_000)).length <= 1);
    }
    assert.ok(process.cpuUsage(started).user < 2_000_000);
  });

  it('never lets a control, bidi or invisible character through, and never grows', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
      fc.constantFrom(
        'a',
        ' ',
        '\u200d',
        '\u200c',
        '\ufe0f',
        '👍',
        '🏴',
        '\u{e0067}',
        '\u{e007f}',
        '\u0301',
        '\ud800',
        '\u202e',
        '\u001b',
      ),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (units, maxLength) => {
        const text = units.join('');
        const shown = displayText(text, maxLength);
        assert.doesNotMatch(shown, forbidden);
        assert.equal(shown, shown.trim());
        assert.ok([...new Intl.Segmenter('en').segment(shown)].length <= maxLength);
        assert.ok(shown.length <= text.length + 1);
        assert.equal(displayText(shown, maxLength), shown, 'twice is as once');
      }),
      { numRuns: 3000 },
    );
  });

  it('E2 several lines keep their shape, and lose what would let them read as something else', () => {
    assert.equal(
      displayLines('if (a) {\n\tb();  \n    c(); // ok\r\n}', 100),
      'if (a) {\n    b();  \n    c(); // ok\n}',
    );
    assert.equal(displayLines('a\u202etxt.exe\n\u001b[31mred\u200b\u0007', 100), 'atxt.exe\n\ufffd[31mred\ufffd');
    assert.equal(displayLines('x'.repeat(9), 5), 'xxxxx');
  });
});

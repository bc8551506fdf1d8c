/** Longest text shown where the caller names no limit, in characters as a reader counts them. Longer names are jokes or attacks. */
export const displayTextMaxLength = 120;

/** Code units looked at per character shown: enough for the longest emoji sequences, and a bound on work for a megabyte name. */
const unitsPerCharacter = 16;

/** Marks stacked on one letter. Vietnamese and Hebrew need two or three; text that runs over its neighbours needs dozens. */
const maxMarks = 4;

/**
 * `text` as it may appear on a screen: one line, no control or bidi character, nothing invisible, at most `maxLength`
 * characters (graphemes; an ellipsis takes the place of the rest). Line breaks and tabs become a space, other control
 * characters and lone surrogates become U+FFFD. Every name, address and path from a repository passes here before it
 * reaches a terminal, a tree, a hover or a page. It does not escape Markdown, HTML or `$(icon)`: that is the host's part.
 */
export function displayText(text: string, maxLength: number = displayTextMaxLength): string {
  if (text.length <= maxLength && plain.test(text)) return text.trim();
  const bound = maxLength * unitsPerCharacter;
  const clean = text
    .slice(0, bound)
    .replace(lineBreaks, ' ')
    .replace(controls, '\ufffd')
    .replace(invisible, '')
    .replace(strayVariants, '')
    .replace(joiners, keepJoiner)
    .replace(tags, keepFlagTags)
    .replace(stackedMarks, '$1')
    .replace(runsOfSpaces, ' ')
    .trim();
  return shorten(clean, maxLength, text.length > bound);
}

/**
 * A text of several lines as it may appear on a screen: its lines and their indentation as they are, and like `displayText` no control or bidi
 * character and nothing invisible, so that it reads as it was written. `maxLength` in UTF-16 units; what is longer is cut off.
 */
export function displayLines(text: string, maxLength: number): string {
  return text
    .slice(0, maxLength)
    .replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) =>
      plain.test(line)
        ? line
        : line
            .replaceAll('\t', '    ')
            .replace(controls, '\ufffd')
            .replace(invisible, '')
            .replace(strayVariants, '')
            .replace(joiners, keepJoiner)
            .replace(tags, keepFlagTags)
            .replace(stackedMarks, '$1'),
    )
    .join('\n');
}

const plain = /^[\x20-\x7e\xa1-\xac\xae-\u02ff]*$/;
const lineBreaks = /[\t\n\v\f\r\x85\u2028\u2029]+/g;
/** Zero-width joiner and non-joiner: part of emoji and of Arabic and Indic spelling, else invisible. */
const joiners = /[\u200c\u200d]+/g;
/** Tag characters spell the flags of England, Scotland and Wales after a black flag; elsewhere they hide text. */
const tags = /[\u{e0000}-\u{e007f}]+/gu;
/** Bidi controls and marks, zero-width and default-ignorable characters, and fillers that look like nothing. */
const invisible =
  /(?:(?!\u200c|\u200d|\ufe0e|\ufe0f|[\u{e0000}-\u{e007f}])\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb])+/gu;
/** Variation selectors make an emoji of a sign; after anything else they hide text. */
const strayVariants = /(?<!\p{Emoji})[\ufe0e\ufe0f]+/gu;
const controls = /[\x00-\x1f\x7f-\x9f\p{Surrogate}\p{Noncharacter_Code_Point}]+/gu;
const stackedMarks = new RegExp(`(\\p{Mn}{${maxMarks}})\\p{Mn}+`, 'gu');
const runsOfSpaces = /[ \xa0\u2000-\u200a\u202f\u205f\u2800]+/g;
const joinsEmoji = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;
const joinsLetters =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Mongolian}\p{Script=Syriac}]$/u;
/** Made when the first long text is cut: loading its tables takes longer than all else here. */
let segmenter: Intl.Segmenter | undefined;

function keepJoiner(run: string, offset: number, whole: string): string {
  const before = whole.slice(Math.max(0, offset - 2), offset);
  const after = String.fromCodePoint(whole.codePointAt(offset + run.length) ?? 0x20);
  if (run[0] === '\u200d' && joinsEmoji.test(before) && /\p{Extended_Pictographic}/u.test(after)) return '\u200d';
  return joinsLetters.test(before) && joinsLetters.test(after) ? run[0] : '';
}

function keepFlagTags(run: string, offset: number, whole: string): string {
  return whole.slice(offset - 2, offset) === '\u{1f3f4}' && /^[\u{e0030}-\u{e007a}]{3,6}\u{e007f}$/u.test(run)
    ? run
    : '';
}

function shorten(clean: string, maxLength: number, cut: boolean): string {
  if (!cut && clean.length <= maxLength) return clean;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const ends: number[] = [];
  for (const { index } of segmenter.segment(clean)) {
    ends.push(index);
    if (ends.length > maxLength) break;
  }
  if (!cut && ends.length <= maxLength) return clean;
  const end = ends.length >= maxLength ? ends[Math.max(0, maxLength - 1)] : clean.length;
  return `${clean.slice(0, end).trimEnd()}…`;
}

// Compares names that `normalName` made: lower-case words, one space between.

/** Two or more words, one of them longer than an initial: enough to tell most people in one repository apart. */
export function isFullName(name: string): boolean {
  const space = name.indexOf(' ');
  return space > 0 && (space > 1 || name.length > 3);
}

/** The name without initials in the middle, so that `matthias j sax` meets `matthias sax`. */
export function nameKey(name: string): string {
  if (!/ [^ ] /.test(name)) return name;
  const words = name.split(' ');
  return words.filter((word, i) => i === 0 || i === words.length - 1 || word.length > 1).join(' ');
}

/** The initials `nameKey` dropped; two different ones tell of two people. */
export function middleInitials(name: string): string {
  if (!/ [^ ] /.test(name)) return '';
  return name
    .split(' ')
    .filter((word, i, words) => i > 0 && i < words.length - 1 && word.length === 1)
    .join('');
}

/**
 * Whether two full names used with one address may well be one person's: they share a word, or the letters but not the
 * spaces, or are written in different scripts.
 */
export function areRelated(a: string, b: string): boolean {
  if (a === b || a.replaceAll(' ', '') === b.replaceAll(' ', '')) return true;
  const words = new Set(b.split(' '));
  if (a.split(' ').some((word) => word.length > 1 && words.has(word))) return true;
  return latin.test(a) !== latin.test(b);
}

const latin = /^[a-z0-9 ]*$/;

/**
 * Whether one name is the other with words left out or shortened to initials: `anna sophie blee goldman` and
 * `a sophie blee goldman`, but not `john smith` and `jane smith`.
 */
export function isShortening(a: string, b: string): boolean {
  const [shorter, longer] = [a.split(' '), b.split(' ')].sort((x, y) => x.length - y.length);
  const left = [...longer];
  let whole = 0;
  for (const word of shorter) {
    const at = left.findIndex(
      (other) =>
        other === word || (word.length === 1 && other[0] === word) || (other.length === 1 && word[0] === other),
    );
    if (at < 0) return false;
    if (left[at] === word && word.length > 2) whole++;
    left.splice(at, 1);
  }
  return whole > 0;
}

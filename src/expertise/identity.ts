/**
 * An email as identities are compared: lower case, without `mailto:`, quotes or brackets, GitHub's number before a noreply login
 * (`123+ana@users.noreply.github.com`) and Gerrit's server id (`ana@x.org@6a2b…`) removed. '' where nothing usable is left.
 */
export function normalEmail(email: string): string {
  const plain = email.length > 512 ? '' : email.trim().toLowerCase();
  if (plainEmail.test(plain)) return plain;
  return plain
    .replace(/[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g, '')
    .replace(/^mailto:/, '')
    .replace(/^[<("'“‘]+|[>)"'”’,;.]+$/g, '')
    .replace(/^([^@]+@[^@]+)@[0-9a-f]{8}-[0-9a-f-]{27}$/, '$1')
    .replace(/^\d+\+([^@]+@users\.noreply\.github\.com)$/, '$1');
}

const plainEmail = /^[a-z0-9._-]+@[a-z0-9.-]+$/;

/**
 * A name as identities are compared: words in lower case without accents, punctuation, "(nick)" or "via Bridge"; "Last, First"
 * is turned round. '' where no letter or digit is left.
 */
export function normalName(name: string): string {
  if (simpleName.test(name)) return name.toLowerCase();
  let text = (name.length > 512 ? name.slice(0, 512) : name)
    .replace(/\s+via\s+.*$/i, '')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/["'“”‘’`\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '');
  const lastFirst = /^([^,]+),\s*([^,]+)$/.exec(text);
  if (lastFirst) text = `${lastFirst[2]} ${lastFirst[1]}`;
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[łøßđæœ]/g, (letter) => plainLetters[letter as keyof typeof plainLetters])
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

const simpleName = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;
const plainLetters = { ł: 'l', ø: 'o', ß: 'ss', đ: 'd', æ: 'ae', œ: 'oe' };

/** The login behind a noreply address of GitHub or GitLab, in lower case, or ''. */
export function noreplyLogin(email: string): string {
  return noreply.exec(email.toLowerCase())?.[1] ?? '';
}

const noreply = /^(?:\d+[+-])?([^@+]+)@users\.noreply\.(?:github|gitlab|codeberg|gitee)\.(?:com|org)$/;

/** Whether a name and email are a form's filling rather than somebody: `%aN`, `Your Name <you@example.com>`, `nobody`. */
export function isPlaceholder(name: string, email: string): boolean {
  const plainName = normalName(name);
  if (plainName === '' && normalEmail(email) === '') return true;
  if (/%[ac][NnEe]|\$\{|^<|^(?:you|your[._-]?(?:name|e?mail)|name|e?mail|user(?:name)?|someone|somebody)@/i.test(email))
    return true;
  if (/^%[ac][NnEe]$|\$\{/.test(name)) return true;
  return (
    placeholderNames.has(plainName) &&
    (email === '' || !email.includes('@') || /@(?:localhost|localhost\.localdomain|none|unknown)?$/i.test(email))
  );
}

const placeholderNames = new Set(
  'nobody|no one|none|n a|na|unknown|anonymous|todo|tbd|fixme|xxx|your name|name|me|you|someone|somebody|various|user|root|admin|test|author|reviewer|reviewers|no author|golang dev|golang codereviews|null|undefined'.split(
    '|',
  ),
);

/**
 * An email as identities are compared: lower case, without `mailto:`, quotes or brackets, GitHub's number before a noreply login
 * (`123+ana@users.noreply.github.com`) and Gerrit's server id (`ana@x.org@6a2b…`) removed. '' where nothing usable is left.
 */
export function normalEmail(email: string): string {
  if (lowerEmail.test(email)) return email;
  const plain = email.length > longestEmail ? '' : email.trim().toLowerCase();
  if (lowerEmail.test(plain)) return plain;
  return plain
    .replace(/[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g, '')
    .replace(/^mailto:/, '')
    .replace(/^[<("'“‘]+|[>"'”’,;.]+$/g, '')
    .replace(/^([^@]+@[^@]+)@[0-9a-f]{8}-[0-9a-f-]{27}$/, '$1')
    .replace(/^\d+\+([^@]+@users\.noreply\.github\.com)$/, '$1');
}

const lowerEmail = /^[a-z0-9][a-z0-9._-]*@[a-z0-9.-]*[a-z0-9]$/;

/** RFC 5321 allows 254; some more for Gerrit's and svn's server ids. */
const longestEmail = 512;
const longestName = 512;

/**
 * A name as identities are compared: words in lower case without accents, punctuation, "(nick)" or "via Bridge"; "Last, First"
 * is turned round. '' where no letter or digit is left.
 */
export function normalName(name: string): string {
  if (simpleName.test(name)) return name.toLowerCase();
  let text = (name.length > longestName ? name.slice(0, longestName) : name)
    .replace(bridge, '')
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

const simpleName = /^[a-z0-9]+(?: (?!via )[a-z0-9]+)*$/i;
const bridge = /\s+via\s+\S.*$/is;
const plainLetters = { ł: 'l', ø: 'o', ß: 'ss', đ: 'd', æ: 'ae', œ: 'oe' };

/**
 * Like `normalName`, but a name written without a space, such as `xuwei-k` or `Jan.Novak`, stays one word joined by hyphens, for it is
 * a login rather than a full name; and a name that is an address is no name.
 */
export function identityName(name: string): string {
  if (simpleName.test(name)) return name.toLowerCase();
  const normal = normalName(name);
  if (!normal.includes(' ')) return normal;
  if (isAddress(name)) return '';
  return /\S\s+\S/.test(
    name
      .replace(/\([^()]*\)/g, '')
      .replace(bridge, '')
      .trim(),
  )
    ? normal
    : normal.replaceAll(' ', '-');
}

/** Whether somebody wrote their address where their name belongs. */
export function isAddress(name: string): boolean {
  return name.includes('@') && name.length <= longestName && /^\s*<?[^\s@]+@[^\s@]+>?\s*$/.test(name);
}

/** Whether an author's name says that a list or a bot sent the commit on: `Ana Li via GitGitGadget`. */
export function isViaBridge(name: string): boolean {
  return name.length <= longestName && bridge.test(name);
}

/** The login behind a noreply address of GitHub or GitLab (normal form), or ''. */
export function noreplyLogin(email: string): string {
  return email.includes('@users.noreply.') ? (noreply.exec(email)?.[1] ?? '') : '';
}

const noreply = /^(?:\d+[+-])?([^@+]+)@users\.noreply\.(?:github|gitlab|codeberg|gitee)\.(?:com|org)$/;

/** What can be matched with a login: the noreply login or what stands before the @, without `+tag`, words joined by hyphens. */
export function handleOf(email: string): string {
  const local = noreplyLogin(email) || email.slice(0, Math.max(0, email.indexOf('@')));
  return plainHandle.test(local) ? local : local.replace(/\+.*$/, '').replace(/[^\p{L}\p{N}]+/gu, '-');
}

const plainHandle = /^[a-z0-9-]*$/;

/** One name for all spellings of a mailbox: without `+tag`, and as Gmail ignores dots and calls itself by two names, so do we. */
export function mailboxOf(email: string): string {
  const plus = email.indexOf('+');
  const at = email.lastIndexOf('@');
  const untagged = plus > 0 && plus < at ? email.slice(0, plus) + email.slice(at) : email;
  if (!/@g(?:oogle)?mail\.com$/.test(untagged)) return untagged;
  return `${untagged.slice(0, untagged.indexOf('@')).replaceAll('.', '')}@gmail.com`;
}

/** Whether a name and email are a form's filling rather than somebody: `%aN`, `Your Name <you@example.com>`, `nobody`. */
export function isPlaceholder(name: string, email: string): boolean {
  if (/%[ac][NnEe]|\$\{|^<|^your[._-]?(?:name|e?mail)@/i.test(email)) return true;
  if (
    email.includes('@') &&
    !/@(?:localhost|localhost\.localdomain|none|unknown|example\.(?:com|org|net))?$/i.test(email)
  ) {
    return false;
  }
  if (/^%[ac][NnEe]$|\$\{/.test(name)) return true;
  const plain = normalName(name);
  return (plain === '' && normalEmail(email) === '') || placeholderNames.has(plain);
}

const placeholderNames = new Set(
  'nobody|no one|none|n a|na|unknown|anonymous|todo|tbd|fixme|xxx|your name|name|me|you|someone|somebody|various|user|root|admin|test|author|reviewer|reviewers|no author|golang dev|golang codereviews|null|undefined|a u thor|c o mitter|c o mmitter|random developer|another developer|the reviewer|the late reviewer|the maintainer|the contributor|committer|reporter'.split(
    '|',
  ),
);

import { automationKind } from './automation.ts';
import type { Alias, Credit } from './history.ts';
import { isPlaceholder } from './identity.ts';
import { creditKindOf } from './trailerKinds.ts';

/** Longest line read, in UTF-16 units. The longest real list of reviewers seen has 1,100; more is an attack. */
const maxLine = 4096;
/** People credited by one line. The longest real list seen names 23. */
const maxPeople = 40;
/** Longest name or address kept, in UTF-16 units. RFC 5321 allows addresses of 254. */
const maxPart = 254;

/**
 * The people whom one line of a commit message credits: `Reviewed-by: Ana <ana@x.org>`, kafka's `Reviewers: A <a@x>, B`,
 * golang's `R=adg, gri`, and their many spellings. Any other line, and any line that names nobody one could find again (a URL, a
 * placeholder, a mailing list), gives []. Never throws, and takes time linear in the line. Aliases are as written, only trimmed; the
 * email may be ''.
 */
export function parseTrailerLine(line: string): Credit[] {
  const plain = usual.exec(line);
  if (plain) {
    const kind = creditKindOf(plain[1]);
    if (kind === undefined) return [];
    if (!unusual.test(plain[3]))
      return credit(plain[1], kind, [{ name: plain[2].trim().replace(/\s+/g, ' '), email: plain[3] }]);
  }
  const match = trailer.exec(line.length > maxLine ? line.slice(0, maxLine) : line);
  const kind = match ? creditKindOf(match[1]) : undefined;
  if (!match || kind === undefined) return [];
  const key = match[1].toLowerCase();
  const value = withoutRemark(withoutKey(match[2].replace(invisible, ''), key));
  if (key === 'r' && !rietveldList.test(value)) return [];
  const isList = listKeys.has(key) || phabricator.test(match[1]);
  return credit(key, kind, isList ? parseList(value) : parseOneOrMore(value, key === 'author'));
}

/** What nine of ten trailer lines look like. */
const usual =
  /^\s{0,8}([A-Za-z-]{3,40}): ([^<>@,;()[\]"“”#:&\u200b-\u200f\u202a-\u202e]{1,100}) <([\w.+-]{1,64}@[\w.-]{1,100}\w)>\s*$/;
const unusual = /example|^your|%|\.\./i;

const trailer = /^[\s>*•-]{0,40}([a-z][a-z _-]{0,48}?)[ \t]{0,4}[:=：;]{1,2}(.*)$/is;
const rietveldList = /^[\w.+@-]+(?:,[ \t]*[\w.+@-]+)*$/;
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g;
const listKeys = new Set(['reviewers', 'reviewer', 'r', 'apache-reviewers', 'reviewed', 'reviews']);
/** Phabricator's `Reviewed By: login, login`; the same words in lower case are prose. */
const phabricator = /^Reviewed By$/;

function credit(key: string, kind: Credit['kind'], aliases: readonly Alias[]): Credit[] {
  return aliases.slice(0, maxPeople).map((alias) => ({ kind: isAgentsShare(key, alias) ? 'co-author' : kind, alias }));
}

/** `Assisted-by: Claude` tells of an agent's share in writing; a human who assisted helped. */
function isAgentsShare(key: string, alias: Alias): boolean {
  return /assist|help|generat/i.test(key) && automationKind(alias) === 'agent';
}

/** `Reviewers: Reviewers: Ana` comes from forms that were filled in twice. */
function withoutKey(value: string, key: string): string {
  const again = trailer.exec(value);
  return again?.[1].toLowerCase() === key ? again[2] : value;
}

function withoutRemark(value: string): string {
  const remark = value.search(/[ \t]#(?!\w)/);
  return (remark < 0 ? value : value.slice(0, remark)).trim();
}

/** `A <a@x>` or `A <a@x>, B <b@x>`; without brackets one person, whose name must be a full one. */
function parseOneOrMore(value: string, emailNeeded: boolean): Alias[] {
  const found: Alias[] = [];
  let before = '';
  for (const { written, address, cut } of bracketed(value)) {
    const email = cleanEmail(address);
    const name = written.trim() === '' ? before : cleanName(written);
    before = '';
    if (email === '' && cut) before = name;
    else if (email !== '' && name === '' && isAddress.test(written)) add(found, '', email);
    else if (email !== '' && (name !== '' || written.trim() === '')) add(found, name, email);
    else if (!emailNeeded && isFullName(name)) add(found, name, '');
  }
  if (found.length > 0 || value.includes('<') || value.length > 2 * maxPart) return found;
  if (!emailNeeded) {
    for (const part of value.split(/,| and /)) {
      const name = part.trim();
      if (automationKind({ name, email: '' }) === 'agent') add(found, name, '');
    }
    if (found.length > 0) return found;
  }
  const alias = parseUnbracketed(value);
  if (alias && (alias.email !== '' || (!emailNeeded && (isFullName(alias.name) || login.test(value))))) {
    add(found, alias.name, alias.email);
  }
  return found;
}

/** A list whose members may be full aliases, full names, first names, logins or addresses. */
function parseList(value: string): Alias[] {
  const found: Alias[] = [];
  for (const part of splitList(value)) {
    if (part.includes('<')) {
      for (const alias of parseOneOrMore(part, false)) add(found, alias.name, alias.email);
      continue;
    }
    const alias = part.length > 2 * maxPart ? undefined : parseUnbracketed(part);
    if (alias && (alias.email !== '' || isFullName(alias.name) || shortName.test(alias.name))) {
      add(found, alias.name, alias.email);
    }
  }
  return found;
}

/** Splits at commas, semicolons, `and` and `&` outside brackets. */
function splitList(value: string): string[] {
  const parts: string[] = [];
  let open = 0;
  let start = 0;
  for (let i = 0; i < value.length; i++) {
    const letter = value[i];
    if (letter === '<' || letter === '(') open++;
    else if (letter === '>' || letter === ')') open = Math.max(0, open - 1);
    else if (letter === ',' || letter === ';') {
      if (open > 0 && /^[^<(]*[>)]/.test(value.slice(i, i + maxPart))) continue;
      parts.push(value.slice(start, i));
      start = i + 1;
      open = 0;
    }
  }
  parts.push(value.slice(start));
  return parts.flatMap((part) => part.split(/ and | & /i));
}

const isAddress = /^\s*[^\s@]+@[^\s@]+\s*$/;

/** The pairs of `name <address`, also where the closing bracket is missing or the address is spelled `a <at> x.org`. */
function* bracketed(value: string): Generator<{ written: string; address: string; cut: boolean }> {
  let from = 0;
  for (let left = value.indexOf('<'); left >= 0; left = value.indexOf('<', from)) {
    let inner = value.indexOf('<', left + 1);
    let start = left;
    if (inner > left && value.startsWith('<at>', inner)) {
      start = inner + 4;
      inner = value.indexOf('<', start);
    }
    const right = value.indexOf('>', start);
    const cut = inner >= 0 && (right < 0 || inner < right);
    const end = cut ? inner : right < 0 ? value.length : right;
    yield { written: value.slice(from, left), address: value.slice(left + 1, end), cut };
    from = cut ? (end === left + 1 ? end : left + 1) : end + 1;
  }
}

const login = /^@[\w-]{2,39}$/;
const shortName = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{0,38}$/u;
/** Two to six words that begin with a letter: prose has more words, verbs in lower case, or digits. */
const fullName = /^\p{L}[\p{L}\p{M}.'’`-]*(?: ["“]?\p{L}[\p{L}\p{M}.'’`”"-]*){1,5}$/u;
const prose =
  /(?:^| )(?:the|this|that|is|was|are|to|for|in|on|of|with|by|and|or|from|as|it|at|not|found|too|see|all|various|please|none|people|others?|team|many|everyone|anonymous|unknown)(?: |$)/i;
const upper = /^[\p{Lu}\p{Lo}]| [\p{Lu}\p{Lo}]/u;

function isFullName(name: string): boolean {
  return name.length <= maxPart && fullName.test(name) && upper.test(name) && !prose.test(name);
}

const bareEmail = /[\p{L}\p{N}][^\s<>()[\],;:"'`“”@]*@[^\s<>()[\],;:"'`“”@]+\.[\p{L}\p{N}-]*[\p{L}\p{N}]/u;

function parseUnbracketed(value: string): Alias | undefined {
  if (/:\/\/|^www\./i.test(value)) return undefined;
  const text = value.trim().replace(/ at (?=[\w-]+\.\w)/i, '@');
  const email = bareEmail.exec(text)?.[0] ?? '';
  if (email === '' && text.includes('@') && !login.test(text)) return undefined;
  return { name: cleanName(email === '' ? text : text.slice(0, text.indexOf(email))), email };
}

function cleanEmail(text: string): string {
  if (text.length > 2 * maxPart) return '';
  const email = text
    .replace(/ *<at> *| +at +/i, '@')
    .replace(/^mailto:/i, '')
    .replace(/^[\s"'“”‘’<([]+|[\s"'“”‘’>)\].,;:]+$/g, '');
  return /^[^\s@<>]+@[^\s@<>]+$/.test(email) ? email : '';
}

function cleanName(text: string): string {
  if (text.length > 2 * maxPart || /\S@\S/.test(text)) return '';
  return text
    .replace(/\([^()]*\)?|(?<!\w)\[[^[\]]*\]?/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:&@"“”'‘’(>]+|(?:[\s,;:&"“”'‘’(]| -)+$/g, '')
    .replace(/^and /i, '');
}

function add(found: Alias[], name: string, email: string): void {
  if (name.length > maxPart || email.length > maxPart || (name === '' && email === '')) return;
  if (isPlaceholder(name, email) && automationKind({ name, email }) === 'human') return;
  const known = found.some((other) => (email === '' ? other.name === name : other.email === email));
  if (!known) found.push({ name, email });
}

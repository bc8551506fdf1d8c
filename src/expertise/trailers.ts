import { automationKind } from './automation.ts';
import type { Alias, Credit, CreditKind } from './history.ts';
import { isPlaceholder } from './identity.ts';

/** Longest line read, in UTF-16 units. The longest real list of reviewers seen has 1,100; more is an attack. */
const maxLine = 4096;
/** People credited by one line. The longest real list seen names 23. */
const maxPeople = 40;
/** Longest name or address kept. RFC 5321 allows addresses of 254. */
const maxPart = 254;

/**
 * The people whom one line of a commit message credits: `Reviewed-by: Ana <ana@x.org>`, kafka's `Reviewers: A <a@x>, B`,
 * golang's `R=adg, gri`, and their many spellings. Any other line, and any line that names nobody one could find again (a URL, a
 * placeholder, a mailing list), gives []. Never throws. Aliases are as written, only trimmed; the email may be ''.
 */
export function parseTrailerLine(line: string): Credit[] {
  const match = trailer.exec(line.length > maxLine ? line.slice(0, maxLine) : line);
  if (!match) return [];
  const key = match[1].toLowerCase().replace(/[ _-]+/g, '-');
  const kind = kindOf(key);
  if (kind === undefined) return [];
  const value = match[2]
    .replace(invisible, '')
    .replace(/\s+#(?!\w).*$/, '')
    .trim();
  if (key === 'r' && !rietveldList.test(value)) return [];
  const aliases =
    listKeys.has(key) || phabricator.test(match[1]) ? parseList(value) : parseOneOrMore(value, key === 'author');
  return aliases.slice(0, maxPeople).map((alias) => ({ kind: agentWrote(key, alias) ? 'co-author' : kind, alias }));
}

const trailer = /^[\s>*•-]{0,40}([a-z][a-z _-]{0,48}?)[ \t]{0,4}[:=：;]{1,2}[ \t]*(\S.*?)\s*$/is;
const rietveldList = /^[\w.+@-]+(?:\s*,\s*[\w.+@-]+)*$/;
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g;
/** Phabricator's `Reviewed By: login, login`; the same words in lower case are prose. */
const phabricator = /^Reviewed By$/;
const listKeys = new Set(['reviewers', 'reviewer', 'r', 'apache-reviewers', 'reviewed', 'reviews']);

/** Keys as they are, and the words by which a longer key such as `Analysis-and-initial-patch-by` is understood. */
const kinds: Readonly<Record<string, CreditKind>> = {
  __proto__: null as never,
  'co-authored-by': 'co-author',
  'co-author': 'co-author',
  'co-authors': 'co-author',
  author: 'co-author',
  reviewer: 'reviewed',
  reviewers: 'reviewed',
  reviewed: 'reviewed',
  reviews: 'reviewed',
  'apache-reviewers': 'reviewed',
  r: 'reviewed',
  'thanks-to': 'helped',
  'signed-off-by': 'signed-off',
};
const words: readonly (readonly [RegExp, CreditKind])[] = [
  [/review/, 'reviewed'],
  [/mentor/, 'mentored'],
  [
    /author|written|patch|path-by|original-by|(?:initial|original)-test|contribut|co-developed|implement|pair|generated/,
    'co-author',
  ],
  [
    /help|hepled|assist|improv|expla|analy|debug|pointed-out|advised|guided|fixed|diagnos|edited|tweaked|research|modified|comments|wording|message|documentation/,
    'helped',
  ],
  [/suggest|inspir|idea|propos|hint|based-on/, 'suggested'],
  [/ack(?:ed|edy|s)?-/, 'acked'],
  [/test/, 'tested'],
  [/report|notic|spotted|found-by|request|bisect|reproduc|discover/, 'reported'],
  [/sign/, 'signed-off'],
];

/** `Assisted-by: Claude` tells of an agent's share in writing; a human who assisted helped. */
function agentWrote(key: string, alias: Alias): boolean {
  return /assist|help|generat/.test(key) && automationKind(alias) === 'agent';
}

function kindOf(key: string): CreditKind | undefined {
  const exact = kinds[key];
  if (exact !== undefined || !key.endsWith('-by')) return exact;
  return words.find(([word]) => word.test(key))?.[1];
}

const bracketed = /([^<>]*)<([^<>]*(?:<at>[^<>]*)?)(?:>+|$)/gi;
const bareEmail = /[\p{L}\p{N}][^\s<>()[\],;:"'`“”]*@[^\s<>()[\],;:"'`“”@]+\.[\p{L}\p{N}-]*[\p{L}\p{N}]/u;

/** `A <a@x>` or `A <a@x>, B <b@x>`; without brackets one person, whose name must be a full one. */
function parseOneOrMore(value: string, emailNeeded: boolean): Alias[] {
  const found: Alias[] = [];
  for (const [, name, address] of value.matchAll(bracketed)) {
    const email = cleanEmail(address);
    if (email !== '') add(found, cleanName(name), email);
    else if (!emailNeeded && isFullName(cleanName(name))) add(found, cleanName(name), '');
  }
  if (found.length > 0 || value.includes('<')) return found;
  if (!emailNeeded) {
    for (const part of value.split(/,\s*|\s+and\s+/)) {
      if (automationKind({ name: part, email: '' }) === 'agent') add(found, part, '');
    }
    if (found.length > 0) return found;
  }
  const alias = parseUnbracketed(value);
  if (alias && (alias.email !== '' || (!emailNeeded && (isFullName(alias.name) || handle.test(value))))) {
    add(found, alias.name, alias.email);
  }
  return found;
}

/** A list whose members may be full aliases, full names, first names, handles or addresses. */
function parseList(value: string): Alias[] {
  const found: Alias[] = [];
  for (const part of value.split(/[,;]\s*(?![^<(]*[>)])|\s+(?:and|&)\s+|(?<=>)\s+(?=\p{L})/iu)) {
    const bracket = part.indexOf('<');
    if (bracket >= 0) found.push(...parseOneOrMore(part, false));
    else {
      const alias = parseUnbracketed(part);
      if (alias && (alias.email !== '' || isFullName(alias.name) || shortName.test(alias.name))) {
        add(found, alias.name, alias.email);
      }
    }
  }
  return found;
}

const handle = /^@[\w-]{2,39}$/;
const shortName = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{0,38}$/u;
/** Two to six words that begin with a letter: prose has more words, verbs in lower case, or digits. */
const fullName = /^\p{L}[\p{L}\p{M}.'’`-]*(?: (?:["“]?\p{L}[\p{L}\p{M}.'’`”"-]*)){1,5}$/u;
const prose =
  /(?:^| )(?:the|this|that|is|was|are|to|for|in|on|of|with|by|and|or|from|as|it|at|not|found|too|see|all|various|please|none|people|others?|team|many|everyone|anonymous|unknown)(?: |$)/i;
const upper = /^[\p{Lu}\p{Lo}]| [\p{Lu}\p{Lo}]/u;

function isFullName(name: string): boolean {
  return fullName.test(name) && upper.test(name) && !prose.test(name);
}

function parseUnbracketed(value: string): Alias | undefined {
  if (/:\/\/|^www\./i.test(value)) return undefined;
  const text = value.replace(/ at (?=[\w-]+\.\w+)/i, '@');
  const email = bareEmail.exec(text)?.[0] ?? '';
  if (email === '' && text.includes('@') && !handle.test(text)) return undefined;
  const name = cleanName(email === '' ? text : text.slice(0, text.indexOf(email)));
  return { name, email };
}

function cleanEmail(text: string): string {
  const email = text
    .replace(/\s*<at>\s*|\s+at\s+/i, '@')
    .replace(/^mailto:/i, '')
    .replace(/^[\s"'“”‘’<([]+|[\s"'“”‘’>)\].,;:]+$/g, '');
  return /^[^\s@<>]+@[^\s@<>]+$/.test(email) ? email : '';
}

function cleanName(text: string): string {
  return text
    .replace(/\([^()]*\)?|(?<!\w)\[[^[\]]*\]?/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:&@"“”'‘’(]+|(?:[\s,;:&"“”'‘’(]| -)+$/g, '')
    .replace(/^and /i, '');
}

function add(found: Alias[], name: string, email: string): void {
  if (name.length > maxPart || email.length > maxPart) return;
  if (isPlaceholder(name, email) && automationKind({ name, email }) === 'human') return;
  if (!found.some((other) => other.name === name && other.email === email)) found.push({ name, email });
}

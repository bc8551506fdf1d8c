/** What `.gitattributes` files say of a path about some attributes: set (true), unset (false), a value, or nothing. */
export type AttributeLookup = (path: string, attribute: string) => string | boolean | undefined;

/** Rules read. Real files have a few dozen; beyond this only a file made to slow us down. */
const maxRules = 2000;
/** Longest pattern read, in UTF-16 units; longer ones name no file. */
const maxPattern = 1024;

interface Rule {
  readonly matches: (path: string, name: string) => boolean;
  readonly attributes: ReadonlyMap<string, string | boolean | undefined>;
}

/**
 * Reads `.gitattributes` files by git's rules, for attributes whose name begins with `prefix` (others are skipped unread): later
 * lines win over earlier, deeper folders over higher ones; quoted patterns, macros, `-attr`, `!attr` and `attr=value` are
 * understood; a pattern without a slash is about names at any depth. `files` maps a folder ('' for the top) to its file's text.
 */
export function readGitattributes(files: ReadonlyMap<string, string>, prefix: string): AttributeLookup {
  const macros = new Map<string, string[]>();
  const folders = [...files.keys()].sort((a, b) => (a < b ? -1 : 1));
  const rules = new Map<string, Rule[]>();
  for (const folder of folders) {
    const read = readRules(files.get(folder) ?? '', folder, prefix, macros);
    if (read.length > 0) rules.set(folder.replace(/\/+$/, ''), read);
  }
  if (rules.size === 0) return () => undefined;

  return (path, attribute) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    for (let folder = parentOf(path); ; folder = parentOf(folder)) {
      const own = rules.get(folder);
      const relative = folder === '' ? path : path.slice(folder.length + 1);
      for (let i = (own?.length ?? 0) - 1; i >= 0; i--) {
        const rule = (own as Rule[])[i];
        if (!rule.attributes.has(attribute) || !rule.matches(relative, name)) continue;
        return rule.attributes.get(attribute);
      }
      if (folder === '') return undefined;
    }
  };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function readRules(text: string, folder: string, prefix: string, macros: Map<string, string[]>): Rule[] {
  const rules: Rule[] = [];
  for (const line of text.split('\n')) {
    const found = /^[ \t\r]*(?:"((?:[^"\\]|\\.)*)"|([^#"\s]\S*|"\S*))[ \t\r]+(.*)$/.exec(line);
    if (!found || rules.length >= maxRules) continue;
    const pattern = found[1] === undefined ? found[2] : unquote(found[1]);
    const words = found[3].split(/[ \t\r]+/).filter((word) => word !== '');
    if (pattern.startsWith('[attr]')) {
      if (folder === '') macros.set(pattern.slice(6), words);
      continue;
    }
    const attributes = readAttributes(words, prefix, macros);
    if (attributes.size > 0 && !pattern.startsWith('!') && pattern.length <= maxPattern) {
      rules.push({ matches: compilePattern(pattern), attributes });
    }
  }
  return rules;
}

function readAttributes(
  words: readonly string[],
  prefix: string,
  macros: ReadonlyMap<string, string[]>,
): Rule['attributes'] {
  const attributes = new Map<string, string | boolean | undefined>();
  for (const word of words.flatMap((each) => [each, ...(macros.get(each) ?? [])])) {
    const [, sign, name, value] = /^([-!]?)([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name?.startsWith(prefix))
      attributes.set(name, sign === '-' ? false : sign === '!' ? undefined : (value ?? true));
  }
  return attributes;
}

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unquote(text: string): string {
  return text.replace(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8) & 255) : (escapes[code] ?? code),
  );
}

/** Git's wildmatch for attribute patterns. No regular expression is built: a hostile pattern costs length × length at most. */
function compilePattern(pattern: string): Rule['matches'] {
  if (/^\*[^*?[\]\\/]*$/.test(pattern)) {
    const ending = pattern.slice(1);
    return (_, name) => name.endsWith(ending);
  }
  if (!pattern.includes('/')) return (_, name) => matchSegment(pattern, name);
  const segments = pattern.replace(/^\//, '').split('/');
  return (path) => matchSegments(segments, path.split('/'));
}

function matchSegments(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.at(-1) === '') return false;
  let reached = new Uint8Array(path.length + 1);
  reached[0] = 1;
  pattern.forEach((segment, p) => {
    const next = new Uint8Array(path.length + 1);
    // Git takes three stars and more for two.
    if (/^\*{2,}$/.test(segment)) {
      // In front and in the middle it stands for any folders, at the end for everything inside, but not for nothing.
      const least = p === pattern.length - 1 ? 1 : 0;
      let first = reached.indexOf(1);
      if (first >= 0) for (first += least; first <= path.length; first++) next[first] = 1;
    } else {
      for (let i = 0; i < path.length; i++) if (reached[i] && matchSegment(segment, path[i])) next[i + 1] = 1;
    }
    reached = next;
  });
  return reached[path.length] === 1;
}

/** `*`, `?`, `[…]` and `\` within one name; on a mismatch only the last star is tried again. */
function matchSegment(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let from = 0;
  while (t < text.length) {
    const step = p < pattern.length && pattern[p] !== '*' ? matchOne(pattern, p, text[t]) : 0;
    if (step > 0) {
      p += step;
      t++;
    } else if (pattern[p] === '*') {
      star = p++;
      from = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++from;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p >= pattern.length;
}

/** The length of the pattern's next item if it matches the character, else 0. */
function matchOne(pattern: string, p: number, character: string): number {
  const item = pattern[p];
  if (item === '?') return 1;
  if (item === '\\') return pattern[p + 1] === character ? 2 : 0;
  if (item !== '[') return item === character ? 1 : 0;
  let i = p + 1;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  let inside = false;
  for (let first = true; first || pattern[i] !== ']'; first = false) {
    if (i >= pattern.length) return 0;
    const named = /^\[:([a-z]+):\]/.exec(pattern.slice(i, i + 12));
    if (named) {
      inside ||= classes[named[1]]?.test(character) ?? false;
      i += named[0].length;
      continue;
    }
    if (pattern[i] === '\\') i++;
    const low = pattern[i++] ?? '';
    if (pattern[i] === '-' && pattern[i + 1] !== undefined && pattern[i + 1] !== ']') {
      i++;
      if (pattern[i] === '\\') i++;
      const high = pattern[i++] ?? '';
      inside ||= low <= character && character <= high;
    } else inside ||= low === character;
  }
  return inside !== negated ? i + 1 - p : 0;
}

const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[a-z0-9]/i,
  alpha: /[a-z]/i,
  blank: /[ \t]/,
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9a-f]/i,
};

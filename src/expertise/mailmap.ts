import type { Alias } from './history.ts';

/** A parsed `.mailmap`. Opaque: read it with `mapAlias`. */
export interface Mailmap {
  readonly byEmail: ReadonlyMap<string, Entry>;
}

interface Replacement {
  name?: string;
  email?: string;
}

interface Entry extends Replacement {
  /** Replacements for this address together with one name, by that name in lower case. */
  readonly byName: Map<string, Replacement>;
}

/**
 * Reads a `.mailmap` by git's own rules (mailmap.c): `Name <email>`, `<new> <old>`, `Name <new> <old>` and
 * `Name <new> Old Name <old>`; later lines replace what earlier ones set; `#` in the first column is a comment; a line that
 * fits no form is skipped. Never throws.
 */
export function parseMailmap(text: string): Mailmap {
  const byEmail = new Map<string, Entry>();
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const first = parseContact(line.split('\0', 1)[0], 1);
    if (!first) continue;
    const second = parseContact(first.rest, 0);
    const old = second?.email ?? first.email;
    const key = asciiLower(old);
    const entry: Entry = byEmail.get(key) ?? { byName: new Map() };
    byEmail.set(key, entry);
    const email = second ? first.email : undefined;
    if (second?.name) entry.byName.set(asciiLower(second.name), { ...named(first.name), ...addressed(email) });
    else Object.assign(entry, named(first.name), addressed(email));
  }
  return { byEmail };
}

/** The alias as the mailmap spells it; the same object where the mailmap says nothing. Parts it does not replace stay. */
export function mapAlias(mailmap: Mailmap, alias: Alias): Alias {
  const entry = mailmap.byEmail.get(asciiLower(alias.email));
  if (!entry) return alias;
  const found = (entry.byName.size > 0 && entry.byName.get(asciiLower(alias.name))) || entry;
  if (found.name === undefined && found.email === undefined) return alias;
  return { name: found.name ?? alias.name, email: found.email ?? alias.email };
}

interface Contact {
  readonly name: string;
  readonly email: string;
  readonly rest: string;
}

function parseContact(text: string, shortestEmail: number): Contact | undefined {
  const left = text.indexOf('<');
  const right = left < 0 ? -1 : text.indexOf('>', left + 1);
  if (right < 0 || right - left - 1 < shortestEmail) return undefined;
  const name = text.slice(0, left).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  return { name, email: text.slice(left + 1, right), rest: text.slice(right + 1) };
}

const named = (name: string): Replacement => (name === '' ? {} : { name });
const addressed = (email: string | undefined): Replacement => (email === undefined ? {} : { email });

/** Git compares names and addresses without case in ASCII only. */
function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

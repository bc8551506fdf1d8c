import type { Alias } from '../history.ts';
import { noreplyLogin, normalEmail, normalName } from '../identity.ts';
import type { People } from '../people.ts';
import { matchesGlob } from './glob.ts';
import { parseMaintainersYaml, type YamlSection } from './maintainersYaml.ts';

/** Who a project says is responsible for what, from a CODEOWNERS or MAINTAINERS file. */
export interface OwnershipRule {
  matches(path: string): boolean;
  /** Folders in the pattern: a deeper pattern speaks more precisely. */
  readonly depth: number;
  readonly owners: readonly Owner[];
}

export interface Owner {
  /** Name and email, either may be ''. */
  readonly alias: Alias;
  /** A login (`@ana`), or ''. */
  readonly login: string;
  /** 1 for an owner or maintainer, less for a reviewer. */
  readonly amount: number;
}

/** `later`: the last matching rule counts alone, as in CODEOWNERS; else all count. */
export interface Ownership {
  readonly rules: readonly OwnershipRule[];
  readonly later: boolean;
}

/** Where CODEOWNERS may stand; the first found counts, as on GitHub. */
const codeownersFiles = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** What a project's own files, by path, say about who is responsible for what. */
export function readOwnership(files: Readonly<Record<string, { readonly text: string } | undefined>>): Ownership[] {
  const found: Ownership[] = [];
  const codeowners = codeownersFiles.map((file) => files[file]).find((file) => file !== undefined);
  if (codeowners) found.push(parseCodeowners(codeowners.text));
  for (const path of ['MAINTAINERS', 'Maintainers.txt', 'MAINTAINERS.txt']) {
    const file = files[path];
    if (file) found.push(parseMaintainers(file.text));
  }
  for (const path of ['MAINTAINERS.yml', 'MAINTAINERS.yaml']) {
    const file = files[path];
    if (file) found.push({ rules: rulesOf(parseMaintainersYaml(file.text)), later: false });
  }
  return found;
}

/** Rules beyond this are passed over; Linux has 3,000 sections and 9,000 patterns. */
const mostRules = 20_000;
const longestPattern = 300;
const reviewerAmount = 0.7;

/** Reads CODEOWNERS: gitignore-like patterns followed by `@login`, `@organisation/team` (passed over) or an email. Never throws. */
export function parseCodeowners(text: string): Ownership {
  const rules: OwnershipRule[] = [];
  for (const line of text.split('\n')) {
    const [pattern, ...names] = line
      .replace(/(?:^|\s)#.*/, '')
      .trim()
      .split(/\s+/) as [string, ...string[]];
    if (!pattern || /^[[^]/.test(pattern) || pattern.length > longestPattern || rules.length >= mostRules) continue;
    const owners = names.flatMap((name): Owner[] => {
      if (/^@[^/]+$/.test(name))
        return [{ alias: { name: '', email: '' }, login: name.slice(1).toLowerCase(), amount: 1 }];
      return name.includes('@') && !name.startsWith('@')
        ? [{ alias: { name: '', email: name }, login: '', amount: 1 }]
        : [];
    });
    rules.push({
      matches: matcher(pattern, !pattern.replace(/\/$/, '').includes('/')),
      depth: depthOf(pattern),
      owners,
    });
  }
  return { rules, later: true };
}

/** Reads a MAINTAINERS file as Linux has it: sections of `M:` and `R:` people and `F:` and `X:` patterns. Never throws. */
export function parseMaintainers(text: string): Ownership {
  const rules: OwnershipRule[] = [];
  for (const section of text.split(/\n\s*\n/)) {
    const owners: Owner[] = [];
    const files: string[] = [];
    const excluded: string[] = [];
    for (const line of section.split('\n')) {
      const [, key, value] = /^([MRFX]):\s*(.+?)\s*$/.exec(line) ?? [];
      if (!value || value.length > longestPattern) continue;
      if (key === 'F') files.push(value);
      else if (key === 'X') excluded.push(value);
      else {
        const [, name, email] = /^"?([^"<]*?)"?\s*<([^<>]*)>/.exec(value) ?? ['', value, ''];
        owners.push({ alias: { name: name!, email: email! }, login: '', amount: key === 'M' ? 1 : reviewerAmount });
      }
    }
    rules.push(...rulesOf([{ owners, files, excluded }]));
    if (rules.length >= mostRules) break;
  }
  return { rules, later: false };
}

/** A rule for each pattern of each section. A section with people but no pattern names nobody for any path. */
function rulesOf(sections: readonly YamlSection[]): OwnershipRule[] {
  const rules: OwnershipRule[] = [];
  for (const { owners, files, excluded } of sections) {
    if (owners.length === 0) continue;
    const without = excluded.map((pattern) => matcher(pattern, false));
    if (files.length === 0) rules.push({ matches: () => false, depth: 0, owners });
    for (const pattern of files) {
      if (rules.length >= mostRules) return rules;
      const matches = matcher(pattern, false);
      rules.push({
        matches: without.length ? (path) => matches(path) && !without.some((excludes) => excludes(path)) : matches,
        depth: depthOf(pattern),
        owners,
      });
    }
  }
  return rules;
}

/** Finds the owners of paths among people: by email, login or full name. */
export class Owners {
  readonly #ownership: readonly Ownership[];
  readonly #people: Map<string, number>;
  readonly #ofPath = new Map<string, ReadonlyMap<number, number>>();

  constructor(ownership: readonly Ownership[], { people }: People, aliases: readonly Alias[]) {
    this.#ownership = ownership;
    this.#people = ownership.length ? namePeople(people, aliases) : new Map();
  }

  /** Whether the project says anything about owners. */
  get known(): boolean {
    return this.#ownership.length > 0;
  }

  /** Person id → 0–1, how clearly the project names them for this path. */
  of(path: string): ReadonlyMap<number, number> {
    if (this.#ownership.length === 0) return nobody;
    let known = this.#ofPath.get(path);
    if (!known) {
      known = this.#find(path);
      if (this.#ofPath.size >= mostKnown) this.#ofPath.clear();
      this.#ofPath.set(path, known);
    }
    return known;
  }

  #find(path: string): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    for (const { rules, later } of this.#ownership) {
      let matching = rules.filter((rule) => rule.matches(path));
      if (later) matching = matching.slice(-1);
      const deepest = Math.max(0, ...matching.map(({ depth }) => depth));
      for (const { depth, owners } of matching) {
        for (const owner of owners) {
          const person = this.#personOf(owner);
          const amount = (owner.amount * (depth + 1)) / (deepest + 1);
          if (person !== undefined && amount > (found.get(person) ?? 0)) found.set(person, amount);
        }
      }
    }
    return found;
  }

  /** How many people the files name for anything at all. */
  named(): number {
    const found = new Set<number>();
    for (const owners of new Set(this.#ownership.flatMap(({ rules }) => rules.map((rule) => rule.owners)))) {
      for (const owner of owners) {
        const person = this.#personOf(owner);
        if (person !== undefined) found.add(person);
      }
    }
    return found.size;
  }

  #personOf({ alias, login }: Owner): number | undefined {
    if (login) return this.#people.get(`l:${login}`);
    return this.#people.get(`e:${normalEmail(alias.email)}`) ?? this.#people.get(`n:${normalName(alias.name)}`);
  }
}

const nobody: ReadonlyMap<number, number> = new Map();

/** Paths whose owners are remembered. */
const mostKnown = 20_000;

function namePeople(people: People['people'], aliases: readonly Alias[]): Map<string, number> {
  const found = new Map<string, number>();
  const add = (key: string, person: number) => {
    if (key.length > 2 && !found.has(key)) found.set(key, person);
  };
  for (const person of people) {
    for (const alias of person.aliases) {
      const { name, email } = aliases[alias]!;
      add(`e:${normalEmail(email)}`, person.id);
      add(`l:${noreplyLogin(email)}`, person.id);
      if (name.includes(' ')) add(`n:${normalName(name)}`, person.id);
      else add(`l:${name.toLowerCase()}`, person.id);
    }
  }
  for (const person of people) add(`l:${person.email.split('@')[0]}`, person.id);
  return found;
}

const depthOf = (pattern: string): number =>
  pattern.split('/').filter((part) => part !== '' && !part.includes('*')).length;

/** `anywhere`: a name without a slash matches in every folder, as in gitignore. A folder matches all that is in it. */
function matcher(pattern: string, anywhere: boolean): (path: string) => boolean {
  const plain = pattern.replace(/^\.?\//, '');
  if (!/[*?[]/.test(plain) && !anywhere) {
    const folder = plain.replace(/\/$/, '');
    return (path) => path === plain || (path.startsWith(folder) && path[folder.length] === '/');
  }
  const parts = plain.replace(/\/$/, '').split('/');
  if (anywhere) parts.unshift('**');
  const isOpen = /\*$/.test(plain);
  return (path) => {
    const names = path.split('/');
    if (matchesGlob(parts, names)) return true;
    // A pattern that names a folder covers what is in it; one that ends in a star, only where it may match in any folder.
    return (!isOpen || anywhere) && matchesGlob([...parts, '**'], names);
  };
}

import type { SkillMap } from './mapTypes.ts';

/** One rule of a CODEOWNERS file. */
export interface OwnerRule {
  /** Counted from 1. */
  readonly line: number;
  readonly pattern: string;
  /** `@login`, `@team/name` or an address, as written. */
  readonly owners: readonly string[];
}

/** Reads CODEOWNERS as GitHub and GitLab do, sections and comments passed over. Never throws. */
export function parseCodeowners(text: string): OwnerRule[] {
  const rules: OwnerRule[] = [];
  text.split(/\r?\n/).forEach((raw, i) => {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (line === '' || /^\^?\[/.test(line)) return;
    const [pattern, ...owners] = line.split(/(?<!\\)\s+/) as [string, ...string[]];
    rules.push({ line: i + 1, pattern: pattern.replaceAll('\\ ', ' '), owners: owners.filter(isOwner) });
  });
  return rules;
}

const isOwner = (word: string): boolean => /^@[\w./-]+$/.test(word) || /^[^@\s]+@[^@\s]+$/.test(word);

/** Owners put on one line of a draft: a review that everybody must see is seen by nobody. */
const mostOwners = 4;

/**
 * A CODEOWNERS file from evidence: a line for each area whose people differ from those of the folder around it, with who
 * knows it well or, failing that, knows it. Ordered by path and name.
 */
export function draftCodeowners(map: SkillMap): string[] {
  const ownersOf = (a: number): string[] => {
    const { knowsWell, knows } = map.areas[a];
    const people = knowsWell.length ? knowsWell : knows.length <= mostOwners ? knows : [];
    return people.slice(0, mostOwners).flatMap((p) => map.people[p].email || []);
  };
  const lines: string[] = [];
  map.areas.forEach((area, a) => {
    const owners = ownersOf(a);
    let above = area.parent;
    while (above > 0 && ownersOf(above).length === 0) above = map.areas[above].parent;
    if (owners.length === 0 || (above >= 0 && ownersOf(above).join() === owners.join())) return;
    lines.push(`${patternOf(area.path)} ${owners.join(' ')}`);
  });
  return lines;
}

/** A folder as a pattern: rooted, with what has a meaning there escaped. */
function patternOf(path: string): string {
  return path === '' ? '*' : `/${path.replace(/[\\ #*?!]/g, '\\$&')}/`;
}

export interface ListedOwner {
  readonly rule: OwnerRule;
  readonly owner: string;
  readonly state: 'active' | 'left' | 'unknown';
  /** `left in May`. */
  readonly left?: string;
}

/** How each listed owner stands. `find` tells who an address or login is; teams stay unknown. */
export function judgeOwners(
  rules: readonly OwnerRule[],
  find: (owner: string) => { readonly left?: string } | undefined,
): ListedOwner[] {
  return rules.flatMap((rule) =>
    rule.owners.map((owner): ListedOwner => {
      const person = find(owner);
      if (!person) return { rule, owner, state: 'unknown' };
      return person.left === undefined
        ? { rule, owner, state: 'active' }
        : { rule, owner, state: 'left', left: person.left };
    }),
  );
}

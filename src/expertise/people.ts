import type { AutomationKind } from './automation.ts';
import { createDisjointSets, type DisjointSets } from './disjointSets.ts';
import type { Alias } from './history.ts';
import { groupIdentities, type Identities, type Identity, nobodyKey } from './identities.ts';
import { noreplyLogin, normalEmail, normalName } from './identity.ts';
import type { Mailmap } from './mailmap.ts';
import { type Evidence, findEvidence } from './mergeEvidence.ts';
import { isFullName, middleInitials } from './nameLikeness.ts';

/** One human, bot or agent with every alias they committed or were credited under. */
export interface Person {
  readonly id: number;
  /** Their most used proper name, as written; for the screen it still has to pass `displayText`. */
  readonly name: string;
  /** Their most used address that is no noreply address, in normal form; '' where only names are known. */
  readonly email: string;
  readonly kind: AutomationKind;
  /** Positions in the list of aliases, ascending. */
  readonly aliases: readonly number[];
}

/** Two people who may be one. `a` and `b` are keys as `personKey` makes them; `evidence` is a sentence for the screen. */
export interface MergeProposal {
  readonly a: string;
  readonly b: string;
  readonly people: readonly [number, number];
  readonly evidence: string;
}

/** The user's answer to a proposal, or a merge of their own. Keys as `personKey` makes them. */
export interface MergeDecision {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

export interface People {
  /** Sorted by email and name, so that equal histories give equal ids in whatever order they were read. */
  readonly people: readonly Person[];
  /** Alias id → person id. */
  readonly personOf: Uint32Array;
  /** Likeliest to matter first. */
  readonly proposals: readonly MergeProposal[];
}

/** Proposals kept. A person confirms a few; the rest of a long list is noise. */
export const maxProposals = 200;

/** What a decision calls a person: their normal email, or their normal name where they have none. */
export function personKey(alias: Alias): string {
  return normalEmail(alias.email) || normalName(alias.name);
}

/**
 * Finds the people behind aliases. Joins two only where nothing contradicts: the mailmap, one address with names that go
 * together, one full name; everything weaker becomes a proposal. `uses` counts commits and credits per alias. The outcome does not
 * depend on the order of the aliases. Never throws.
 */
export function resolvePeople(
  aliases: readonly Alias[],
  options: { mailmap?: Mailmap; uses?: Uint32Array; decisions?: readonly MergeDecision[] } = {},
): People {
  const identities = groupIdentities(aliases, options.uses, options.mailmap);
  const { list } = identities;
  const facts = list.map(factsOf);
  const sets = createDisjointSets(
    list.length,
    (a, b) => list[a].kind === list[b].kind && list[a].key !== nobodyKey && list[b].key !== nobodyKey,
    (stays, goes) => absorb(facts[stays], facts[goes]),
  );
  decide(identities, options.decisions ?? [], sets);
  const open: Evidence[] = [];
  for (const step of findEvidence(identities, sets)) {
    for (const evidence of step) {
      const [a, b] = [sets.find(evidence.a), sets.find(evidence.b)];
      if (a === b) continue;
      if (!evidence.sure || contradict(facts[a], facts[b]) || !sets.unite(a, b)) open.push(evidence);
    }
  }
  const { people, personOf } = collect(identities, sets);
  return { people, personOf, proposals: propose(open, identities, personOf, people) };
}

/** What keeps two groups apart unless the user says otherwise. */
interface Facts {
  curated: boolean;
  login: string;
  initials: string;
}

function factsOf(identity: Identity): Facts {
  return { curated: identity.curated, login: noreplyLogin(identity.email), initials: middleInitials(identity.name) };
}

function absorb(into: Facts, from: Facts): void {
  into.curated ||= from.curated;
  into.login ||= from.login;
  into.initials ||= from.initials;
}

/** Both addresses stand in the mailmap as two people's, or two accounts, or two middle initials. */
function contradict(a: Facts, b: Facts): boolean {
  return (
    (a.curated && b.curated) ||
    (a.login !== '' && b.login !== '' && a.login !== b.login) ||
    (a.initials !== '' && b.initials !== '' && a.initials !== b.initials)
  );
}

function decide({ list, mapped }: Identities, decisions: readonly MergeDecision[], sets: DisjointSets): void {
  if (decisions.length === 0) return;
  const byKey = new Map<string, number>();
  list.forEach((identity, i) => {
    for (const alias of identity.aliases) {
      const key = personKey(mapped[alias]);
      if (!byKey.has(key) || identity.email !== '') byKey.set(key, i);
    }
  });
  const known = decisions.flatMap(({ a, b, same }) => {
    const [x, y] = [byKey.get(a), byKey.get(b)];
    return x === undefined || y === undefined ? [] : [{ x, y, same }];
  });
  for (const { x, y, same } of known) if (same) sets.unite(x, y);
  for (const { x, y, same } of known) if (!same) sets.keepApart(x, y);
}

function collect(identities: Identities, sets: DisjointSets): { people: Person[]; personOf: Uint32Array } {
  const members = new Map<number, Identity[]>();
  identities.list.forEach((identity, i) => {
    const head = sets.find(i);
    const group = members.get(head);
    if (group) group.push(identity);
    else members.set(head, [identity]);
  });
  const drafts = [...members.values()].map((group) => describe(group, identities.mapped));
  drafts.sort(
    (a, b) => compare(a.email, b.email) || compare(a.name, b.name) || compare(a.kind, b.kind) || compare(a.key, b.key),
  );
  const personOf = new Uint32Array(identities.mapped.length);
  const people = drafts.map(({ key: _, ...draft }, id) => {
    for (const alias of draft.aliases) personOf[alias] = id;
    return { id, ...draft };
  });
  return { people, personOf };
}

function describe(group: readonly Identity[], mapped: readonly Alias[]): Omit<Person, 'id'> & { key: string } {
  const aliases = group.flatMap((identity) => identity.aliases).sort((a, b) => a - b);
  const names = new Map<string, number>();
  const emails = new Map<string, number>();
  for (const identity of group) {
    const each = identity.uses / identity.aliases.length;
    for (const alias of identity.aliases) {
      const name = mapped[alias].name.replace(/\s+via\s+.*$/i, '').trim();
      names.set(name, (names.get(name) ?? 0) + each);
      const email = normalEmail(mapped[alias].email);
      emails.set(email, (emails.get(email) ?? 0) + each);
    }
  }
  const kind = group[0].kind;
  const name = best(names, (text) => (text === '' ? 0 : isFullName(normalName(text)) && !text.includes(',') ? 2 : 1));
  const email = best(emails, (text) => (text === '' ? 0 : noreplyLogin(text) !== '' ? 1 : 2));
  const key = group.map((identity) => identity.key).sort()[0];
  return key === nobodyKey
    ? { name: 'Unknown', email: '', kind, aliases, key }
    : { name: name || email, email, kind, aliases, key };
}

/** The most used text of the best class. */
function best(counts: ReadonlyMap<string, number>, classOf: (text: string) => number): string {
  let [found, most, highest] = ['', -1, -1];
  for (const [text, count] of counts) {
    const rank = classOf(text);
    if (rank > highest || (rank === highest && (count > most || (count === most && text < found)))) {
      [found, most, highest] = [text, count, rank];
    }
  }
  return found;
}

function propose(
  open: readonly Evidence[],
  { list }: Identities,
  personOf: Uint32Array,
  people: readonly Person[],
): MergeProposal[] {
  const uses = new Float64Array(people.length);
  for (const identity of list) uses[personOf[identity.aliases[0]]] += identity.uses;
  const found = new Map<string, { evidence: Evidence; pair: [number, number] }>();
  for (const evidence of open) {
    const [x, y] = [personOf[list[evidence.a].aliases[0]], personOf[list[evidence.b].aliases[0]]];
    if (x === y) continue;
    const pair: [number, number] = x < y ? [x, y] : [y, x];
    const key = `${pair[0]} ${pair[1]}`;
    const known = found.get(key);
    if (!known || evidence.strength > known.evidence.strength) found.set(key, { evidence, pair });
  }
  const matters = ([x, y]: [number, number]) => Math.min(uses[x], uses[y]);
  return [...found.values()]
    .sort((p, q) => matters(q.pair) - matters(p.pair) || p.pair[0] - q.pair[0] || p.pair[1] - q.pair[1])
    .slice(0, maxProposals)
    .map(({ evidence, pair }) => ({
      a: personKey(people[pair[0]]),
      b: personKey(people[pair[1]]),
      people: pair,
      evidence: evidence.sentence(),
    }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { AutomationKind } from './automation.ts';
import { createDisjointSets, type DisjointSets } from './disjointSets.ts';
import { displayText } from './displayText.ts';
import type { Alias } from './history.ts';
import { groupIdentities, type Identities, type Identity, nobodyKey } from './identities.ts';
import { identityName, mailboxOf, noreplyLogin, normalEmail, normalName } from './identity.ts';
import type { Mailmap } from './mailmap.ts';
import { type Evidence, findEvidence } from './mergeEvidence.ts';
import { middleInitials } from './nameLikeness.ts';

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

/**
 * What a decision calls a person: their normal email, or their normal name where they have none. Of two who used one address, the one
 * whose address it is not goes by the name (`propose`).
 */
export function personKey(alias: Alias): string {
  const email = normalEmail(alias.email);
  return email.includes('@') ? email : normalName(alias.name) || email;
}

/**
 * Finds the people behind aliases. Joins two only where nothing contradicts: the mailmap, one address with names that go
 * together, one full name; everything weaker becomes a proposal. `uses` counts commits and credits per alias. The outcome does not
 * depend on the order of the aliases. Never throws.
 */
export function resolvePeople(
  aliases: readonly Alias[],
  options: {
    mailmap?: Mailmap;
    uses?: Uint32Array;
    decisions?: readonly MergeDecision[];
    /** What others decided; counts where `decisions` do not say otherwise. */
    othersDecisions?: readonly MergeDecision[];
  } = {},
): People {
  const identities = groupIdentities(aliases, options.uses, options.mailmap);
  const { list } = identities;
  const facts = factsOf(list);
  const sets = createDisjointSets(
    list.length,
    (a, b) => list[a].kind === list[b].kind && list[a].key !== nobodyKey && list[b].key !== nobodyKey,
    (stays, goes) => absorb(facts, stays, goes),
  );
  decide(identities, options.decisions ?? [], sets);
  decide(identities, options.othersDecisions ?? [], sets);
  const open: Evidence[] = [];
  for (const step of findEvidence(identities, sets)) {
    for (const evidence of step) {
      const [a, b] = [sets.find(evidence.a), sets.find(evidence.b)];
      if (a === b) continue;
      if (sets.areKeptApart(a, b)) continue;
      if (!evidence.sure || contradict(facts, a, b) || !sets.unite(a, b)) open.push(evidence);
    }
  }
  const { people, personOf } = collect(identities, sets);
  return { people, personOf, proposals: propose(open, identities, personOf, people) };
}

/** What keeps two groups apart unless the user says otherwise: different accounts, different middle initials. */
interface Facts {
  readonly logins: string[];
  readonly initials: string[];
}

function factsOf(list: readonly Identity[]): Facts {
  return {
    logins: list.map(({ email }) => noreplyLogin(email)),
    initials: list.map(({ name }) => middleInitials(name)),
  };
}

function absorb({ logins, initials }: Facts, stays: number, goes: number): void {
  logins[stays] ||= logins[goes];
  initials[stays] ||= initials[goes];
}

function contradict({ logins, initials }: Facts, a: number, b: number): boolean {
  return differ(logins[a], logins[b]) || differ(initials[a], initials[b]);
}

const differ = (a: string, b: string) => a !== '' && b !== '' && a !== b;

function decide({ list, mapped }: Identities, decisions: readonly MergeDecision[], sets: DisjointSets): void {
  if (decisions.length === 0) return;
  const byKey = new Map<string, number>();
  /** Those without an address of their own first; -1 where several others go by that name. */
  const byName = new Map<string, number>();
  list.forEach((identity, i) => {
    for (const alias of identity.aliases) {
      const key = personKey(mapped[alias]);
      const known = byKey.get(key);
      if (known === undefined || isNearer(identity, list[known], key)) byKey.set(key, i);
      const name = normalName(mapped[alias].name);
      const other = byName.get(name);
      if (identity.email === '' || other === undefined) byName.set(name, i);
      else if (other !== i && list[other]?.email !== '') byName.set(name, -1);
    }
  });
  const find = (key: string) => byKey.get(key) ?? byName.get(key) ?? -1;
  const known = decisions.flatMap(({ a, b, same }) => {
    const [x, y] = [find(a), find(b)];
    return x < 0 || y < 0 ? [] : [{ x, y, same }];
  });
  for (const { x, y, same } of known) if (same) sets.unite(x, y);
  for (const { x, y, same } of known) if (!same) sets.keepApart(x, y);
}

/** Of two identities with aliases under one key the one that owns the address is meant, else the first by its own key. */
function isNearer(identity: Identity, other: Identity, key: string): boolean {
  const [owns, otherOwns] = [identity, other].map(({ email }) => email === mailboxOf(key));
  return owns !== otherOwns ? owns === true : identity.key < other.key;
}

function collect(identities: Identities, sets: DisjointSets): { people: Person[]; personOf: Uint32Array } {
  const { list } = identities;
  /** The others of each group, for heads of groups that have others. */
  const others = new Map<number, Identity[]>();
  const heads: number[] = [];
  list.forEach((identity, i) => {
    const head = sets.find(i);
    const group = others.get(head);
    if (head === i) heads.push(i);
    else if (group) group.push(identity);
    else others.set(head, [identity]);
  });
  const drafts = heads.map((head) => describe(list[head], others.get(head), identities));
  drafts.sort((a, b) => compare(a.email, b.email) || compare(a.name, b.name) || compare(a.key, b.key));
  const personOf = new Uint32Array(identities.mapped.length);
  const people = drafts.map(({ name, email, kind, aliases }, id) => {
    for (const alias of aliases) personOf[alias] = id;
    return { id, name, email, kind, aliases };
  });
  return { people, personOf };
}

interface Draft extends Omit<Person, 'id'> {
  /** Of all keys of the group the first: tells apart people who have everything else in common. */
  readonly key: string;
}

function describe(head: Identity, others: readonly Identity[] | undefined, { mapped, uses }: Identities): Draft {
  const { kind } = head;
  if (others === undefined && head.aliases.length === 1) {
    const { name, email } = mapped[head.aliases[0]];
    return draft(head.key, plainName(name), normalEmail(email) || head.email, kind, head.aliases);
  }
  const group = [head, ...(others ?? [])];
  const aliases = group.flatMap((identity) => identity.aliases).sort((a, b) => a - b);
  const names = new Map<string, number>();
  const emails = new Map<string, number>();
  for (const alias of aliases) {
    const name = plainName(mapped[alias].name);
    names.set(name, (names.get(name) ?? 0) + uses[alias]);
    const email = normalEmail(mapped[alias].email);
    emails.set(email, (emails.get(email) ?? 0) + uses[alias]);
  }
  const own = new Set(group.map((identity) => identity.email));
  const name = best(names, (text) =>
    text === '' ? 0 : identityName(text).includes(' ') && !text.includes(',') ? 2 : 1,
  );
  const email = best(emails, (text) =>
    text === '' ? 0 : noreplyLogin(text) !== '' ? 2 : own.has(mailboxOf(text)) ? 3 : 1,
  );
  const key = group.reduce((first, identity) => (identity.key < first ? identity.key : first), head.key);
  return draft(key, name, email, kind, aliases);
}

function draft(key: string, name: string, email: string, kind: AutomationKind, aliases: readonly number[]): Draft {
  if (key === nobodyKey) return { key, name: 'Unknown', email: '', kind, aliases };
  return { key, name: name || email, email, kind, aliases };
}

/** The name without the list or bot that sent the commit on. */
function plainName(name: string): string {
  return name.includes(' via ') ? name.replace(/\s+via\s+\S.*$/i, '').trim() : name.trim();
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
  { list, mapped }: Identities,
  personOf: Uint32Array,
  people: readonly Person[],
): MergeProposal[] {
  const emailOf = (identity: number) =>
    list[identity].aliases.map((alias) => normalEmail(mapped[alias].email)).sort(compare)[0];
  const personAt = (identity: number) => personOf[list[identity].aliases[0]];
  const uses = new Float64Array(people.length);
  const ownerOf = new Map<string, number>();
  list.forEach((identity, i) => {
    uses[personAt(i)] += identity.uses;
    if (identity.email) ownerOf.set(identity.email, personAt(i));
  });
  const keyOf = (person: number): string => {
    const key = personKey(people[person]);
    return (ownerOf.get(mailboxOf(key)) ?? person) === person ? key : normalName(people[person].name);
  };
  const found = new Map<string, { evidence: Evidence; pair: readonly [number, number] }>();
  for (const evidence of open) {
    const [x, y] = [personAt(evidence.a), personAt(evidence.b)];
    const pair = x < y ? ([x, y] as const) : ([y, x] as const);
    // The strongest evidence for a pair comes first.
    if (x !== y && !found.has(pair.join())) found.set(pair.join(), { evidence, pair });
  }
  const matters = ([x, y]: readonly [number, number]) => Math.min(uses[x], uses[y]);
  return [...found.values()]
    .sort((p, q) => matters(q.pair) - matters(p.pair) || p.pair[0] - q.pair[0] || p.pair[1] - q.pair[1])
    .slice(0, maxProposals)
    .map(({ evidence, pair: [x, y] }) => ({
      a: keyOf(x),
      b: keyOf(y),
      people: [x, y],
      evidence: sentence(
        evidence.reason,
        people[personAt(evidence.a)].name,
        people[personAt(evidence.b)].name,
        emailOf(evidence.a),
        emailOf(evidence.b),
      ),
    }));
}

function sentence(reason: Evidence['reason'], ...texts: readonly [string, string, string, string]): string {
  const [nameA, nameB, emailA, emailB] = texts.map((text) => displayText(text, 60));
  if (reason === 'handle') return `${emailA} (${nameA}) and ${emailB} (${nameB}) begin alike.`;
  if (reason === 'address') return `${nameA} and ${nameB} both used ${emailA}.`;
  if (reason === 'nickname') return `Both sign as ${nameA}: ${emailA} and ${emailB}.`;
  return `Both are called ${nameA}: ${emailA || 'no address'} and ${emailB || 'no address'}.`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

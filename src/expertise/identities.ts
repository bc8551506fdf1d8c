import { type AutomationKind, automationKind } from './automation.ts';
import type { Alias } from './history.ts';
import {
  identityName,
  isAddress,
  isPlaceholder,
  isViaBridge,
  mailboxOf,
  noreplyLogin,
  normalEmail,
} from './identity.ts';
import { type Mailmap, mapAlias } from './mailmap.ts';
import { addTo, type MultiMap } from './multiMap.ts';
import { areRelated, isFullName } from './nameLikeness.ts';

/**
 * Aliases that are one person beyond doubt: the same address with names that go together, or, without a usable address, the
 * same name. Identities are the grains that merging joins; it never splits one.
 */
export interface Identity {
  /** `e:` and the mailbox, or `n:` and the name, with the kind in front where it is no human. Unique and stable. */
  readonly key: string;
  readonly kind: AutomationKind;
  /** The mailbox, '' where it has none of its own. */
  readonly email: string;
  /** The most used full name in normal form, '' where there is none. */
  readonly name: string;
  /** Every name, as `identityName` makes it, and, where there are several, how many commits and credits used each. */
  readonly names: readonly string[];
  readonly nameUses: readonly number[];
  readonly aliases: readonly number[];
  readonly uses: number;
}

export interface Identities {
  readonly list: readonly Identity[];
  /** Every alias as the mailmap spells it. */
  readonly mapped: readonly Alias[];
  /** Uses per alias, at least 1. */
  readonly uses: Float64Array;
  /** A name that was used with an address whose owner has another name: a typo, a shared mailbox or a changed name. */
  readonly strays: readonly (readonly [owner: number, stray: number])[];
}

/** Where aliases go that name nobody, such as `%aN <>`: one bot, so that nobody is ever suggested for them. */
export const nobodyKey = 'bot/n:';

/** Sorts aliases into identities. `given` counts how often each alias was used; it decides whose address it is. */
export function groupIdentities(
  aliases: readonly Alias[],
  given: Uint32Array | undefined,
  mailmap: Mailmap | undefined,
): Identities {
  const mapped = mailmap ? aliases.map((alias) => mapAlias(mailmap, alias)) : aliases;
  const uses = Float64Array.from(aliases, (_, i) => Math.max(1, given?.[i] ?? 1));
  const names: string[] = [];
  /** Aliases by address, and those without one of their own by name. */
  const byEmail: MultiMap = new Map();
  const byName: MultiMap = new Map();
  const automatic: MultiMap = new Map();
  const bridges = new Set<string>();

  for (let i = 0; i < mapped.length; i++) {
    const alias = mapped[i];
    names.push(identityName(alias.name));
    const email = mailboxOf(ownEmail(alias.email) || (isAddress(alias.name) ? ownEmail(alias.name) : ''));
    const kind = kindOf(alias, aliases[i]);
    if (isNobody(alias, names[i], email)) {
      names[i] = '';
      addTo(automatic, nobodyKey, i);
    } else if (kind !== 'human') addTo(automatic, automaticKey(kind, alias.email, names[i]), i);
    else if (email === '') addTo(byName, names[i], i);
    else {
      if (isViaBridge(alias.name)) bridges.add(email);
      addTo(byEmail, email, i);
    }
  }

  const list: Identity[] = [];
  const found: [email: string, owner: number, stray: string][] = [];
  for (const [email, some] of byEmail) {
    if (typeof some === 'number' && !bridges.has(email)) {
      list.push(identityOf('human', `e:${email}`, email, some, names, uses));
      continue;
    }
    const members = typeof some === 'number' ? [some] : some;
    const bridge = bridges.has(email);
    const owner = bridge ? undefined : ownerName(members, names, uses);
    const own = members.filter((i) => {
      if (!isFullName(names[i])) return !bridge || names[i] === '';
      return owner !== undefined && areRelated(names[i], owner);
    });
    if (own.length > 0) list.push(identityOf('human', `e:${email}`, email, own, names, uses));
    if (own.length === members.length) continue;
    const kept = new Set(own);
    for (const i of members) {
      if (kept.has(i)) continue;
      addTo(byName, names[i], i);
      if (own.length > 0 && !bridge) found.push([email, list.length - 1, names[i]]);
    }
  }
  const nameAt = new Map<string, number>();
  for (const [name, members] of byName) {
    nameAt.set(name, list.length);
    list.push(identityOf('human', `n:${name}`, '', members, names, uses));
  }
  for (const [key, members] of automatic) {
    const kind = key.startsWith('agent') ? 'agent' : 'bot';
    const email = key.includes('/e:') ? key.slice(key.indexOf('/e:') + 3) : '';
    list.push(identityOf(kind, key, email, members, names, uses));
  }
  const strays = new Map(
    found.map(([, owner, stray]) => [`${owner} ${stray}`, [owner, nameAt.get(stray) ?? owner] as const]),
  );
  return { list, mapped, uses, strays: [...strays.values()] };
}

/** A machine's address is its own even where it takes no mail; only GitHub's and GitLab's serve several machines. */
function automaticKey(kind: AutomationKind, email: string, name: string): string {
  const normal = normalEmail(email);
  return normal.includes('@') && !/@(?:github|gitlab)\.com$/.test(normal) ? `${kind}/e:${normal}` : `${kind}/n:${name}`;
}

function identityOf(
  kind: AutomationKind,
  key: string,
  email: string,
  some: number | readonly number[],
  names: readonly string[],
  uses: Float64Array,
): Identity {
  if (typeof some === 'number') {
    const name = isFullName(names[some]) ? names[some] : '';
    return { kind, key, email, aliases: [some], name, names: [names[some]], nameUses: none, uses: uses[some] };
  }
  const aliases = some;
  const counts = countNames(aliases, names, uses);
  let all = 0;
  for (const i of aliases) all += uses[i];
  return {
    kind,
    key,
    email,
    aliases,
    name: mostUsedFullName(counts),
    names: [...counts.keys()],
    nameUses: [...counts.values()],
    uses: all,
  };
}

const none: readonly number[] = [];

function countNames(aliases: readonly number[], names: readonly string[], uses: Float64Array): Map<string, number> {
  const counts = new Map<string, number>();
  for (const i of aliases) counts.set(names[i], (counts.get(names[i]) ?? 0) + uses[i]);
  return counts;
}

/** The share of an address's uses that must go together with one name before that name's owner owns the address. */
const ownerShare = 0.6;

/** The full name most used with an address, '' where only nicknames were, undefined where no name has most of the records. */
function ownerName(members: readonly number[], names: readonly string[], uses: Float64Array): string | undefined {
  const counts = countNames(members, names, uses);
  const best = mostUsedFullName(counts);
  let related = 0;
  let all = 0;
  for (const [name, count] of counts) {
    if (!isFullName(name)) continue;
    all += count;
    if (areRelated(name, best)) related += count;
  }
  return related >= all * ownerShare ? best : undefined;
}

function mostUsedFullName(names: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  for (const [name, count] of names) {
    if (isFullName(name) && (count > most || (count === most && name < best))) [best, most] = [name, count];
  }
  return best;
}

function kindOf(mapped: Alias, written: Alias): AutomationKind {
  const kind = automationKind(mapped);
  return kind === 'human' && mapped !== written ? automationKind(written) : kind;
}

/** The normal email, or '' for one that tells nobody from anybody: `root@localhost`, `(none)`, `noreply@…`. */
function ownEmail(email: string): string {
  const normal = normalEmail(email);
  if (publicEmail.test(normal) && !commonBox.test(normal)) return normal;
  return nobodysEmail.test(normal) || (noreplyBox.test(normal) && noreplyLogin(normal) === '') ? '' : normal;
}

const publicEmail = /^[^@]+@[^@]+\.(?:com|org|net|edu|de|io|uk|fr|in|cn|jp|eu|dev)$/;
const commonBox =
  /^(?:no-?reply|do-?not|root@|user@|ubuntu@|vagrant@|admin|developer@|pi@|ec2|nobody@|unknown@|none@|null@)/;
const nobodysEmail =
  /^[^@]*$|^@|@$|@(?:localhost|none|unknown|test|invalid)?(?:\.localdomain|\.\(none\)|\.none|\.invalid)?$|@.*\(none\)$|^(?:root|user|ubuntu|vagrant|admin|administrator|developer|pi|ec2-user|nobody|unknown|none|null)@[^.]*(?:\.(?:local|lan|localdomain|internal|home|[a-z]*\d[a-z\d]*))?$/;
const noreplyBox = /^(?:no-?reply|do-?not-?reply)[@+-]/;

function isNobody(alias: Alias, name: string, email: string): boolean {
  return email === '' && (name === '' || isPlaceholder(alias.name, ''));
}

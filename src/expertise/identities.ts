import { type AutomationKind, automationKind } from './automation.ts';
import type { Alias } from './history.ts';
import { isPlaceholder, noreplyLogin, normalEmail, normalName } from './identity.ts';
import { type Mailmap, mapAlias } from './mailmap.ts';
import { areRelated, isFullName } from './nameLikeness.ts';

/**
 * Aliases that are one person beyond doubt: the same address with names that go together, or, without a usable address, the
 * same name. Identities are the grains that merging joins; it never splits one.
 */
export interface Identity {
  /** `e:` and the normal email, or `n:` and the normal name, with the kind in front where it is no human. Unique and stable. */
  readonly key: string;
  readonly kind: AutomationKind;
  /** Normal email, '' where it has none of its own. */
  readonly email: string;
  /** The most used full name in normal form, '' where there is none. */
  name: string;
  /** Every normal name with the number of commits and credits that used it. */
  readonly names: Map<string, number>;
  readonly aliases: number[];
  uses: number;
  /** The repository's mailmap speaks of this address, so its maintainers have decided who shares it. */
  curated: boolean;
}

export interface Identities {
  readonly list: readonly Identity[];
  /** Every alias as the mailmap spells it. */
  readonly mapped: readonly Alias[];
  /** A name that was used with an address whose owner has another name: a typo, a shared mailbox or a changed name. */
  readonly strays: readonly (readonly [owner: Identity, stray: Identity])[];
}

export const nobodyKey = 'bot/n:';

/** Sorts aliases into identities. `uses` counts how often each alias was used; it decides whose address it is. */
export function groupIdentities(
  aliases: readonly Alias[],
  uses: Uint32Array | undefined,
  mailmap: Mailmap | undefined,
): Identities {
  const byKey = new Map<string, Identity>();
  const mapped = mailmap ? aliases.map((alias) => mapAlias(mailmap, alias)) : aliases;
  const names = mapped.map((alias) => normalName(alias.name));
  const emails = mapped.map((alias) => ownEmail(alias.email));
  const kinds = mapped.map((alias, i) => kindOf(alias, aliases[i]));
  const weight = (i: number) => Math.max(1, uses?.[i] ?? 1);

  const bridges = new Set<string>();
  mapped.forEach((alias, i) => {
    if (via.test(alias.name)) bridges.add(emails[i]);
  });

  const add = (key: string, i: number, email: string): Identity => {
    let identity = byKey.get(key);
    if (!identity) {
      identity = { key, kind: kinds[i], email, name: '', names: new Map(), aliases: [], uses: 0, curated: false };
      byKey.set(key, identity);
    }
    identity.aliases.push(i);
    identity.uses += weight(i);
    identity.names.set(names[i], (identity.names.get(names[i]) ?? 0) + weight(i));
    identity.curated ||= mapped[i] !== aliases[i] || (mailmap?.byEmail.has(email) ?? false);
    return identity;
  };

  const byEmail = new Map<string, number[]>();
  const strays: [Identity | undefined, Identity][] = [];
  for (let i = 0; i < mapped.length; i++) {
    const prefix = kinds[i] === 'human' ? '' : `${kinds[i]}/`;
    if (isNobody(mapped[i], names[i], emails[i])) {
      kinds[i] = 'bot';
      add(nobodyKey, i, '');
    } else if (kinds[i] !== 'human' || emails[i] === '' || bridges.has(emails[i])) {
      const useEmail = emails[i] !== '' && (kinds[i] !== 'human' || names[i] === '');
      add(prefix + (useEmail ? `e:${emails[i]}` : `n:${names[i]}`), i, useEmail ? emails[i] : '');
    } else {
      const group = byEmail.get(emails[i]);
      if (group) group.push(i);
      else byEmail.set(emails[i], [i]);
    }
  }

  for (const [email, members] of byEmail) {
    const owner = members.length === 1 ? names[members[0]] : ownerName(members, names, weight);
    let identity: Identity | undefined;
    const astray: Identity[] = [];
    for (const i of members) {
      const belongs = !isFullName(names[i]) || (owner !== undefined && areRelated(names[i], owner));
      if (belongs) identity = add(`e:${email}`, i, email);
      else astray.push(add(`n:${names[i]}`, i, ''));
    }
    for (const stray of new Set(astray)) strays.push([identity, stray]);
  }

  for (const identity of byKey.values()) identity.name = mostUsedFullName(identity.names);
  return {
    list: [...byKey.values()],
    mapped,
    strays: strays.filter((pair): pair is [Identity, Identity] => pair[0] !== undefined),
  };
}

const via = /\s+via\s+\S/i;

/** The share of an address's uses that must go together with one name before that name's owner owns the address. */
const ownerShare = 0.6;

/** The full name most used with an address, '' where only nicknames were, undefined where no name has most of the records. */
function ownerName(
  members: readonly number[],
  names: readonly string[],
  weight: (i: number) => number,
): string | undefined {
  const counts = new Map<string, number>();
  for (const i of members) if (isFullName(names[i])) counts.set(names[i], (counts.get(names[i]) ?? 0) + weight(i));
  if (counts.size === 0) return '';
  const best = mostUsedFullName(counts);
  let related = 0;
  let all = 0;
  for (const [name, count] of counts) {
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
  return nobodysEmail.test(normal) || (noreplyBox.test(normal) && noreplyLogin(normal) === '') ? '' : normal;
}

const nobodysEmail =
  /^[^@]*$|^@|@$|@(?:localhost|none|unknown|test|invalid)?(?:\.localdomain|\.\(none\)|\.none|\.invalid)?$|@.*\(none\)$|^(?:root|user|ubuntu|vagrant|admin|administrator|developer|pi|ec2-user|nobody|unknown|none|null)@[^.]*(?:\.(?:local|lan|localdomain|internal|home|[a-z]*\d[a-z\d]*))?$/;
const noreplyBox = /^(?:no-?reply|do-?not-?reply)[@+-]/;

function isNobody(alias: Alias, name: string, email: string): boolean {
  return (name === '' && email === '') || (email === '' && isPlaceholder(alias.name, ''));
}

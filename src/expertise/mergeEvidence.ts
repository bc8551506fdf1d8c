import { isCommonName } from './commonNames.ts';
import type { DisjointSets } from './disjointSets.ts';
import type { Identities, Identity } from './identities.ts';
import { handleOf, isPlaceholder, noreplyLogin } from './identity.ts';
import { addTo, type MultiMap } from './multiMap.ts';
import { isFullName, isShortening, nameKey } from './nameLikeness.ts';

/** A reason to take two identities (positions in the list) for one person. */
export interface Evidence {
  readonly a: number;
  readonly b: number;
  readonly reason: 'name' | 'handle' | 'nickname' | 'address' | 'fits';
  /** Enough to merge without asking, as long as nothing contradicts. */
  readonly sure: boolean;
}

/**
 * A name counts as its owner's where it has at least this share of an address's uses, or this smaller share and a number of uses: less
 * may be a slip.
 */
const claimShare = 0.25;
const repeatedShare = 0.1;
const repeatedUses = 3;

/** Shortest part before the @ that can tell people apart; shorter ones are first names and initials. */
const shortestHandle = 5;

/** Owners of one mailbox name beyond which it is a word such as `github` or `contact`. */
const mostOwners = 4;

/** Addresses under one full name that are compared with each other; the rest is compared with the most used ones. */
const mostCompared = 8;

/**
 * Evidence in steps of falling strength. Each step is worked out when it is asked for, after the ones before have been acted upon.
 */
export function* findEvidence(identities: Identities, sets: DisjointSets): Generator<Evidence[]> {
  const { list } = identities;
  const order = list.map((_, i) => i).filter((i) => list[i].kind === 'human');
  const sorted = (group: number[]) =>
    group.sort((a, b) => list[b].uses - list[a].uses || (list[a].key < list[b].key ? -1 : 1));
  // A refused merge changes what later ones may do, so the order must not depend on the order of the aliases.
  const canonical = (evidence: Evidence[]) =>
    evidence.sort((p, q) => compare(list[p.a].key, list[q.a].key) || compare(list[p.b].key, list[q.b].key));
  yield canonical(sameFullName(list, order, sorted));
  yield canonical(sameHandle(list, order, sorted));
  yield canonical(namesWithoutAddress(list, order, sets));
  yield canonical(strangers(identities, sorted));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Sorted = (group: number[]) => number[];

function sameFullName(list: readonly Identity[], order: readonly number[], sorted: Sorted): Evidence[] {
  const owners: MultiMap = new Map();
  const slips: (readonly [string, number])[] = [];
  /** `gaurav-narula` is as good as Gaurav Narula where somebody has that name. */
  const logins: (readonly [string, number])[] = [];
  for (const i of order) {
    const identity = list[i];
    if (identity.email === '') continue;
    if (identity.name === '') {
      for (const name of identity.names) if (name.includes('-')) logins.push([nameKey(name.replaceAll('-', ' ')), i]);
      const login = noreplyLogin(identity.email);
      if (login.includes('-')) logins.push([nameKey(login.replaceAll('-', ' ')), i]);
      continue;
    }
    if (identity.names.length === 1) addTo(owners, nameKey(identity.name), i);
    else {
      for (const [key, uses] of fullNames(identity)) {
        if (isClaim(uses, identity.uses)) addTo(owners, key, i);
        else slips.push([key, i]);
      }
    }
  }
  for (const [name, i] of logins) if (isFullName(name) && owners.has(name)) addTo(owners, name, i);
  const found: Evidence[] = [];
  for (const [name, group] of owners) {
    if (typeof group === 'number') continue;
    const sure = !isCommonName(name);
    sorted(group);
    for (let j = 1; j < group.length; j++) {
      for (let k = 0; k < Math.min(j, mostCompared); k++) {
        found.push({
          a: group[k],
          b: group[j],
          reason: 'name',
          sure: sure || sameOrganisation(list[group[k]], list[group[j]]),
        });
      }
    }
  }
  for (const [name, i] of slips) {
    const owner = [owners.get(name) ?? []].flat()[0];
    if (owner !== undefined) found.push({ a: owner, b: i, reason: 'name', sure: false });
  }
  return found;
}

function fullNames(identity: Identity): Map<string, number> {
  const counts = new Map<string, number>();
  identity.names.forEach((name, n) => {
    if (isFullName(name)) counts.set(nameKey(name), (counts.get(nameKey(name)) ?? 0) + identity.nameUses[n]);
  });
  const own = nameKey(identity.name);
  counts.set(own, Math.max(counts.get(own) ?? 0, identity.uses));
  return counts;
}

function isClaim(uses: number, all: number): boolean {
  return uses >= all * claimShare || (uses >= repeatedUses && uses >= all * repeatedShare);
}

/** Two addresses at one host that is no mail provider. */
function sameOrganisation(a: Identity, b: Identity): boolean {
  const host = a.email.slice(a.email.indexOf('@') + 1);
  return b.email.endsWith(`@${host}`) && !providers.test(host) && noreplyLogin(a.email) === '';
}

const providers =
  /^(?:g(?:oogle)?mail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|proton(?:mail)?|pm|fastmail|mail|email|yandex|ya|qq|foxmail|163|126|yeah|sina|sohu|aliyun|naver|daum|hanmail|kakao|rediffmail|zoho|hey|tutanota|posteo|mailbox)\./;

/** The same distinctive mailbox at two hosts: with names of which one shortens the other it is one person, else it may be. */
function sameHandle(list: readonly Identity[], order: readonly number[], sorted: Sorted): Evidence[] {
  const byHandle: MultiMap = new Map();
  for (const i of order) {
    const handle = list[i].email === '' ? '' : handleOf(list[i].email);
    if (handle.length >= shortestHandle) addTo(byHandle, handle, i);
  }
  const found: Evidence[] = [];
  for (const [handle, group] of byHandle) {
    if (typeof group === 'number' || sharedBoxes.has(handle)) continue;
    sorted(group);
    const distinctive = group.length <= mostOwners && !group.some((i) => list[i].name.split(' ').includes(handle));
    for (let j = 1; j < Math.min(group.length, mostCompared); j++) {
      for (let k = 0; k < j; k++) {
        const [a, b] = [list[group[k]], list[group[j]]];
        const sure = distinctive && a.name !== '' && b.name !== '' && isShortening(a.name, b.name);
        const oneNamed = group.length === 2 && (isOnly(a, handle) || isOnly(b, handle));
        if (sure || distinctive || oneNamed) found.push({ a: group[k], b: group[j], reason: 'handle', sure });
      }
    }
  }
  return found;
}

function isOnly(identity: Identity, nickname: string): boolean {
  return identity.name === '' && identity.names.includes(nickname);
}

/** Mailbox names that say what it is for, not whose it is. */
const sharedBoxes = new Set(
  'github gitlab admin contact hello info mail email linux kernel uboot u-boot patches opensource open-source oss-dev lists devel maintainer dev-null webmaster postmaster office support security sales press noreply software public gerrit commits source coding develop developer me-git gitter hacker private personal'.split(
    ' ',
  ),
);

/** Names and handles that trailers give without an address: they join the one person they fit, or nobody. */
function namesWithoutAddress(list: readonly Identity[], order: readonly number[], sets: DisjointSets): Evidence[] {
  const bare = order.filter((i) => list[i].email === '');
  if (bare.length === 0) return [];
  const nameOf = (i: number) => list[i].key.slice(2);
  /** Who fits a bare full name, a bare handle, a bare first name; asked-for ones only. */
  const [full, handles, firsts] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  /** `dan-kortschak` may be Dan Kortschak. */
  const joined = new Map<string, string>();
  for (const i of bare) {
    const name = nameOf(i);
    if (isFullName(name)) full.set(nameKey(name), nobody);
    else {
      handles.set(name, nobody);
      firsts.set(name, nobody);
      if (name.includes('-')) joined.set(name.replaceAll('-', ' '), name);
    }
  }
  const note = (map: Map<string, number>, key: string, i: number) => {
    const known = map.get(key);
    if (known === undefined) return;
    const head = sets.find(i);
    map.set(key, known === nobody || known === head ? head : several);
  };
  for (const i of order) {
    const { email, names, name } = list[i];
    if (email === '') continue;
    note(handles, handleOf(email), i);
    for (const each of names) {
      if (!isFullName(each)) note(handles, each, i);
      else {
        note(full, nameKey(each), i);
        if (joined.size > 0) note(handles, joined.get(each) ?? '', i);
      }
    }
    if (name !== '') note(firsts, name.slice(0, name.indexOf(' ')), i);
  }
  const found: Evidence[] = [];
  for (const b of bare) {
    const name = nameOf(b);
    const handle = handles.get(name) ?? nobody;
    const a = isFullName(name) ? full.get(nameKey(name)) : handle === nobody ? firsts.get(name) : handle;
    if (a !== undefined && a >= 0) found.push({ a, b, reason: 'fits', sure: true });
  }
  return found;
}

const nobody = -1;
const several = -2;

/** One address under two names, and one nickname at two addresses: worth a question. */
function strangers({ list, strays }: Identities, sorted: Sorted): Evidence[] {
  const found: Evidence[] = [];
  for (const [a, b] of strays) found.push({ a, b, reason: 'address', sure: false });
  const byNickname: MultiMap = new Map();
  list.forEach(({ kind, name, email, names }, i) => {
    if (kind !== 'human' || name !== '' || email === '') return;
    for (const each of names) if (each.length >= shortestHandle && !isPlaceholder(each, '')) addTo(byNickname, each, i);
  });
  for (const group of byNickname.values()) {
    if (typeof group === 'number' || group.length > mostOwners) continue;
    sorted(group);
    for (let j = 1; j < group.length; j++) found.push({ a: group[0], b: group[j], reason: 'nickname', sure: false });
  }
  return found;
}

import type { DisjointSets } from './disjointSets.ts';
import { displayText } from './displayText.ts';
import type { Identities, Identity } from './identities.ts';
import { noreplyLogin } from './identity.ts';
import { isFullName, isShortening, nameKey } from './nameLikeness.ts';

/** A reason to take two identities (positions in the list) for one person. */
export interface Evidence {
  readonly a: number;
  readonly b: number;
  /** Enough to merge without asking, as long as nothing contradicts. */
  readonly sure: boolean;
  readonly strength: number;
  /** For the user who is asked; made only when it is shown. */
  readonly sentence: () => string;
}

/** A name counts as its owner's where at least this share of the uses of an address goes by it: less may be a slip. */
const claimShare = 0.25;

/** Shortest part before the @ that can tell people apart; shorter ones are first names and initials. */
const shortestHandle = 5;

/**
 * Evidence in steps of falling strength. Each step is worked out when it is asked for, after the ones before have been acted upon.
 */
export function* findEvidence(identities: Identities, sets: DisjointSets): Generator<Evidence[]> {
  const { list } = identities;
  const order = list.map((_, i) => i).filter((i) => list[i].kind === 'human');
  order.sort((a, b) => list[b].uses - list[a].uses || (list[a].key < list[b].key ? -1 : 1));
  yield sameFullName(list, order);
  yield sameHandle(list, order);
  yield namesWithoutAddress(list, order, sets);
  yield weaker(identities, order, sets);
}

function sameFullName(list: readonly Identity[], order: readonly number[]): Evidence[] {
  const byName = new Map<string, number[]>();
  for (const i of order) {
    const identity = list[i];
    if (identity.email === '' || identity.name === '') continue;
    const keys = new Set<string>();
    for (const [name, uses] of identity.names) {
      if (isFullName(name) && (name === identity.name || uses >= identity.uses * claimShare)) keys.add(nameKey(name));
    }
    for (const key of keys) push(byName, key, i);
  }
  const found: Evidence[] = [];
  for (const [name, group] of byName) {
    for (let j = 1; j < group.length; j++) {
      for (let k = 0; k < j; k++) {
        const [a, b] = [group[k], group[j]];
        const sentence = () =>
          `Both are called ${shown(list[a].name || name)}, at ${shown(list[a].email)} and ${shown(list[b].email)}.`;
        found.push({ a, b, sure: true, strength: 4, sentence });
        if (k > 8) break;
      }
    }
  }
  return found;
}

/** The same distinctive mailbox at two hosts, and names of which one shortens the other. */
function sameHandle(list: readonly Identity[], order: readonly number[]): Evidence[] {
  const byHandle = new Map<string, number[]>();
  for (const i of order) if (list[i].email !== '') push(byHandle, handleOf(list[i].email), i);
  const found: Evidence[] = [];
  for (const [handle, group] of byHandle) {
    if (handle.length < shortestHandle) continue;
    for (let j = 1; j < Math.min(group.length, 20); j++) {
      for (let k = 0; k < j; k++) {
        const [a, b] = [group[k], group[j]];
        const [x, y] = [list[a].name, list[b].name];
        const ownWord = x.split(' ').includes(handle) || y.split(' ').includes(handle);
        const alike = x !== '' && y !== '' && isShortening(x, y);
        const sentence = () => `The addresses ${shown(list[a].email)} and ${shown(list[b].email)} begin alike.`;
        found.push({ a, b, sure: !ownWord && alike, strength: alike ? 3 : 2, sentence });
      }
    }
  }
  return found;
}

/** Names and handles that trailers give without an address: they join the one person they fit, or nobody. */
function namesWithoutAddress(list: readonly Identity[], order: readonly number[], sets: DisjointSets): Evidence[] {
  const fits = new Map<string, Set<number>>();
  const note = (key: string, i: number) => {
    const heads = fits.get(key);
    if (heads) heads.add(sets.find(i));
    else fits.set(key, new Set([sets.find(i)]));
  };
  for (const i of order) {
    const { email, names } = list[i];
    if (email === '') continue;
    note(`h ${handleOf(email)}`, i);
    for (const name of names.keys()) {
      if (isFullName(name)) note(`f ${nameKey(name)}`, i);
      else note(`h ${name}`, i);
    }
    if (list[i].name !== '') note(`1 ${list[i].name.split(' ', 1)[0]}`, i);
  }
  const found: Evidence[] = [];
  for (const b of order) {
    const { key, email } = list[b];
    if (email !== '') continue;
    const name = key.slice(2);
    const heads = isFullName(name)
      ? fits.get(`f ${nameKey(name)}`)
      : (fits.get(`h ${name.replaceAll(' ', '')}`) ?? fits.get(`1 ${name}`));
    if (heads?.size !== 1) continue;
    const [a] = heads;
    found.push({ a, b, sure: true, strength: 3, sentence: () => `${shown(name)} fits only ${shown(list[a].email)}.` });
  }
  return found;
}

function weaker({ list, strays }: Identities, order: readonly number[], _sets: DisjointSets): Evidence[] {
  const found: Evidence[] = [];
  const position = new Map(list.map((identity, i) => [identity, i]));
  for (const [owner, stray] of strays) {
    const [a, b] = [position.get(owner) as number, position.get(stray) as number];
    found.push({
      a,
      b,
      sure: false,
      strength: 1,
      sentence: () => `${shown(owner.email)} was used with the names ${shown(owner.name)} and ${shown(stray.name)}.`,
    });
  }
  const byNickname = new Map<string, number[]>();
  for (const i of order) {
    if (list[i].name !== '' || list[i].email === '') continue;
    for (const name of list[i].names.keys()) if (name.length >= shortestHandle) push(byNickname, name, i);
  }
  for (const [name, [a, ...rest]] of byNickname) {
    for (const b of rest)
      found.push({
        a,
        b,
        sure: false,
        strength: 2,
        sentence: () => `Both sign as ${shown(name)}, at ${shown(list[a].email)} and ${shown(list[b].email)}.`,
      });
  }
  return found;
}

/** What stands before the @, or the login of a noreply address, without `+tag`. */
export function handleOf(email: string): string {
  return noreplyLogin(email) || email.slice(0, Math.max(0, email.indexOf('@'))).replace(/\+.*$/, '');
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const shown = (text: string) => displayText(text, 60);

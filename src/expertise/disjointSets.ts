/** Groups of the numbers 0 … size − 1 that grow by `unite`; some pairs may be kept apart for good. */
export interface DisjointSets {
  find(member: number): number;
  /** Joins two groups unless a pair across them is kept apart; says whether they are one group now. */
  unite(a: number, b: number): boolean;
  keepApart(a: number, b: number): void;
  areKeptApart(a: number, b: number): boolean;
}

/** `mayUnite` is asked with two group heads before they join; `onUnite` is told the head that stays and the one that goes. */
export function createDisjointSets(
  size: number,
  mayUnite: (a: number, b: number) => boolean,
  onUnite: (stays: number, goes: number) => void,
): DisjointSets {
  const parent = Uint32Array.from({ length: size }, (_, i) => i);
  const count = new Uint32Array(size).fill(1);
  const apart = new Map<number, Set<number>>();

  function find(member: number): number {
    let head = member;
    while (parent[head] !== head) {
      parent[head] = parent[parent[head]];
      head = parent[head];
    }
    return head;
  }

  function unite(a: number, b: number): boolean {
    let stays = find(a);
    let goes = find(b);
    if (stays === goes) return true;
    if (areKeptApart(stays, goes) || !mayUnite(stays, goes)) return false;
    if (count[stays] < count[goes] || (count[stays] === count[goes] && goes < stays)) [stays, goes] = [goes, stays];
    parent[goes] = stays;
    count[stays] += count[goes];
    for (const other of apart.get(goes) ?? []) {
      apart.get(other)?.delete(goes);
      keepApart(stays, other);
    }
    apart.delete(goes);
    onUnite(stays, goes);
    return true;
  }

  function keepApart(a: number, b: number): void {
    const [x, y] = [find(a), find(b)];
    if (x === y) return;
    apart.set(x, (apart.get(x) ?? new Set()).add(y));
    apart.set(y, (apart.get(y) ?? new Set()).add(x));
  }

  const areKeptApart = (a: number, b: number) => apart.get(find(a))?.has(find(b)) ?? false;

  return { find, unite, keepApart, areKeptApart };
}

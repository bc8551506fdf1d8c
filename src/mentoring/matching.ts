/**
 * The pairs of a maximum-weight matching among `n` people: no person in two pairs, the sum of weights as large as can be.
 * `weightOf(a, b)` with a < b is a whole number, at most 2^28 − 1; 0 or less means that the two cannot be paired. Pairs come sorted,
 * the smaller number first; the same weights always give the same pairs.
 *
 * Edmonds' blossom algorithm with dual variables, O(n³), after Galil (“Efficient algorithms for finding maximum matching in
 * graphs”, 1986). Whole numbers keep every comparison exact: weights are doubled, so duals stay whole too.
 */
export function matchPairs(n: number, weightOf: (a: number, b: number) => number): [number, number][] {
  const search = new BlossomSearch(n, weightOf);
  while (search.augmentOnce());
  return search.pairs();
}

/** How a vertex or blossom stands in the alternating trees of the current phase. */
const free = -1;
const outer = 0;
const inner = 1;

/**
 * People are the vertices 1 … n; blossoms take the numbers n + 1 … and shrink an odd cycle into one vertex. 0 means none.
 * For each pair of tops the tightest edge between them is known by its two people.
 */
class BlossomSearch {
  readonly #n: number;
  #last: number;
  readonly #size: number;
  readonly #weight: Int32Array;
  /** The person on this side of the tightest edge from row to column; 0 where there is none. */
  readonly #near: Uint32Array;
  /** By blossom and person: the part of the blossom that holds the person. */
  readonly #partOf: Uint32Array;
  readonly #dual: Float64Array;
  readonly #match: Uint32Array;
  readonly #slack: Uint32Array;
  readonly #top: Uint32Array;
  readonly #parent: Uint32Array;
  readonly #side: Int8Array;
  readonly #visited: Uint32Array;
  readonly #cycle: number[][] = [];
  #visit = 0;
  #queue: number[] = [];

  constructor(n: number, weightOf: (a: number, b: number) => number) {
    const size = n + Math.floor(n / 2) + 2;
    this.#n = n;
    this.#last = n;
    this.#size = size;
    this.#weight = new Int32Array((n + 1) * (n + 1));
    this.#near = new Uint32Array(size * size);
    this.#partOf = new Uint32Array(size * (n + 1));
    this.#dual = new Float64Array(size);
    this.#match = new Uint32Array(size);
    this.#slack = new Uint32Array(size);
    this.#top = new Uint32Array(size);
    this.#parent = new Uint32Array(size);
    this.#side = new Int8Array(size);
    this.#visited = new Uint32Array(size);
    for (let x = 0; x < size; x++) this.#cycle.push([]);
    let heaviest = 0;
    for (let u = 1; u <= n; u++) {
      this.#top[u] = u;
      this.#partOf[u * (n + 1) + u] = u;
      for (let v = u + 1; v <= n; v++) {
        const weight = weightOf(u - 1, v - 1);
        if (!(weight > 0)) continue;
        this.#weight[u * (n + 1) + v] = this.#weight[v * (n + 1) + u] = weight;
        this.#near[u * size + v] = u;
        this.#near[v * size + u] = v;
        heaviest = Math.max(heaviest, weight);
      }
    }
    this.#dual.fill(heaviest, 1, n + 1);
  }

  pairs(): [number, number][] {
    const found: [number, number][] = [];
    for (let u = 1; u <= this.#n; u++) if (this.#match[u]! > u) found.push([u - 1, this.#match[u]! - 1]);
    return found;
  }

  /** One phase: grows trees from all unmatched tops until a path augments the matching; false once none can. */
  augmentOnce(): boolean {
    this.#side.fill(free);
    this.#slack.fill(0);
    this.#queue = [];
    for (let x = 1; x <= this.#last; x++) {
      if (this.#top[x] !== x || this.#match[x]) continue;
      this.#parent[x] = 0;
      this.#side[x] = outer;
      this.#enqueue(x);
    }
    if (this.#queue.length === 0) return false;
    for (;;) {
      if (this.#scanQueue()) return true;
      const step = this.#nextStep();
      if (!this.#moveDuals(step)) return false;
      if (this.#followTightEdges()) return true;
      for (let b = this.#n + 1; b <= this.#last; b++)
        if (this.#top[b] === b && this.#side[b] === inner && this.#dual[b] === 0) this.#expand(b);
    }
  }

  #scanQueue(): boolean {
    for (let i = 0; i < this.#queue.length; i++) {
      const u = this.#queue[i]!;
      if (this.#side[this.#top[u]!] === inner) continue;
      for (let v = 1; v <= this.#n; v++) {
        if (!this.#near[u * this.#size + v] || this.#top[u] === this.#top[v]) continue;
        if (this.#distance(u, v) === 0) {
          if (this.#take(u, v)) return true;
        } else this.#tighten(u, this.#top[v]!);
      }
    }
    this.#queue = [];
    return false;
  }

  #nextStep(): number {
    let step = Number.POSITIVE_INFINITY;
    for (let b = this.#n + 1; b <= this.#last; b++)
      if (this.#top[b] === b && this.#side[b] === inner) step = Math.min(step, this.#dual[b]! / 2);
    for (let x = 1; x <= this.#last; x++) {
      if (this.#top[x] !== x || !this.#slack[x]) continue;
      if (this.#side[x] === free) step = Math.min(step, this.#distance(this.#slack[x]!, x));
      else if (this.#side[x] === outer) step = Math.min(step, this.#distance(this.#slack[x]!, x) / 2);
    }
    return step;
  }

  /** False where an unmatched person's dual reaches 0: then no augmentation can raise the sum any more. */
  #moveDuals(step: number): boolean {
    for (let u = 1; u <= this.#n; u++) {
      const side = this.#side[this.#top[u]!];
      if (side === outer) {
        if (this.#dual[u]! <= step) return false;
        this.#dual[u]! -= step;
      } else if (side === inner) this.#dual[u]! += step;
    }
    for (let b = this.#n + 1; b <= this.#last; b++) {
      if (this.#top[b] !== b) continue;
      if (this.#side[b] === outer) this.#dual[b]! += step * 2;
      else if (this.#side[b] === inner) this.#dual[b]! -= step * 2;
    }
    return true;
  }

  #followTightEdges(): boolean {
    for (let x = 1; x <= this.#last; x++) {
      const u = this.#slack[x]!;
      if (this.#top[x] !== x || !u || this.#top[u] === x || this.#distance(u, x) !== 0) continue;
      if (this.#take(this.#near[u * this.#size + x]!, this.#near[x * this.#size + u]!)) return true;
    }
    return false;
  }

  /** How far the tightest edge between two vertices or blossoms is from tight. */
  #distance(x: number, y: number): number {
    const u = this.#near[x * this.#size + y]!;
    const v = this.#near[y * this.#size + x]!;
    return this.#dual[u]! + this.#dual[v]! - 2 * this.#weight[u * (this.#n + 1) + v]!;
  }

  #tighten(u: number, x: number): void {
    const known = this.#slack[x]!;
    if (!known || this.#distance(u, x) < this.#distance(known, x)) this.#slack[x] = u;
  }

  #findSlack(x: number): void {
    this.#slack[x] = 0;
    for (let u = 1; u <= this.#n; u++)
      if (this.#near[u * this.#size + x] && this.#top[u] !== x && this.#side[this.#top[u]!] === outer)
        this.#tighten(u, x);
  }

  #enqueue(x: number): void {
    if (x <= this.#n) this.#queue.push(x);
    else for (const part of this.#cycle[x]!) this.#enqueue(part);
  }

  #setTop(x: number, top: number): void {
    this.#top[x] = top;
    if (x > this.#n) for (const part of this.#cycle[x]!) this.#setTop(part, top);
  }

  /** Where a part stands in its blossom's cycle, once the cycle runs so that this position is even. */
  #evenPosition(b: number, part: number): number {
    const cycle = this.#cycle[b]!;
    const at = cycle.indexOf(part);
    if (at % 2 === 0) return at;
    this.#cycle[b] = [cycle[0]!, ...cycle.slice(1).reverse()];
    return cycle.length - at;
  }

  #setMatch(x: number, y: number): void {
    this.#match[x] = this.#near[y * this.#size + x]!;
    if (x <= this.#n) return;
    const part = this.#partOf[x * (this.#n + 1) + this.#near[x * this.#size + y]!]!;
    const at = this.#evenPosition(x, part);
    const cycle = this.#cycle[x]!;
    for (let i = 0; i < at; i++) this.#setMatch(cycle[i]!, cycle[i ^ 1]!);
    this.#setMatch(part, y);
    this.#cycle[x] = [...cycle.slice(at), ...cycle.slice(0, at)];
  }

  #augment(from: number, to: number): void {
    for (let [u, v] = [from, to]; ; ) {
      const next = this.#match[u]! && this.#top[this.#match[u]!]!;
      this.#setMatch(u, v);
      if (!next) return;
      const above = this.#top[this.#parent[next]!]!;
      this.#setMatch(next, above);
      [u, v] = [above, next];
    }
  }

  #meetingPoint(from: number, to: number): number {
    this.#visit++;
    for (let [u, v] = [from, to]; u || v; [u, v] = [v, u]) {
      if (!u) continue;
      if (this.#visited[u] === this.#visit) return u;
      this.#visited[u] = this.#visit;
      u = this.#match[u]! && this.#top[this.#match[u]!]!;
      if (u) u = this.#parent[u]! && this.#top[this.#parent[u]!]!;
    }
    return 0;
  }

  /** Uses a tight edge from an outer person `a`; true where it completed an augmenting path. */
  #take(a: number, b: number): boolean {
    const u = this.#top[a]!;
    const v = this.#top[b]!;
    if (this.#side[v] === free) {
      this.#parent[v] = a;
      this.#side[v] = inner;
      const next = this.#top[this.#match[v]!]!;
      this.#slack[v] = this.#slack[next] = 0;
      this.#side[next] = outer;
      this.#enqueue(next);
    } else if (this.#side[v] === outer) {
      const meeting = this.#meetingPoint(u, v);
      if (meeting === 0) {
        this.#augment(u, v);
        this.#augment(v, u);
        return true;
      }
      this.#shrink(u, meeting, v);
    }
    return false;
  }

  #shrink(u: number, meeting: number, v: number): void {
    const n = this.#n;
    let b = n + 1;
    while (b <= this.#last && this.#top[b]) b++;
    this.#last = Math.max(this.#last, b);
    const branch = (from: number): number[] => {
      const parts: number[] = [];
      for (let x = from; x !== meeting; ) {
        const y = this.#top[this.#match[x]!]!;
        parts.push(x, y);
        this.#enqueue(y);
        x = this.#top[this.#parent[y]!]!;
      }
      return parts;
    };
    const cycle = [meeting, ...branch(u).reverse(), ...branch(v)];
    this.#cycle[b] = cycle;
    this.#dual[b] = 0;
    this.#side[b] = outer;
    this.#match[b] = this.#match[meeting]!;
    this.#setTop(b, b);
    for (let x = 1; x <= this.#last; x++) this.#near[b * this.#size + x] = this.#near[x * this.#size + b] = 0;
    this.#partOf.fill(0, b * (n + 1), (b + 1) * (n + 1));
    for (const part of cycle) {
      for (let x = 1; x <= this.#last; x++) {
        const [out, back] = [part * this.#size + x, x * this.#size + part];
        if (!this.#near[out]) continue;
        const known = this.#near[b * this.#size + x];
        if (known && this.#distance(part, x) >= this.#distance(b, x)) continue;
        this.#near[b * this.#size + x] = this.#near[out]!;
        this.#near[x * this.#size + b] = this.#near[back]!;
      }
      for (let x = 1; x <= n; x++) if (this.#partOf[part * (n + 1) + x]) this.#partOf[b * (n + 1) + x] = part;
    }
    this.#findSlack(b);
  }

  #expand(b: number): void {
    for (const part of this.#cycle[b]!) this.#setTop(part, part);
    const entry = this.#partOf[b * (this.#n + 1) + this.#near[b * this.#size + this.#parent[b]!]!]!;
    const at = this.#evenPosition(b, entry);
    const cycle = this.#cycle[b]!;
    for (let i = 0; i < at; i += 2) {
      const [x, y] = [cycle[i]!, cycle[i + 1]!];
      this.#parent[x] = this.#near[y * this.#size + x]!;
      this.#side[x] = inner;
      this.#side[y] = outer;
      this.#slack[x] = 0;
      this.#findSlack(y);
      this.#enqueue(y);
    }
    this.#side[entry] = inner;
    this.#parent[entry] = this.#parent[b]!;
    for (const x of cycle.slice(at + 1)) {
      this.#side[x] = free;
      this.#findSlack(x);
    }
    this.#top[b] = 0;
  }
}

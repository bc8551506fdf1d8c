import { matchPairs } from './matching.ts';
import type { Lesson, Teaching } from './teaching.ts';
import { sharedHoursAWeek, type WorkingHours } from './workingHours.ts';

/** What to heed besides what people can teach. People are positions in the team. */
export interface PairingOptions {
  /** Pairs a person will be in, 1 by default; 0 leaves somebody out. */
  readonly capacity?: ReadonlyMap<number, number>;
  /** Two who must not be paired. It holds both ways and nobody is told. */
  readonly notWith?: readonly (readonly [number, number])[];
  /** When two were last a pair, in weeks before now. */
  readonly paired?: readonly { readonly people: readonly number[]; readonly weeksAgo: number }[];
  readonly hours?: ReadonlyMap<number, WorkingHours>;
  /** A Monday, ms since 1970, whose week shared working hours are counted in. Needed where `hours` are given. */
  readonly week?: number;
}

/** Two people, or three where one would be left over. Positions in the team, ascending. */
export interface ProposedPair {
  readonly people: readonly number[];
  /** For each ordered two that have something to teach, what; the best first. */
  readonly lessons: readonly Lesson[];
}

export interface Pairing {
  readonly pairs: readonly ProposedPair[];
  /** People for whom nobody was found, and why. */
  readonly without: readonly {
    readonly member: number;
    readonly why: 'nothing to teach' | 'nobody left' | 'not now';
  }[];
}

/** Weeks after which a pair may meet again, and in which half of the wish for somebody new fades. */
export const restWeeks = 4;
const rotationWeeks = 26;
/** Hours a week that two must share to meet at all, and that are as good as any more. */
export const leastSharedHours = 1;
const enoughSharedHours = 5;
/** Lessons that count for a pair, each way: nobody learns thirty areas at once. */
const lessonsCounted = 3;
/** Pair values become whole numbers for the matching, to a millionth; a pair's value stays at 12 or below. */
const whole = 1_000_000;
const forbidden = -1;

/**
 * The set of pairs that together teach most. A pair is worth what each would learn from the other, the smaller side
 * counted twice more, because both shall be mentor and mentee; that two already work together adds nothing. People with
 * room for more than one pair are matched again in later rounds, never with the same person twice. Who is left over joins the pair
 * in which they would learn and teach most. The same team gives the same pairs.
 */
export function proposePairs(teaching: Teaching, options: PairingOptions = {}): Pairing {
  const n = teaching.team.people.length;
  const values = valueTable(teaching, options);
  const room = Array.from({ length: n }, (_, m) => Math.max(0, Math.floor(options.capacity?.get(m) ?? 1)));
  const taken = new Set<number>();
  const groups: number[][] = [];
  for (let round = 0; room.some((left) => left > 0); round++) {
    const free = room.flatMap((left, m) => (left > 0 ? [m] : []));
    const pairs = matchPairs(free.length, (i, j) => {
      const [a, b] = [free[i]!, free[j]!];
      return taken.has(a * n + b) ? 0 : values[a * n + b]!;
    });
    if (pairs.length === 0) break;
    for (const [i, j] of pairs) {
      const [a, b] = [free[i]!, free[j]!];
      taken.add(a * n + b);
      room[a]!--;
      room[b]!--;
      groups.push([a, b]);
    }
    if (round === 0) addThirds(groups, room, values, n);
  }
  const placed = new Set(groups.flat());
  const without: Pairing['without'][number][] = [];
  for (let m = 0; m < n; m++) {
    if (placed.has(m)) continue;
    const why =
      options.capacity?.get(m) === 0
        ? 'not now'
        : Array.from({ length: n }, (_, o) => o).some((o) => o !== m && couldPair(teaching, m, o))
          ? 'nobody left'
          : 'nothing to teach';
    without.push({ member: m, why });
  }
  const pairs = groups
    .map((people) => [...people].sort((a, b) => a - b))
    .sort((p, q) => p[0]! - q[0]! || p[1]! - q[1]!)
    .map((people) => ({ people, lessons: lessonsAmong(teaching, people) }));
  return { pairs, without };
}

/** Whether one of two has something that the other needs, whatever keeps them apart. */
const couldPair = (teaching: Teaching, a: number, b: number): boolean =>
  teaching.gain(a, b, 1) > 0 || teaching.gain(b, a, 1) > 0;

/** What two would be worth as a pair; 0 where neither would learn anything, -1 where they must not be one. Symmetric. */
function valueTable(teaching: Teaching, options: PairingOptions): Int32Array {
  const n = teaching.team.people.length;
  const values = new Int32Array(n * n).fill(forbidden);
  const apart = new Float64Array(n * n).fill(1);
  const put = (a: number, b: number, factor: number): void => {
    const value = Math.min(apart[a * n + b]!, factor);
    apart[a * n + b] = apart[b * n + a] = value;
  };
  for (const [a, b] of options.notWith ?? []) put(a, b, 0);
  for (const { people, weeksAgo } of options.paired ?? [])
    for (const a of people)
      for (const b of people) if (a < b) put(a, b, weeksAgo < restWeeks ? 0 : 1 - 2 ** (-weeksAgo / rotationWeeks));
  for (let a = 0; a < n; a++) {
    if (options.capacity?.get(a) === 0) continue;
    for (let b = a + 1; b < n; b++) {
      const factor = apart[a * n + b]!;
      if (factor === 0 || options.capacity?.get(b) === 0) continue;
      const meet = meeting(options, a, b);
      if (meet === 0) continue;
      const one = teaching.gain(a, b, lessonsCounted);
      const other = teaching.gain(b, a, lessonsCounted);
      const value = (one + other + 2 * Math.min(one, other)) * factor * meet;
      values[a * n + b] = values[b * n + a] = Math.round(value * whole);
    }
  }
  return values;
}

/** 0 where two share less than an hour a week, 1 from five hours on; people who did not say count as free. */
function meeting({ hours, week }: PairingOptions, a: number, b: number): number {
  const [one, other] = [hours?.get(a), hours?.get(b)];
  if (!one || !other || week === undefined) return 1;
  const shared = sharedHoursAWeek([one, other], week);
  return shared < leastSharedHours ? 0 : Math.min(1, 0.5 + shared / enoughSharedHours / 2);
}

/** Everybody left over after the first round joins one pair, each pair taking one of them at most. */
function addThirds(groups: number[][], room: number[], values: Int32Array, n: number): void {
  for (let m = 0; m < n; m++) {
    if (room[m] === 0 || groups.some((group) => group.includes(m))) continue;
    let best: number[] | undefined;
    let most = 0;
    for (const group of groups) {
      if (group.length > 2) continue;
      const [a, b] = [values[m * n + group[0]!]!, values[m * n + group[1]!]!];
      // Both must be allowed to meet the third, whoever of them teaches.
      if (a === forbidden || b === forbidden || a + b <= most) continue;
      [best, most] = [group, a + b];
    }
    if (!best) continue;
    best.push(m);
    room[m]!--;
  }
}

function lessonsAmong(teaching: Teaching, people: readonly number[]): Lesson[] {
  const lessons: Lesson[] = [];
  for (const learner of people)
    for (const teacher of people)
      if (teacher !== learner) lessons.push(...teaching.lessons(teacher, learner, lessonsCounted));
  return lessons;
}

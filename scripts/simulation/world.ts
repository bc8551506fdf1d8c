import { knowsFrom } from '../../src/expertise/suggestion.ts';
import type { TeamKnowledge } from '../../src/mentoring/teamKnowledge.ts';
import { daysAWeek, type Parameters, workingDays } from './parameters.ts';

/** A question that somebody has on a day. */
export interface Question {
  readonly day: number;
  readonly asker: number;
  readonly area: number;
}

/** A change somebody makes on a day. */
export interface Change {
  readonly who: number;
  readonly area: number;
}

/** What happens whatever is asked of whom: the same for all policies. */
export interface World {
  readonly parameters: Parameters;
  /** By day of the year: who is away, changes, and a chance that decides whether it raises a question; `reads` changes nothing. */
  readonly away: readonly ReadonlySet<number>[];
  readonly work: readonly (readonly (Change & { readonly luck: number; readonly reads: boolean })[])[];
  /** By day: who leaves and is replaced by a newcomer in the same seat. */
  readonly leavers: readonly (readonly number[])[];
  readonly speed: readonly number[];
  readonly start: Knowing;
}

/** Half of what was learnt is forgotten in a year of working days, as the product assumes. */
const keptADay = 2 ** (-1 / workingDays);
/** Working days of “lately”: half a year. */
const latelyKept = 2 ** (-1 / 65);

/** What people know: what is true, which no policy sees, and what the product would measure. Columns by area and person. */
export class Knowing {
  readonly n: number;
  readonly areas: number;
  readonly truth: Float64Array;
  readonly seen: Float64Array;
  readonly lately: Float64Array;
  readonly commits: Float64Array;

  constructor(areas: number, n: number) {
    this.n = n;
    this.areas = areas;
    this.truth = new Float64Array(areas * n);
    this.seen = new Float64Array(areas * n);
    this.lately = new Float64Array(areas * n);
    this.commits = new Float64Array(n);
  }

  copy(): Knowing {
    const copy = new Knowing(this.areas, this.n);
    for (const column of ['truth', 'seen', 'lately', 'commits'] as const) copy[column].set(this[column]);
    return copy;
  }

  forget(): void {
    for (let i = 0; i < this.truth.length; i++) {
      this.truth[i]! *= keptADay;
      this.seen[i]! *= keptADay;
      this.lately[i]! *= latelyKept;
    }
  }

  write({ who, area }: Change, speed: number): void {
    this.truth[area * this.n + who]! += speed;
    this.seen[area * this.n + who]!++;
    this.lately[area * this.n + who]!++;
    this.commits[who]!++;
  }

  leave(who: number): void {
    for (let area = 0; area < this.areas; area++)
      for (const column of [this.truth, this.seen, this.lately]) column[area * this.n + who] = 0;
    this.commits[who] = 0;
  }

  /** 0–1: how much of an area somebody truly knows. */
  share(area: number, who: number): number {
    const amount = this.truth[area * this.n + who]!;
    return amount / (amount + 3);
  }

  /** Areas that exactly one person truly knows, by the product's bound. */
  singles(): number {
    let count = 0;
    for (let area = 0; area < this.areas; area++) {
      let knowers = 0;
      for (let who = 0; who < this.n; who++) if (this.truth[area * this.n + who]! >= knowsFrom) knowers++;
      if (knowers === 1) count++;
    }
    return count;
  }

  /** What the product measures, in its own shape. Areas stand apart: none changes with another. */
  measured(): TeamKnowledge {
    const all = new Float64Array(this.areas);
    for (let i = 0; i < this.seen.length; i++) all[Math.floor(i / this.n)]! += this.seen[i]!;
    const together = new Float64Array(this.areas * this.areas);
    for (let area = 0; area < this.areas; area++) together[area * (this.areas + 1)] = 1;
    return {
      areas: Array.from({ length: this.areas }, (_, area) => ({
        kind: 'folder',
        name: `area${area}`,
        around: -1,
        holds: 'code',
      })),
      people: Array.from({ length: this.n }, (_, who) => who),
      remembered: this.seen,
      lately: this.lately,
      all,
      together,
    };
  }
}

/** Makes a team and its year. The same chance gives the same world. */
export function makeWorld(parameters: Parameters, chance: () => number): World {
  const { people, areas, homeAreas, changesADay, mostChangesADay, paceSpread, elsewhere } = parameters;
  const { warmUpDays, seniors, turnover, absence, speeds, readingADay } = parameters;
  const weights = Array.from({ length: areas }, (_, area) => 1 / (area + 1) ** parameters.unevenness);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const pick = (): number => {
    let at = chance() * whole;
    const found = weights.findIndex((weight) => {
      at -= weight;
      return at < 0;
    });
    return found < 0 ? areas - 1 : found;
  };
  const pace = Array.from({ length: people }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
    return Math.min(mostChangesADay, changesADay * Math.exp(paceSpread * normal));
  });
  const [fewHomes, mostHomes] = homeAreas;
  const homesOf = (who: number): number =>
    Math.round(fewHomes + (mostHomes - fewHomes) * Math.min(1, pace[who]! / mostChangesADay));
  const home: number[][] = Array.from({ length: people }, () => []);
  const settle = (who: number): void => {
    for (let tries = 0; home[who]!.length < homesOf(who) && tries < 50; tries++) {
      const area = pick();
      if (!home[who]!.includes(area)) home[who]!.push(area);
    }
  };
  for (let who = 0; who < people; who++) settle(who);
  const speed = Array.from({ length: people }, () => speeds[0] + chance() * (speeds[1] - speeds[0]));
  const since = Array.from({ length: people }, () => (chance() < seniors ? 0 : chance() * warmUpDays));
  const changesOf = (who: number): Change[] => {
    const list: Change[] = [];
    for (let left = pace[who]!; left > 0; left--)
      if (chance() < left) {
        const area = chance() < elsewhere ? pick() : home[who]![Math.floor(chance() * home[who]!.length)]!;
        list.push({ who, area });
      }
    return list;
  };
  const start = new Knowing(areas, people);
  for (let day = 0; day < warmUpDays; day++) {
    start.forget();
    for (let who = 0; who < people; who++)
      if (day >= since[who]!) for (const change of changesOf(who)) start.write(change, speed[who]!);
  }
  const away = Array.from({ length: workingDays }, () => new Set<number>());
  for (let who = 0; who < people; who++)
    for (let week = 0; week * daysAWeek < workingDays; week++)
      if (chance() < absence)
        for (let day = week * daysAWeek; day < (week + 1) * daysAWeek && day < workingDays; day++) away[day]!.add(who);
  const leavers: number[][] = Array.from({ length: workingDays }, () => []);
  for (let i = 0; i < Math.round(people * turnover); i++)
    leavers[Math.floor(chance() * workingDays)]!.push(Math.floor(chance() * people));
  const work = away.map((absent, day) => {
    for (const who of leavers[day]!) {
      home[who] = [];
      settle(who);
    }
    return Array.from({ length: people }, (_, who) => who)
      .filter((who) => !absent.has(who))
      .flatMap((who) => {
        const own = changesOf(who).map((change) => ({ ...change, reads: false }));
        return chance() < readingADay ? [...own, { who, area: pick(), reads: true }] : own;
      })
      .map((item) => ({ ...item, luck: chance() }));
  });
  return { parameters, away, work, leavers, speed, start };
}

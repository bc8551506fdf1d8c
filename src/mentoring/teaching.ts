import { knowsFrom } from '../expertise/suggestion.ts';
import { type AreaLevel, areaLevel, type TeamKnowledge } from './teamKnowledge.ts';

/**
 * Why somebody would learn an area: they said so, they work in it now, one person of the team alone knows it or only two do, it often changes
 * together with what they work in, or, where nothing else speaks for it, it would be new to them. The last is no need: it joins nobody, and is
 * said only of somebody who teaches their partner what that one needs.
 */
export type Need =
  | 'wants to learn'
  | 'works there now'
  | 'one knows it'
  | 'two know it'
  | 'changes with their work'
  | 'new to them';

/** One thing that one person can teach another. People are positions in the team. */
export interface Lesson {
  readonly area: number;
  readonly teacher: number;
  readonly learner: number;
  readonly level: AreaLevel;
  readonly need: Need;
  /** Where the need is `changes with their work`: the area of that work. */
  readonly beside?: number;
  /** 0–1: how much there is to learn times how much it is needed, 0 for what is merely new. For comparing lessons of one team, never shown. */
  readonly gain: number;
}

/** What people said of themselves, as the relay carries it or a file holds it. `member` and `area` are positions. */
export interface Statement {
  readonly member: number;
  readonly area: number;
  readonly says: 'knows' | 'no longer knows' | 'wants to learn' | 'do not suggest';
}

/** Remembered changes at which somebody has learnt half of what there is: as much as knowing it well takes. */
const halfKnown = 3;
/** Changes in half a year at which an area counts as half of somebody’s present work. */
const halfWorked = 3;
/**
 * What each need counts. One’s own word outweighs inference; an area that one person alone knows is worth learning most where the
 * learner is near, and a little wherever they are, and half as much where two know it, lest it become one. Chosen with `npm run simulate`.
 */
const needs = { wantsToLearn: 1, gap: 0.6, farGap: 0.2, secondKnower: 0.5, beside: 0.5 } as const;
/** Below this, one’s own work alone would not be the reason. */
const littleNeed = 0.3;
/** From this part of its changes on, an area changes with another: about one in six. */
const besideFrom = 0.15;
/** Languages overlap with the folders they are written in: they count half. */
const languageShare = 0.5;
/** What is left of a divided top folder, and the language that most is written in, are too vague to be learned where anything else can be. */
const vagueShare = 0.1;
/** Changes in half a year from which somebody works in an area at all. */
const leastWork = 1;
/** Below this there is too little between two people to call it teaching. */
const leastGap = 0.2;

/** 0–1: how much of a place somebody knows who remembers this many changes’ worth; half at three, where knowing well begins. */
export const knownPart = (remembered: number): number => remembered / (remembered + halfKnown);

/** What each member can teach each other one. Computed once per team, then only read. */
export class Teaching {
  readonly team: TeamKnowledge;
  /** By area and member, 0–1: how much of it they know. */
  readonly #known: Float64Array;
  readonly #need: Float64Array;
  readonly #needWord: Need[];
  readonly #beside: Int16Array;
  readonly #silent = new Set<number>();
  readonly #wishes = new Set<number>();
  readonly #said = new Map<number, 'knows' | 'no longer knows'>();

  constructor(team: TeamKnowledge, statements: readonly Statement[] = []) {
    this.team = team;
    const n = team.people.length;
    this.#known = team.remembered.map(knownPart);
    this.#need = new Float64Array(this.#known.length);
    this.#needWord = new Array<Need>(this.#known.length).fill('works there now');
    this.#beside = new Int16Array(this.#known.length).fill(-1);
    for (const { member, area, says } of statements) {
      const at = area * n + member;
      if (says === 'wants to learn') this.#wishes.add(at);
      else if (says === 'do not suggest') this.#silent.add(at);
      else {
        this.#said.set(at, says);
        this.#known[at] = says === 'knows' ? Math.max(0.5, this.#known[at]!) : 0;
      }
    }
    team.areas.forEach((area, a) => {
      let knowers = 0;
      for (let m = 0; m < n; m++) if (this.teaches(m, a)) knowers++;
      for (let m = 0; m < n; m++) {
        const at = a * n + m;
        const works = team.lately[at]! / (team.lately[at]! + halfWorked);
        const beside = area.kind === 'language' ? -1 : this.#workBeside(m, a);
        const near = beside < 0 ? 0 : needs.beside * team.together[a * team.areas.length + beside]!;
        const isNear = near > 0 || works > 0;
        // Nobody needs a language of the translations, or a wide area, from afar.
        const isFarWorth = area.holds === 'code' && !this.#isWide(a);
        const scarce = knowers === 1 ? 1 : knowers === 2 && !this.teaches(m, a) ? needs.secondKnower : 0;
        const gap = scarce * (isNear ? needs.gap : isFarWorth ? needs.farGap : 0);
        const wish = this.#wishes.has(at) ? needs.wantsToLearn : 0;
        this.#need[at] = Math.min(1, Math.max(wish, Math.max(works, near) + gap));
        this.#needWord[at] =
          wish > 0
            ? 'wants to learn'
            : gap > 0 && Math.max(works, near) < littleNeed
              ? knowers === 1
                ? 'one knows it'
                : 'two know it'
              : works > near
                ? 'works there now'
                : near > 0
                  ? 'changes with their work'
                  : 'new to them';
        if (this.#needWord[at] === 'changes with their work') this.#beside[at] = beside;
      }
    });
  }

  /** Whether somebody could teach an area at all: they know it, and did not ask to be left out. */
  teaches(member: number, area: number): boolean {
    const at = area * this.team.people.length + member;
    if (this.#silent.has(at)) return false;
    const said = this.#said.get(at);
    return said === undefined ? this.team.remembered[at]! >= knowsFrom : said === 'knows';
  }

  wantsToLearn(member: number, area: number): boolean {
    return this.#wishes.has(area * this.team.people.length + member);
  }

  level(member: number, area: number): AreaLevel {
    const said = this.#said.get(area * this.team.people.length + member);
    if (said === 'no longer knows') return 'has touched';
    const measured = areaLevel(this.team, member, area);
    return said === 'knows' && measured !== 'knows well' ? 'knows' : measured;
  }

  /** The sum of the `most` largest gains of `lessons`, without making them; 0 where nothing is needed. */
  gain(teacher: number, learner: number, most = 3): number {
    const best = new Float64Array(most);
    for (let area = 0; area < this.team.areas.length; area++) {
      let gain = this.#gain(teacher, learner, area);
      for (let i = 0; gain > 0 && i < most; i++) {
        if (gain <= best[i]!) continue;
        const smaller = best[i]!;
        best[i] = gain;
        gain = smaller;
      }
    }
    return best.reduce((sum, gain) => sum + gain, 0);
  }

  /** What the learner would gain in one area; undefined where the teacher has nothing to teach there, or it is vague and not needed. */
  lesson(teacher: number, learner: number, area: number): Lesson | undefined {
    const gain = this.#gain(teacher, learner, area);
    if (gain === 0 && !this.#isNew(teacher, learner, area)) return undefined;
    const at = area * this.team.people.length + learner;
    const lesson = { area, teacher, learner, level: this.level(teacher, area), need: this.#needWord[at]!, gain };
    return this.#beside[at]! < 0 ? lesson : { ...lesson, beside: this.#beside[at]! };
  }

  /** The areas in which the learner would gain most from this teacher, best first; what is merely new where nothing is needed. */
  lessons(teacher: number, learner: number, most = 3): Lesson[] {
    const found: Lesson[] = [];
    for (let area = 0; area < this.team.areas.length; area++) {
      const lesson = this.lesson(teacher, learner, area);
      if (lesson) found.push(lesson);
    }
    const needed = found.filter(({ gain }) => gain > 0);
    if (needed.length > 0) return needed.sort((a, b) => b.gain - a.gain || a.area - b.area).slice(0, most);
    const gap = ({ area }: Lesson): number => this.#gap(teacher, learner, area);
    return found.sort((a, b) => gap(b) - gap(a) || a.area - b.area).slice(0, most);
  }

  #gain(teacher: number, learner: number, area: number): number {
    const n = this.team.people.length;
    const need = this.#need[area * n + learner]!;
    if (need === 0 || !this.teaches(teacher, area)) return 0;
    const gap = this.#gap(teacher, learner, area);
    if (gap < leastGap) return 0;
    // What somebody says they would like to learn is not vague to them.
    const share = this.wantsToLearn(learner, area) ? 1 : this.#isVague(area) ? vagueShare : 1;
    return gap * need * share * (this.team.areas[area]!.kind === 'language' ? languageShare : 1);
  }

  #gap(teacher: number, learner: number, area: number): number {
    const n = this.team.people.length;
    return this.#known[area * n + teacher]! - this.#known[area * n + learner]!;
  }

  /** Whether an area is code that the teacher knows and the learner has nothing to do with. */
  #isNew(teacher: number, learner: number, area: number): boolean {
    if (this.#isWide(area) || this.team.areas[area]!.holds === 'text' || !this.teaches(teacher, area)) return false;
    return this.#gap(teacher, learner, area) >= leastGap;
  }

  #isWide(area: number): boolean {
    return this.team.areas[area]!.kind === 'language' || this.#isDividedTop(area);
  }

  #isVague(area: number): boolean {
    return this.#isDividedTop(area) || this.team.areas[area]!.holds === 'most';
  }

  #isDividedTop(area: number): boolean {
    const { areas } = this.team;
    return areas[area]!.name === '' && areas[1] !== undefined && areas[1].kind !== 'language';
  }

  /** The area of a member's present work with which another changes most often; -1 for none. */
  #workBeside(member: number, area: number): number {
    const { areas, lately, people, together } = this.team;
    let best = -1;
    for (let b = 0; b < areas.length; b++) {
      const share = together[area * areas.length + b]!;
      if (b === area || this.#isWide(b) || share < besideFrom) continue;
      if (lately[b * people.length + member]! < leastWork) continue;
      if (best < 0 || share > together[area * areas.length + best]!) best = b;
    }
    return best;
  }
}

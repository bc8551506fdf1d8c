import { type Say, sayPlainly } from '../expertise/say.ts';
import type { Level } from '../expertise/suggestion.ts';
import { numberWord, timesWord } from '../expertise/timeWords.ts';

/** What is known of somebody's help at present. Theirs alone: it orders a list and is said in words, and is shown nowhere else. */
export interface Load {
  /** Requests that reached them in the last seven days and were answered. Declines are not counted. */
  readonly asked: number;
  /** The same of the three weeks before. */
  readonly earlier?: number | undefined;
  /** Sessions that are going on or promised. */
  readonly open: number;
  /** Asks a week that they will take; `defaultBudget` where they did not say. */
  readonly budget?: number | undefined;
  readonly presence?: 'available' | 'busy' | 'away' | undefined;
}

/** Somebody who could help, in the order of who knows best. */
export interface Knowing {
  readonly level: Level;
  /** 0–1: how much of it they know, where that is measured; see `knownPart`. */
  readonly known?: number | undefined;
}

export interface Turn<T> {
  readonly candidate: T;
  /** What their load does to their turn, in words; undefined where it does nothing. */
  readonly note?: string;
  /** They have given as much as they will this week. */
  readonly spent: boolean;
}

/** Asks a week that somebody takes who did not say otherwise: one a working day. */
export const defaultBudget = 5;

/**
 * What one ask of this week weighs, in parts of all there is to know: five asks weigh as much as knowing a seventh less. Found with
 * `npm run simulate`: more evens out help further, and costs more of the helpers’ quality than a twentieth.
 */
const askCost = 0.03;
/** The same for an ask of the three weeks before, and for an open session. */
const earlierCost = 0.02;
const openCost = 0.05;
/** What a level stands for where no amount is given. */
const levels: Readonly<Record<Level, number>> = { 'knows well': 0.75, knows: 0.4, 'has touched': 0.15, nearby: 0 };

/**
 * Who should be asked first. Keeps the order of who knows best, and moves back who was asked lately; whoever has given what
 * they will this week, or is away, comes after all others who at least know. The list never gets shorter.
 */
export function takeTurns<T extends Knowing>(
  candidates: readonly T[],
  loadOf: (candidate: T) => Load | undefined,
  nameOf?: (candidate: T) => string,
  say: Say = sayPlainly,
): Turn<T>[] {
  const turns = candidates.map((candidate, place) => {
    const load = loadOf(candidate);
    const budget = load?.budget ?? defaultBudget;
    const spent = load !== undefined && load.asked + load.open >= budget;
    const off = spent || load?.presence === 'away';
    const cost =
      askCost * (load?.asked ?? 0) +
      earlierCost * (load?.earlier ?? 0) +
      openCost * (load?.open ?? 0) -
      (candidate.known ?? levels[candidate.level]);
    return { candidate, load, spent, off, cost, place };
  });
  turns.sort((a, b) => Number(a.off) - Number(b.off) || a.cost - b.cost || a.place - b.place);
  const free = turns.find(({ off }) => !off)?.candidate;
  return turns.map(({ candidate, load, spent }) => {
    const note = load && noteFor(load, spent, free === candidate ? undefined : free, nameOf, say);
    return { candidate, spent, ...(note === undefined ? {} : { note }) };
  });
}

function noteFor<T>(
  load: Load,
  spent: boolean,
  free: T | undefined,
  nameOf: ((candidate: T) => string) | undefined,
  say: Say,
): string | undefined {
  const next =
    free === undefined ? '' : `; ${nameOf ? say('{0} is free now', nameOf(free)) : say('the next best is free now')}`;
  if (spent) {
    const given = load.asked + load.open;
    const spentWords =
      given === 0 ? say('takes no asks this week') : say('has given {0} this week', numberWord(given, say));
    return `${spentWords}${next}`;
  }
  if (load.presence === 'away') return `${say('away now')}${next}`;
  if (load.open > 0)
    return load.open === 1 ? say('in a session now') : say('in {0} sessions now', numberWord(load.open, say));
  if (load.presence === 'busy') return say('busy now');
  return load.asked >= 2 ? say('asked {0} this week', timesWord(load.asked, say)) : undefined;
}

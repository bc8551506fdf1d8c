import { findDepartures } from '../departures.ts';
import type { History } from '../history.ts';
import { withoutCommits } from '../joinHistories.ts';
import type { People } from '../people.ts';
import { createRanker } from '../ranking/ranker.ts';
import type { RankerOptions } from '../ranking/tables.ts';
import { type BacktestQuestion, questionsBetween, type TruthKind } from './backtestQuestions.ts';
import { simpleRules } from './simpleRules.ts';

/** How often an answer was right: shares of the questions, from 0 to 1. */
export interface HitRates {
  readonly rule: string;
  readonly top1: number;
  readonly top3: number;
  readonly top5: number;
  /** Mean of one divided by the rank of the first right name; beyond rank 50 it counts as 0. */
  readonly mrr: number;
}

export interface BacktestResult {
  /** Seconds since 1970 of each date at which history was cut, and the questions asked there. */
  readonly cutoffs: readonly { readonly time: number; readonly questions: number }[];
  readonly questions: number;
  readonly truth: TruthKind;
  /** Our own answer first, then the simple rules. Empty where there were no questions. */
  readonly rates: readonly HitRates[];
  /** Some of the questions, spread evenly, for rules that are too slow for all of them. */
  readonly sample: readonly SampledQuestion[];
}

/** A question of the sample with the moment it was asked at and our own answer. */
export interface SampledQuestion extends BacktestQuestion {
  readonly time: number;
  readonly ours: readonly number[];
}

export interface BacktestOptions {
  /** Everything the ranking is told but the moment, which each cut sets. */
  readonly ranker: Omit<RankerOptions, 'now' | 'ownership'>;
}

/** Where history is cut, as parts of all commits: the last half is asked about, an eighth at a time. */
const cuts = [0.5, 0.625, 0.75, 0.875, 1] as const;

/** Questions asked at one cut at most, spread evenly: more change the shares by less than a hundredth. */
const mostQuestions = 500;

/** Questions of each cut that go into the sample. */
const sampledPerCut = 25;

/** With fewer questions from trailers than this the next authors are the truth instead. */
export const fewestTrailerQuestions = 60;

/** A name further down is not read by anybody. */
const lastRank = 50;

/**
 * Measures the answer on the history itself: history is cut at four dates, and what came after each is asked about as if nobody
 * knew it. The truth is who was named as helper in the trailers of a later commit or, without trailers, who else changed the
 * file next. Yields the share that is done, so that the caller can show it, breathe and stop.
 */
export function* backtest(
  history: History,
  people: People,
  options: BacktestOptions,
): Generator<number, BacktestResult> {
  const times = history.commitTime.slice().sort();
  const moments = cuts.map((part) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
  const ask = (truth: TruthKind) =>
    moments
      .slice(0, -1)
      .map((from, i) => questionsBetween(history, people, { from, to: moments[i + 1]!, truth, ...options.ranker }));
  let truth: TruthKind = 'trailers';
  let asked = ask(truth);
  if (asked.flat().length < fewestTrailerQuestions) {
    truth = 'next authors';
    asked = ask(truth);
  }
  const tallies = [createTally('Who Knows'), ...simpleRules.map(({ rule }) => createTally(rule))];
  const cutoffs: { time: number; questions: number }[] = [];
  const sampled: SampledQuestion[] = [];
  for (const [i, all] of asked.entries()) {
    const questions = spread(all, mostQuestions);
    const forSample = new Set(spread(questions, sampledPerCut));
    cutoffs.push({ time: moments[i]!, questions: questions.length });
    if (questions.length === 0) continue;
    yield i / asked.length;
    const rankings = rankingsAsOf(history, people, moments[i]!, options);
    for (const [q, question] of questions.entries()) {
      const answers = rankings.map((rank) => rank(question));
      for (const [r, answer] of answers.entries()) tallies[r]!.add(answer, question.truth);
      if (forSample.has(question)) sampled.push({ ...question, time: moments[i]!, ours: answers[0]! });
      if (q % 20 === 0) yield (i + q / questions.length) / asked.length;
    }
  }
  const questions = cutoffs.reduce((sum, cut) => sum + cut.questions, 0);
  const rates = questions === 0 ? [] : tallies.map((tally) => tally.rates());
  return { cutoffs, questions, truth, rates, sample: sampled };
}

/** The rates of a rule whose answers were found elsewhere. `answers` go with `questions`. */
export function ratesOf(
  rule: string,
  questions: readonly BacktestQuestion[],
  answers: readonly (readonly number[])[],
): HitRates {
  const tally = createTally(rule);
  for (const [q, { truth }] of questions.entries()) tally.add(answers[q]!, truth);
  return tally.rates();
}

type Answer = (question: BacktestQuestion) => readonly number[];

/** Our answer and the simple rules, each over the history up to the moment only. */
function rankingsAsOf(all: History, people: People, now: number, { ranker: given }: BacktestOptions): Answer[] {
  const later: number[] = [];
  const ignored = new Set<number>();
  for (let c = 0; c < all.commits; c++) {
    if (all.commitTime[c]! > now) later.push(c);
    else if (given.ignoredCommits?.has(c)) ignored.add(c - later.length);
  }
  const history = withoutCommits(all, later);
  const ranker = createRanker(history, people, { ...given, now, ignoredCommits: ignored });
  const { departed } = findDepartures(history, people, ranker.tables.deeds, now);
  const ours: Answer = ({ path, asker }) =>
    ranker
      .rank({ paths: [path], asker })
      .map(({ person }) => person)
      .filter((person) => departed[person] === 0);
  return [ours, ...simpleRules.map(({ prepare }) => prepare(history, people))];
}

function spread(questions: readonly BacktestQuestion[], most: number): readonly BacktestQuestion[] {
  if (questions.length <= most) return questions;
  return Array.from({ length: most }, (_, i) => questions[Math.floor((i * questions.length) / most)]!);
}

function createTally(rule: string) {
  let [n, mrr, top1, top3, top5] = [0, 0, 0, 0, 0];
  return {
    add(answer: readonly number[], truth: ReadonlySet<number>): void {
      const at = answer.findIndex((person) => truth.has(person));
      const rank = at < 0 || at >= lastRank ? Number.POSITIVE_INFINITY : at + 1;
      n++;
      mrr += 1 / rank;
      top1 += Number(rank <= 1);
      top3 += Number(rank <= 3);
      top5 += Number(rank <= 5);
    },
    rates: (): HitRates => ({ rule, top1: top1 / n, top3: top3 / n, top5: top5 / n, mrr: mrr / n }),
  };
}

import { type Say, sayPlainly } from '../expertise/say.ts';
import { type Level, mostPeople, type SuggestedPerson, type Suggestion } from '../expertise/suggestion.ts';
import { lastWords, numberWord } from '../expertise/timeWords.ts';
import { sessionWorth } from './sessionEvidence.ts';

/** A help session that both confirmed, with its people as this history knows them. */
export interface CountedSession {
  readonly helper: number | undefined;
  readonly learner: number | undefined;
  /** The file or folder it was about, relative to the repository's top. */
  readonly path: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly minutes: number;
  readonly outcome: 'solved' | 'partly' | 'not solved';
}

interface Context {
  readonly paths: readonly string[];
  readonly asker?: number | undefined;
  /** Seconds: the moment that the answer refers to. */
  readonly now: number;
  /** Who may be named at all: active, human, no machine. */
  readonly mayHelp: (person: number) => boolean;
  readonly say?: Say | undefined;
}

const year = 365.25 * 86_400;
/** Changes' worth from which somebody knows what they learnt; the same as `knowsFrom` for what is written. */
const learnt = 1;

/**
 * Counts finished help sessions about a place (H11): whoever helped is named with that as a reason; whoever was helped a few times, by the
 * measure of `sessionWorth`, knows it from then on. What was heard fades like what was written, to half in a year. Changes the order of
 * nobody whom history names; people whom only sessions name come before those who merely work nearby.
 */
export function applySessions(
  suggestion: Suggestion,
  sessions: readonly CountedSession[],
  { paths, asker, now, mayHelp, say = sayPlainly }: Context,
): Suggestion {
  const here = sessions.filter(({ path }) => paths.some((asked) => isAbout(path, asked)));
  if (here.length === 0) return suggestion;
  const found = new Map<number, Sums>();
  const add = (person: number | undefined, session: CountedSession, as: 'helped' | 'learnt'): void => {
    if (person === undefined || person === asker || !mayHelp(person)) return;
    const sums = found.get(person) ?? { helped: 0, learnt: 0, worth: 0, lastHelped: -Infinity, lastLearnt: -Infinity };
    found.set(person, sums);
    sums[as]++;
    const last = as === 'helped' ? 'lastHelped' : 'lastLearnt';
    sums[last] = Math.max(sums[last], session.at);
    if (as === 'learnt')
      sums.worth += sessionWorth(session.minutes, session.outcome) * 2 ** (-Math.max(0, now - session.at) / year);
  };
  for (const session of here) {
    if (session.outcome !== 'not solved') add(session.helper, session, 'helped');
    add(session.learner, session, 'learnt');
  }
  const people = suggestion.people.map((suggested) => {
    const sums = found.get(suggested.person);
    found.delete(suggested.person);
    return (sums && raised(suggested, sums, now, say)) ?? suggested;
  });
  const only = [...found]
    .sort(([a, x], [b, y]) => y.lastHelped - x.lastHelped || y.worth - x.worth || a - b)
    .flatMap(([person, sums]) => raised({ person, level: 'nearby', reasons: [] }, sums, now, say) ?? []);
  if (only.length === 0) return { ...suggestion, people };
  const near = people.filter(({ level }) => level === 'nearby');
  const all = [...people.filter(({ level }) => level !== 'nearby'), ...only, ...near].slice(0, mostPeople);
  // Where history named nobody, its note says so, which is no longer the whole truth.
  return people.length > 0 ? { ...suggestion, people: all } : { people: all };
}

interface Sums {
  helped: number;
  learnt: number;
  worth: number;
  lastHelped: number;
  lastLearnt: number;
}

/** A session about a file speaks for it and for the folders it lies in; one about a folder for all in it. */
const isAbout = (path: string, asked: string): boolean =>
  asked === '' || path === asked || path.startsWith(`${asked}/`) || asked.startsWith(`${path}/`);

/** Undefined where the sessions say nothing yet. */
function raised(suggested: SuggestedPerson, sums: Sums, now: number, say: Say): SuggestedPerson | undefined {
  const words: string[] = [];
  let level: Level = suggested.level;
  if (sums.helped > 0) {
    const last = lastWords(sums.lastHelped, now, say);
    words.push(
      sums.helped > 1
        ? say('helped somebody with this in {0} sessions, {1}', numberWord(sums.helped, say), last)
        : say('helped somebody with this, {0}', last),
    );
    if (level === 'nearby') level = 'has touched';
  }
  if (sums.worth >= learnt) {
    const last = lastWords(sums.lastLearnt, now, say);
    words.push(say('learnt this in {0} sessions, {1}', numberWord(sums.learnt, say), last));
    if (level !== 'knows well') level = 'knows';
  }
  return words.length
    ? {
        ...suggested,
        level,
        reasons: [...suggested.reasons.slice(0, 1), ...words, ...suggested.reasons.slice(1)].slice(0, 3),
      }
    : undefined;
}

import { type Say, sayPlainly } from '../expertise/say.ts';
import { areaName } from './areaNames.ts';
import type { ProposedPair } from './proposePairs.ts';
import type { Lesson } from './teaching.ts';
import type { TeamArea, TeamKnowledge } from './teamKnowledge.ts';

/** Areas named in one sentence. */
const mostNamed = 2;

/** What one of a pair would take from it, as a sentence and as the few words that a narrow row has room for. */
export interface PairGain {
  /** Who learns what from whom, and why that is worth it for them. */
  readonly sentence: string;
  /** `Kim learns src/parser`. */
  readonly short: string;
  /** `from Ana`; undefined where `short` says it all. */
  readonly from?: string | undefined;
  /** What the two could aim at, where one has something to learn: `Kim can work in src/parser without help.` */
  readonly goal?: string | undefined;
}

/** For each of a pair what they would learn from whom. */
export function pairGains(
  { people, lessons }: ProposedPair,
  team: TeamKnowledge,
  nameOf: (member: number) => string,
  say: Say = sayPlainly,
): PairGain[] {
  const { areas } = team;
  const call = (area: number): string => areaName(areas[area]!, areas, say);
  const listed = (named: readonly Lesson[]): string =>
    named.length === 1 ? call(named[0]!.area) : say('{0} and {1}', call(named[0]!.area), call(named[1]!.area));
  const from = (who: number): string => say('from {0}', nameOf(who));
  return people.map((learner) => {
    const name = nameOf(learner);
    const own = lessons.filter((lesson) => lesson.learner === learner).sort((a, b) => b.gain - a.gain);
    const isNeeded = own[0] !== undefined && own[0].gain > 0;
    // What the other works on now is worth more than what is merely new.
    const news = isNeeded ? undefined : newestWork(team, learner, people);
    if (news) {
      const [what, who] = [call(news.area), nameOf(news.who)];
      return {
        sentence: say('{0} would hear what is new in {1} from {2}, who works there now.', name, what, who),
        short: say('{0} hears news of {1}', name, what),
        from: from(news.who),
      };
    }
    const named = together(own, areas);
    if (named.length > 0)
      return {
        sentence: lessonSentence(named, areas, nameOf, call, listed(named), say),
        short: say('{0} learns {1}', name, listed(named)),
        from: from(named[0]!.teacher),
        goal: say('{0} can work in {1} without help.', name, listed(named)),
      };
    // Whoever teaches learns too, and nobody is told that the other knows less.
    const taught = together(
      lessons.filter((lesson) => lesson.teacher === learner),
      areas,
    );
    if (taught.length === 0)
      return {
        sentence: say('{0} would learn by listening and explaining.', name),
        short: say('{0} listens and explains', name),
      };
    const [what, whom] = [listed(taught), nameOf(taught[0]!.learner)];
    return {
      sentence: say('{0} would see {1} with fresh eyes when showing {2} around.', name, what, whom),
      short: say('{0} explains {1}', name, what),
      from: say('to {0}', whom),
    };
  });
}

/** The best lessons of one kind, as a sentence can name them together. */
function together(own: readonly Lesson[], areas: readonly TeamArea[]): Lesson[] {
  const [best] = own;
  const alike = own.filter(
    ({ teacher, level, need, beside }) =>
      teacher === best?.teacher && level === best.level && need === best.need && beside === best.beside,
  );
  const once = alike.filter(({ area }, i) => alike.findIndex((other) => other.area === area) === i);
  return withoutNested(once, areas).slice(0, mostNamed);
}

function lessonSentence(
  lessons: readonly Lesson[],
  areas: readonly TeamArea[],
  nameOf: (member: number) => string,
  call: (area: number) => string,
  what: string,
  say: Say,
): string {
  const [{ teacher, learner, level, need, beside }] = lessons as [Lesson];
  const [who, from] = [nameOf(learner), nameOf(teacher)];
  const isOne = lessons.length === 1;
  const well = level === 'knows well';
  const knows = isOne
    ? well
      ? say('who knows it well')
      : say('who knows it')
    : well
      ? say('who knows both well')
      : say('who knows both');
  switch (need) {
    case 'wants to learn':
      return say('{0} would like to learn {1}, and can from {2}, {3}.', who, what, from, knows);
    case 'works there now':
      return isOne
        ? say('{0} works in {1} now and would learn it from {2}, {3}.', who, what, from, knows)
        : say('{0} works in {1} now and would learn them from {2}, {3}.', who, what, from, knows);
    case 'one knows it':
      return say('{0} would learn {1} from {2}, {3}; nobody else in the team does.', who, what, from, knows);
    case 'two know it':
      return say('{0} would learn {1} from {2}, {3}; only one other in the team does.', who, what, from, knows);
    case 'new to them':
      return say('{0} would learn {1} from {2}, {3}, as something new.', who, what, from, knows);
    case 'changes with their work': {
      const own = beside ?? 0;
      if (lessons.every(({ area }) => lies(areas[area]!, areas[own]!)))
        return say(
          '{0} works in {1} now and would learn its part {2} from {3}, {4}.',
          who,
          call(own),
          what,
          from,
          knows,
        );
      return isOne
        ? say(
            '{0} works in {1} now and would learn {2}, which often changes with it, from {3}, {4}.',
            who,
            call(own),
            what,
            from,
            knows,
          )
        : say(
            '{0} works in {1} now and would learn {2}, which often change with it, from {3}, {4}.',
            who,
            call(own),
            what,
            from,
            knows,
          );
    }
  }
}

/** The place in which another of these people works now and the learner least; languages say too little. */
function newestWork({ areas, people, lately }: TeamKnowledge, learner: number, who: readonly number[]) {
  let best: { who: number; area: number; work: number } | undefined;
  areas.forEach(({ kind, name, holds }, area) => {
    if (kind === 'language' || name === '' || holds === 'text') return;
    for (const member of who) {
      const work = lately[area * people.length + member]! - lately[area * people.length + learner]!;
      if (work > (best?.work ?? 0)) best = { who: member, area, work };
    }
  });
  return best;
}

/** A folder and a part of it need not both be named: the part says more. */
function withoutNested(lessons: readonly Lesson[], areas: readonly TeamArea[]): Lesson[] {
  return lessons.filter(
    ({ area }) => !lessons.some((other) => other.area !== area && lies(areas[other.area]!, areas[area]!)),
  );
}

/** Whether one area lies within another. */
function lies(inner: TeamArea, outer: TeamArea): boolean {
  if (inner.kind === 'language' || outer.kind === 'language') return false;
  return outer.name === '' ? inner.name !== '' : inner.name.startsWith(`${outer.name}/`);
}

import { displayText } from '../expertise/displayText.ts';
import type { ProposedPair } from './proposePairs.ts';
import type { Lesson } from './teaching.ts';
import type { TeamArea, TeamKnowledge } from './teamKnowledge.ts';

/** Areas named in one sentence. */
const mostNamed = 2;

/** How an area is called in a sentence, safe for a screen. */
export function areaName({ kind, name }: Pick<TeamArea, 'kind' | 'name'>): string {
  return kind !== 'language' && name === '' ? 'the top folder' : displayText(name);
}

/** For each of a pair one sentence that says what they would learn from whom, and why that is worth it for them. */
export function pairSentences(
  { people, lessons }: ProposedPair,
  team: TeamKnowledge,
  nameOf: (member: number) => string,
): string[] {
  const { areas } = team;
  return people.map((learner) => {
    const own = lessons.filter((lesson) => lesson.learner === learner).sort((a, b) => b.gain - a.gain);
    const best = own[0];
    if (!best) {
      const others = people.filter((other) => other !== learner);
      const news = newestWork(team, learner, others);
      // Nothing that they know better shows; what they work on now is still worth hearing.
      if (news)
        return `${nameOf(learner)} would hear what is new in ${areaName(areas[news.area]!)} from ${nameOf(news.who)}, who works there now.`;
      return `${nameOf(learner)} would learn by explaining: nothing that ${others.map(nameOf).join(' or ')} knows better shows in this history.`;
    }
    const named = withoutNested(
      own.filter(
        ({ teacher, level, need, beside }) =>
          teacher === best.teacher && level === best.level && need === best.need && beside === best.beside,
      ),
      areas,
    ).slice(0, mostNamed);
    return `${nameOf(learner)} would learn ${named.map(({ area }) => areaName(areas[area]!)).join(' and ')} from ${nameOf(
      best.teacher,
    )}, who ${levelWords(best, named.length)}: ${whyWords(named, areas, nameOf(learner))}.`;
  });
}

/** The place in which one of these people works now and the learner least; languages say too little. */
function newestWork({ areas, people, lately }: TeamKnowledge, learner: number, who: readonly number[]) {
  let best: { who: number; area: number; work: number } | undefined;
  areas.forEach(({ kind, name }, area) => {
    if (kind === 'language' || name === '') return;
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

function levelWords({ level }: Lesson, count: number): string {
  const it = count === 1 ? 'it' : 'both';
  return level === 'knows well' ? `knows ${it} well` : `knows ${it}`;
}

function whyWords(lessons: readonly Lesson[], areas: readonly TeamArea[], learner: string): string {
  const [{ need, beside }] = lessons as [Lesson];
  const it = lessons.length === 1 ? 'it' : 'them';
  switch (need) {
    case 'wants to learn':
      return `${learner} would like to learn ${it}`;
    case 'works there now':
      return `${learner} works there now`;
    case 'one knows it':
      return 'nobody else in the team does';
    case 'two know it':
      return `only one other in the team does`;
    case 'new to them':
      return `${it === 'it' ? 'it is' : 'they are'} new to ${learner}`;
    case 'changes with their work': {
      const own = areas[beside ?? 0]!;
      if (lessons.every(({ area }) => lies(areas[area]!, own)))
        return `${learner} works around ${it}, in ${areaName(own)}`;
      return `${learner} works in ${areaName(own)}, which often changes with ${it}`;
    }
  }
}

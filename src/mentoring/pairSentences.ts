import { displayText } from '../expertise/displayText.ts';
import type { ProposedPair } from './proposePairs.ts';
import type { Lesson } from './teaching.ts';
import type { TeamArea } from './teamKnowledge.ts';

/** Areas named in one sentence. */
const mostNamed = 2;

/** How an area is called in a sentence, safe for a screen. */
export function areaName({ kind, name }: TeamArea): string {
  return kind !== 'language' && name === '' ? 'the top folder' : displayText(name);
}

/** For each of a pair one sentence that says what they would learn from whom, and why that is worth it for them. */
export function pairSentences(
  { people, lessons }: ProposedPair,
  areas: readonly TeamArea[],
  nameOf: (member: number) => string,
): string[] {
  return people.map((learner) => {
    const own = lessons.filter((lesson) => lesson.learner === learner).sort((a, b) => b.gain - a.gain);
    const best = own[0];
    if (!best) {
      const others = people.filter((other) => other !== learner).map(nameOf);
      return `What ${nameOf(learner)} could learn from ${others.join(' or ')} does not show in this history.`;
    }
    const named = own
      .filter(
        ({ teacher, level, need, beside }) =>
          teacher === best.teacher && level === best.level && need === best.need && beside === best.beside,
      )
      .slice(0, mostNamed);
    return `${nameOf(learner)} would learn ${named.map(({ area }) => areaName(areas[area]!)).join(' and ')} from ${nameOf(
      best.teacher,
    )}, who ${levelWords(best, named.length)}: ${whyWords(best, areas, nameOf(learner), named.length)}.`;
  });
}

function levelWords({ level }: Lesson, count: number): string {
  const it = count === 1 ? 'it' : 'both';
  return level === 'knows well' ? `knows ${it} well` : `knows ${it}`;
}

function whyWords({ need, beside }: Lesson, areas: readonly TeamArea[], learner: string, count: number): string {
  switch (need) {
    case 'wants to learn':
      return `${learner} would like to learn ${count === 1 ? 'it' : 'them'}`;
    case 'works there now':
      return `${learner} works there now`;
    case 'one knows it':
      return 'nobody else in the team does';
    case 'changes with their work':
      return `${learner} works in ${areaName(areas[beside ?? 0]!)}, which often changes with ${count === 1 ? 'it' : 'them'}`;
  }
}

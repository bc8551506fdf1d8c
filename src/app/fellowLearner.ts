import { findFellowLearner } from '../mentoring/fellowLearner.ts';
import { Teaching, type Statement as TeamStatement } from '../mentoring/teaching.ts';
import type { TeamArea } from '../mentoring/teamKnowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { type MeasuredTeam, measuredTeam } from './measuredTeam.ts';
import { findPerson, type WhoOptions } from './whoCanHelp.ts';

/** A peer to learn a place with. Name and address are safe for a screen. */
export interface FellowLearner {
  readonly person: number;
  readonly name: string;
  readonly email: string;
  /** What follows the name: `is finding their way here too`. */
  readonly words: string;
}

const measured = new WeakMap<Knowledge, MeasuredTeam>();

/**
 * The peer closest to the asker's own level who learns this too (S6): who said so, else who works there now without knowing it well.
 * Undefined where there is nobody, or the paths lie in no area that the team works in. Takes a tenth of a second on a large history.
 */
export function fellowLearner(
  knowledge: Knowledge,
  paths: readonly string[],
  { asker, team }: Pick<WhoOptions, 'asker' | 'team'> = {},
): FellowLearner | undefined {
  let found = measured.get(knowledge);
  if (!found) {
    found = measuredTeam(knowledge);
    measured.set(knowledge, found);
  }
  const { areas, people } = found.knowledge;
  const area = innermost(areas, paths[0] ?? '');
  if (area === undefined) return undefined;
  const memberOf = (key: string): number => {
    const person = findPerson(knowledge, key);
    return person === undefined ? -1 : people.indexOf(person);
  };
  const words = {
    know: 'knows',
    forget: 'no longer knows',
    learn: 'wants to learn',
    'not-me': 'do not suggest',
  } as const;
  const statements = [...knowledge.ownWord.statements, ...(team?.statements ?? [])].flatMap(
    ({ kind, path, about }): TeamStatement[] => {
      const member = memberOf(about);
      // A word on a file inside the area is a word on it: nobody learns a folder but by its files.
      const concerns = paths.some((asked) => inside(asked, path) || inside(path, asked));
      return kind === 'wrong' || member < 0 || !concerns ? [] : [{ member, area, says: words[kind] }];
    },
  );
  const teaching = new Teaching(found.knowledge, statements);
  const silent = new Set(statements.filter(({ says }) => says === 'do not suggest').map(({ member }) => member));
  const own = asker === undefined ? -1 : memberOf(asker);
  const learner = findFellowLearner(teaching, area, own < 0 ? undefined : own);
  // Whoever wants to be left alone here is, also as a learner.
  if (!learner || silent.has(learner.member)) return undefined;
  return { person: people[learner.member]!, ...found.members[learner.member]!, words: learner.words };
}

/** The smallest folder or file area that a path lies in; the top folder says nothing about anybody. */
function innermost(areas: readonly TeamArea[], asked: string): number | undefined {
  let best: number | undefined;
  areas.forEach(({ kind, name }, area) => {
    if (kind === 'language' || name === '' || !inside(asked, name)) return;
    if (best === undefined || name.length > areas[best]!.name.length) best = area;
  });
  return best;
}

const inside = (path: string, around: string): boolean =>
  around === '' || path === around || path.startsWith(`${around}/`);

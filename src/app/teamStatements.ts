import type { StatementKind, Statement as Word } from '../expertise/statements.ts';
import type { Statement } from '../mentoring/teaching.ts';
import type { Knowledge } from './knowledge.ts';
import type { MeasuredTeam } from './measuredTeam.ts';
import { findPerson } from './whoCanHelp.ts';

const says: Partial<Record<StatementKind, Statement['says']>> = {
  know: 'knows',
  forget: 'no longer knows',
  learn: 'wants to learn',
  'not-me': 'do not suggest',
};

/**
 * What the people of a team said of themselves (E15), as pairing takes it: what was said here, and what members shared. What was said of
 * a file is said of the area it lies in.
 */
export function wordsAsStatements(
  knowledge: Knowledge,
  { knowledge: team }: MeasuredTeam,
  shared: readonly Word[] = [],
): Statement[] {
  const positionOf = new Map(team.people.map((person, m) => [person, m]));
  return [...shared, ...knowledge.ownWord.statements].flatMap(({ kind, about, path }): Statement[] => {
    const word = says[kind];
    const person = findPerson(knowledge, about);
    const member = person === undefined ? undefined : positionOf.get(person);
    const area = innermost(team.areas, path);
    return word === undefined || member === undefined || area < 0 ? [] : [{ member, area, says: word }];
  });
}

/** The innermost area that holds a path; the top folder holds them all. */
export function innermost(areas: MeasuredTeam['knowledge']['areas'], path: string): number {
  let best = -1;
  areas.forEach(({ kind, name }, a) => {
    if (kind === 'language') return;
    const holds = name === '' || path === name || path.startsWith(`${name}/`);
    if (holds && (best < 0 || name.length > areas[best]!.name.length)) best = a;
  });
  return best;
}

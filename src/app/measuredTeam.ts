import { displayText } from '../expertise/displayText.ts';
import { newcomerCommits } from '../expertise/ranking/personTables.ts';
import { measureTeam, type TeamKnowledge } from '../mentoring/teamKnowledge.ts';
import { exclusionsOf } from './exclusionsOf.ts';
import type { Knowledge } from './knowledge.ts';
import { TeamError } from './teamError.ts';
import { findPerson, prepareAnswers } from './whoCanHelp.ts';

/** A team with what its members know, and how to name them. Members are positions in `knowledge.people`. */
export interface MeasuredTeam {
  readonly knowledge: TeamKnowledge;
  readonly members: readonly { readonly name: string; readonly email: string }[];
  /** Who was left out of a team that nobody named, as a sentence. */
  readonly note?: string | undefined;
}

/** Days since their last change within which somebody belongs to a team that nobody named. */
export const activeDays = 90;
/** Members at most: pairing takes a second for 300 and rises with the cube. */
export const mostMembers = 400;

/** Measures the named people or, without names, everybody who wrote five changes or more, the latest within 90 days. */
export function measuredTeam(knowledge: Knowledge, named: readonly string[] = []): MeasuredTeam {
  const { ranker, departures } = prepareAnswers(knowledge);
  const { tables } = ranker;
  const { people } = knowledge.people;
  let team: number[];
  let note: string | undefined;
  if (named.length > 0) {
    team = named.map((who) => memberNamed(knowledge, who));
  } else {
    const here = people.filter(
      ({ id, kind }) => kind === 'human' && !departures.departed[id] && tables.candidates.lastWrote[id]! <= activeDays,
    );
    const known = here.filter(({ id }) => tables.persons.commitsBy[id]! >= newcomerCommits);
    const kept = known
      .sort((a, b) => tables.candidates.lastWrote[a.id]! - tables.candidates.lastWrote[b.id]! || a.id - b.id)
      .slice(0, mostMembers);
    team = kept.map(({ id }) => id);
    const left = here.length - kept.length;
    if (left > 0)
      note = `${left === 1 ? 'One person' : `${left} people`} with fewer than five changes so far ${left === 1 ? 'is' : 'are'} not in this team; name everybody who takes part to include them.`;
  }
  const exclude = exclusionsOf(knowledge.index);
  const measured = measureTeam(tables, team, { isExcluded: (path) => exclude(path) !== undefined });
  const members = measured.people.map((id) => ({
    name: displayText(people[id]!.name || people[id]!.email),
    email: displayText(people[id]!.email, 254),
  }));
  return { knowledge: measured, members, note };
}

function memberNamed(knowledge: Knowledge, who: string): number {
  const person = findPerson(knowledge, who);
  if (person === undefined)
    throw new TeamError(
      'unknown-person',
      `Nobody in this history is called ${displayText(who)}. Give an email address they commit under.`,
    );
  return person;
}

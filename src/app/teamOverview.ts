import { pairMatrix, type Together } from '../mentoring/pairMatrix.ts';
import { Teaching } from '../mentoring/teaching.ts';
import { findUnteachable } from '../mentoring/unteachable.ts';
import type { Knowledge } from './knowledge.ts';
import { measuredTeam } from './measuredTeam.ts';
import { prepareAnswers } from './whoCanHelp.ts';

export interface MatrixView {
  /** Two people once, least-paired first. */
  readonly pairs: readonly {
    readonly people: readonly { name: string; email: string }[];
    readonly together: Together;
  }[];
}

/** Who of a team has worked with whom. */
export function matrixView(knowledge: Knowledge, named: readonly string[] = []): MatrixView {
  const team = measuredTeam(knowledge, named);
  const { tables } = prepareAnswers(knowledge).ranker;
  const memberOf = new Map(team.knowledge.people.map((person, m) => [person, team.members[m]!]));
  const pairs = pairMatrix(tables, team.knowledge.people).map(({ people, together }) => ({
    people: people.map((person) => memberOf.get(person)!),
    together,
  }));
  return { pairs };
}

/** What nobody of a team can teach, as sentences. */
export function trainingNeeds(knowledge: Knowledge, named: readonly string[] = []) {
  const team = measuredTeam(knowledge, named);
  return findUnteachable(new Teaching(team.knowledge)).map(({ area, because, needs, sentence }) => {
    const { kind, name } = team.knowledge.areas[area]!;
    return { kind, area: name, because, needs, sentence };
  });
}

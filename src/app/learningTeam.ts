import type { Client } from '../client/createClient.ts';
import { withSessions } from '../mentoring/sessionEvidence.ts';
import { Teaching } from '../mentoring/teaching.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Knowledge } from './knowledge.ts';
import { type MeasuredTeam, measuredTeam } from './measuredTeam.ts';
import { membersAsPeople, teamSays } from './teamSays.ts';
import { innermost, wordsAsStatements } from './teamStatements.ts';

/** A measured team with what its members said and whom they helped, ready to be asked who could teach what. */
export interface LearningTeam extends MeasuredTeam {
  readonly teaching: Teaching;
  /** Member of the relay's team → position in this one. */
  readonly positionOf: ReadonlyMap<Id, number>;
}

/**
 * Measures the people named, or everybody active (see `measuredTeam`). With `client` the words of all members and the help sessions
 * that this machine knows of count too.
 */
export async function learningTeam(
  knowledge: Knowledge,
  named: readonly string[],
  client?: Client,
): Promise<LearningTeam> {
  const measured = measuredTeam(knowledge, named);
  const { people, areas } = measured.knowledge;
  const place = new Map(people.map((person, m) => [person, m]));
  if (!client || client.profile.teamKey === null) {
    const teaching = new Teaching(measured.knowledge, wordsAsStatements(knowledge, measured));
    return { ...measured, teaching, positionOf: new Map() };
  }
  const { statements, sessions } = await teamSays(client, knowledge);
  const held = sessions.flatMap(({ at, path, minutes, outcome, ...two }) => {
    const [learner, helper] = [place.get(two.learner ?? -1), place.get(two.helper ?? -1)];
    const area = innermost(areas, path);
    return learner === undefined || helper === undefined || area < 0
      ? []
      : [{ at, area, learner, helper, minutes, outcome }];
  });
  const team = { ...measured, knowledge: withSessions(measured.knowledge, held, knowledge.asOf) };
  const positionOf = new Map(
    [...membersAsPeople(client, knowledge)].flatMap(([member, person]) => {
      const m = place.get(person);
      return m === undefined ? [] : [[member, m] as const];
    }),
  );
  return {
    ...team,
    teaching: new Teaching(team.knowledge, wordsAsStatements(knowledge, team, statements)),
    positionOf,
  };
}

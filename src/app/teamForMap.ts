import type { Client } from '../client/createClient.ts';
import type { Statement } from '../expertise/statements.ts';
import { sessionWorth } from '../mentoring/sessionEvidence.ts';
import type { Knowledge } from './knowledge.ts';
import type { TeamDecision } from './sharedDecisions.ts';
import { rootsOf } from './sharedWord.ts';
import { type TeamSays, teamSays } from './teamSays.ts';

/** What a team adds to the map, as plain data that another thread can be told: people go by their address. */
export interface TeamForMap {
  readonly statements: readonly Statement[];
  /** Who is one person. */
  readonly decisions?: readonly TeamDecision[];
  /** What people took from sessions that this member was in; nobody’s machine knows of others. */
  readonly lessons: readonly {
    readonly path: string;
    readonly email: string;
    readonly worth: number;
    readonly at: number;
  }[];
  /** Files that this member was asked about or asked about lately, and the folders around them; how often. */
  readonly asked: readonly (readonly [path: string, times: number])[];
}

/** Questions older than this, ms, say nothing about what is asked now: a quarter of a year. */
const lately = 91 * 86_400_000;

/** Questions from which a place is often asked about: fewer would point at somebody. */
const oftenFrom = 3;

/** Works from what this machine has seen; nothing is connected. */
export async function teamForMap(client: Client, knowledge: Knowledge): Promise<TeamForMap> {
  const roots = await rootsOf(knowledge);
  const told = toldByTeam(await teamSays(client, knowledge), knowledge);
  return { ...told, decisions: knowledge.teamWord.said, asked: askedAbout(client, roots) };
}

function toldByTeam({ statements, sessions }: TeamSays, knowledge: Knowledge): Omit<TeamForMap, 'asked' | 'decisions'> {
  const { people } = knowledge.people;
  return {
    statements,
    lessons: sessions.flatMap(({ learner, path, at, minutes, outcome }) =>
      learner === undefined ? [] : [{ path, at, email: people[learner]!.email, worth: sessionWorth(minutes, outcome) }],
    ),
  };
}

/**
 * How often places of this repository were asked about, by the questions that reached this machine; the relay cannot read them and tells
 * nobody. Places, never people: nothing here says who asked.
 */
function askedAbout(client: Client, roots: readonly string[]): [string, number][] {
  const times = new Map<string, number>();
  for (const { question, state } of client.team.requests.values()) {
    if (!question?.path || !question.roots?.some((root) => roots.includes(root))) continue;
    if (client.now() - state.askedAt > lately) continue;
    for (let path = question.path; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/'))))
      times.set(path, (times.get(path) ?? 0) + 1);
  }
  return [...times].filter(([, asked]) => asked >= oftenFrom);
}

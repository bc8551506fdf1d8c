import type { Client } from '../client/createClient.ts';
import { type Say, sayPlainly } from '../expertise/say.ts';
import { areaName } from '../mentoring/areaNames.ts';
import { pairMatrix, type Together } from '../mentoring/pairMatrix.ts';
import type { TeamArea } from '../mentoring/teamKnowledge.ts';
import { findUnteachable, needOf, type Unteachable } from '../mentoring/unteachable.ts';
import { type AskedAbout, askedAbout } from './askedAbout.ts';
import type { Knowledge } from './knowledge.ts';
import { learningTeam } from './learningTeam.ts';
import { measuredTeam } from './measuredTeam.ts';
import { pairsOf } from './pairing.ts';
import { membersAsPeople } from './teamSays.ts';
import { innermost } from './teamStatements.ts';
import { prepareAnswers, whoCanHelp } from './whoCanHelp.ts';

export interface MatrixView {
  /** Two people once, least-paired first. */
  readonly pairs: readonly {
    readonly people: readonly { name: string; email: string }[];
    readonly together: Together;
  }[];
}

/** Who of a team has worked with whom (P8). With `client` this member's own sessions and meetings count too; nobody else's are known here. */
export function matrixView(knowledge: Knowledge, named: readonly string[] = [], client?: Client): MatrixView {
  const team = measuredTeam(knowledge, named);
  const { tables } = prepareAnswers(knowledge).ranker;
  const memberOf = new Map(team.knowledge.people.map((person, m) => [person, team.members[m]!]));
  const pairs = pairMatrix(tables, team.knowledge.people, client ? metBy(knowledge, client) : []).map(
    ({ people, together }) => ({
      people: people.map((person) => memberOf.get(person)!),
      together,
    }),
  );
  return { pairs };
}

/** Something that nobody of a team can teach, and what could close it. Names nobody. */
export interface TrainingNeed {
  readonly kind: TeamArea['kind'];
  /** A path or a language. */
  readonly area: string;
  readonly because: Unteachable['because'];
  readonly needs: Unteachable['needs'];
  readonly sentence: string;
}

/**
 * What nobody of a team can teach, as sentences that name nobody (P7): areas that are worked on and, with `client`, areas and places that
 * were asked about, first.
 */
export async function trainingNeeds(
  knowledge: Knowledge,
  named: readonly string[] = [],
  client?: Client,
  say: Say = sayPlainly,
): Promise<TrainingNeed[]> {
  const { teaching, knowledge: team } = await learningTeam(knowledge, named, client);
  const { areas } = team;
  const asked = client ? askedAbout(client) : [];
  const askedAreas = new Set<number>();
  for (const { path, language } of asked) {
    if (path !== undefined) askedAreas.add(innermost(areas, path));
    areas.forEach(({ kind, name }, area) => {
      if (kind === 'language' && name === language) askedAreas.add(area);
    });
  }
  const found = findUnteachable(teaching, askedAreas, say).map(({ area, because, needs, sentence }) => {
    const { kind, name } = areas[area]!;
    return { kind, area: name, because, needs, sentence };
  });
  const listed = new Set(found.map(({ area }) => area));
  const places = unknownPlaces(knowledge, asked, say).filter(({ area }) => !listed.has(area));
  return [...places, ...found];
}

/** Places that were asked about and that nobody active knows, where nobody works now, so that they are no area of the team. */
function unknownPlaces(knowledge: Knowledge, asked: readonly AskedAbout[], say: Say): TrainingNeed[] {
  const { places } = prepareAnswers(knowledge).ranker.tables;
  const folders = new Map<string, TrainingNeed>();
  for (const { path } of asked) {
    const isFolder = path !== undefined && places.folderId(path) !== undefined;
    if (!path || (!isFolder && places.fileId(path) === undefined)) continue;
    const { people } = whoCanHelp(knowledge, [path]);
    if (people.some(({ level }) => level === 'knows' || level === 'knows well')) continue;
    const area = isFolder || !path.includes('/') ? path : path.slice(0, path.lastIndexOf('/'));
    const kind = area === path && !isFolder ? 'file' : 'folder';
    // Somebody wrote it once: what is missing is what they knew.
    folders.set(area, {
      kind,
      area,
      because: 'asked about',
      ...needOf(areaName({ kind, name: area }, [], say), 'asked about', 'documentation', true, say),
    });
  }
  return [...folders.values()];
}

/** When this member met whom: help sessions in their log, and meetings of their pairs that were held. Seconds. */
function metBy(knowledge: Knowledge, client: Client): { people: [number, number]; at: number }[] {
  const personOf = membersAsPeople(client, knowledge);
  const met: { people: [number, number]; at: number }[] = [];
  const meet = (a: string, b: string, at: number): void => {
    const [one, other] = [personOf.get(a), personOf.get(b)];
    if (one !== undefined && other !== undefined) met.push({ people: [one, other], at: Math.floor(at / 1000) });
  };
  for (const { session, confirmed, endedAt } of client.log.entries()) {
    const state = client.team.requests.get(session)?.state;
    if (confirmed && state?.asker && state.helper) meet(state.asker, state.helper, endedAt);
  }
  for (const { plan } of pairsOf(client))
    for (const { at } of plan?.held ?? [])
      for (const a of plan!.people) for (const b of plan!.people) if (a < b) meet(a, b, at);
  return met;
}

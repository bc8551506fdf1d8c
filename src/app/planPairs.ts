import type { Client } from '../client/createClient.ts';
import { mondayAfter } from '../expertise/mondayAfter.ts';
import type { Statement as Word } from '../expertise/statements.ts';
import { pairGains } from '../mentoring/pairGains.ts';
import { type Pairing, type PairingOptions, proposePairs } from '../mentoring/proposePairs.ts';
import { type Need, type Statement, Teaching } from '../mentoring/teaching.ts';
import type { AreaLevel } from '../mentoring/teamKnowledge.ts';
import type { WorkingHours } from '../mentoring/workingHours.ts';
import type { Knowledge } from './knowledge.ts';
import { type MeasuredTeam, measuredTeam } from './measuredTeam.ts';
import { TeamError } from './teamError.ts';
import { minutesOf, type TeamFile } from './teamFile.ts';
import { heedTeam, membersHere } from './teamPairing.ts';
import { wordsAsStatements } from './teamStatements.ts';
import { findPerson } from './whoCanHelp.ts';

interface Named {
  readonly name: string;
  readonly email: string;
}

/** One proposed pair as every host shows it. Names and addresses are safe for a screen. */
export interface PairView {
  readonly people: readonly Named[];
  /** One for each person: what they would learn from whom, and why. */
  readonly sentences: readonly string[];
  readonly learns: readonly {
    readonly who: string;
    readonly from: string;
    readonly kind: 'folder' | 'file' | 'language';
    readonly area: string;
    readonly level: AreaLevel;
    readonly because: Need;
  }[];
}

export interface PairsAnswer {
  readonly pairs: readonly PairView[];
  readonly without: readonly (Named & { readonly why: Pairing['without'][number]['why'] })[];
  readonly note?: string;
}

export interface PairsOptions {
  /** The people to pair, by email or name; everybody active without. */
  readonly people?: readonly string[] | undefined;
  readonly notWith?: readonly (readonly [string, string])[] | undefined;
  readonly team?: TeamFile | undefined;
  /** What members of a relay's team said of themselves, beside what was said here. */
  readonly shared?: readonly Word[] | undefined;
  /** A member of a team: without `people` its members are paired, heeding their hours and this member’s own pairs. */
  readonly client?: Client | undefined;
}

const week = 7 * 86_400;

/** Proposes pairs of people who can teach each other what they need, from history and from what the team says of itself. */
export function planPairs(knowledge: Knowledge, options: PairsOptions = {}): PairsAnswer {
  const { client } = options;
  const team = measuredTeam(knowledge, options.people ?? (client ? membersHere(knowledge, client) : []));
  const heed = heeded(knowledge, team, options);
  const pairing = proposePairs(new Teaching(team.knowledge, heed.statements), heed.pairing);
  const { areas } = team.knowledge;
  const notes = [...(team.note ? [team.note] : []), ...knowledge.notes];
  return {
    pairs: pairing.pairs.map((pair) => ({
      people: pair.people.map((m) => team.members[m]!),
      sentences: pairGains(pair, team.knowledge, (m) => team.members[m]!.name).map(({ sentence }) => sentence),
      learns: pair.lessons.map(({ learner, teacher, area, level, need }) => ({
        who: team.members[learner]!.email,
        from: team.members[teacher]!.email,
        kind: areas[area]!.kind,
        area: areas[area]!.name,
        level,
        because: need,
      })),
    })),
    without: pairing.without.map(({ member, why }) => ({ ...team.members[member]!, why })),
    ...(notes.length ? { note: notes.join(' ') } : {}),
  };
}

function heeded(
  knowledge: Knowledge,
  team: MeasuredTeam,
  { notWith = [], team: file, shared, client }: PairsOptions,
): { statements: Statement[]; pairing: PairingOptions } {
  const memberOf = (who: string): number | undefined => {
    const person = findPerson(knowledge, who);
    const member = person === undefined ? -1 : team.knowledge.people.indexOf(person);
    return member < 0 ? undefined : member;
  };
  const statements = wordsAsStatements(knowledge, team, shared);
  const said = client
    ? heedTeam(knowledge, client, team.knowledge.people)
    : { capacity: [], hours: [], notWith: [], paired: [] };
  const capacity = new Map<number, number>(said.capacity);
  const hours = new Map<number, WorkingHours>(said.hours);
  const apart: [number, number][] = [];
  const keepApart = (a: string, b: string): void => {
    const [x, y] = [memberOf(a), memberOf(b)];
    if (x !== undefined && y !== undefined) apart.push([x, y]);
  };
  for (const [a, b] of notWith) keepApart(a, b);
  for (const person of file?.people ?? []) {
    const member = memberOf(person.email);
    if (member === undefined) continue;
    if (person.pairs !== undefined) capacity.set(member, person.pairs);
    for (const other of person.notWith ?? []) keepApart(person.email, other);
    if (person.zone)
      hours.set(member, {
        zone: person.zone,
        days: person.days ?? [1, 2, 3, 4, 5],
        from: minutesOf(person.from ?? '9:00'),
        to: minutesOf(person.to ?? '17:00'),
      });
    const say = (names: readonly string[] | undefined, says: Statement['says']): void => {
      for (const name of names ?? []) statements.push({ member, area: areaNamed(team, name), says });
    };
    say(person.knows, 'knows');
    say(person.noLongerKnows, 'no longer knows');
    say(person.wantsToLearn, 'wants to learn');
  }
  const past = (file?.past ?? []).flatMap(({ people, on }) => {
    const members = people.flatMap((who) => memberOf(who) ?? []).sort((a, b) => a - b);
    return members.length < 2
      ? []
      : [{ people: members, weeksAgo: Math.max(0, (knowledge.asOf - Date.parse(on) / 1000) / week) }];
  });
  return {
    statements,
    pairing: {
      capacity,
      hours,
      notWith: [...said.notWith, ...apart],
      paired: [...said.paired, ...past],
      week: mondayAfter(knowledge.asOf * 1000),
    },
  };
}

/** The area of that name, or the innermost around that path. */
function areaNamed({ knowledge: { areas } }: MeasuredTeam, name: string): number {
  const language = areas.findIndex(
    (area) => area.kind === 'language' && area.name.toLowerCase() === name.toLowerCase(),
  );
  if (language >= 0) return language;
  const path = name.replace(/^(\.?\/)+|\/+$/g, '');
  let best = -1;
  areas.forEach((area, a) => {
    if (area.kind === 'language' || area.name === '') return;
    const within = path === area.name || path.startsWith(`${area.name}/`);
    if (within && (best < 0 || area.name.length > areas[best]!.name.length)) best = a;
  });
  if (best < 0)
    throw new TeamError(
      'unknown-area',
      `${name} is neither a folder that is worked on here nor a language. Areas are: ${areas.map((area) => area.name || '(top)').join(', ')}.`,
    );
  return best;
}

import type { History } from '../expertise/history.ts';
import { parseMailmap } from '../expertise/mailmap.ts';
import { type MergeDecision, type People, personKey, resolvePeople } from '../expertise/people.ts';
import { partChecksums } from '../git/indexFile.ts';
import type { RepositoryIndex } from '../git/repositoryIndex.ts';
import { keptPeople } from './keptPeople.ts';
import type { TeamDecision } from './sharedDecisions.ts';

/** Who is who in a history. */
export interface ResolvedPeople {
  readonly people: People;
  /** What the team said that counts here. */
  readonly heeded: readonly TeamDecision[];
  /** What one member said and nothing in this history suggests: the user is asked first. */
  readonly asked: readonly TeamDecision[];
}

/** Members who must say that two are one person where nothing in history suggests it. */
const membersNeeded = 2;

/**
 * Finds the people of an index. The user's own word comes first. The team's word settles what history itself proposes, and keeps apart
 * whom it says are two; that two are one out of nowhere takes two members, so that no slip or malice of one makes two humans one.
 */
export function peopleOf(
  { history, state, parts }: RepositoryIndex,
  own: readonly MergeDecision[],
  team: readonly TeamDecision[],
  /** Where the people of a history are kept about which nobody said anything; see `keptPeople`. */
  file?: string,
): ResolvedPeople {
  const mailmap = state.files['.mailmap']?.text ?? '';
  const find = (othersDecisions: readonly TeamDecision[] = []): People =>
    resolvePeople(history.aliases, {
      uses: countUses(history),
      ...(mailmap ? { mailmap: parseMailmap(mailmap) } : {}),
      decisions: own,
      othersDecisions,
    });
  const source = { aliases: history.aliases.length, history: partChecksums(parts), mailmap };
  const mine = own.length ? find() : keptPeople(file, source, find);
  if (team.length === 0) return { people: mine, heeded: [], asked: [] };
  const said = new Set(own.map(keyOf));
  const here = new Map(history.aliases.map((alias, id) => [personKey(alias), mine.personOf[id]!]));
  const open = team.filter((word) => here.has(word.a) && here.has(word.b) && !said.has(keyOf(word)));
  if (open.length === 0) return { people: mine, heeded: [], asked: [] };
  const proposed = new Set(mine.proposals.map(({ people: [x, y] }) => pairOf(x, y)));
  const isHeeded = ({ a, b, same, by }: TeamDecision): boolean =>
    !same || by.length >= membersNeeded || proposed.has(pairOf(here.get(a)!, here.get(b)!));
  const heeded = open.filter(isHeeded);
  const people = find(heeded);
  const asked = open.filter((word) => !isHeeded(word) && here.get(word.a) !== here.get(word.b));
  return { people, heeded, asked };
}

const keyOf = ({ a, b }: MergeDecision): string => JSON.stringify([a, b].sort());
const pairOf = (x: number, y: number): string => (x < y ? `${x} ${y}` : `${y} ${x}`);

function countUses(history: History): Uint32Array {
  const uses = new Uint32Array(history.aliases.length);
  for (let c = 0; c < history.commits; c++) uses[history.author[c]!]!++;
  for (const alias of history.creditAlias) uses[alias]!++;
  return uses;
}

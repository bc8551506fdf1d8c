import { findDepartures } from '../expertise/departures.ts';
import { followFiles } from '../expertise/files.ts';
import { readDeeds } from '../expertise/ranking/deeds.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { buildSkillMap } from '../expertise/skillMap/skillMap.ts';
import { readTipFiles, type TreeFile } from '../git/tipFiles.ts';
import { exclusionsOf } from './exclusionsOf.ts';
import type { Knowledge } from './knowledge.ts';
import type { TeamForMap } from './teamForMap.ts';
import { findPerson } from './whoCanHelp.ts';

const made = new WeakMap<Knowledge, { readonly map: SkillMap; readonly team: TeamForMap | undefined }>();

/**
 * The skill map of a repository's head. Asks git for its files; the rest is computed. Made once per state of knowledge and of what the
 * team says.
 */
export async function makeSkillMap(
  knowledge: Knowledge,
  options: { readonly signal?: AbortSignal | undefined; readonly team?: TeamForMap | undefined } = {},
): Promise<SkillMap> {
  const known = made.get(knowledge);
  if (known && known.team === options.team) return known.map;
  const tip = await readTipFiles(knowledge.repository, knowledge.index.state.head, options.signal);
  const map = skillMapOf(knowledge, tip, options.team);
  made.set(knowledge, { map, team: options.team });
  return map;
}

/** The computing part of `makeSkillMap`, from the files of the tip. */
export function skillMapOf(knowledge: Knowledge, tip: readonly TreeFile[], team?: TeamForMap): SkillMap {
  const { history, people, asOf, ignored, index } = knowledge;
  const exclude = exclusionsOf(index);
  const deeds = readDeeds(history, people, { now: asOf });
  const said = [...knowledge.ownWord.statements, ...(team?.statements ?? [])];
  return buildSkillMap({
    history,
    people,
    files: followFiles(history),
    departures: findDepartures(history, people, deeds, asOf),
    tip,
    now: asOf,
    ignoredCommits: ignored,
    isExcluded(path) {
      const why = exclude(path);
      return why !== undefined && why !== 'documentation';
    },
    words: said.flatMap(({ kind, path, about, at }) => {
      const person = findPerson(knowledge, about);
      return person === undefined ? [] : [{ kind, path, person, at }];
    }),
    lessons: team?.lessons.flatMap(({ email, ...lesson }) => {
      const person = findPerson(knowledge, email);
      return person === undefined ? [] : [{ ...lesson, person }];
    }),
    asked: team?.asked.length ? new Map(team.asked) : undefined,
    notes: knowledge.notes,
  });
}

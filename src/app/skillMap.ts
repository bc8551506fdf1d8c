import { findDepartures } from '../expertise/departures.ts';
import { followFiles } from '../expertise/files.ts';
import { collectDeeds } from '../expertise/ranking/deeds.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { buildSkillMap } from '../expertise/skillMap/skillMap.ts';
import { readTipFiles, type TreeFile } from '../git/tipFiles.ts';
import { exclusionsOf } from './exclusionsOf.ts';
import type { Knowledge } from './knowledge.ts';
import { findPerson } from './whoCanHelp.ts';

const made = new WeakMap<Knowledge, SkillMap>();

/** The skill map of a repository's head. Asks git for its files; the rest is computed. Made once per state of knowledge. */
export async function makeSkillMap(knowledge: Knowledge, signal?: AbortSignal): Promise<SkillMap> {
  const known = made.get(knowledge);
  if (known) return known;
  const tip = await readTipFiles(knowledge.repository, knowledge.index.state.head, signal);
  const map = skillMapOf(knowledge, tip);
  made.set(knowledge, map);
  return map;
}

/** The computing part of `makeSkillMap`, from the files of the tip. */
export function skillMapOf(knowledge: Knowledge, tip: readonly TreeFile[]): SkillMap {
  const { history, people, asOf, ignored, index } = knowledge;
  const exclude = exclusionsOf(index);
  const deeds = collectDeeds(history, people, { now: asOf });
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
    words: knowledge.ownWord.statements.flatMap(({ kind, path, about, at }) => {
      const person = findPerson(knowledge, about);
      return person === undefined ? [] : [{ kind, path, person, at }];
    }),
    notes: knowledge.notes,
  });
}

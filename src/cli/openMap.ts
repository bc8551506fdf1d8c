import type { Command } from 'commander';
import { type Knowledge, openKnowledge } from '../app/knowledge.ts';
import { makeSkillMap } from '../app/skillMap.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { knownTeamForMap, teamHost } from './knownTeam.ts';
import { cancelOnInterrupt, createProgress } from './terminal.ts';

/** What every command about the skill map takes. */
export interface MapCommandOptions {
  readonly at?: string;
  readonly gitDir?: string;
  readonly cache: boolean;
}

/** Adds the options that say which repository and revision a map is of. */
export function withMapOptions(command: Command): Command {
  return command
    .option('--at <revision>', 'as of this revision')
    .option('--git-dir <dir>', 'a bare repository')
    .option('--no-cache', 'read the whole history again and keep nothing');
}

/** Opens the repository and makes its map, with progress and a way to stop. */
export async function openMap(options: MapCommandOptions): Promise<{ knowledge: Knowledge; map: SkillMap }> {
  const progress = createProgress();
  const signal = cancelOnInterrupt();
  try {
    const { knowledge } = await openKnowledge(await teamHost(), process.cwd(), {
      gitDir: options.gitDir,
      at: options.at,
      cache: options.cache,
      signal,
      onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
    });
    progress.report('Making the map');
    return { knowledge, map: await makeSkillMap(knowledge, { signal, team: await knownTeamForMap(knowledge) }) };
  } finally {
    progress.done();
  }
}

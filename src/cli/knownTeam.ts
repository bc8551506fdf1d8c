import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Knowledge } from '../app/knowledge.ts';
import type { TeamForMap } from '../app/teamForMap.ts';
import type { TeamSays } from '../app/teamSays.ts';
import { profileHome } from './profileHome.ts';

/** Whether this profile is in a team. Cheap: a command that needs no relay loads nothing of it without one. */
export const isInTeam = (): boolean => existsSync(path.join(profileHome(), 'profile.json'));

/** What the team adds to an answer, as far as this machine has seen it; nothing is connected. Undefined where there is no team. */
export async function knownTeam(knowledge: Knowledge): Promise<TeamSays | undefined> {
  if (!isInTeam()) return undefined;
  const [{ openClient }, { teamSays }] = await Promise.all([import('./memberClient.ts'), import('../app/teamSays.ts')]);
  const client = await openClient(undefined, false);
  return client.profile.teamKey === null ? undefined : teamSays(client, knowledge);
}

/** The same for the map. Without what people learnt in sessions: a printed map is passed on, a session is between its two people. */
export async function knownTeamForMap(knowledge: Knowledge): Promise<TeamForMap | undefined> {
  if (!isInTeam()) return undefined;
  const [{ openClient }, { teamForMap }] = await Promise.all([
    import('./memberClient.ts'),
    import('../app/teamForMap.ts'),
  ]);
  const client = await openClient(undefined, false);
  return client.profile.teamKey === null ? undefined : { ...(await teamForMap(client, knowledge)), lessons: [] };
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../app/host.ts';
import type { Knowledge } from '../app/knowledge.ts';
import type { TeamForMap } from '../app/teamForMap.ts';
import type { TeamSays } from '../app/teamSays.ts';
import type { Client } from '../client/createClient.ts';
import { profileHome } from './profileHome.ts';
import { terminalHost } from './terminal.ts';

/** Whether this profile is in a team. Cheap: a command that needs no relay loads nothing of it without one. */
export function isInTeam(): boolean {
  let text: string;
  try {
    text = readFileSync(path.join(profileHome(), 'profile.json'), 'utf8');
  } catch {
    return false;
  }
  try {
    // Keys that no relay has taken in are no membership; those that cannot be read are spoken of by whoever reads them.
    return !(JSON.parse(text) as { joining?: boolean }).joining;
  } catch {
    return true;
  }
}

let opened: Promise<Client | undefined> | undefined;

/** The client of this profile, not connected; undefined outside a team and before somebody has let one in. Opened once. */
export function teamClient(): Promise<Client | undefined> {
  opened ??= (async () => {
    if (!isInTeam()) return undefined;
    const { openClient } = await import('./memberClient.ts');
    const client = await openClient(undefined, false);
    return client.profile.teamKey === null ? undefined : client;
  })();
  return opened;
}

/** The terminal as a host that knows what the team said of who is one person, as far as this machine has seen it. */
export async function teamHost(): Promise<Host> {
  const client = await teamClient();
  if (!client) return terminalHost;
  const { teamDecisions } = await import('../app/sharedDecisions.ts');
  return { ...terminalHost, teamDecisions: () => teamDecisions(client) };
}

/** What the team adds to an answer, as far as this machine has seen it; nothing is connected. Undefined where there is no team. */
export async function knownTeam(knowledge: Knowledge): Promise<TeamSays | undefined> {
  const client = await teamClient();
  if (!client) return undefined;
  const { teamSays } = await import('../app/teamSays.ts');
  return teamSays(client, knowledge);
}

/** The same for the map. Without what people learnt in sessions: a printed map is passed on, a session is between its two people. */
export async function knownTeamForMap(knowledge: Knowledge): Promise<TeamForMap | undefined> {
  const client = await teamClient();
  if (!client) return undefined;
  const { teamForMap } = await import('../app/teamForMap.ts');
  return { ...(await teamForMap(client, knowledge)), lessons: [] };
}

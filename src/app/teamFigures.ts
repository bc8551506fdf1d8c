import type { Client } from '../client/createClient.ts';
import type { LogEntry } from '../client/mentoringLog.ts';

/**
 * Counts a session for the team's figures, by language and by area, where both let the team count it. Done by whoever confirms its log entry
 * and nobody else, so that each session is counted once.
 */
export function countSession(client: Client, entry: LogEntry): void {
  if (!entry.counts) return;
  for (const name of [entry.language, areaName(entry.repository, entry.area)])
    if (name) client.contribute(name).done.catch(() => undefined);
}

/** `repository/src/parser/`: the two uppermost folders, so that sessions come together; undefined for files outside of any. */
export function areaName(repository: string | undefined, path: string | undefined): string | undefined {
  const folders = path?.split('/').slice(0, -1) ?? [];
  if (folders.length === 0) return undefined;
  return `${[...(repository ? [repository] : []), ...folders.slice(0, 2)].join('/')}/`;
}

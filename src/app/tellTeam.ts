import type { ClientEvent } from '../client/clientEvents.ts';
import type { Client } from '../client/createClient.ts';
import { publishLoad } from './sharedLoad.ts';
import { shareSession } from './sharedSessions.ts';

/** What a member's machine tells the team by itself after something has happened: whose turn it is, and sessions that both let count. */
export function tellTeam(client: Client, event: ClientEvent): void {
  if (event.type === 'request' && !event.replayed && event.request.role === 'helper') publishLoad(client);
  if (event.type === 'log' && !event.replayed) shareSession(client, event.entry);
}

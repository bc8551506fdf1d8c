import type { Client } from '../client/createClient.ts';
import { isInTeam } from './knownTeam.ts';

/** Does `work` with the team's client where there is a team; gives a sentence on what became of it there. */
export async function withTeam(work: (client: Client | undefined) => Promise<void>): Promise<string> {
  if (!isInTeam()) {
    await work(undefined);
    return '';
  }
  const { withClient } = await import('./memberClient.ts');
  return withClient(
    async (client) => {
      await work(client);
      return ' Your team knows it too, sealed.';
    },
    async (client) => {
      await work(client);
      return ' Your team hears of it when the relay can be reached.';
    },
  );
}

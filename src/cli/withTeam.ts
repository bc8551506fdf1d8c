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
      await allSent(client);
      return ' Your team knows it too, sealed.';
    },
    async (client) => {
      await work(client);
      return ' Your team hears of it when the relay can be reached.';
    },
  );
}

/** Waits a moment until the outbox is empty: what is not sent now is sent the next time. */
async function allSent(client: Client): Promise<void> {
  const until = performance.now() + 2000;
  while (client.waiting > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
}

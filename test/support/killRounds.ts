import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { createDurableLoad } from './durableLoad.ts';
import { profileOf } from './rawMember.ts';
import { killRelay, startRelayProcess } from './relayProcess.ts';

/**
 * D2: a relay process under load is killed with `kill -9` at a random instant, again and again. Afterwards everything that was ever
 * acknowledged must be there exactly once, in the order of its offsets, and commands sent again must not be done twice.
 */
export async function killRounds(
  root: string,
  kills: number,
  random: () => number,
): Promise<{ acknowledged: number; resent: number }> {
  const folder = `${root}/relay`;
  let relay = await startRelayProcess(folder, 0);
  const { port } = relay;
  const home = `${root}/ana`;
  const storage = createFileStorage(home);
  await joinTeam(storage, parseInviteLink(relay.link!)!, { name: 'ana', emails: ['a@example.org'] });
  const load = createDurableLoad(`ws://127.0.0.1:${port}/v1`, profileOf(home));

  for (let kill = 0; kill < kills; kill++) {
    const raw = await load.attach();
    await load.run(raw, 5 + random() * 120);
    await killRelay(relay);
    raw.socket.terminate();
    relay = await startRelayProcess(folder, port);
  }
  const last = await load.attach();
  while (load.unacknowledged.size) await wait(5);
  last.socket.close();
  assert.equal(load.refused, 0);
  const records = await load.verify();
  // The ordinary client, too, finds everything.
  const client = await createClient({ storage });
  client.start();
  await client.ready();
  assert.equal(client.team.records.size, records);
  client.stop();
  await killRelay(relay, 'SIGTERM');
  return { acknowledged: records, resent: load.resent };
}

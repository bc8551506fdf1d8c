import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { connectMember, profileOf, type Raw } from './rawMember.ts';
import { killRelay, startRelayProcess } from './relayProcess.ts';

const id = () => randomBytes(16).toString('base64url');

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
  const address = `ws://127.0.0.1:${port}/v1`;
  const home = `${root}/ana`;
  await joinTeam(createFileStorage(home), parseInviteLink(relay.link!)!, { name: 'ana', emails: ['a@example.org'] });
  const profile = profileOf(home);
  const stream = id();
  let number = 0;
  let resent = 0;
  const acknowledged = new Map<string, number>();
  const unacknowledged = new Map<string, string>();
  const recordOf = new Map<string, string>();

  const send = (raw: Raw) => {
    const command = `${stream}.${++number}`;
    const record = id();
    const frame = JSON.stringify({
      type: 'record.add',
      id: command,
      record,
      kind: 'meeting',
      scope: { members: [profile.member] },
      signature: 'A'.repeat(86),
      keys: { [profile.member]: 'A'.repeat(107) },
      sealed: 'A'.repeat(300),
    });
    recordOf.set(command, record);
    unacknowledged.set(command, frame);
    raw.send(frame);
  };

  const attach = async () => {
    const raw = await connectMember(address, profile);
    raw.socket.on('error', () => {});
    raw.socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { type: string; id?: string; offset?: number; code?: string };
      assert.notEqual(frame.type, 'command.refused', frame.code);
      if (frame.type !== 'command.done') return;
      const before = acknowledged.get(frame.id!);
      assert.ok(before === undefined || before === frame.offset, 'a repeated acknowledgement says the same');
      acknowledged.set(frame.id!, frame.offset!);
      unacknowledged.delete(frame.id!);
    });
    // What was on the way when the relay died is sent again, to the byte.
    for (const text of unacknowledged.values()) {
      resent++;
      raw.send(text);
    }
    return raw;
  };

  for (let kill = 0; kill < kills; kill++) {
    const raw = await attach();
    const end = performance.now() + 5 + random() * 120;
    while (performance.now() < end) {
      for (let i = 0; i < 5; i++) if (unacknowledged.size < 100) send(raw);
      await wait(1);
    }
    await killRelay(relay);
    raw.socket.terminate();
    relay = await startRelayProcess(folder, port);
  }
  const last = await attach();
  while (unacknowledged.size) await wait(5);
  last.socket.close();

  const storage = createFileStorage(home);
  const seen = new Map<string, number>();
  const raw = await connectMember(address, profile, { epoch: 'A'.repeat(22), offset: 0 });
  for (const frame of raw.frames as unknown as {
    type: string;
    offset: number;
    event?: { type: string; record: string };
  }[]) {
    if (frame.event?.type !== 'record.added') continue;
    assert.ok(!seen.has(frame.event.record), 'nothing is there twice');
    seen.set(frame.event.record, frame.offset);
  }
  raw.socket.close();
  for (const [command, offset] of acknowledged) {
    assert.equal(seen.get(recordOf.get(command)!), offset, `${command} was acknowledged at ${offset}`);
  }
  assert.equal(seen.size, acknowledged.size, 'nothing is there that was not sent');
  // The ordinary client, too, finds everything.
  const client = await createClient({ storage });
  client.start();
  await client.ready();
  assert.equal(client.team.records.size, seen.size);
  client.stop();
  await killRelay(relay, 'SIGTERM');
  return { acknowledged: acknowledged.size, resent };
}

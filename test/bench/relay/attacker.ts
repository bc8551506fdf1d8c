// One attacker, as a process of its own: `node attacker.ts KIND ADDRESS PROFILE-JSON`. Goes on until it is killed.
import { setTimeout as wait } from 'node:timers/promises';
import type { Profile } from '../../../src/client/profile.ts';
import { connectMember, connectRaw, type Raw } from '../../support/rawMember.ts';

export type Attack = 'flood' | 'size bombs' | 'fragments' | 'slow reader' | 'silent strangers';

const [kind, address, text] = process.argv.slice(2) as [Attack, string, string];
const profile = JSON.parse(text) as Profile;

async function attack(): Promise<void> {
  if (kind === 'silent strangers') {
    const crowd = await Promise.allSettled(Array.from({ length: 50 }, () => connectRaw(address)));
    await Promise.all(crowd.map((one) => (one.status === 'fulfilled' ? one.value.closed : undefined)));
    return;
  }
  const raw: Raw = await connectMember(address, profile);
  raw.socket.on('error', () => {});
  if (kind === 'slow reader') {
    raw.socket.pause();
    await wait(60_000);
    return;
  }
  if (kind === 'size bombs') raw.send('x'.repeat(600_000));
  else if (kind === 'fragments') {
    for (let i = 0; i < 700 && raw.socket.readyState === 1; i++) raw.socket.send('x'.repeat(1000), { fin: false });
  } else {
    const { member, device } = profile;
    const frame = { type: 'live.send', session: 'A'.repeat(22), from: member, device, sealed: 'A'.repeat(300) };
    for (let i = 0; i < 400; i++) raw.send(frame);
  }
  await raw.closed;
}

for (;;) {
  await attack().catch(() => {});
  await wait(50);
}

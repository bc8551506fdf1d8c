import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Profile } from '../../src/client/profile.ts';
import { connectMember, type Raw } from './rawMember.ts';

const id = () => randomBytes(16).toString('base64url');

/** A member who writes records and keeps count of what was acknowledged, over any number of connections. */
export interface DurableLoad {
  /** Connects, and sends again, to the byte, what was on the way. */
  attach(): Promise<Raw>;
  /** Sends new records for `ms` milliseconds, at most a hundred on the way. */
  run(raw: Raw, ms: number): Promise<void>;
  /** Sends again everything that is not acknowledged. */
  sendAgain(raw: Raw): void;
  readonly acknowledged: ReadonlyMap<string, number>;
  readonly unacknowledged: ReadonlyMap<string, string>;
  /** How many commands were sent more than once, and how many times one was refused because it could not be stored. */
  readonly resent: number;
  readonly refused: number;
  /** Everything that was acknowledged is there exactly once, in the order of its offsets, and nothing else is. Returns how much. */
  verify(): Promise<number>;
}

export function createDurableLoad(address: string, profile: Profile): DurableLoad {
  const stream = id();
  let number = 0;
  let resent = 0;
  let refused = 0;
  const acknowledged = new Map<string, number>();
  const unacknowledged = new Map<string, string>();
  const recordOf = new Map<string, string>();

  const sendNew = (raw: Raw) => {
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
  const sendAgain = (raw: Raw) => {
    for (const text of unacknowledged.values()) {
      resent++;
      raw.send(text);
    }
  };

  return {
    acknowledged,
    unacknowledged,
    get resent() {
      return resent;
    },
    get refused() {
      return refused;
    },
    sendAgain,
    async attach() {
      const raw = await connectMember(address, profile);
      raw.socket.on('error', () => {});
      raw.socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { type: string; id?: string; offset?: number; code?: string };
        if (frame.type === 'command.refused') {
          assert.equal(frame.code, 'storage-failed');
          refused++;
        }
        if (frame.type !== 'command.done') return;
        const before = acknowledged.get(frame.id!);
        assert.ok(before === undefined || before === frame.offset, 'a repeated acknowledgement says the same');
        acknowledged.set(frame.id!, frame.offset!);
        unacknowledged.delete(frame.id!);
      });
      sendAgain(raw);
      return raw;
    },
    async run(raw, ms) {
      const end = performance.now() + ms;
      while (performance.now() < end) {
        for (let i = 0; i < 5; i++) if (unacknowledged.size < 100) sendNew(raw);
        await wait(1);
      }
    },
    async verify() {
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
      return seen.size;
    },
  };
}

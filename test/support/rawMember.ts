import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { Profile } from '../../src/client/profile.ts';
import { sign } from '../../src/protocol/identity.ts';
import { proofText } from '../../src/protocol/proofText.ts';
import { loadSealing } from '../../src/protocol/sealing.ts';

type Frame = { readonly type: string; readonly [field: string]: unknown };

/** A bare WebSocket to a relay: sends whatever a test wants, keeps whatever comes. */
export interface Raw {
  readonly socket: WebSocket;
  readonly frames: Frame[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  send(frame: unknown): void;
  /** The first frame, past or coming, that `is` accepts. */
  next(is: string | ((frame: Frame) => boolean)): Promise<Frame>;
}

/** Connects; rejects with the HTTP status where the upgrade is refused. */
export function connectRaw(address: string, options: { origin?: string } = {}): Promise<Raw> {
  const socket = new WebSocket(address, {
    perMessageDeflate: false,
    ...(options.origin ? { origin: options.origin } : {}),
  });
  const frames: Frame[] = [];
  let listeners: (() => void)[] = [];
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)) as Frame);
    const now = listeners;
    listeners = [];
    for (const listener of now) listener();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  const raw: Raw = {
    socket,
    frames,
    closed,
    send: (frame) => socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)),
    async next(is) {
      const accepts = typeof is === 'string' ? (frame: Frame) => frame.type === is : is;
      let closing: { code: number; reason: string } | undefined;
      void closed.then((why) => {
        closing = why;
        for (const listener of listeners) listener();
      });
      for (;;) {
        const found = frames.find(accepts);
        if (found) return found;
        if (closing) throw new Error(`closed with ${closing.code} ${closing.reason}`);
        await new Promise<void>((resolve) => listeners.push(resolve));
      }
    },
  };
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(raw));
    socket.on('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)));
    socket.on('error', (error) => reject(error));
  });
}

/** The secrets of the member whose folder is `home`. */
export function profileOf(home: string): Profile {
  return JSON.parse(readFileSync(path.join(home, 'profile.json'), 'utf8')) as Profile;
}

/** The proving frame of `profile` for a connection's challenge, with `changes` made before it is signed. */
export function proofOf(
  profile: Profile,
  challenge: Frame,
  changes: Partial<{ relay: string; time: number; nonce: string }> = {},
) {
  const { team, member, device } = profile;
  const text = proofText({
    relay: changes.relay ?? profile.relay,
    time: changes.time ?? (challenge.time as number),
    nonce: changes.nonce ?? (challenge.nonce as string),
    team,
    member,
    device,
  });
  return { type: 'member.prove', version: 1, team, member, device, signature: sign(text, profile.deviceSecret) };
}

/** Connects and proves itself as `profile`; resumes from now on unless told otherwise. */
export async function connectMember(address: string, profile: Profile, after: unknown = null): Promise<Raw> {
  await loadSealing();
  const raw = await connectRaw(address);
  raw.send(proofOf(profile, await raw.next('relay.challenge')));
  await raw.next('member.welcome');
  raw.send({ type: 'team.resume', after });
  await raw.next('team.resumed');
  return raw;
}

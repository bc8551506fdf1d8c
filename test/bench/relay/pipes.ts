import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { createClient } from '../../../src/client/createClient.ts';
import { createFileStorage } from '../../../src/client/fileStorage.ts';
import { joinTeam } from '../../../src/client/joinTeam.ts';
import type { Profile } from '../../../src/client/profile.ts';
import { parseInviteLink } from '../../../src/protocol/inviteLink.ts';
import { timedId } from '../../../src/protocol/sealing.ts';
import { connectMember, profileOf } from '../../support/rawMember.ts';
import { eventually } from '../../support/relayTeam.ts';
import type { BenchServer } from './benchServer.ts';

/** One sender; `onAnswer` runs when what it sent has come back, arrived, or been acknowledged. */
export interface Pipe {
  send(): void;
  onAnswer: () => void;
}

/** Eight members on one machine each; the first two are in a session. */
export interface BenchTeam {
  readonly address: string;
  readonly profiles: readonly Profile[];
  readonly session: string;
}

export const payload = randomBytes(150).toString('base64url');
const wrapped = 'A'.repeat(107);
const signature = 'A'.repeat(86);
const id = () => timedId(Date.now());
const people = 8;

export function echoPipes(server: BenchServer, text: string, count: number): Promise<Pipe[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}`, { perMessageDeflate: false });
      await new Promise((resolve) => socket.on('open', resolve));
      const pipe: Pipe = { send: () => socket.send(text), onAnswer: () => {} };
      socket.on('message', () => pipe.onAnswer());
      return pipe;
    }),
  );
}

export function socketIoPipes(server: BenchServer, text: string, count: number): Promise<Pipe[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = io(`http://127.0.0.1:${server.port}`, { transports: ['websocket'], forceNew: true });
      await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
      const pipe: Pipe = { send: () => socket.emit('m', text), onAnswer: () => {} };
      socket.on('m', () => pipe.onAnswer());
      return pipe;
    }),
  );
}

/** Founds a team on the relay `server`; homes go below `root`. */
export async function benchTeam(server: BenchServer, root: string): Promise<BenchTeam> {
  const open = async (name: string, link: string) => {
    const home = path.join(root, name);
    await joinTeam(createFileStorage(home), parseInviteLink(link)!, { name, emails: [`${name}@example.org`] });
    const client = await createClient({ storage: createFileStorage(home) });
    client.start();
    await client.ready();
    return { client, profile: profileOf(home) };
  };
  const ana = await open('ana', server.link);
  const others: Awaited<ReturnType<typeof open>>[] = [];
  for (let n = 1; n < people; n++) {
    const invite = ana.client.invite();
    await invite.done;
    others.push(await open(`member-${n}`, invite.link));
  }
  await eventually(() => ana.client.team.members.size === people);
  const ben = others[0]!;
  const { request, done } = ana.client.ask({
    question: { question: 'q' },
    steps: [{ candidates: [ben.profile.member], wait: 1000 }],
  });
  await done;
  await ben.client.accept(request).done;
  for (const { client } of [ana, ...others]) client.stop();
  return {
    address: `ws://127.0.0.1:${server.port}/v1`,
    profiles: [ana, ...others].map(({ profile }) => profile),
    session: request,
  };
}

/** Live frames of the two in a session, each to the other: validated, routed, forwarded. */
export async function livePipes(team: BenchTeam): Promise<{ pipes: Pipe[]; close: () => void }> {
  const sockets = await Promise.all(team.profiles.slice(0, 2).map((profile) => bareMember(team, profile)));
  const pipes = sockets.map((socket, n): Pipe => {
    const { member, device } = team.profiles[n]!;
    const frame = JSON.stringify({
      type: 'live.send',
      session: team.session,
      from: member,
      device,
      sealed: payload,
    });
    return { send: () => socket.send(frame), onAnswer: () => {} };
  });
  for (const [n, socket] of sockets.entries()) socket.on('message', () => pipes[1 - n]!.onAnswer());
  return { pipes, close: () => closeAll(sockets) };
}

/** Durable commands of eight members, each acknowledged from disk; `make` says which. */
export async function durablePipes(
  team: BenchTeam,
  make: (member: string, next: string) => object,
): Promise<{ pipes: Pipe[]; close: () => void }> {
  const sockets: WebSocket[] = [];
  const pipes = await Promise.all(
    team.profiles.map(async (profile, index) => {
      const next = team.profiles[(index + 1) % people]!.member;
      const socket = await bareMember(team, profile);
      sockets.push(socket);
      const stream = id();
      let number = 0;
      const pipe: Pipe = {
        send: () => socket.send(JSON.stringify({ ...make(profile.member, next), id: `${stream}.${++number}` })),
        onAnswer: () => {},
      };
      socket.on('message', (data: Buffer) => {
        const text = data.toString('latin1', 0, 40);
        if (text.startsWith('{"type":"command.done"')) pipe.onAnswer();
        else if (text.startsWith('{"type":"command.refused"')) throw new Error(data.toString());
      });
      return pipe;
    }),
  );
  return { pipes, close: () => closeAll(sockets) };
}

/** A question to one other member. */
export function askOf(member: string, next: string) {
  return {
    type: 'request.ask',
    request: id(),
    hidden: false,
    steps: [{ candidates: [next], wait: 600_000 }],
    keys: { [member]: wrapped, [next]: wrapped },
    signature,
    expiresIn: 3_600_000,
    sealed: payload,
  };
}

/** The end of a request, if there is one left to end. */
export function withdrawalOf(request: string | undefined) {
  return request === undefined ? undefined : { type: 'request.withdraw', request };
}

/** A record for its author alone. */
export function recordOf(member: string) {
  return {
    type: 'record.add',
    record: id(),
    kind: 'meeting',
    scope: { members: [member] },
    signature,
    keys: { [member]: wrapped },
    sealed: payload,
  };
}

async function bareMember(team: BenchTeam, profile: Profile): Promise<WebSocket> {
  const raw = await connectMember(team.address, profile);
  raw.socket.removeAllListeners('message');
  return raw.socket;
}

function closeAll(sockets: readonly WebSocket[]): void {
  for (const socket of sockets) socket.close();
}

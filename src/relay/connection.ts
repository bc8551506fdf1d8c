import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { type ClosingName, closings } from '../protocol/codes.ts';
import type { Availability } from '../protocol/frames.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Relay } from './relayContext.ts';
import type { Room } from './room.ts';

/**
 * One WebSocket. Fields are plain and few: a relay holds many thousands of these, most of them idle.
 * proving: has not shown who it is · proved: has, and gets no events yet · replaying: catching up · live: gets events as they come.
 */
export interface Connection {
  readonly socket: WebSocket;
  mode: 'proving' | 'proved' | 'replaying' | 'live' | 'closed';
  /** While proving. Its nonce is good for one answer. */
  challenge: { nonce: string | undefined; readonly time: number } | undefined;
  room: Room | undefined;
  member: Id;
  device: Id;
  waiting: boolean;
  /** Undefined until it has said how its person is. */
  status: Availability | undefined;
  statusUntil: number | null;
  watched: Set<Id> | undefined;
  /** When the live frames and the commands that came would have come at the rate that is allowed: see `takesTooMuch`. */
  liveUntil: number;
  commandsUntil: number;
  /** When the last byte came, by the relay's clock. */
  heardAt: number;
  /** Frames that go out with this turn of the event loop, a character a byte. */
  gathered: string;
  /** Of commands that wait for their answer. */
  waitingBytes: number;
}

/** A connection that has just been upgraded. */
export function createConnection(socket: WebSocket, nonce: string, at: number): Connection {
  return {
    socket,
    mode: 'proving',
    challenge: { nonce, time: at },
    room: undefined,
    member: '',
    device: '',
    waiting: false,
    status: undefined,
    statusUntil: null,
    watched: undefined,
    liveUntil: 0,
    commandsUntil: 0,
    heardAt: at,
    gathered: '',
    waitingBytes: 0,
  };
}

/** Closes with one of our codes; `detail` replaces the standard sentence. A close frame's reason holds 123 bytes: what is longer is cut. */
export function closeConnection(connection: Connection, name: ClosingName, detail?: string): void {
  const { code, sentence } = closings[name];
  writeGathered(connection);
  // A letter that is cut through becomes U+FFFD, of three bytes.
  connection.socket.close(
    code,
    Buffer.from(detail ?? sentence)
      .subarray(0, 120)
      .toString(),
  );
}

/** Keeps a machine away for a while that sent too much or too fast. */
export function coolDown(relay: Relay, connection: Connection): void {
  connection.room?.cooling.set(connection.device, relay.now() + relay.limits.coolingMs);
}

/** Lets the frames go that were gathered for this connection. ws keeps its TCP or TLS socket in a field and writes whole frames to it, as this does. */
export function writeGathered(connection: Connection): void {
  const { gathered, socket } = connection;
  if (gathered === '') return;
  connection.gathered = '';
  // After a close frame nothing may follow.
  if (socket.readyState === 1) (socket as unknown as { _socket?: Socket })._socket?.write(gathered, 'latin1');
}

/** From now on takes messages of up to `bytes`: a stranger may cost less than a member, and ws has no public way to change it. */
export function allowMessages(connection: Connection, bytes: number): void {
  const { _receiver: receiver } = connection.socket as unknown as { _receiver?: { _maxPayload: number } };
  if (receiver) receiver._maxPayload = bytes;
}

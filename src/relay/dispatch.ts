import { decodeClientFrame, isMalformed } from '../protocol/codec.ts';
import { type ClientFrame, isCommand, isProving, type PassingFrame } from '../protocol/frames.ts';
import { monthOf } from '../protocol/months.ts';
import { doCommand } from './commands.ts';
import { type Connection, closeConnection, coolDown } from './connection.ts';
import { shake } from './handshake.ts';
import { refreshPresence, watchPresence } from './presence.ts';
import type { Relay } from './relayContext.ts';
import { resume } from './resume.ts';
import type { Soon } from './room.ts';

/** Takes one message of a connection. Never throws and never rejects: a fault closes this connection and no other. */
export function dispatch(relay: Relay, connection: Connection, raw: Buffer, isBinary: boolean): void {
  relay.metrics.framesIn++;
  if (connection.mode === 'closed') return;
  if (isBinary) {
    connection.socket.close(1003, 'Frames are text.');
    return;
  }
  if (connection.mode === 'proving' && raw.length > relay.limits.challengeBytes) {
    closeConnection(connection, 'bad-frame', 'A stranger may not send this much.');
    return;
  }
  const text = raw.toString('utf8');
  const frame = decodeClientFrame(text);
  if (isMalformed(frame)) {
    relay.metrics.malformed++;
    closeConnection(connection, 'bad-frame', `Malformed frame: ${frame.malformed}`);
    return;
  }
  try {
    const waits = handle(relay, connection, frame, raw, text);
    if (waits) waits.catch((error) => fault(relay, connection, error));
  } catch (error) {
    fault(relay, connection, error);
  }
}

function handle(relay: Relay, connection: Connection, frame: ClientFrame, raw: Buffer, text: string): Soon<void> {
  if (isProving(frame)) {
    if (connection.mode === 'proving') return shake(relay, connection, frame);
    closeConnection(connection, 'bad-frame', 'The proof was given already.');
    return undefined;
  }
  if (connection.mode === 'proving') {
    closeConnection(connection, 'bad-frame', 'The first frame proves who is there.');
    return undefined;
  }
  if (takesTooMuch(relay, connection, frame.type === 'live.send')) {
    relay.metrics.tooFast++;
    closeConnection(connection, 'too-fast');
    coolDown(relay, connection);
    return undefined;
  }
  const standing = connection.room!.members.get(connection.member)?.standing;
  if (standing === 'gone') {
    closeConnection(connection, 'revoked');
    return undefined;
  }
  if (isCommand(frame)) return doCommand(relay, connection, frame, raw);
  return connection.waiting ? undefined : pass(relay, connection, frame, text);
}

function pass(relay: Relay, connection: Connection, frame: PassingFrame, text: string): Soon<void> {
  const room = connection.room!;
  switch (frame.type) {
    case 'live.send':
      route(relay, connection, frame, text);
      return undefined;
    case 'team.resume':
      if (connection.mode !== 'proved') return undefined;
      return resume(relay, connection, frame.after);
    case 'presence.set':
      connection.status = frame.status;
      connection.statusUntil = frame.until;
      refreshPresence(relay, room, connection.member);
      return undefined;
    case 'presence.watch':
      watchPresence(relay, room, connection, frame.members);
      return undefined;
    case 'figure.list':
      return listFigures(relay, connection, frame.month);
    case 'device.list':
      return listDevices(relay, connection);
  }
}

/** Forwards a live frame, byte for byte, to the other connections of its session. What does not fit is dropped: it would be stale anyway. */
function route(
  relay: Relay,
  connection: Connection,
  frame: Extract<PassingFrame, { type: 'live.send' }>,
  text: string,
): void {
  const room = connection.room!;
  if (frame.from !== connection.member || frame.device !== connection.device) {
    closeConnection(connection, 'bad-frame', 'A live frame carries the sender’s own name.');
    return;
  }
  const state = room.requests.get(frame.session)?.state;
  if (!state?.helper || (state.asker !== frame.from && state.helper !== frame.from)) return;
  if (state.status !== 'active' && state.status !== 'paused') return;
  for (const member of [state.asker!, state.helper]) {
    for (const other of room.live.get(member) ?? []) {
      if (other !== connection && other.mode === 'live') relay.sender.send(other, text);
    }
  }
  relay.metrics.liveRouted++;
}

async function listFigures(relay: Relay, connection: Connection, month: string): Promise<void> {
  // The month must be over: a number that grows while one looks tells who added to it.
  const over = month < monthOf(relay.now());
  const people = Math.max(relay.limits.figurePeople, 4);
  const figures = over ? await relay.store.figures(connection.room!.team, month, people) : [];
  // What would not fit into a frame is left out, the least first.
  let left = relay.limits.frameBytes - 1024;
  const shown = [...figures]
    .sort((a, b) => b.sessions - a.sessions)
    .map(({ label, name, sessions }) => ({ label, name, sessions }))
    .filter((figure) => {
      left -= JSON.stringify(figure).length + 1;
      return left > 0;
    });
  relay.sender.send(connection, JSON.stringify({ type: 'figure.list', month, figures: shown }));
}

async function listDevices(relay: Relay, connection: Connection): Promise<void> {
  const devices = await relay.store.devices(connection.room!.team, connection.member);
  const shown = devices.map(({ device, addedAt }) => ({ device, addedAt }));
  relay.sender.send(connection, JSON.stringify({ type: 'device.list', devices: shown }));
}

/**
 * Counts a frame, and says whether more came than may: the generic cell rate algorithm (ITU-T I.371), which holds as much as a bucket of tokens in a
 * single number, the time at which all frames so far would have come at the allowed rate.
 */
function takesTooMuch(relay: Relay, connection: Connection, live: boolean): boolean {
  const { limits } = relay;
  const now = relay.now();
  const each = 1000 / (live ? limits.liveFramesPerSecond : limits.commandsPerSecond);
  const until = Math.max(now, live ? connection.liveUntil : connection.commandsUntil) + each;
  if (live) connection.liveUntil = until;
  else connection.commandsUntil = until;
  // Half a frame more, as sums of fractions are not exact.
  return !((until - now) / each < (live ? limits.liveBurst : limits.commandBurst) + 0.5);
}

function fault(relay: Relay, connection: Connection, error: unknown): void {
  relay.log('fault', { error: error instanceof Error ? (error.stack ?? error.message).slice(0, 400) : 'unknown' });
  closeConnection(connection, 'storage-failed');
}

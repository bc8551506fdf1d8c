import { hash } from 'node:crypto';
import { type RefusalCode, refusals } from '../protocol/codes.ts';
import type { CommandFrame } from '../protocol/frames.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Connection } from './connection.ts';
import { decideFeed, decideFigure } from './feedCommands.ts';
import { decideMember } from './memberCommands.ts';
import { decideRecord } from './recordCommands.ts';
import type { Relay } from './relayContext.ts';
import { decideRequestCommand } from './requestCommands.ts';
import { applyChange, inTurn, isFullMember, type Outcome, type Room, roomTime, type Soon } from './room.ts';
import type { Write } from './store.ts';

/**
 * Does a durable command once, however often it is sent: recognises repeats, decides, and acknowledges when the decision is on disk.
 * `raw` is the frame as it came; a repeat must be the same to the byte.
 */
export function doCommand(relay: Relay, connection: Connection, frame: CommandFrame, raw: Buffer): Soon<void> {
  const room = connection.room!;
  takeOn(relay, connection, raw.length);
  const answer: Answer = { relay, connection, id: frame.id, bytes: raw.length };
  return inTurn(room, () => doInTurn(relay, room, answer, frame, raw));
}

/** Whom to answer about a command. Each command is answered once. */
interface Answer {
  readonly relay: Relay;
  readonly connection: Connection;
  readonly id: string;
  /** Of the frame: they are held in memory until the answer. */
  readonly bytes: number;
}

/** A command with what tells it from others. */
interface Command {
  readonly frame: CommandFrame;
  readonly stream: Id;
  readonly number: number;
  /** The start of the frame's SHA-256, base64url. */
  readonly digest: string;
  readonly streamKey: string;
  readonly receiptKey: string;
}

/** 132 bits: whoever could make two commands that agree in them would cheat nobody but themselves. */
const digestLetters = 22;

/** Counts a command that waits for its answer. Of who has sent more than may wait nothing more is read until enough is answered. */
function takeOn(relay: Relay, connection: Connection, bytes: number): void {
  connection.waitingBytes += bytes;
  if (connection.waitingBytes > relay.limits.waitingBytes) connection.socket.pause();
}

function letGo({ relay, connection, bytes }: Answer): void {
  connection.waitingBytes -= bytes;
  if (connection.socket.isPaused && connection.waitingBytes <= relay.limits.waitingBytes) connection.socket.resume();
}

function doInTurn(relay: Relay, room: Room, answer: Answer, frame: CommandFrame, raw: Buffer): Soon<void> {
  const { member } = answer.connection;
  const dot = frame.id.indexOf('.');
  const command: Command = {
    frame,
    stream: frame.id.slice(0, dot),
    number: Number(frame.id.slice(dot + 1)),
    digest: hash('sha256', raw, 'base64url').slice(0, digestLetters),
    streamKey: `${member}/${frame.id.slice(0, dot)}`,
    receiptKey: `${member}/${frame.id}`,
  };
  const last = room.streams.get(command.streamKey);
  if (last === undefined || command.number <= last) return doUnlessRepeated(relay, room, answer, command);
  return doOnce(relay, room, answer, command);
}

/** A command that may be a repeat, which only the store can tell. */
async function doUnlessRepeated(relay: Relay, room: Room, answer: Answer, command: Command): Promise<void> {
  const { member } = answer.connection;
  const { stream, number, digest, streamKey, receiptKey } = command;
  let last = room.streams.get(streamKey);
  if (last === undefined) {
    last = await relay.store.lastOfStream(room.team, member, stream);
    last = Math.max(last, room.streams.get(streamKey) ?? 0);
    remember(relay, room, streamKey, last);
  }
  if (number <= last) {
    const pending = room.pendingReceipts.get(receiptKey);
    if (pending) {
      relay.metrics.commandsRepeated++;
      if (pending.digest !== digest) return refuse(answer, 'conflict');
      pending.waiting.push((offset, at) => acknowledge(answer, offset, at));
      pending.failed.push(() => refuse(answer, 'storage-failed'));
      return;
    }
    const receipt = await relay.store.receipt(room.team, member, stream, number);
    if (receipt) {
      relay.metrics.commandsRepeated++;
      // Receipts of earlier relays hold the whole of it.
      if (receipt.digest.slice(0, digestLetters) !== digest) return refuse(answer, 'conflict');
      return acknowledge(answer, receipt.offset, receipt.at);
    }
  }
  return doOnce(relay, room, answer, command);
}

function doOnce(relay: Relay, room: Room, answer: Answer, command: Command): Soon<void> {
  const { connection } = answer;
  if (!isFullMember(room, connection.member) && !mayGo(room, connection.member, command.frame))
    return refuse(answer, 'not-a-member');
  const at = roomTime(relay, room);
  const outcome = decide(relay, room, connection, command.frame, at);
  if (!(outcome instanceof Promise)) return carryOut(relay, room, answer, command, at, outcome);
  return outcome.then((decided) => carryOut(relay, room, answer, command, at, decided));
}

/** Whom nobody has let in yet may at least go again. */
function mayGo(room: Room, member: Id, frame: CommandFrame): boolean {
  const goes = frame.type === 'member.leave' || frame.type === 'member.forget';
  return goes && room.members.get(member)?.standing === 'waiting';
}

function carryOut(
  relay: Relay,
  room: Room,
  answer: Answer,
  { stream, number, digest, streamKey, receiptKey }: Command,
  at: number,
  outcome: Outcome,
): void {
  if ('refused' in outcome) {
    refuse(answer, outcome.refused);
    return;
  }
  const pending = {
    digest,
    waiting: [(offset: number) => acknowledge(answer, offset, at)] as ((o: number, at: number) => void)[],
    failed: [() => refuse(answer, 'storage-failed')],
  };
  room.pendingReceipts.set(receiptKey, pending);
  if (number > (room.streams.get(streamKey) ?? 0)) remember(relay, room, streamKey, number);
  const receipt: Write = {
    op: 'receipt',
    team: room.team,
    member: answer.connection.member,
    stream,
    number,
    digest,
    offset: room.offset + outcome.drafts.length,
    at,
  };
  applyChange(
    relay,
    room,
    { ...outcome, writes: [...(outcome.writes ?? []), receipt] },
    at,
    (offset) => {
      room.pendingReceipts.delete(receiptKey);
      for (const tell of pending.waiting) tell(offset, at);
    },
    () => {
      for (const tell of pending.failed) tell();
    },
  );
}

function decide(relay: Relay, room: Room, connection: Connection, frame: CommandFrame, at: number): Soon<Outcome> {
  const by = connection.member;
  switch (frame.type) {
    case 'record.add':
    case 'record.erase':
      return decideRecord(relay, room, by, frame, at);
    case 'figure.contribute':
      return decideFigure(relay, room, by, frame, at);
    case 'feed.publish':
    case 'feed.revoke':
      return decideFeed(relay, room, by, frame, at);
    case 'request.ask':
    case 'request.accept':
    case 'request.later':
    case 'request.pass':
    case 'request.decline':
    case 'request.widen':
    case 'request.withdraw':
    case 'session.pause':
    case 'session.continue':
    case 'session.end':
    case 'log.propose':
    case 'log.confirm':
      return decideRequestCommand(relay, room, by, frame, at);
    default:
      return decideMember(relay, room, by, frame, at);
  }
}

function acknowledge(answer: Answer, offset: number, at: number): void {
  const { relay, connection, id } = answer;
  relay.metrics.commandsDone++;
  relay.sender.send(connection, `{"type":"command.done","id":"${id}","offset":${offset},"time":${at}}`);
  letGo(answer);
}

function refuse(answer: Answer, code: RefusalCode): void {
  const { relay, connection, id } = answer;
  relay.metrics.commandsRefused++;
  const { sentence } = refusals[code];
  relay.sender.send(connection, JSON.stringify({ type: 'command.refused', id, code, sentence }));
  letGo(answer);
}

/** Keeps the newest number of a stream in memory; the one that came first goes when there are too many. */
function remember(relay: Relay, room: Room, streamKey: Id, number: number): void {
  room.streams.set(streamKey, number);
  if (room.streams.size <= relay.limits.streamsRemembered) return;
  for (const oldest of room.streams.keys()) {
    // A number that is not on disk yet must not be forgotten: the store would not know it.
    if (room.pendingReceipts.has(`${oldest}.${room.streams.get(oldest)}`)) continue;
    room.streams.delete(oldest);
    return;
  }
}

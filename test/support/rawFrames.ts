import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** A frame of RFC 6455 as it came. */
export interface RawFrame {
  readonly fin: boolean;
  readonly rsv: number;
  readonly opcode: number;
  readonly payload: Buffer;
}

/** A WebSocket without a library: whatever bytes a test wants go out, whatever frames come are kept. */
export interface RawFrames {
  readonly frames: readonly RawFrame[];
  /** Writes a masked frame; `chop` bytes at a time where given. */
  send(
    opcode: number,
    payload: string | Buffer,
    more?: { fin?: boolean; rsv?: number; chop?: number; mask?: boolean },
  ): Promise<void>;
  bytes(bytes: Buffer): void;
  /** Resolves with the first frame, past or coming, that `is` accepts; rejects when the connection ends without. */
  next(is: (frame: RawFrame) => boolean): Promise<RawFrame>;
  /** Resolves when the connection has ended: with the close frame's code, undefined where none came, 1005 where it was empty. */
  readonly ended: Promise<number | undefined>;
  destroy(): void;
}

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Connects and upgrades `/v1`. */
export async function openFrames(port: number): Promise<RawFrames> {
  const socket = connect(port, '127.0.0.1');
  const frames: RawFrame[] = [];
  let listeners: (() => void)[] = [];
  const wake = () => {
    const now = listeners;
    listeners = [];
    for (const listener of now) listener();
  };
  let pending = Buffer.alloc(0);
  let upgraded = false;
  let over = false;
  const ended = new Promise<number | undefined>((resolve) => {
    socket.on('close', () => {
      over = true;
      wake();
      const close = frames.find(({ opcode }) => opcode === opcodes.close);
      resolve(close && (close.payload.length < 2 ? 1005 : close.payload.readUInt16BE(0)));
    });
  });
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    if (!upgraded) {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      upgraded = pending.subarray(0, 12).toString() === 'HTTP/1.1 101';
      pending = pending.subarray(end + 4);
    }
    for (let frame = take(); frame; frame = take()) {
      frames.push(frame);
      // Who is told to close closes.
      if (frame.opcode === opcodes.close) socket.end();
    }
    wake();
  });
  const take = (): RawFrame | undefined => {
    if (pending.length < 2) return undefined;
    const [first, second] = [pending[0]!, pending[1]!];
    let length = second & 0x7f;
    let at = 2;
    if (length === 126) {
      if (pending.length < 4) return undefined;
      length = pending.readUInt16BE(2);
      at = 4;
    } else if (length === 127) {
      if (pending.length < 10) return undefined;
      length = Number(pending.readBigUInt64BE(2));
      at = 10;
    }
    if (pending.length < at + length) return undefined;
    const payload = Buffer.from(pending.subarray(at, at + length));
    pending = pending.subarray(at + length);
    return { fin: (first & 0x80) !== 0, rsv: (first >> 4) & 7, opcode: first & 15, payload };
  };
  socket.write(
    `GET /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  const raw: RawFrames = {
    frames,
    ended,
    bytes: (bytes) => void socket.write(bytes),
    async send(opcode, payload, more = {}) {
      const bytes = encodeFrame(opcode, Buffer.from(payload as string), more);
      const chop = more.chop ?? bytes.length;
      socket.setNoDelay(true);
      for (let at = 0; at < bytes.length && !over; at += chop) {
        socket.write(bytes.subarray(at, at + chop));
        if (chop < bytes.length) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async next(is) {
      for (;;) {
        const found = frames.find(is);
        if (found) return found;
        if (over) throw new Error(`ended with ${await ended}`);
        await new Promise<void>((resolve) => listeners.push(resolve));
      }
    },
    destroy: () => socket.destroy(),
  };
  await raw.next(({ opcode }) => opcode === opcodes.text);
  return raw;
}

export function encodeFrame(
  opcode: number,
  payload: Buffer,
  { fin = true, rsv = 0, mask = true }: { fin?: boolean; rsv?: number; mask?: boolean } = {},
): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  if (!mask) return Buffer.concat([head, payload]);
  head[1]! |= 0x80;
  const key = randomBytes(4);
  return Buffer.concat([head, key, payload.map((byte, at) => byte ^ key[at & 3]!)]);
}

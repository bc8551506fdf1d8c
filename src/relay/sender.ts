import { type Connection, closeConnection, writeGathered } from './connection.ts';
import type { Metrics } from './metrics.ts';

/** Sends frames, gathered per socket and turn of the event loop, so that many frames cost one system call. */
export interface Sender {
  /** Sends `text` as one message. A reader that is too far behind is cut. */
  send(connection: Connection, text: string): void;
  /** Lets everything gathered go now. */
  flush(): void;
}

export function createSender(sendBufferBytes: number, metrics: Metrics): Sender {
  let waiting: Connection[] = [];
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    const batch = waiting;
    waiting = [];
    for (const connection of batch) writeGathered(connection);
  };

  return {
    send(connection, text) {
      const { socket } = connection;
      if (socket.readyState !== 1) return;
      if (connection.gathered === '') {
        waiting.push(connection);
        if (!scheduled) {
          scheduled = true;
          setImmediate(flush);
        }
      }
      connection.gathered += textFrame(text);
      metrics.framesOut++;
      if (socket.bufferedAmount + connection.gathered.length > sendBufferBytes) {
        metrics.slowReaders++;
        closeConnection(connection, 'slow-reader');
        // The close frame waits behind everything unread; a reader that does not get there soon loses its memory.
        setTimeout(() => socket.terminate(), 2_000).unref();
      }
    },
    flush,
  };
}

/**
 * A message as RFC 6455 frames a server's text, a character a byte. Frames that are put together as one string cost a third of what ws takes to
 * write each with its header in buffers of their own.
 */
function textFrame(text: string): string {
  const bytes = Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');
  const { length } = bytes;
  const { fromCharCode: chars } = String;
  if (length < 126) return `\x81${chars(length)}${bytes}`;
  if (length < 65_536) return `\x81\x7e${chars(length >> 8, length & 255)}${bytes}`;
  return `\x81\x7f\0\0\0\0${chars(length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255)}${bytes}`;
}

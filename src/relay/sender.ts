import type { Socket } from 'node:net';
import { type Connection, closeConnection } from './connection.ts';
import type { Metrics } from './metrics.ts';

/** Writes frames, gathered per socket and turn of the event loop, so that many frames cost one system call. */
export interface Sender {
  /** Sends `data` as one text message. A reader that is too far behind is cut. */
  send(connection: Connection, data: string | Buffer): void;
  /** Lets everything gathered go now. */
  flush(): void;
}

const text = { binary: false, compress: false, fin: true } as const;

export function createSender(sendBufferBytes: number, metrics: Metrics): Sender {
  let corked: Connection[] = [];
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    const batch = corked;
    corked = [];
    for (const connection of batch) {
      connection.corked = false;
      streamOf(connection)?.uncork();
    }
  };

  return {
    send(connection, data) {
      const { socket } = connection;
      if (socket.readyState !== 1) return;
      if (!connection.corked) {
        connection.corked = true;
        corked.push(connection);
        streamOf(connection)?.cork();
        if (!scheduled) {
          scheduled = true;
          setImmediate(flush);
        }
      }
      socket.send(data, text);
      metrics.framesOut++;
      if (socket.bufferedAmount > sendBufferBytes) {
        metrics.slowReaders++;
        closeConnection(connection, 'slow-reader');
        // The close frame waits behind everything unread; a reader that does not get there soon loses its memory.
        setTimeout(() => socket.terminate(), 2_000).unref();
      }
    },
    flush,
  };
}

/** ws keeps its TCP or TLS socket here; corking it is what makes gathered writes possible. */
function streamOf(connection: Connection): Socket | undefined {
  return (connection.socket as unknown as { _socket?: Socket })._socket ?? undefined;
}

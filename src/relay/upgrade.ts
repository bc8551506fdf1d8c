import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { protocolVersion } from '../protocol/codec.ts';
import { type Connection, closeConnection, coolDown, createConnection } from './connection.ts';
import { dispatch } from './dispatch.ts';
import { refreshPresence, unwatch } from './presence.ts';
import type { Relay } from './relayContext.ts';

/** Every open connection; the pulse walks over it. */
export type Connections = Set<Connection>;

export const webSocketPath = '/v1';

/** Turns HTTP upgrades into connections, or refuses them before a WebSocket exists. */
export function createUpgrade(relay: Relay, connections: Connections, allowedOrigins: readonly string[]) {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // Until they are members: see allowMessages.
    maxPayload: relay.limits.challengeBytes,
  });

  const open = createOpening(relay, connections);

  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', destroyThis);
    const refused = refusal(relay, request, allowedOrigins);
    if (refused) {
      relay.metrics.strangersRefused++;
      // Whoever does not hang up in turn would keep the socket for as long as they like.
      socket.once('finish', destroyThis);
      socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    server.handleUpgrade(request, socket, head, (webSocket) => {
      // From here on ws listens to the socket's errors itself.
      socket.removeListener('error', destroyThis);
      open(webSocket);
    });
  };
}

function destroyThis(this: Duplex): void {
  this.destroy();
}

/** The connection of each WebSocket: listeners are functions that all sockets share and find it here, so that an idle member costs little memory. */
const connectionKey = Symbol('connection');
type Marked = WebSocket & { [connectionKey]: Connection };

/** How a WebSocket becomes a connection. */
function createOpening(relay: Relay, connections: Connections): (socket: WebSocket) => void {
  function onMessage(this: WebSocket, data: Buffer, isBinary: boolean): void {
    const connection = (this as Marked)[connectionKey];
    connection.heardAt = relay.now();
    // Whoever was sent away may go on talking until they have answered the close; nothing of that is done any more.
    if (this.readyState !== this.OPEN) return;
    try {
      dispatch(relay, connection, data, isBinary);
    } catch (error) {
      // A frame that no one has foreseen ends its own connection, not the relay.
      relay.log('fault', { error: error instanceof Error ? (error.stack ?? error.message).slice(0, 400) : 'unknown' });
      this.terminate();
    }
  }

  function onPong(this: WebSocket): void {
    (this as Marked)[connectionKey].heardAt = relay.now();
  }

  function onError(this: WebSocket, error: Error & { code?: string }): void {
    // ws closes with the right code by itself; without a listener the error would end the process.
    if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') coolDown(relay, (this as Marked)[connectionKey]);
  }

  function onClose(this: WebSocket): void {
    const connection = (this as Marked)[connectionKey];
    connections.delete(connection);
    relay.metrics.connections--;
    if (connection.mode === 'proving') relay.metrics.strangers--;
    connection.mode = 'closed';
    const { room, member } = connection;
    if (!room) return;
    unwatch(room, connection);
    const others = room.live.get(member)?.filter((one) => one !== connection) ?? [];
    if (others.length === 0) room.live.delete(member);
    else room.live.set(member, others);
    refreshPresence(relay, room, member);
  }

  return (socket) => {
    const nonce = randomBytes(32).toString('base64url');
    const time = relay.now();
    const connection = createConnection(socket, nonce, time);
    (socket as Marked)[connectionKey] = connection;
    connections.add(connection);
    relay.metrics.connections++;
    relay.metrics.strangers++;
    socket.on('message', onMessage);
    socket.on('pong', onPong);
    socket.on('close', onClose);
    socket.on('error', onError);
    const challenge = { type: 'relay.challenge', relay: relay.id, versions: [protocolVersion], time, nonce };
    relay.sender.send(connection, JSON.stringify(challenge));
  };
}

function refusal(relay: Relay, request: IncomingMessage, allowedOrigins: readonly string[]): string | undefined {
  if (relay.closing) return '503 Service Unavailable';
  const { origin } = request.headers;
  if (origin !== undefined && !allowedOrigins.includes(origin)) return '403 Forbidden';
  if (request.url !== webSocketPath) return '404 Not Found';
  if (relay.metrics.strangers >= relay.limits.strangers) return '503 Service Unavailable';
  if (relay.metrics.connections >= relay.limits.connections) return '503 Service Unavailable';
  return undefined;
}

/** Pings everybody now and then, and closes who is late with the proof or has been silent for too long. Returns how to stop it. */
export function startPulse(relay: Relay, connections: Connections): () => void {
  const beats = Math.max(1, Math.round(relay.limits.pingEveryMs / 1000));
  const step = Math.min(1000, relay.limits.pingEveryMs, relay.limits.handshakeMs);
  let beat = 0;
  let beatAt = relay.now();
  const timer = setInterval(() => {
    const now = relay.now();
    // The relay itself stood still (a suspended machine): what the others said meanwhile has yet to be read.
    const stood = now - beatAt > step + relay.limits.silenceMs / 2;
    beatAt = now;
    beat = (beat + 1) % beats;
    let index = 0;
    for (const connection of connections) {
      if (connection.mode === 'proving') {
        const since = now - connection.challenge!.time;
        if (since > relay.limits.handshakeMs) {
          closeConnection(connection, 'proof-late');
          if (since > relay.limits.handshakeMs + 1000) connection.socket.terminate();
        }
        continue;
      }
      if (stood) connection.heardAt = now;
      if (now - connection.heardAt > relay.limits.silenceMs) {
        // The other end is not there to answer a close frame.
        connection.socket.terminate();
        continue;
      }
      // Spread over the interval, so that many members do not make one large wave.
      if (index++ % beats === beat && connection.socket.readyState === 1) connection.socket.ping();
    }
  }, step);
  timer.unref();
  return () => clearInterval(timer);
}

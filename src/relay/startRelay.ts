import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isLoopback } from '../protocol/inviteLink.ts';
import { type LimitValues, limitValues } from '../protocol/limits.ts';
import { closeConnection } from './connection.ts';
import { createGroupCommit } from './groupCommit.ts';
import { roomOf } from './handshake.ts';
import { answerHttp } from './httpRoutes.ts';
import { makeDataFolder } from './makeFolder.ts';
import { createMetrics } from './metrics.ts';
import { createRelayClock } from './relayClock.ts';
import type { Relay } from './relayContext.ts';
import { lockFolder } from './relayLock.ts';
import type { RelayLog } from './relayLog.ts';
import { wakeRequest } from './requestCommands.ts';
import { startRetention } from './retention.ts';
import { createSchedule } from './schedule.ts';
import { createSender } from './sender.ts';
import { openSqliteStore } from './sqliteStore.ts';
import { StartProblem } from './startProblem.ts';
import type { Store } from './store.ts';
import { type Connections, createUpgrade, startPulse } from './upgrade.ts';

export interface RelayOptions {
  /** Where the database lives; made if it is not there. */
  readonly folder: string;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly tls?: {
    readonly cert: string | Buffer;
    readonly key: string | Buffer;
    /** Of OpenSSL, `SSL_OP_…`. */
    readonly secureOptions?: number;
  };
  /** Listen off loopback without TLS all the same. */
  readonly forcePlain?: boolean;
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<LimitValues>;
  readonly log: RelayLog;
  /** The wall clock, ms; for tests. */
  readonly wallClock?: () => number;
  /** Another engine or a failing disk, for tests; closed with the relay. */
  readonly store?: Store;
}

export interface RunningRelay {
  readonly port: number;
  readonly relay: Relay;
  readonly store: Store;
  /** Stops taking connections, lets what is under way reach the disk, tells everybody to come back, and closes the database. */
  close(): Promise<void>;
}

/** Starts a relay. Throws StartProblem or DatabaseProblem, each with one sentence for the operator. */
export async function startRelay(options: RelayOptions): Promise<RunningRelay> {
  if (!options.tls && !isLoopback(options.host) && !options.forcePlain) {
    throw new StartProblem(
      'plain',
      `Refused to listen on ${options.host} without TLS: anybody on the way could see who asks whom. Give --tls-cert and --tls-key, put a TLS proxy in front of loopback, or force it with --force-plain.`,
    );
  }
  const unlock = options.store ? () => {} : await prepareFolder(options.folder);
  let store: Store | undefined;
  try {
    store = options.store ?? (await openSqliteStore(path.join(options.folder, 'relay.db')));
    return await serve(options, store, unlock);
  } catch (error) {
    await store?.close();
    unlock();
    throw error;
  }
}

async function serve(options: RelayOptions, store: Store, unlock: () => void): Promise<RunningRelay> {
  const { relay: id, epoch } = await store.identity();
  const limits = limitValues(options.limits);
  const metrics = createMetrics();
  const sender = createSender(limits.sendBufferBytes, metrics);
  const teams = await store.teams();
  let newest = 0;
  for (const team of teams) newest = Math.max(newest, (await store.head(team)).at);
  const now = createRelayClock(options.wallClock ?? Date.now, newest);
  const fault = (error: unknown) => options.log('fault', { error: String(error).slice(0, 400) });
  const commits = createGroupCommit(store, metrics, () => sender.flush(), fault);
  const relay: Relay = {
    id,
    epoch,
    store,
    limits,
    now,
    rooms: new Map(),
    commits,
    schedule: createSchedule(now, (team, request) => {
      wakeRequest(relay, team, request).catch(fault);
    }),
    sender,
    metrics,
    log: options.log,
    closing: false,
  };
  // Requests wait for their next step whether or not anybody is connected.
  for (const team of teams) await roomOf(relay, team);

  const connections: Connections = new Set();
  const server = createHttpServer(options, relay);
  server.on('upgrade', createUpgrade(relay, connections, options.allowedOrigins ?? []));
  const port = await listen(server, options);
  const stopPulse = startPulse(relay, connections);
  const stopRetention = startRetention(relay);
  relay.log('relay.started', { relay: id, port, teams: teams.length });

  let closing: Promise<void> | undefined;
  const close = async () => {
    relay.closing = true;
    relay.log('relay.stopping', { connections: connections.size });
    server.close();
    stopRetention();
    relay.schedule.stop();
    await commits.settled();
    sender.flush();
    for (const connection of connections) closeConnection(connection, 'restarting');
    const deadline = performance.now() + limits.drainMs;
    while (connections.size && performance.now() < deadline) await wait(10);
    for (const connection of connections) connection.socket.terminate();
    stopPulse();
    server.closeAllConnections();
    await commits.settled();
    for (const room of relay.rooms.values()) await room.tail;
    await commits.settled();
    for (const room of relay.rooms.values()) for (const timer of room.presence.lingering.values()) clearTimeout(timer);
    await store.close();
    unlock();
    relay.log('relay.stopped');
  };
  return { port, relay, store, close: () => (closing ??= close()) };
}

function createHttpServer(options: RelayOptions, relay: Relay): Server {
  // A stranger who drips a request is gone within five seconds, as one who drips a proof is.
  const bounds = {
    headersTimeout: 4_000,
    requestTimeout: 4_000,
    connectionsCheckingInterval: 500,
    maxHeaderSize: 8_192,
  };
  const handler = answerHttp(relay);
  if (!options.tls) return createServer(bounds, handler);
  try {
    return createTlsServer({ ...bounds, ...options.tls, handshakeTimeout: 4_000 }, handler);
  } catch (error) {
    throw new StartProblem('tls', `The TLS certificate or key cannot be used (${(error as Error).message}).`);
  }
}

async function prepareFolder(folder: string): Promise<() => void> {
  makeDataFolder(folder);
  const unlock = await lockFolder(folder);
  if (!unlock)
    throw new StartProblem(
      'running',
      `Another relay is already using ${folder}; stop it first, or choose another folder.`,
    );
  return unlock;
}

function listen(server: Server, options: RelayOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const where = `${options.host}:${options.port}`;
      reject(
        new StartProblem(
          taken ? 'port-taken' : 'address',
          taken
            ? `Something else already listens on ${where}; choose another --port, or 0 for any free one.`
            : `The relay cannot listen on ${where} (${error.code ?? error.message}); choose another --host or --port.`,
        ),
      );
    });
    server.listen({ port: options.port, host: options.host, backlog: 4_096 }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : options.port);
    });
  });
}

// Runs one server for the benchmark, as a process of its own so that its processor time can be told apart:
// `node servers.ts echo|socketio|relay|bounded FOLDER`; `bounded` is a relay with its ordinary limits. Prints its port; answers `cpu` on standard input with microseconds and bytes.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Server as SocketIo } from 'socket.io';
import { WebSocketServer } from 'ws';
import { founderInvite } from '../../../src/relay/invites.ts';
import { startRelay } from '../../../src/relay/startRelay.ts';

const [kind, folder, wanted = '0'] = process.argv.slice(2);
const unlimited = 1e12;
let link = '';
let commits = () => 0;

async function start(): Promise<number> {
  if (kind === 'relay' || kind === 'bounded') {
    const running = await startRelay({
      folder: folder!,
      port: Number(wanted),
      host: '127.0.0.1',
      log: () => {},
      limits:
        kind === 'bounded'
          ? {}
          : {
              liveBurst: unlimited,
              commandBurst: unlimited,
              openRequestsPerMember: unlimited,
              connections: 20_000,
              connectionsPerMember: 20_000,
            },
    });
    commits = () => running.relay.metrics.commits;
    link = (await founderInvite(running.store, `ws://127.0.0.1:${running.port}/v1`, running.relay.now())) ?? '';
    return running.port;
  }
  const http = createServer();
  if (kind === 'echo') {
    const server = new WebSocketServer({ server: http, perMessageDeflate: false, clientTracking: false });
    server.on('connection', (socket) =>
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
    );
  } else {
    const io = new SocketIo(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
    io.on('connection', (socket) => socket.on('m', (data) => socket.emit('m', data)));
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', 4096, resolve));
  return (http.address() as { port: number }).port;
}

console.log(JSON.stringify({ port: await start(), link }));
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'stop') process.exit(0);
  const { gc } = globalThis as { gc?: (how?: object) => void };
  // `compact` also gives back what the collector holds for objects to come.
  for (let i = 0; i < 3; i++) {
    if (line === 'gc') gc?.();
    if (line === 'compact') gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }
  const { user, system } = process.cpuUsage();
  const loop = process.threadCpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  console.log(
    JSON.stringify({
      cpu: user + system,
      loop: loop.user + loop.system,
      rss,
      heap: heapUsed + external,
      commits: commits(),
    }),
  );
}
// Whoever started this is gone.
process.exit(0);

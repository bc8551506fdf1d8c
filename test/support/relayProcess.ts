import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** `whoknows relay start` as a process of its own, as an operator runs it. */
export interface RelayProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** The founder's link, where one was printed. */
  readonly link: string | undefined;
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  readonly log: string[];
}

const main = path.join(import.meta.dirname, '../../src/cli/main.ts');

/** Starts and waits until it listens. `shell` runs before it, to set a limit of the system for it; `node` are options for Node. */
export async function startRelayProcess(
  folder: string,
  port: number,
  shell?: string,
  node: readonly string[] = [],
): Promise<RelayProcess> {
  const args = [...node, main, 'relay', 'start', '--data', folder, '--port', String(port)];
  const child = shell
    ? spawn('bash', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    : spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  createInterface({ input: child.stderr! }).on('line', (line) => log.push(line));
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  let found: number | undefined;
  let link: string | undefined;
  const lines = createInterface({ input: child.stdout! });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      const address = /ws:\/\/127\.0\.0\.1:(\d+)\/v1/.exec(line);
      if (line.startsWith('The relay listens') && address) {
        found = Number(address[1]);
        // The founder's link, if there is one, comes in the same piece.
        setTimeout(resolve, 20);
      }
      if (line.startsWith('vscode://')) link = line;
    });
    void exited.then(({ code }) => reject(new Error(`the relay ended with ${code}: ${log.join('\n')}`)));
  });
  return { child, port: found!, link, exited, log };
}

export async function killRelay(relay: RelayProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  relay.child.kill(signal);
  await relay.exited;
}

import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A server of servers.ts in a process of its own. */
export interface BenchServer {
  readonly port: number;
  readonly link: string;
  readonly child: ChildProcess;
  /**
   * Processor time so far in microseconds, of all threads and of the event loop's alone, and memory in bytes: as it is, after a collection, or
   * after one that also gives back the collector's own room; transactions of a relay.
   */
  measure(
    collect?: 'gc' | 'compact',
  ): Promise<{ cpu: number; loop: number; rss: number; heap: number; commits: number }>;
  stop(): Promise<void>;
}

/** Starts a server; `prefix` comes before the command line. */
export async function startBenchServer(
  kind: 'echo' | 'socketio' | 'relay' | 'bounded',
  folder: string,
  port = 0,
  prefix: readonly string[] = [],
): Promise<BenchServer> {
  const script = path.join(import.meta.dirname, 'servers.ts');
  const profile = kind === 'relay' && process.env.PROFILE;
  const watch = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const line = [...prefix, process.execPath, '--expose-gc', ...watch, script, kind, folder, String(port)];
  const child = spawn(line[0]!, line.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value as string);
  const started = await answer();
  return {
    port: started.port,
    link: started.link,
    child,
    async measure(collect) {
      child.stdin!.write(`${collect ?? 'cpu'}\n`);
      return answer();
    },
    stop() {
      return new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.stdin!.write('stop\n');
      });
    },
  };
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Counters are plain numbers while the relay works and become Prometheus metrics only when somebody reads them. */
export interface Metrics {
  framesIn: number;
  framesOut: number;
  liveRouted: number;
  commandsDone: number;
  commandsRefused: number;
  commandsRepeated: number;
  commits: number;
  committedWrites: number;
  failedCommits: number;
  malformed: number;
  slowReaders: number;
  tooFast: number;
  strangersRefused: number;
  /** Connections now: all, and those that have not proved who they are. */
  connections: number;
  strangers: number;
  openRequests: number;
  readonly commitSeconds: { observe(seconds: number): void };
  /** The text of /metrics and its content type. */
  expose(): Promise<{ text: string; type: string }>;
}

type Numeric = { [K in keyof Metrics]: Metrics[K] extends number ? K : never }[keyof Metrics];

const counters: readonly (readonly [Numeric, string, string])[] = [
  ['framesIn', 'whoknows_frames_received_total', 'Frames received.'],
  ['framesOut', 'whoknows_frames_sent_total', 'Frames sent.'],
  ['liveRouted', 'whoknows_live_frames_routed_total', 'Live frames routed.'],
  ['commandsDone', 'whoknows_commands_done_total', 'Commands acknowledged as on disk.'],
  ['commandsRefused', 'whoknows_commands_refused_total', 'Commands refused.'],
  ['commandsRepeated', 'whoknows_commands_repeated_total', 'Commands recognised as sent before.'],
  ['commits', 'whoknows_commits_total', 'Transactions committed.'],
  ['committedWrites', 'whoknows_committed_writes_total', 'Writes committed.'],
  ['failedCommits', 'whoknows_commits_failed_total', 'Transactions that failed; nothing in them was acknowledged.'],
  ['malformed', 'whoknows_malformed_frames_total', 'Connections closed for a malformed frame.'],
  ['slowReaders', 'whoknows_slow_readers_total', 'Connections cut because they read too slowly.'],
  ['tooFast', 'whoknows_too_fast_total', 'Connections cut because they sent too fast.'],
  ['strangersRefused', 'whoknows_upgrades_refused_total', 'Upgrades refused: origin, path or too many strangers.'],
];

const gauges: readonly (readonly [Numeric, string, string])[] = [
  ['connections', 'whoknows_connections', 'Open connections.'],
  ['strangers', 'whoknows_unproved_connections', 'Open connections that have not proved who they are.'],
  ['openRequests', 'whoknows_requests_in_memory', 'Requests and sessions that are not over.'],
];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const metrics: Metrics = {
    framesIn: 0,
    framesOut: 0,
    liveRouted: 0,
    commandsDone: 0,
    commandsRefused: 0,
    commandsRepeated: 0,
    commits: 0,
    committedWrites: 0,
    failedCommits: 0,
    malformed: 0,
    slowReaders: 0,
    tooFast: 0,
    strangersRefused: 0,
    connections: 0,
    strangers: 0,
    openRequests: 0,
    commitSeconds: new Histogram({
      name: 'whoknows_commit_seconds',
      help: 'Time of one transaction, to the disk.',
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
      registers: [registry],
    }),
    async expose() {
      return { text: await registry.metrics(), type: registry.contentType };
    },
  };
  for (const [key, name, help] of counters) {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(metrics[key]);
      },
    });
  }
  for (const [key, name, help] of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(metrics[key]);
      },
    });
  }
  collectDefaultMetrics({ register: registry });
  return metrics;
}

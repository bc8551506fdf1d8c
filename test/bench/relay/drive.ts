import type { BenchServer } from './benchServer.ts';
import type { Pipe } from './pipes.ts';

export interface Cost {
  readonly cpu: number;
  readonly loop: number;
  /** Time that went by. */
  readonly wall: number;
  /** Messages that shared a transaction. */
  readonly group: number;
}

/** Messages that each pipe keeps on the way: what a client may have unacknowledged. */
const window = 64;

/**
 * Answers `messages` through the pipes as fast as they go; returns the server's own processor time a message, µs: `cpu` of all its
 * threads, `loop` of its event loop alone.
 */
export async function drive(server: BenchServer, pipes: readonly Pipe[], messages: number): Promise<Cost> {
  const before = await server.measure();
  const started = performance.now();
  let sent = 0;
  let answered = 0;
  const next = (pipe: Pipe) => {
    if (sent === messages) return;
    sent++;
    pipe.send();
  };
  await new Promise<void>((resolve) => {
    for (const pipe of pipes) {
      pipe.onAnswer = () => {
        if (++answered === messages) resolve();
        else next(pipe);
      };
    }
    for (let i = 0; i < window; i++) for (const pipe of pipes) next(pipe);
  });
  const wall = ((performance.now() - started) * 1000) / messages;
  const after = await server.measure();
  return {
    cpu: (after.cpu - before.cpu) / messages,
    loop: (after.loop - before.loop) / messages,
    wall,
    group: messages / (after.commits - before.commits),
  };
}

/** Milliseconds from send to answer at `rate` messages a second for `seconds`. Answers come in the order of sending. */
export async function latency(pipe: Pipe, rate: number, seconds: number): Promise<number[]> {
  const sentAt: number[] = [];
  const took: number[] = [];
  const total = rate * seconds;
  let sent = 0;
  await new Promise<void>((resolve) => {
    pipe.onAnswer = () => {
      took.push(performance.now() - sentAt[took.length]!);
      if (took.length === total) resolve();
    };
    const started = performance.now();
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * rate));
      while (sent < due) {
        sentAt.push(performance.now());
        pipe.send();
        sent++;
      }
      if (sent === total) clearInterval(timer);
    }, 1);
  });
  return took;
}

export function percentiles(values: readonly number[]): { p50: number; p99: number } {
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: sorted[Math.floor(sorted.length * 0.5)]!, p99: sorted[Math.floor(sorted.length * 0.99)]! };
}

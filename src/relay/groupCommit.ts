import type { Metrics } from './metrics.ts';
import type { Store, Write } from './store.ts';

/** Changes that belong together and what to do once they are on disk, or once it is certain that they are not. */
export interface Entry {
  readonly writes: readonly Write[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export interface GroupCommit {
  /** Adds to the next transaction, which begins at the earliest when the event loop has handed out all that came in with this turn. */
  add(entry: Entry): void;
  /** Resolves when everything added so far is on disk or has failed. */
  settled(): Promise<void>;
}

/**
 * A transaction costs as much processor time as some twenty small changes. Where the last one held more than `busyFrom` entries, the next
 * gathers until it holds `enough` or `gatherMs` have passed; otherwise everything goes to the disk at once.
 */
const busyFrom = 16;
const enough = 256;
const gatherMs = 5;

/**
 * One transaction at a time, of all that came in while the last was on its way to the disk. Nothing is acknowledged before its transaction is
 * on disk. After a failure everything that was decided on top of it fails too: it may rest on state that never came to be. `sent` runs after
 * the answers to a transaction; `fault` is told what one of them threw.
 */
export function createGroupCommit(
  store: Store,
  metrics: Metrics,
  sent: () => void,
  fault: (error: unknown) => void,
): GroupCommit {
  let pending: Entry[] = [];
  let running = false;
  let scheduled = false;
  let gathering: NodeJS.Timeout | undefined;
  let lastHeld = 0;

  const schedule = () => {
    if (scheduled || running) return;
    if (lastHeld > busyFrom && pending.length < enough) {
      gathering ??= setTimeout(flush, gatherMs);
      return;
    }
    clearTimeout(gathering);
    scheduled = true;
    setImmediate(flush);
  };

  const flush = async () => {
    gathering = undefined;
    scheduled = false;
    running = true;
    const batch = pending;
    pending = [];
    lastHeld = batch.length;
    const writes = batch.flatMap((entry) => entry.writes);
    const started = performance.now();
    try {
      await store.commit(writes);
      metrics.commits++;
      metrics.committedWrites += writes.length;
      metrics.commitSeconds.observe((performance.now() - started) / 1000);
    } catch (error) {
      metrics.failedCommits++;
      const doomed = [...batch, ...pending];
      pending = [];
      for (const entry of doomed) entry.failed(error);
      batch.length = 0;
    }
    for (const entry of batch) {
      try {
        entry.done();
      } catch (error) {
        // What is on disk stays there, and so do the others' answers.
        fault(error);
      }
    }
    sent();
    running = false;
    if (pending.length) schedule();
  };

  return {
    add(entry) {
      pending.push(entry);
      schedule();
    },
    settled() {
      if (!pending.length && !running) return Promise.resolve();
      return new Promise((resolve) => this.add({ writes: [], done: resolve, failed: () => resolve() }));
    },
  };
}

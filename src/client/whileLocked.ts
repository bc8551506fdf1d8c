import { closeSync, openSync, rmSync, statSync } from 'node:fs';

/** What holds a lock longer than this, ms, is gone: reading and writing a small file takes a few. */
const stale = 5_000;
const pause = 5;

/**
 * Does `work` while no other process of this person does the like for `file`, so that what one reads and writes back loses nothing of
 * another's. Waits for the others; a lock that a crash has left is taken over.
 */
export function whileLocked<T>(file: string, work: () => T): T {
  const lock = `${file}.lock`;
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx', 0o600));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (ageOf(lock) > stale) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Ms since the lock was made; 0 where it has just been released. */
function ageOf(lock: string): number {
  try {
    return Date.now() - statSync(lock).mtimeMs;
  } catch {
    return 0;
  }
}

import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * What this machine's disk takes, in a process that does nothing else: ms of each fdatasync after appending a page, `rate` a second for `seconds`.
 * A disk that others use as well answers another way when it is asked as often as it can answer, so the pace is that of what it is compared with.
 */
export async function syncTimes(folder: string, rate: number, seconds: number): Promise<number[]> {
  const file = openSync(path.join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const took: number[] = [];
  const started = performance.now();
  while (took.length < rate * seconds) {
    await wait(1);
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - started) / 1000) * rate));
    while (took.length < due) {
      writeSync(file, page);
      const began = performance.now();
      fdatasyncSync(file);
      took.push(performance.now() - began);
    }
  }
  closeSync(file);
  return took;
}

/** Mean µs of one transaction with one message, with `prefix` before the command line (see slowDisk). */
export function singleTransaction(folder: string, prefix: readonly string[] = []): number {
  const script = path.join(import.meta.dirname, 'singles.ts');
  const line = [...prefix, process.execPath, script, folder];
  return Number(execFileSync(line[0]!, line.slice(1), { encoding: 'utf8' }));
}

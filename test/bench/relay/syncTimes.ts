import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * What this machine's disk takes, in a process that does nothing else: ms of each fdatasync after appending a page, `rate` a second for `seconds`;
 * `took` each by itself, `waited` from when it was its turn, which a slow one delays for those behind it too.
 * A disk that others use as well answers another way when it is asked as often as it can answer, so the pace is that of what it is compared with.
 */
export async function syncTimes(
  folder: string,
  rate: number,
  seconds: number,
): Promise<{ took: number[]; waited: number[] }> {
  const file = openSync(path.join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const took: number[] = [];
  const waited: number[] = [];
  const started = performance.now();
  while (took.length < rate * seconds) {
    await wait(1);
    const woken = performance.now();
    const due = Math.min(rate * seconds, Math.floor(((woken - started) / 1000) * rate));
    while (took.length < due) {
      writeSync(file, page);
      const began = performance.now();
      fdatasyncSync(file);
      took.push(performance.now() - began);
      waited.push(performance.now() - woken);
    }
  }
  closeSync(file);
  return { took, waited };
}

/** Mean µs of one transaction with one message, with `prefix` before the command line (see slowDisk). */
export function singleTransaction(folder: string, prefix: readonly string[] = []): number {
  const script = path.join(import.meta.dirname, 'singles.ts');
  const line = [...prefix, process.execPath, script, folder];
  return Number(execFileSync(line[0]!, line.slice(1), { encoding: 'utf8' }));
}

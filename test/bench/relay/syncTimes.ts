import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { percentiles } from './drive.ts';

/** What this machine's disk takes, in a process that does nothing else: ms of one fdatasync after appending a page. */
export function syncTimes(folder: string): { p50: number; p99: number } {
  const file = openSync(path.join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const took: number[] = [];
  for (let i = 0; i < 1_000; i++) {
    writeSync(file, page);
    const started = performance.now();
    fdatasyncSync(file);
    took.push(performance.now() - started);
  }
  closeSync(file);
  return percentiles(took);
}

/** Mean µs of one transaction with one message, with `prefix` before the command line (see slowDisk). */
export function singleTransaction(folder: string, prefix: readonly string[] = []): number {
  const script = path.join(import.meta.dirname, 'singles.ts');
  const line = [...prefix, process.execPath, script, folder];
  return Number(execFileSync(line[0]!, line.slice(1), { encoding: 'utf8' }));
}

import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { percentiles } from './drive.ts';
import { payload } from './pipes.ts';

/**
 * What this machine's disk takes, in a process that does nothing else: `sync`, ms of one fdatasync after appending a page;
 * `single`, mean µs of one bare SQLite transaction (WAL, synchronous=FULL) with one small row.
 */
export function syncTimes(folder: string): { sync: { p50: number; p99: number }; single: number } {
  const count = 1_000;
  const file = openSync(path.join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    writeSync(file, page);
    const started = performance.now();
    fdatasyncSync(file);
    took.push(performance.now() - started);
  }
  closeSync(file);

  const db = new DatabaseSync(path.join(folder, 'single.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE m (x)');
  const insert = db.prepare('INSERT INTO m VALUES (?)');
  const started = performance.now();
  for (let i = 0; i < count; i++) {
    db.exec('BEGIN');
    insert.run(payload);
    db.exec('COMMIT');
  }
  const single = ((performance.now() - started) * 1000) / count;
  db.close();
  return { sync: percentiles(took), single };
}

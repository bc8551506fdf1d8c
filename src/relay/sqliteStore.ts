import { openDatabase } from './openDatabase.ts';
import { createReads } from './sqliteReads.ts';
import { stepsOf } from './sqliteSteps.ts';
import type { Store } from './store.ts';
import { startWriterThread } from './writerThread.ts';

/**
 * The store in one SQLite file. A thread of its own writes, so that nobody waits while the disk takes a commit, a checkpoint or a sweep;
 * reads go over a second connection on the caller's thread, and see every batch whose commit has resolved.
 */
export async function openSqliteStore(file: string): Promise<Store> {
  const db = await openDatabase(file);
  db.exec('PRAGMA query_only = ON; PRAGMA cache_size = -2048');
  const thread = startWriterThread(file);
  return {
    ...createReads(db),
    async commit(batch) {
      await thread.do({ kind: 'commit', steps: stepsOf(batch) });
    },
    retain: (before) => thread.do({ kind: 'retain', before }),
    async scrub() {
      await thread.do({ kind: 'scrub' });
    },
    async check() {
      await thread.do({ kind: 'check' });
    },
    async close() {
      db.close();
      await thread.do({ kind: 'close' });
    },
  };
}

import { openDatabase } from './openDatabase.ts';
import { createReads } from './sqliteReads.ts';
import { stepsOf } from './sqliteSteps.ts';
import type { Store } from './store.ts';
import type { Job } from './storeThread.ts';
import { startWriterThread } from './writerThread.ts';

/**
 * The store in one SQLite file. A thread of its own writes, so that nobody waits while the disk takes a commit, a checkpoint or a sweep;
 * reads go over a second connection on the caller's thread, and see every batch whose commit has resolved.
 */
export async function openSqliteStore(file: string): Promise<Store> {
  const db = await openDatabase(file);
  db.exec('PRAGMA query_only = ON; PRAGMA cache_size = -2048');
  const { reads, refresh } = createReads(db);
  const thread = startWriterThread(file);
  const write = async (job: Job) => {
    try {
      return await thread.do(job);
    } finally {
      refresh();
    }
  };
  return {
    ...reads,
    async commit(batch) {
      await write({ kind: 'commit', steps: stepsOf(batch) });
    },
    retain: (before) => write({ kind: 'retain', before }),
    async scrub() {
      await write({ kind: 'scrub' });
    },
    async check() {
      await write({ kind: 'check' });
    },
    async close() {
      db.close();
      await write({ kind: 'close' });
    },
  };
}

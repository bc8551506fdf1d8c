import { openDatabase } from './openDatabase.ts';
import { pack } from './packedBatch.ts';
import { createReads } from './sqliteReads.ts';
import { startStoreThread } from './startStoreThread.ts';
import type { Store } from './store.ts';
import type { Job } from './storeThread.ts';

/**
 * The write-ahead log is brought into the database when it holds this many changes, some 25 MB, or after so many ms: while that is done commits
 * wait for the disk some milliseconds longer, so it is done seldom.
 */
const checkpointAfter = 60_000;
const checkpointEvery = 4_000;

/**
 * The store in one SQLite file. A thread of its own writes, so that nobody waits while the disk takes a commit or a sweep, and another one
 * does the checkpoints, so that commits do not wait for those; reads go over a connection on the caller's thread, and see every batch whose
 * commit has resolved.
 */
export async function openSqliteStore(file: string, checkpointMs = checkpointEvery): Promise<Store> {
  const db = await openDatabase(file);
  db.exec('PRAGMA query_only = ON; PRAGMA cache_size = -2048');
  const { reads, refresh } = createReads(db);
  const thread = startStoreThread(file);
  const keeper = startStoreThread(file);
  let changes = 0;
  const checkpoint = () => {
    if (changes === 0) return;
    changes = 0;
    // What was committed meanwhile is little, and done between two commits: so the log is whole in the database for a moment, and the next commit
    // begins it anew. Where it fails, the log goes on growing, and the commits will say so.
    keeper
      .do({ kind: 'checkpoint' })
      .then(() => thread.do({ kind: 'checkpoint' }))
      .catch(() => {});
  };
  const timer = setInterval(checkpoint, checkpointMs);
  timer.unref();
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
      await write({ kind: 'commit', batch: pack(batch) });
      changes += batch.length;
      if (changes >= checkpointAfter) checkpoint();
    },
    retain: (before) => write({ kind: 'retain', before }),
    async scrub() {
      await write({ kind: 'scrub' });
    },
    async check() {
      await write({ kind: 'check' });
    },
    async close() {
      clearInterval(timer);
      db.close();
      await keeper.do({ kind: 'close' });
      // The last connection to close leaves no log behind.
      await write({ kind: 'close' });
    },
  };
}

// A thread with a connection of its own, which waits for the disk while the relay's event loop goes on. Started by startStoreThread.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './openDatabase.ts';
import { type Packed, unpack } from './packedBatch.ts';
import { retainRows } from './sqliteRetain.ts';
import { createWriter } from './sqliteWriter.ts';

/** What the thread is asked to do. */
export type Job =
  | { readonly kind: 'commit'; readonly batch: Packed }
  | {
      readonly kind: 'retain';
      readonly before: {
        readonly receipts: number;
        readonly content: number;
        readonly invites: number;
        readonly month: string;
      };
    }
  /** Brings what is in the write-ahead log into the database, as far as that holds up neither reads nor commits. */
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'scrub' }
  | { readonly kind: 'check' }
  | { readonly kind: 'close' };

/** Answers come in the order of the jobs. */
export type Answer = { readonly value: number } | { readonly error: string };

const port = parentPort!;
const db = await connect((workerData as { file: string }).file);
// Commits check the log's size only where checkpoints from beside have not kept up: 64 MB.
db.exec('PRAGMA wal_autocheckpoint = 16384');
const writer = createWriter(db);

port.on('message', (job: Job) => {
  let answer: Answer;
  try {
    answer = { value: work(job) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(answer);
  if (job.kind === 'close') port.close();
});

function work(job: Job): number {
  switch (job.kind) {
    case 'commit':
      writer.commit(unpack(job.batch));
      return 0;
    case 'retain':
      if (writer.scrubDue()) writer.scrub();
      return retainRows(db, job.before);
    case 'checkpoint':
      db.exec('PRAGMA wal_checkpoint(PASSIVE)');
      return 0;
    case 'scrub':
      writer.scrub();
      return 0;
    case 'check':
      writer.probe();
      return 0;
    case 'close':
      db.close();
      return 0;
  }
}

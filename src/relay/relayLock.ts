import path from 'node:path';
import { loadSqlite } from './openDatabase.ts';

/**
 * Makes sure that one relay at a time works in `folder`, also after a crash: the lock is an open exclusive transaction on a small file of
 * its own, which the system lets go of with the process. Returns how to unlock, or undefined if somebody else has it.
 */
export async function lockFolder(folder: string): Promise<(() => void) | undefined> {
  const { DatabaseSync } = await loadSqlite();
  const file = path.join(folder, 'relay.lock');
  let db: InstanceType<typeof DatabaseSync> | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
    // A folder that cannot be written is reported, with its reason, when the database itself is opened.
    return () => {};
  }
  const held = db;
  return () => held.close();
}

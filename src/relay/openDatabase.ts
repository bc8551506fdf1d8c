import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { migrations } from './sqliteSchema.ts';

/** Why a database cannot be used, as a sentence for the operator. `code` is one of a closed set. */
export class DatabaseProblem extends Error {
  readonly code: 'no-sqlite' | 'unreadable' | 'damaged' | 'newer' | 'foreign';
  constructor(code: DatabaseProblem['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Opens or makes the database file `file`, brings it to the present schema and checks that it is whole. Throws DatabaseProblem. */
export async function openDatabase(file: string): Promise<DatabaseSync> {
  // A relay that has ever worked leaves more than nothing: a new database in its place would hide the loss.
  if (existsSync(file) && statSync(file).size === 0) throw damaged(file, 'it is empty');
  if (existsSync(file) && (await isForeign(file))) {
    throw new DatabaseProblem(
      'foreign',
      `${file} is a database, but no relay's; nothing was changed. Choose another folder with --data.`,
    );
  }
  let db: DatabaseSync;
  try {
    db = await connect(file);
  } catch (error) {
    throw error instanceof DatabaseProblem ? error : problemOf(error, file);
  }
  try {
    migrate(db, file);
    const check = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (check.quick_check !== 'ok') throw damaged(file, check.quick_check);
    return db;
  } catch (error) {
    db.close();
    throw error instanceof DatabaseProblem ? error : problemOf(error, file);
  }
}

/**
 * One more connection to `file`. WAL with `synchronous=FULL`: a commit that returned survives loss of power. `secure_delete`: what is
 * erased is overwritten.
 */
export async function connect(file: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await loadSqlite();
  const db = new DatabaseSync(file, { timeout: 5_000 });
  try {
    // 8 MB of pages in memory; a checkpoint every 16 MB of log, as each costs two syncs.
    db.exec(
      'PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;',
    );
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Loads `node:sqlite` only where it is needed: clients run where it is missing. */
export async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  const emit = process.emitWarning;
  // Node announces that its SQLite module is young; an operator can do nothing about it.
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite')) (emit as (...all: unknown[]) => void).call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return await import('node:sqlite');
  } catch {
    throw new DatabaseProblem(
      'no-sqlite',
      `Node ${process.versions.node} has no node:sqlite; run the relay with Node 22.13 or newer.`,
    );
  } finally {
    process.emitWarning = emit;
  }
}

/** Whether something else has made this database. Looked at without a change; false where that cannot be done, which opening it will speak of. */
async function isForeign(file: string): Promise<boolean> {
  const { DatabaseSync } = await loadSqlite();
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    return version === 0 && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

function migrate(db: DatabaseSync, file: string): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > migrations.length) {
    throw new DatabaseProblem(
      'newer',
      `The database ${file} was written by a newer relay; update this relay. Nothing was changed.`,
    );
  }
  for (let next = version; next < migrations.length; next++) {
    db.exec('BEGIN IMMEDIATE');
    db.exec(migrations[next]!);
    if (next === 0) {
      const insert = db.prepare('INSERT INTO relay (name, value) VALUES (?, ?)');
      insert.run('relay', randomBytes(16).toString('base64url'));
      insert.run('epoch', randomBytes(16).toString('base64url'));
    }
    db.exec(`PRAGMA user_version = ${next + 1}`);
    db.exec('COMMIT');
  }
}

function problemOf(error: unknown, file: string): DatabaseProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (/malformed|not a database|corrupt/i.test(message)) return damaged(file, message);
  return new DatabaseProblem(
    'unreadable',
    `The database ${file} cannot be opened (${message}); check the folder's owner, rights and free space.`,
  );
}

function damaged(file: string, detail: string): DatabaseProblem {
  return new DatabaseProblem(
    'damaged',
    `The database ${file} is damaged (${detail.split('\n')[0]}); nothing was changed. Restore a backup with "whoknows relay restore".`,
  );
}

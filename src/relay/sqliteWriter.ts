import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Id } from '../protocol/shapes.ts';
import {
  type Gathered,
  type GatheredWrite,
  gatheredTables,
  gatherRows,
  isGathered,
  type TableName,
} from './gatheredRows.ts';
import { createRowInsert, type RowInsert } from './rowInsert.ts';
import { forgetMember } from './sqliteForget.ts';
import { createTeamNumbers, placeOf } from './sqliteLayout.ts';
import type { Write } from './store.ts';

type RareWrite = Exclude<Write, GatheredWrite>;

/** Writes batches, each in one transaction, over the one connection that writes. */
export interface Writer {
  /** When it returns, the batch is on disk; when it throws, nothing of it is there. */
  commit(batch: readonly Write[]): void;
  /** Makes sure that erased content is nowhere in the files any more. */
  scrub(): void;
  /** Writes one page that says what it said before, and syncs it; throws where the disk does not take it. */
  probe(): void;
  /** Whether an earlier scrub failed, for want of room. */
  scrubDue(): boolean;
}

export function createWriter(db: DatabaseSync): Writer {
  const inserts = new Map<TableName, RowInsert>();
  const insertInto = (table: TableName) => {
    let insert = inserts.get(table);
    if (!insert) {
      const { columns, conflict } = gatheredTables[table];
      insert = createRowInsert(db, table, columns, conflict);
      inserts.set(table, insert);
    }
    return insert;
  };
  const prepared = new Map<string, StatementSync>();
  const sql = (text: string) => {
    let statement = prepared.get(text);
    if (!statement) {
      statement = db.prepare(text);
      prepared.set(text, statement);
    }
    return statement;
  };
  const numbers = createTeamNumbers(
    (team) => (sql('SELECT number FROM team WHERE team = ?').get(team) as { number: number } | undefined)?.number,
  );
  const numberOf = (team: Id) => {
    const number = numbers.of(team);
    if (number === undefined) throw new Error('There is no such team.');
    return number;
  };
  const insertAll = (teams: ReadonlyMap<Id, Gathered>) => {
    for (const [team, gathered] of teams)
      for (const [table, values] of gathered.rows()) insertInto(table)(team, values);
  };
  /** Rows keep their order within a table; a rare change comes after all rows that were before it, since it may be about them. */
  const writeAll = (batch: readonly Write[]) => {
    let teams = new Map<Id, Gathered>();
    for (const one of batch) {
      if (isGathered(one)) {
        let gathered = teams.get(one.team);
        if (!gathered) {
          gathered = gatherRows(numberOf(one.team));
          teams.set(one.team, gathered);
        }
        gathered.add(one);
      } else {
        insertAll(teams);
        teams = new Map();
        writeRare(db, sql, numberOf, one);
      }
    }
    insertAll(teams);
  };
  let due = false;
  const scrub = () => {
    due = true;
    db.exec('VACUUM');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    due = false;
  };

  const version = (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;

  return {
    scrub,
    probe() {
      db.exec(`PRAGMA user_version = ${version}`);
    },
    scrubDue: () => due,
    commit(batch) {
      sql('BEGIN IMMEDIATE').run();
      try {
        writeAll(batch);
        sql('COMMIT').run();
      } catch (error) {
        numbers.forget();
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
      if (!batch.some((one) => one.op === 'forget')) return;
      try {
        scrub();
      } catch {
        // The batch is committed; what it erased is overwritten at the next sweep, when the disk may have room again.
      }
    },
  };
}

function writeRare(
  db: DatabaseSync,
  sql: (text: string) => StatementSync,
  numberOf: (team: Id) => number,
  one: RareWrite,
): void {
  switch (one.op) {
    case 'wipe':
      sql('UPDATE event SET sealed = NULL, keys = NULL WHERE place = ?').run(placeOf(numberOf(one.team), one.offset));
      return;
    case 'team':
      sql('INSERT INTO team SELECT ?, ?, coalesce(max(number) + 1, 0) FROM team').run(one.team, one.createdAt);
      return;
    case 'member': {
      const m = one.member;
      sql('INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
        one.team,
        m.member,
        m.role,
        m.standing,
        m.signKey,
        m.boxKey,
        JSON.stringify(m.emails),
        m.profile,
        m.voucher,
        m.teamKey,
        m.joinedAt,
      );
      return;
    }
    case 'device': {
      const d = one.device;
      sql('INSERT INTO device VALUES (?, ?, ?, ?, ?)').run(one.team, d.device, d.member, d.deviceKey, d.addedAt);
      return;
    }
    case 'device-gone':
      sql('DELETE FROM device WHERE team = ? AND device = ?').run(one.team, one.device);
      return;
    case 'invite': {
      const i = one.invite;
      sql('INSERT OR REPLACE INTO invite VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
        one.team,
        i.invite,
        i.kind,
        i.hash,
        i.by,
        i.expiresAt,
        i.bundle,
        i.usedBy,
        i.usedDevice,
      );
      return;
    }
    case 'invite-gone':
      sql('DELETE FROM invite WHERE team = ? AND invite = ?').run(one.team, one.invite);
      return;
    case 'figure':
      sql('INSERT INTO figure VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET sessions = sessions + 1').run(
        one.team,
        one.month,
        one.label,
        one.member,
        one.name,
      );
      return;
    case 'feed': {
      const f = one.feed;
      sql('INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?)').run(
        one.team,
        f.feed,
        f.hash,
        f.by,
        JSON.stringify(f.with),
        f.calendar,
        f.updatedAt,
      );
      return;
    }
    case 'feed-gone':
      sql('DELETE FROM feed WHERE team = ? AND feed = ?').run(one.team, one.feed);
      return;
    case 'forget':
      forgetMember(db, one.team, numberOf(one.team), one.member);
      return;
  }
}

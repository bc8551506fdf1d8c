import type { DatabaseSync } from 'node:sqlite';
import { kinds } from '../protocol/kinds.ts';
import type { Id } from '../protocol/shapes.ts';
import { placeOf, placesOf, positionsOf, readerChunk } from './sqliteLayout.ts';

/** Erases rows whose time is over, in one transaction: receipts, used or expired invites, closed requests with their sessions, old records and figures. */
export function retainRows(
  db: DatabaseSync,
  before: { receipts: number; content: number; invites: number; month: string },
): number {
  const aged = Object.entries(kinds)
    .filter(([, kind]) => kind.kept === 'retention')
    .map(([name]) => `'${name}'`)
    .join(', ');
  const oldRequests = 'SELECT team, request FROM request WHERE open = 0 AND at < ?1';
  const oldRecords = `SELECT team, position FROM record WHERE (session IS NULL AND kind IN (${aged}) AND at < ?1) OR (team, session) IN (${oldRequests})`;
  let rows = 0;
  const run = (text: string, ...values: (number | string)[]) => {
    rows += Number(db.prepare(text).run(...values).changes);
  };
  db.exec('BEGIN IMMEDIATE');
  try {
    run('DELETE FROM receipt WHERE at < ?', before.receipts);
    run('DELETE FROM invite WHERE expires_at < ?', before.invites);
    run('DELETE FROM figure WHERE month < ?', before.month);
    const old = new Map<Id, number[]>();
    const oldIn = (team: Id) => {
      const offsets = old.get(team) ?? [];
      old.set(team, offsets);
      return offsets;
    };
    for (const { team, positions } of db
      .prepare('SELECT team, positions FROM request WHERE open = 0 AND at < ?1')
      .iterate(before.content)) {
      for (const offset of positionsOf(positions as string)) oldIn(team as Id).push(offset);
    }
    for (const { team, position } of db.prepare(oldRecords).iterate(before.content))
      oldIn(team as Id).push(position as number);
    for (const [team, offsets] of old) rows += eraseEvents(db, team, offsets);
    run(
      `DELETE FROM record WHERE (session IS NULL AND kind IN (${aged}) AND at < ?1) OR (team, session) IN (${oldRequests})`,
      before.content,
    );
    run('DELETE FROM request WHERE open = 0 AND at < ?', before.content);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
  return rows;
}

/** Erases events and that they had readers; returns how many. */
function eraseEvents(db: DatabaseSync, team: Id, offsets: readonly number[]): number {
  const { number } = db.prepare('SELECT number FROM team WHERE team = ?').get(team) as { number: number };
  const [first, end] = placesOf(number);
  // A team's newest event stays: offsets go on from it and must never be given twice.
  const newest = db.prepare('SELECT max(place) AS place FROM event WHERE place >= ? AND place < ?').get(first, end);
  const erase = db.prepare('DELETE FROM event WHERE place = ? AND place < ?');
  let erased = 0;
  for (const offset of offsets) {
    erased += Number(erase.run(placeOf(number, offset), newest!.place as number).changes);
  }

  const gone = new Set(offsets);
  const chunks = new Set(offsets.map((offset) => Math.floor(offset / readerChunk)));
  const keep = db.prepare('UPDATE reader SET positions = ? WHERE team = ? AND member = ? AND chunk = ?');
  const drop = db.prepare('DELETE FROM reader WHERE team = ? AND member = ? AND chunk = ?');
  for (const row of db.prepare('SELECT member, chunk, positions FROM reader WHERE team = ?').all(team)) {
    const [member, chunk] = [row.member as Id, row.chunk as number];
    if (!chunks.has(chunk)) continue;
    const left = (row.positions as Uint8Array).filter((position) => !gone.has(chunk * readerChunk + position));
    if (left.length) keep.run(left, team, member, chunk);
    else drop.run(team, member, chunk);
  }
  return erased;
}

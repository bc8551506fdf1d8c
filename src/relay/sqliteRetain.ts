import type { DatabaseSync } from 'node:sqlite';
import { kinds } from '../protocol/kinds.ts';

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
  const oldPositions = `SELECT team, position FROM about WHERE (team, subject) IN (${oldRequests}) UNION ${oldRecords}`;
  let rows = 0;
  const run = (text: string, ...values: (number | string)[]) => {
    rows += Number(db.prepare(text).run(...values).changes);
  };
  db.exec('BEGIN IMMEDIATE');
  try {
    run('DELETE FROM receipt WHERE at < ?', before.receipts);
    run('DELETE FROM invite WHERE expires_at < ?', before.invites);
    run('DELETE FROM figure WHERE month < ?', before.month);
    // Where nothing is due, as in most hours, the rows of all readers need not be walked over.
    const { due } = db.prepare(`SELECT EXISTS (${oldPositions}) AS due`).get(before.content) as { due: number };
    // Reader rows are keyed by member, so they go first, by the positions that are about to go.
    if (due) run(`DELETE FROM reader WHERE (team, position) IN (${oldPositions})`, before.content);
    // A team's newest event stays: offsets go on from it and must never be given twice.
    run(
      `DELETE FROM event WHERE (team, position) IN (${oldPositions})
       AND position < (SELECT max(position) FROM event AS newest WHERE newest.team = event.team)`,
      before.content,
    );
    run(
      `DELETE FROM record WHERE (session IS NULL AND kind IN (${aged}) AND at < ?1) OR (team, session) IN (${oldRequests})`,
      before.content,
    );
    run(`DELETE FROM about WHERE (team, subject) IN (${oldRequests})`, before.content);
    run('DELETE FROM request WHERE open = 0 AND at < ?', before.content);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
  return rows;
}

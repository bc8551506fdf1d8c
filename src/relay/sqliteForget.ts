import type { DatabaseSync } from 'node:sqlite';
import type { Id } from '../protocol/shapes.ts';
import { placesOf } from './sqliteLayout.ts';

/** Stands where an erased signature or key was, so that clients can still read the event. */
const blankSignature = 'A'.repeat(86);
const blankKey = 'A'.repeat(107);

/**
 * Erases everything of the team with this `number` that points to `member`, inside the caller's transaction. Events of others keep the random member id, so that a peer's
 * sessions keep their shape; whatever the member wrote, and every key wrapped for them, is overwritten.
 */
export function forgetMember(db: DatabaseSync, team: Id, number: number, member: Id): void {
  for (const [table, column] of [
    ['device', 'member'],
    ['invite', 'by_member'],
    ['invite', 'used_by'],
    ['receipt', 'member'],
    ['figure', 'member'],
    ['feed', 'by_member'],
    ['reader', 'member'],
  ]) {
    db.prepare(`DELETE FROM ${table} WHERE team = ? AND ${column} = ?`).run(team, member);
  }
  db.prepare(
    `UPDATE member SET standing = 'gone', role = 'member', sign_key = '', box_key = '', emails = '[]', profile = NULL, voucher = NULL,
     team_key = NULL WHERE team = ? AND member = ?`,
  ).run(team, member);
  const update = db.prepare('UPDATE event SET body = ?, sealed = ?, keys = ? WHERE place = ?');
  const rows = db
    .prepare(
      'SELECT place, body, sealed, keys FROM event WHERE place >= ? AND place < ? AND (instr(body, ?) > 0 OR instr(keys, ?) > 0)',
    )
    .all(...placesOf(number), member, member) as {
    place: number;
    body: string;
    sealed: string | null;
    keys: string | null;
  }[];
  for (const row of rows) {
    const body = JSON.parse(row.body) as Record<string, unknown>;
    const keys = row.keys === null ? null : (JSON.parse(row.keys) as Record<string, string>);
    let type = body.type as string;
    let { sealed } = row;
    let next: Record<string, unknown> = body;
    if (type.startsWith('member.') && body.member === member) {
      type = 'member.forgotten';
      next = { type, member };
    } else if (type === 'record.added' && body.by === member) {
      type = 'record.erased';
      next = { type, record: body.record, by: member };
      sealed = null;
    } else {
      if (body.asker === member) {
        if ('signature' in body) next = { ...next, signature: blankSignature };
        if (type === 'request.asked') {
          next = { ...next, keys: {} };
          sealed = null;
        }
      }
      if (typeof body.keys === 'object' && body.keys !== null && member in body.keys) {
        const { [member]: _, ...others } = (next.keys ?? body.keys) as Record<string, string>;
        next = { ...next, keys: others };
      }
      if (type === 'request.offered' && body.to === member) next = { ...next, key: blankKey };
    }
    let kept = keys;
    if (type === 'record.erased') kept = null;
    else if (keys && member in keys) {
      const { [member]: _, ...others } = keys;
      kept = others;
    }
    update.run(JSON.stringify(next), sealed, kept === null ? null : JSON.stringify(kept), row.place);
  }
}

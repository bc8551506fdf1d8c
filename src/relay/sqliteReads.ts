import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Role } from '../protocol/events.ts';
import type { Id } from '../protocol/shapes.ts';
import { deviceOf, eventOf, feedOf, inviteOf, memberOf, type Row, recordOf } from './sqliteRows.ts';
import type { Standing, Store, StoredEvent, StoredFigure } from './store.ts';

/** The half of a store that only looks. */
export type Reads = Omit<Store, 'commit' | 'retain' | 'scrub' | 'check' | 'close'>;

/**
 * All reads over one connection, each statement prepared once. Reads of one turn of the event loop share a snapshot, since a transaction
 * of its own makes a small read cost five times as much; `refresh` ends it, so that the next read sees what has been committed meanwhile.
 */
export function createReads(db: DatabaseSync): { reads: Reads; refresh: () => void } {
  const prepared = new Map<string, StatementSync>();
  const sql = (text: string) => {
    let statement = prepared.get(text);
    if (!statement) {
      statement = db.prepare(text);
      prepared.set(text, statement);
    }
    return statement;
  };
  const refresh = () => {
    if (db.isOpen && db.isTransaction) sql('COMMIT').run();
  };
  const snapshot = () => {
    if (db.isTransaction) return;
    sql('BEGIN').run();
    setImmediate(refresh);
  };
  const get = (text: string, ...values: (string | number)[]) => {
    snapshot();
    return sql(text).get(...values) as Row | undefined;
  };
  const all = (text: string, ...values: (string | number)[]) => {
    snapshot();
    return sql(text).all(...values) as Row[];
  };

  const reads: Reads = {
    async identity() {
      const value = (name: string) => get('SELECT value FROM relay WHERE name = ?', name)!.value as string;
      return { relay: value('relay'), epoch: value('epoch') };
    },

    async teams() {
      return all('SELECT team FROM team ORDER BY team').map((row) => row.team as string);
    },

    async head(team) {
      const row = get('SELECT position, at FROM event WHERE team = ? ORDER BY position DESC LIMIT 1', team);
      return { offset: Number(row?.position ?? 0), at: Number(row?.at ?? 0) };
    },

    async member(team, member) {
      const row = get('SELECT * FROM member WHERE team = ? AND member = ?', team, member);
      return row && memberOf(row);
    },

    async members(team) {
      return all('SELECT member, role, standing FROM member WHERE team = ?', team) as unknown as {
        member: Id;
        role: Role;
        standing: Standing;
      }[];
    },

    async device(team, device) {
      const row = get('SELECT * FROM device WHERE team = ? AND device = ?', team, device);
      return row && deviceOf(row);
    },

    async devices(team, member) {
      return all('SELECT * FROM device WHERE team = ? AND member = ? ORDER BY added_at', team, member).map(deviceOf);
    },

    async invite(team, invite) {
      const row = get('SELECT * FROM invite WHERE team = ? AND invite = ?', team, invite);
      return row && inviteOf(row);
    },

    async openInvites(team, by, at) {
      const row = get(
        'SELECT count(*) AS n FROM invite WHERE team = ? AND by_member IS ? AND used_by IS NULL AND expires_at > ?',
        team,
        by as string,
        at,
      );
      return Number(row!.n);
    },

    async eventsFor(team, member, after, most) {
      snapshot();
      const events: StoredEvent[] = [];
      let bytes = 0;
      const rows = sql(
        `SELECT * FROM event WHERE team = ?1 AND position IN (
           SELECT position FROM (
             SELECT * FROM (SELECT position FROM reader WHERE team = ?1 AND member = ?2 AND position > ?3 ORDER BY position LIMIT ?4)
             UNION
             SELECT * FROM (SELECT position FROM reader WHERE team = ?1 AND member = '*' AND position > ?3 ORDER BY position LIMIT ?4)
           ) ORDER BY position LIMIT ?4
         ) ORDER BY position`,
      ).iterate(team, member, after, most.count);
      for (const row of rows) {
        const event = eventOf(row as Row);
        events.push(event);
        bytes += event.body.length + (event.sealed?.length ?? 0) + (event.keys?.length ?? 0);
        if (bytes >= most.bytes) break;
      }
      return events;
    },

    async sealedAt(team, offset) {
      return (
        (get('SELECT sealed FROM event WHERE team = ? AND position = ?', team, offset)?.sealed as string | null) ?? null
      );
    },

    async eventsOf(team, request) {
      return all(
        `SELECT event.* FROM about JOIN event USING (team, position)
         WHERE about.team = ? AND about.subject = ? ORDER BY position`,
        team,
        request,
      ).map(eventOf);
    },

    async openRequests(team) {
      return all('SELECT request FROM request WHERE team = ? AND open = 1', team).map((row) => row.request as string);
    },

    async hasRequest(team, request) {
      return get('SELECT 1 AS yes FROM request WHERE team = ? AND request = ?', team, request) !== undefined;
    },

    async record(team, record) {
      const row = get('SELECT * FROM record WHERE team = ? AND record = ?', team, record);
      return row && recordOf(row);
    },

    async recordIn(team, by, kind, slot) {
      const row = get(
        'SELECT * FROM record WHERE team = ? AND by_member = ? AND kind = ? AND slot = ? ORDER BY position DESC LIMIT 1',
        team,
        by,
        kind,
        slot,
      );
      return row && recordOf(row);
    },

    async receipt(team, member, stream, number) {
      const row = get(
        'SELECT digest, position, at FROM receipt WHERE team = ? AND member = ? AND stream = ? AND number = ?',
        team,
        member,
        stream,
        number,
      );
      return row && { digest: row.digest as string, offset: row.position as number, at: row.at as number };
    },

    async lastOfStream(team, member, stream) {
      const row = get(
        'SELECT number FROM receipt WHERE team = ? AND member = ? AND stream = ? ORDER BY number DESC LIMIT 1',
        team,
        member,
        stream,
      );
      return Number(row?.number ?? 0);
    },

    async figures(team, month, people) {
      return all(
        `SELECT label, max(name) AS name, count(*) AS people, sum(sessions) AS sessions FROM figure
         WHERE team = ? AND month = ? GROUP BY label HAVING count(*) >= ? ORDER BY label`,
        team,
        month,
        people,
      ).map(
        (row): StoredFigure => ({
          label: row.label as string,
          name: row.name as string,
          people: Number(row.people),
          sessions: Number(row.sessions),
        }),
      );
    },

    async feed(team, feed) {
      const row = get('SELECT * FROM feed WHERE team = ? AND feed = ?', team, feed);
      return row && feedOf(row);
    },

    async feedByHash(team, hash) {
      const row = get('SELECT * FROM feed WHERE team = ? AND hash = ?', team, hash);
      return row && feedOf(row);
    },

    async feedsOf(team, by) {
      return Number(get('SELECT count(*) AS n FROM feed WHERE team = ? AND by_member = ?', team, by)!.n);
    },
  };
  return { reads, refresh };
}

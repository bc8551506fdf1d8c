import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Role } from '../protocol/events.ts';
import { idLetters, idTime, timeLetters } from '../protocol/idTime.ts';
import type { Id } from '../protocol/shapes.ts';
import {
  createTeamNumbers,
  offsetOf,
  placeOf,
  placesOf,
  positionsOf,
  readerChunk,
  receiptChunk,
  receiptsOf,
} from './sqliteLayout.ts';
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
  const snapshotOf = (text: string) => {
    snapshot();
    return sql(text);
  };
  const get = (text: string, ...values: (string | number)[]) => {
    return snapshotOf(text).get(...values) as Row | undefined;
  };
  const all = (text: string, ...values: (string | number)[]) => {
    return snapshotOf(text).all(...values) as Row[];
  };

  const numbers = createTeamNumbers(
    (team) => get('SELECT number FROM team WHERE team = ?', team)?.number as number | undefined,
  );
  const eventAt = (team: Id, offset: number) => {
    const number = numbers.of(team);
    const row = number === undefined ? undefined : get('SELECT * FROM event WHERE place = ?', placeOf(number, offset));
    return row && eventOf(row);
  };
  /** The first `count` offsets above `after` that are addressed to `reader`, a member or `*`. */
  const offsetsFor = (team: Id, reader: Id, after: number, count: number): number[] => {
    const offsets: number[] = [];
    const rows = snapshotOf(
      'SELECT chunk, positions FROM reader WHERE team = ? AND member = ? AND chunk >= ? ORDER BY chunk',
    ).iterate(team, reader, Math.floor((after + 1) / readerChunk)) as Iterable<{
      chunk: number;
      positions: Uint8Array;
    }>;
    for (const { chunk, positions } of rows) {
      for (const position of positions) {
        const offset = chunk * readerChunk + position;
        if (offset > after) offsets.push(offset);
      }
      if (offsets.length >= count) break;
    }
    return offsets.slice(0, count);
  };

  /** Ids are ordered by their letters' codes and not by what they stand for, so the latest is felt for letter by letter. */
  const newestIn = (table: 'request' | 'record', team: Id): number => {
    const some = `SELECT 1 FROM ${table} WHERE team = ? AND ${table} >= ? AND ${table} < ? LIMIT 1`;
    let start = '';
    while (start.length < timeLetters) {
      const next = [...idLetters].reverse().find((letter) => get(some, team, start + letter, `${start}${letter}\x7f`));
      if (next === undefined) return 0;
      start += next;
    }
    return idTime(start);
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
      const number = numbers.of(team);
      if (number === undefined) return { offset: 0, at: 0 };
      const row = get(
        'SELECT place, at FROM event WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT 1',
        ...placesOf(number),
      );
      return row ? { offset: offsetOf(row.place as number), at: Number(row.at) } : { offset: 0, at: 0 };
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
      const events: StoredEvent[] = [];
      let bytes = 0;
      for (let cursor = after; ; ) {
        const own = offsetsFor(team, member, cursor, most.count);
        const offsets = [...own, ...offsetsFor(team, '*', cursor, most.count)].sort((a, b) => a - b);
        for (const offset of offsets.slice(0, most.count)) {
          cursor = offset;
          const event = eventAt(team, offset);
          if (!event) continue;
          events.push(event);
          bytes += event.body.length + (event.sealed?.length ?? 0) + (event.keys?.length ?? 0);
          if (events.length === most.count || bytes >= most.bytes) return events;
        }
        if (offsets.length < most.count) return events;
      }
    },

    async sealedAt(team, offset) {
      return eventAt(team, offset)?.sealed ?? null;
    },

    async eventsOf(team, request) {
      const row = get('SELECT positions FROM request WHERE team = ? AND request = ?', team, request);
      return positionsOf((row?.positions as string) ?? '').flatMap((offset) => eventAt(team, offset) ?? []);
    },

    async openRequests(team) {
      return all('SELECT request FROM request WHERE team = ? AND open = 1', team).map((row) => row.request as string);
    },

    async hasRequest(team, request) {
      return get('SELECT 1 AS yes FROM request WHERE team = ? AND request = ?', team, request) !== undefined;
    },

    async newestIdTime(team) {
      return Math.max(newestIn('request', team), newestIn('record', team));
    },

    async record(team, record) {
      const row = get('SELECT * FROM record WHERE team = ? AND record = ?', team, record);
      return row && recordOf(row);
    },

    async newestOfSessions(team) {
      const rows = all(
        'SELECT session, max(at) AS at FROM record WHERE team = ? AND session IS NOT NULL GROUP BY session',
        team,
      );
      return new Map(rows.map((row) => [row.session as Id, row.at as number]));
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
        'SELECT lines FROM receipt WHERE team = ? AND member = ? AND stream = ? AND chunk = ?',
        team,
        member,
        stream,
        Math.floor(number / receiptChunk),
      );
      const receipt = row && receiptsOf(row.lines as string).find((one) => one.number === number);
      return receipt && { digest: receipt.digest, offset: receipt.offset, at: receipt.at };
    },

    async lastOfStream(team, member, stream) {
      const row = get(
        'SELECT lines FROM receipt WHERE team = ? AND member = ? AND stream = ? ORDER BY chunk DESC LIMIT 1',
        team,
        member,
        stream,
      );
      return row ? Math.max(...receiptsOf(row.lines as string).map((one) => one.number)) : 0;
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

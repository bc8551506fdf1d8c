import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Role } from '../protocol/events.ts';
import type { Id } from '../protocol/shapes.ts';
import { createBulkInsert } from './bulkInsert.ts';
import { openDatabase } from './openDatabase.ts';
import { forgetMember } from './sqliteForget.ts';
import { retainRows } from './sqliteRetain.ts';
import type {
  Standing,
  Store,
  StoredDevice,
  StoredEvent,
  StoredFeed,
  StoredFigure,
  StoredInvite,
  StoredMember,
  StoredRecord,
  Write,
} from './store.ts';

type Row = Record<string, string | number | null>;

/** The store in one SQLite file. `:memory:` is possible, for measurements only. */
export async function openSqliteStore(file: string): Promise<Store> {
  const db = await openDatabase(file);
  const sql = preparer(db);
  const writer = createWriter(db, sql);
  let scrubDue = false;
  const scrub = () => {
    db.exec('VACUUM');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    scrubDue = false;
  };
  const get = (text: string, ...values: (string | number)[]) => sql(text).get(...values) as Row | undefined;
  const all = (text: string, ...values: (string | number)[]) => sql(text).all(...values) as Row[];

  return {
    async identity() {
      const value = (name: string) => get('SELECT value FROM relay WHERE name = ?', name)!.value as string;
      return { relay: value('relay'), epoch: value('epoch') };
    },

    async commit(batch) {
      sql('BEGIN IMMEDIATE').run();
      try {
        for (const one of batch) writer.write(one);
        writer.flush();
        sql('COMMIT').run();
      } catch (error) {
        writer.clear();
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
      if (!batch.some((one) => one.op === 'forget')) return;
      scrubDue = true;
      try {
        scrub();
      } catch {
        // The batch is committed; what it erased is overwritten at the next sweep, when the disk may have room again.
      }
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

    async eventsFor(team, member, after, limit) {
      return all(
        `SELECT * FROM event WHERE team = ?1 AND position IN (
           SELECT position FROM (
             SELECT * FROM (SELECT position FROM reader WHERE team = ?1 AND member = ?2 AND position > ?3 ORDER BY position LIMIT ?4)
             UNION
             SELECT * FROM (SELECT position FROM reader WHERE team = ?1 AND member = '*' AND position > ?3 ORDER BY position LIMIT ?4)
           ) ORDER BY position LIMIT ?4
         ) ORDER BY position`,
        team,
        member,
        after,
        limit,
      ).map(eventOf);
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

    async retain(before) {
      if (scrubDue) scrub();
      return retainRows(db, before);
    },

    async scrub() {
      scrub();
    },

    async check() {
      db.exec('BEGIN IMMEDIATE; ROLLBACK;');
    },

    async close() {
      db.close();
    },
  };
}

/** Prepares each statement once. */
function preparer(db: DatabaseSync): (text: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (text) => {
    let statement = prepared.get(text);
    if (!statement) {
      statement = db.prepare(text);
      prepared.set(text, statement);
    }
    return statement;
  };
}

interface Writer {
  write(one: Write): void;
  flush(): void;
  clear(): void;
}

function createWriter(db: DatabaseSync, sql: (text: string) => StatementSync): Writer {
  const events = createBulkInsert(db, 'event', 9);
  const readers = createBulkInsert(db, 'reader', 3);
  const abouts = createBulkInsert(db, 'about', 3);
  const receipts = createBulkInsert(db, 'receipt', 7);
  const records = createBulkInsert(db, 'record', 8);
  const requests = createBulkInsert(
    db,
    'request',
    4,
    'ON CONFLICT DO UPDATE SET open = excluded.open, at = excluded.at',
  );
  const bulks = [events, readers, abouts, receipts, records, requests];
  const flush = () => {
    for (const bulk of bulks) bulk.flush();
  };
  const write = (one: Write) => {
    switch (one.op) {
      case 'event': {
        const { team, event } = one;
        const { offset, at, type, subject, body, sealed, ref, keys } = event;
        events.add(team, offset, at, type, subject, body, sealed, ref, keys);
        if (one.readers === 'all') readers.add(team, '*', offset);
        else for (const reader of one.readers) readers.add(team, reader, offset);
        // A record's own row leads to its event.
        if (!type.startsWith('record.')) abouts.add(team, subject, offset);
        return;
      }
      case 'receipt':
        receipts.add(one.team, one.member, one.stream, one.number, one.digest, one.offset, one.at);
        return;
      case 'record': {
        const { record, offset, by, kind, session, slot } = one.record;
        records.add(one.team, record, offset, by, kind, session, slot, one.at);
        return;
      }
      case 'request':
        requests.add(one.team, one.request, one.open ? 1 : 0, one.at);
        return;
      default:
        // The others are rare, and may be about rows that are still gathered.
        flush();
        writeRare(db, sql, one);
    }
  };
  return {
    write,
    flush,
    clear() {
      for (const bulk of bulks) bulk.clear();
    },
  };
}

function writeRare(
  db: DatabaseSync,
  sql: (text: string) => StatementSync,
  one: Exclude<Write, { op: 'event' | 'receipt' | 'record' | 'request' }>,
): void {
  switch (one.op) {
    case 'wipe':
      sql('UPDATE event SET sealed = NULL, keys = NULL WHERE team = ? AND position = ?').run(one.team, one.offset);
      return;
    case 'team':
      sql('INSERT INTO team VALUES (?, ?)').run(one.team, one.createdAt);
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
      forgetMember(db, one.team, one.member);
      return;
  }
}

function memberOf(row: Row): StoredMember {
  return {
    member: row.member as string,
    role: row.role as Role,
    standing: row.standing as Standing,
    signKey: row.sign_key as string,
    boxKey: row.box_key as string,
    emails: JSON.parse(row.emails as string),
    profile: row.profile as string | null,
    voucher: row.voucher as string | null,
    teamKey: row.team_key as string | null,
    joinedAt: row.joined_at as number,
  };
}

function deviceOf(row: Row): StoredDevice {
  return {
    device: row.device as string,
    member: row.member as string,
    deviceKey: row.device_key as string,
    addedAt: row.added_at as number,
  };
}

function inviteOf(row: Row): StoredInvite {
  return {
    invite: row.invite as string,
    kind: row.kind as StoredInvite['kind'],
    hash: row.hash as string,
    by: row.by_member as string | null,
    expiresAt: row.expires_at as number,
    bundle: row.bundle as string | null,
    usedBy: row.used_by as string | null,
    usedDevice: row.used_device as string | null,
  };
}

function eventOf(row: Row): StoredEvent {
  return {
    offset: row.position as number,
    at: row.at as number,
    type: row.type as string,
    subject: row.subject as string,
    body: row.body as string,
    sealed: row.sealed as string | null,
    ref: row.ref as number | null,
    keys: row.keys as string | null,
  };
}

function recordOf(row: Row): StoredRecord {
  return {
    record: row.record as string,
    offset: row.position as number,
    by: row.by_member as string,
    kind: row.kind as string,
    session: row.session as string | null,
    slot: row.slot as string | null,
  };
}

function feedOf(row: Row): StoredFeed {
  return {
    feed: row.feed as string,
    hash: row.hash as string,
    by: row.by_member as string,
    with: JSON.parse(row.others as string),
    calendar: row.calendar as string,
    updatedAt: row.updated_at as number,
  };
}

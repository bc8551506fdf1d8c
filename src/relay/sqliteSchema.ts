/** Each entry brings the database from the version of its position to the next. Append, never change. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE relay (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE team (team TEXT PRIMARY KEY, created_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE member (
    team TEXT NOT NULL, member TEXT NOT NULL, role TEXT NOT NULL, standing TEXT NOT NULL, sign_key TEXT NOT NULL, box_key TEXT NOT NULL,
    emails TEXT NOT NULL, profile TEXT, voucher TEXT, team_key TEXT, joined_at INTEGER NOT NULL,
    PRIMARY KEY (team, member)) WITHOUT ROWID;
  CREATE TABLE device (
    team TEXT NOT NULL, device TEXT NOT NULL, member TEXT NOT NULL, device_key TEXT NOT NULL, added_at INTEGER NOT NULL,
    PRIMARY KEY (team, device)) WITHOUT ROWID;
  CREATE TABLE invite (
    team TEXT NOT NULL, invite TEXT NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL, by_member TEXT, expires_at INTEGER NOT NULL,
    bundle TEXT, used_by TEXT, used_device TEXT,
    PRIMARY KEY (team, invite)) WITHOUT ROWID;
  CREATE TABLE event (
    team TEXT NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    sealed TEXT, ref INTEGER, keys TEXT,
    PRIMARY KEY (team, position)) WITHOUT ROWID;
  CREATE TABLE reader (
    team TEXT NOT NULL, member TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (team, member, position)) WITHOUT ROWID;
  CREATE TABLE about (
    team TEXT NOT NULL, subject TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (team, subject, position)) WITHOUT ROWID;
  CREATE TABLE receipt (
    team TEXT NOT NULL, member TEXT NOT NULL, stream TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL, position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (team, member, stream, number)) WITHOUT ROWID;
  CREATE TABLE request (
    team TEXT NOT NULL, request TEXT NOT NULL, open INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (team, request)) WITHOUT ROWID;
  CREATE INDEX request_open ON request (team, request) WHERE open = 1;
  CREATE TABLE record (
    team TEXT NOT NULL, record TEXT NOT NULL, position INTEGER NOT NULL, by_member TEXT NOT NULL, kind TEXT NOT NULL, session TEXT,
    slot TEXT, at INTEGER NOT NULL,
    PRIMARY KEY (team, record)) WITHOUT ROWID;
  CREATE INDEX record_slot ON record (team, by_member, kind, slot) WHERE slot IS NOT NULL;
  CREATE TABLE figure (
    team TEXT NOT NULL, month TEXT NOT NULL, label TEXT NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, sessions INTEGER NOT NULL,
    PRIMARY KEY (team, month, label, member)) WITHOUT ROWID;
  CREATE TABLE feed (
    team TEXT NOT NULL, feed TEXT NOT NULL, hash TEXT NOT NULL, by_member TEXT NOT NULL, others TEXT NOT NULL, calendar TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (team, feed)) WITHOUT ROWID;
  CREATE UNIQUE INDEX feed_hash ON feed (team, hash);
  `,
  // What is small shares rows (see sqliteLayout.ts): a request used to cost nine rows in six tables.
  `
  ALTER TABLE team ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
  UPDATE team SET number = (SELECT count(*) FROM team AS other WHERE other.team < team.team);
  ALTER TABLE event RENAME TO old_event;
  ALTER TABLE reader RENAME TO old_reader;
  ALTER TABLE receipt RENAME TO old_receipt;
  ALTER TABLE request RENAME TO old_request;

  CREATE TABLE event (
    team TEXT NOT NULL, place INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL, sealed TEXT, ref INTEGER, keys TEXT);
  INSERT INTO event SELECT team, number * 68719476736 + position, at, body, sealed, ref, keys
    FROM old_event JOIN team USING (team) ORDER BY number, position;
  CREATE TABLE reader (
    team TEXT NOT NULL, member TEXT NOT NULL, chunk INTEGER NOT NULL, positions BLOB NOT NULL,
    PRIMARY KEY (team, member, chunk)) WITHOUT ROWID;
  INSERT INTO reader SELECT team, member, position / 256, unhex(group_concat(printf('%02x', position % 256), '' ORDER BY position))
    FROM old_reader GROUP BY team, member, position / 256;
  CREATE TABLE receipt (
    team TEXT NOT NULL, member TEXT NOT NULL, stream TEXT NOT NULL, chunk INTEGER NOT NULL, lines TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (team, member, stream, chunk)) WITHOUT ROWID;
  INSERT INTO receipt SELECT team, member, stream, number / 16,
      group_concat(number || ' ' || digest || ' ' || position || ' ' || at || char(10), '' ORDER BY number), max(at)
    FROM old_receipt GROUP BY team, member, stream, number / 16;
  CREATE TABLE request (
    team TEXT NOT NULL, request TEXT NOT NULL, open INTEGER, at INTEGER, positions TEXT NOT NULL,
    PRIMARY KEY (team, request)) WITHOUT ROWID;
  INSERT INTO request SELECT team, request, open, at, coalesce((
      SELECT group_concat(position || ' ', '' ORDER BY position) FROM about WHERE about.team = old_request.team AND subject = request), '')
    FROM old_request;
  DROP TABLE old_event;
  DROP TABLE old_reader;
  DROP TABLE old_receipt;
  DROP TABLE old_request;
  DROP TABLE about;
  CREATE INDEX request_open ON request (team, request) WHERE open = 1;
  `,
];

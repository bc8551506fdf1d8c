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
];

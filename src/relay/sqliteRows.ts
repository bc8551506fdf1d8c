import type { Role } from '../protocol/events.ts';
import { offsetOf } from './sqliteLayout.ts';
import type {
  Standing,
  StoredDevice,
  StoredEvent,
  StoredFeed,
  StoredInvite,
  StoredMember,
  StoredRecord,
} from './store.ts';

/** A row as node:sqlite gives it. */
export type Row = Record<string, string | number | null>;

/** A row of `member`. */
export function memberOf(row: Row): StoredMember {
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

/** A row of `device`. */
export function deviceOf(row: Row): StoredDevice {
  return {
    device: row.device as string,
    member: row.member as string,
    deviceKey: row.device_key as string,
    addedAt: row.added_at as number,
  };
}

/** A row of `invite`. */
export function inviteOf(row: Row): StoredInvite {
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

/** A row of `event`. */
export function eventOf(row: Row): StoredEvent {
  return {
    offset: offsetOf(row.place as number),
    at: row.at as number,
    body: row.body as string,
    sealed: row.sealed as string | null,
    ref: row.ref as number | null,
    keys: row.keys as string | null,
  };
}

/** A row of `record`. */
export function recordOf(row: Row): StoredRecord {
  return {
    record: row.record as string,
    offset: row.position as number,
    by: row.by_member as string,
    kind: row.kind as string,
    session: row.session as string | null,
    slot: row.slot as string | null,
  };
}

/** A row of `feed`. */
export function feedOf(row: Row): StoredFeed {
  return {
    feed: row.feed as string,
    hash: row.hash as string,
    by: row.by_member as string,
    with: JSON.parse(row.others as string),
    calendar: row.calendar as string,
    updatedAt: row.updated_at as number,
  };
}

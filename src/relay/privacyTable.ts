/** One field that the relay keeps on disk: what it is for, and how long it stays. docs/privacy.md prints this table. */
export interface PrivacyRow {
  /** `table.column`. */
  readonly field: string;
  readonly purpose: string;
  readonly kept: string;
}

const membership = 'until the member is forgotten';
const retention = 'retention setting after the request is over (12 months by default)';
const receipts = '30 days after the newest of the sixteen';
const log = 'as long as the event it belongs to';

const fields: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  relay: [
    ['name', 'which value this is: the relay’s name, or its epoch', 'as long as the database'],
    [
      'value',
      'a random number that tells this relay, or this lineage of its database, from others',
      'as long as the database',
    ],
  ],
  team: [
    ['team', 'a random number for the team', 'as long as the database'],
    ['created_at', 'when the team was made', 'as long as the database'],
    ['number', 'a short name of the team within this database', 'as long as the database'],
  ],
  member: [
    ['team', 'which team', membership],
    ['member', 'a random number for the person', 'stays as a bare number, so that peers’ sessions keep their shape'],
    ['role', 'whether they may revoke others', membership],
    ['standing', 'whether they are let in', membership],
    ['sign_key', 'public key that checks what they wrote', membership],
    ['box_key', 'public key that others seal for', membership],
    ['emails', 'keyed hashes of their git emails: members match authors, the relay cannot read them', membership],
    ['profile', 'name, time zone and working hours, sealed with the team key', membership],
    ['voucher', 'the team key’s word for the public keys', membership],
    ['team_key', 'the team key, sealed to a member whom somebody vouched for', membership],
    ['joined_at', 'when they joined', membership],
  ],
  device: [
    ['team', 'which team', 'until the machine is removed or its member is gone'],
    ['device', 'a random number for the machine', 'until the machine is removed or its member is gone'],
    ['member', 'whose machine', 'until the machine is removed or its member is gone'],
    ['device_key', 'public key that proves the machine', 'until the machine is removed or its member is gone'],
    ['added_at', 'so that its owner can tell it from others', 'until the machine is removed or its member is gone'],
  ],
  invite: [
    ['team', 'which team', 'one day after it expires'],
    ['invite', 'a random number for the invite', 'one day after it expires'],
    ['kind', 'member, founder or second machine', 'one day after it expires'],
    ['hash', 'SHA-256 of the link’s secret', 'one day after it expires'],
    ['by_member', 'who may cancel it', 'one day after it expires'],
    ['expires_at', 'when it expires', 'one day after it expires'],
    ['bundle', 'keys for a second machine, sealed with a key that only the link has', 'until used, at most an hour'],
    ['used_by', 'so that it is used once', 'one day after it expires'],
    ['used_device', 'so that a repeated join is answered again', 'one day after it expires'],
  ],
  event: [
    ['team', 'which team', log],
    ['place', 'the order of events', log],
    ['at', 'when it happened, by the relay’s clock', log],
    [
      'body',
      'what happened, who, whom, state, public keys, wrapped keys, signatures; never content',
      `${retention}; of members, ${membership}`,
    ],
    [
      'sealed',
      'content that only its readers can open; the relay sees its size in steps of 256 bytes',
      `until erased or replaced; ${retention}`,
    ],
    ['ref', 'which event’s content goes with an offer', log],
    ['keys', 'the content’s key, sealed to each reader', 'as long as the content'],
  ],
  reader: [
    ['team', 'which team', log],
    ['member', 'who may see the events', log],
    ['chunk', 'which 256 events in a row', log],
    ['positions', 'which of them', log],
  ],
  receipt: [
    ['team', 'which team', receipts],
    ['member', 'whose commands', receipts],
    ['stream', 'which run of a client', receipts],
    ['chunk', 'which sixteen commands in a row', receipts],
    [
      'lines',
      'of each command its number, the start of its SHA-256 (the same id with another content is refused) and what was answered',
      receipts,
    ],
    ['at', 'when the newest of them was done', receipts],
  ],
  request: [
    ['team', 'which team', retention],
    ['request', 'which request', retention],
    ['open', 'whether the widening schedule still runs', retention],
    ['at', 'from when retention counts', retention],
    ['positions', 'which events are about it', retention],
  ],
  record: [
    ['team', 'which team', log],
    ['record', 'which record', log],
    ['position', 'where its content is', log],
    ['by_member', 'who may erase it', log],
    ['kind', 'what kind of record: message, note, log entry …', log],
    ['session', 'which session it belongs to', log],
    ['slot', 'keyed hash: what it takes the place of', log],
    ['at', 'from when retention counts', log],
  ],
  figure: [
    ['team', 'which team', 'retention setting (12 months by default)'],
    ['month', 'which month', 'retention setting (12 months by default)'],
    ['label', 'keyed hash of an area or language', 'retention setting (12 months by default)'],
    [
      'member',
      'who contributed: a figure shows from four people on, and can be erased',
      'retention setting (12 months by default)',
    ],
    ['name', 'the area or language, sealed with the team key', 'retention setting (12 months by default)'],
    [
      'sessions',
      'how many sessions were contributed; shown only as a sum over four people or more',
      'retention setting (12 months by default)',
    ],
  ],
  feed: [
    ['team', 'which team', 'until revoked, or its member is forgotten'],
    ['feed', 'which calendar', 'until revoked, or its member is forgotten'],
    ['hash', 'SHA-256 of the secret part of its address', 'until revoked, or its member is forgotten'],
    ['by_member', 'who may change it', 'until revoked, or its member is forgotten'],
    ['others', 'who else may change it', 'until revoked, or its member is forgotten'],
    [
      'calendar',
      'the one thing kept readable, because calendars must read it: times and the label that the pair chose to show',
      'until revoked, or its member is forgotten',
    ],
    ['updated_at', 'tells calendars whether it has changed', 'until revoked, or its member is forgotten'],
  ],
};

export const privacyTable: readonly PrivacyRow[] = Object.entries(fields).flatMap(([table, rows]) =>
  rows.map(([column, purpose, kept]) => ({ field: `${table}.${column}`, purpose, kept })),
);

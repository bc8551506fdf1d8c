/** What a client does about a code: try again by itself, ask the person, or give up on this command or connection. */
export type Retry = 'again' | 'never';

interface Code {
  readonly retry: Retry;
  readonly sentence: string;
}

/** Reasons for refusing a command. The set is closed; clients go by the code, people read the sentence. */
export const refusals = {
  'not-a-member': { retry: 'never', sentence: 'That person is not, or no longer, a member of this team.' },
  'not-yours': { retry: 'never', sentence: 'This is not open to you; only the people it belongs to can do that.' },
  'not-owner': { retry: 'never', sentence: 'Only an owner of the team can do that.' },
  'unknown-request': {
    retry: 'never',
    sentence: 'The relay knows no such request; it may have been erased after its retention time.',
  },
  'already-exists': { retry: 'never', sentence: 'Something with this id exists already; nothing was changed.' },
  'already-taken': { retry: 'never', sentence: 'Somebody else is already helping with this request.' },
  'not-open': { retry: 'never', sentence: 'The request is no longer open.' },
  'not-offered': { retry: 'never', sentence: 'This request is not offered to you, or you have already answered it.' },
  'not-active': { retry: 'never', sentence: 'The session is not in a state that allows this.' },
  'nobody-to-ask': { retry: 'never', sentence: 'Nobody is left to ask; name other people or wait.' },
  'stale-entry': {
    retry: 'never',
    sentence: 'The log entry was changed meanwhile; look at the new one before you confirm.',
  },
  'unknown-record': { retry: 'never', sentence: 'The relay holds no such record; it may have been erased.' },
  'unknown-invite': { retry: 'never', sentence: 'The relay knows no such open invite.' },
  conflict: {
    retry: 'never',
    sentence: 'A command with this id but another content was sent before; nothing was changed.',
  },
  'limit-reached': {
    retry: 'never',
    sentence: 'A limit of the relay is reached; close something of the same kind first.',
  },
  'bad-time': { retry: 'never', sentence: 'A time or duration lies outside of what the relay accepts.' },
  'last-owner': {
    retry: 'never',
    sentence: 'The last owner cannot leave while others are in the team; make somebody else an owner first.',
  },
  'storage-failed': {
    retry: 'again',
    sentence: 'The relay could not write to its disk; nothing was changed and it will be tried again.',
  },
} as const satisfies Record<string, Code>;

export type RefusalCode = keyof typeof refusals;

/**
 * Close codes. 4000–4099: come back by yourself, with jitter. 4100–4199: do not come back until a person has changed something.
 * Besides these, 1002, 1003, 1007 and 1009 of RFC 6455 count as `never`, every other code as `again`.
 */
export const closings = {
  restarting: { code: 4000, retry: 'again', sentence: 'The relay is restarting; it will be back in a moment.' },
  'storage-failed': { code: 4001, retry: 'again', sentence: 'The relay cannot read its database at the moment.' },
  'slow-reader': {
    code: 4002,
    retry: 'again',
    sentence: 'This connection read too slowly; it resumes where it stopped.',
  },
  'too-fast': { code: 4003, retry: 'again', sentence: 'This connection sent faster than the relay allows.' },
  'standing-changed': { code: 4004, retry: 'again', sentence: 'Your standing in the team has changed; connect again.' },
  silent: { code: 4005, retry: 'again', sentence: 'The other end did not answer for too long.' },
  'proof-late': { code: 4006, retry: 'again', sentence: 'The proof of identity did not come in time.' },
  full: { code: 4007, retry: 'again', sentence: 'The relay has as many connections as it may; try later.' },
  version: {
    code: 4100,
    retry: 'never',
    sentence: 'This relay speaks version 1 of the protocol; update the older of the two, the extension or the relay.',
  },
  'bad-frame': { code: 4101, retry: 'never', sentence: 'A frame did not have the form that the protocol prescribes.' },
  'not-proved': { code: 4102, retry: 'never', sentence: 'The proof of identity is not valid for this relay and team.' },
  revoked: { code: 4103, retry: 'never', sentence: 'You are no longer a member of this team.' },
  'invite-used': { code: 4104, retry: 'never', sentence: 'This invite was already used; ask for a new one.' },
  'invite-expired': { code: 4105, retry: 'never', sentence: 'This invite has expired; ask for a new one.' },
  'invite-unknown': {
    code: 4106,
    retry: 'never',
    sentence: 'This relay does not know the invite; check the link, or ask for a new one.',
  },
  'too-many': { code: 4107, retry: 'never', sentence: 'You have too many connections open; close a window.' },
  'team-full': { code: 4108, retry: 'never', sentence: 'The team has as many members or machines as it may have.' },
} as const satisfies Record<string, Code & { code: number }>;

export type ClosingName = keyof typeof closings;

const byCode = new Map<number, ClosingName>(
  (Object.keys(closings) as ClosingName[]).map((name) => [closings[name].code, name]),
);

/** The name of a close code of ours; undefined for the codes of RFC 6455. */
export function closingOf(code: number): ClosingName | undefined {
  return byCode.get(code);
}

/** Whether a client may come back by itself after `code`. */
export function mayComeBack(code: number): boolean {
  if (code === 1002 || code === 1003 || code === 1007 || code === 1009) return false;
  return code < 4100 || code > 4199;
}

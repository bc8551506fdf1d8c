import type { Role } from '../protocol/events.ts';
import type { Id } from '../protocol/shapes.ts';

/** waiting: joined without the team key · gone: left, was revoked, or has been forgotten. */
export type Standing = 'full' | 'waiting' | 'gone';

export interface StoredMember {
  readonly member: Id;
  readonly role: Role;
  readonly standing: Standing;
  readonly signKey: string;
  readonly boxKey: string;
  /** Keyed hashes; the relay cannot turn them into addresses. */
  readonly emails: readonly string[];
  readonly profile: string | null;
  readonly voucher: string | null;
  /** The team key, sealed to this member by whoever vouched for them. */
  readonly teamKey: string | null;
  readonly joinedAt: number;
}

export interface StoredDevice {
  readonly device: Id;
  readonly member: Id;
  readonly deviceKey: string;
  readonly addedAt: number;
}

export interface StoredInvite {
  readonly invite: Id;
  readonly kind: 'founder' | 'member' | 'device';
  /** SHA-256 of the link's secret, base64url. */
  readonly hash: string;
  /** Null for invites that the relay itself or its owner made. */
  readonly by: Id | null;
  readonly expiresAt: number;
  readonly bundle: string | null;
  readonly usedBy: Id | null;
  readonly usedDevice: Id | null;
}

/** One event of a team's log. `body` is the event as JSON, ready to be sent. */
export interface StoredEvent {
  readonly offset: number;
  readonly at: number;
  readonly body: string;
  /** Sealed content, or null where there is none or it was erased. */
  readonly sealed: string | null;
  /** Offset of the event whose sealed content goes with this one. */
  readonly ref: number | null;
  /** JSON object reader → wrapped key, for records; each reader is sent its own. */
  readonly keys: string | null;
}

export interface StoredRecord {
  readonly record: Id;
  readonly offset: number;
  readonly by: Id;
  readonly kind: string;
  readonly session: Id | null;
  readonly slot: string | null;
}

export interface StoredFeed {
  readonly feed: Id;
  readonly hash: string;
  readonly by: Id;
  readonly with: readonly Id[];
  readonly calendar: string;
  readonly updatedAt: number;
}

export interface StoredFigure {
  readonly label: string;
  readonly name: string;
  readonly people: number;
  readonly sessions: number;
}

/** One change; a batch of them is written in one transaction or not at all. */
export type Write =
  | { readonly op: 'team'; readonly team: Id; readonly createdAt: number }
  | { readonly op: 'member'; readonly team: Id; readonly member: StoredMember }
  | { readonly op: 'device'; readonly team: Id; readonly device: StoredDevice }
  | { readonly op: 'device-gone'; readonly team: Id; readonly device: Id }
  | { readonly op: 'invite'; readonly team: Id; readonly invite: StoredInvite }
  | { readonly op: 'invite-gone'; readonly team: Id; readonly invite: Id }
  | {
      readonly op: 'event';
      readonly team: Id;
      readonly event: StoredEvent;
      /** The request or session that the event is about, if it is about one. */
      readonly request: Id | null;
      readonly readers: readonly Id[] | 'all';
    }
  | {
      readonly op: 'receipt';
      readonly team: Id;
      readonly member: Id;
      readonly stream: Id;
      readonly number: number;
      readonly digest: string;
      readonly offset: number;
      readonly at: number;
    }
  | { readonly op: 'request'; readonly team: Id; readonly request: Id; readonly open: boolean; readonly at: number }
  | { readonly op: 'record'; readonly team: Id; readonly record: StoredRecord; readonly at: number }
  | { readonly op: 'wipe'; readonly team: Id; readonly offset: number }
  | {
      readonly op: 'figure';
      readonly team: Id;
      readonly month: string;
      readonly label: string;
      readonly name: string;
      readonly member: Id;
    }
  | { readonly op: 'feed'; readonly team: Id; readonly feed: StoredFeed }
  | { readonly op: 'feed-gone'; readonly team: Id; readonly feed: Id }
  | { readonly op: 'forget'; readonly team: Id; readonly member: Id };

/**
 * Where a relay keeps its teams. `commit` is atomic and durable: when it resolves, the batch survives a crash of process and machine;
 * when it rejects, nothing of the batch is there. Reads see every batch whose commit has resolved. All methods may reject with an error
 * of the engine. One conformance suite (test/support/storeConformance.ts) runs against every implementation.
 */
export interface Store {
  /** This database's relay name and epoch. */
  identity(): Promise<{ relay: Id; epoch: Id }>;
  commit(batch: readonly Write[]): Promise<void>;
  teams(): Promise<Id[]>;
  /** Newest offset and time of the team's log; zeros where it is empty. */
  head(team: Id): Promise<{ offset: number; at: number }>;
  member(team: Id, member: Id): Promise<StoredMember | undefined>;
  members(team: Id): Promise<{ member: Id; role: Role; standing: Standing }[]>;
  device(team: Id, device: Id): Promise<StoredDevice | undefined>;
  devices(team: Id, member: Id): Promise<StoredDevice[]>;
  invite(team: Id, invite: Id): Promise<StoredInvite | undefined>;
  /** Invites of `by` that are neither used nor expired at `at`. */
  openInvites(team: Id, by: Id | null, at: number): Promise<number>;
  /**
   * Events after `after` that `member` may see, by rising offset: at most `count`, and no more once they hold `bytes`. None where there are none.
   */
  eventsFor(team: Id, member: Id, after: number, most: { count: number; bytes: number }): Promise<StoredEvent[]>;
  /** Sealed content of the event at `offset`. */
  sealedAt(team: Id, offset: number): Promise<string | null>;
  /** All events of one request, by rising offset. */
  eventsOf(team: Id, request: Id): Promise<StoredEvent[]>;
  openRequests(team: Id): Promise<Id[]>;
  hasRequest(team: Id, request: Id): Promise<boolean>;
  /** The latest time that an id of the team's requests and records begins with (see idTime.ts); 0 where there are none. */
  newestIdTime(team: Id): Promise<number>;
  record(team: Id, record: Id): Promise<StoredRecord | undefined>;
  /** When the newest record of each session was added. Reads all records of the team. */
  newestOfSessions(team: Id): Promise<Map<Id, number>>;
  recordIn(team: Id, by: Id, kind: string, slot: string): Promise<StoredRecord | undefined>;
  receipt(
    team: Id,
    member: Id,
    stream: Id,
    number: number,
  ): Promise<{ digest: string; offset: number; at: number } | undefined>;
  /** Largest number of the stream with a receipt; 0 if there is none. */
  lastOfStream(team: Id, member: Id, stream: Id): Promise<number>;
  figures(team: Id, month: string, people: number): Promise<StoredFigure[]>;
  feed(team: Id, feed: Id): Promise<StoredFeed | undefined>;
  feedByHash(team: Id, hash: string): Promise<StoredFeed | undefined>;
  feedsOf(team: Id, by: Id): Promise<number>;
  /** Erases what its retention time is over for; returns how many rows. */
  retain(before: { receipts: number; content: number; invites: number; month: string }): Promise<number>;
  /** Makes sure that erased content is nowhere in the files any more. */
  scrub(): Promise<void>;
  /** Writes something that changes nothing; rejects if the disk does not take it. */
  check(): Promise<void>;
  close(): Promise<void>;
}

import type { LimitValues } from '../protocol/limits.ts';
import type { Id } from '../protocol/shapes.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Metrics } from './metrics.ts';
import type { RelayLog } from './relayLog.ts';
import type { Room } from './room.ts';
import type { Schedule } from './schedule.ts';
import type { Sender } from './sender.ts';
import type { Store } from './store.ts';

/** What every part of a running relay works with; made by startRelay and passed by hand. */
export interface Relay {
  readonly id: Id;
  readonly epoch: Id;
  readonly store: Store;
  readonly limits: LimitValues;
  /** Ms since 1970, never going back while the relay runs. */
  readonly now: () => number;
  readonly rooms: Map<Id, Room>;
  readonly commits: GroupCommit;
  readonly schedule: Schedule;
  readonly sender: Sender;
  readonly metrics: Metrics;
  readonly log: RelayLog;
  /** Set once the relay is going down. */
  closing: boolean;
}

import type { RequestEvent } from '../protocol/events.ts';
import type { Status } from '../protocol/relayFrames.ts';
import type { Id } from '../protocol/shapes.ts';
import type { ProblemCode } from './clientProblem.ts';
import type { LogEntry } from './mentoringLog.ts';
import type { RecordView, RequestView } from './teamView.ts';

/**
 * offline: will try again by itself · waiting: joined, but nobody has vouched yet · online: everything missed has been caught up with ·
 * stopped: does not try again; `sentence` says why and what to do.
 */
export type ConnectionState = 'connecting' | 'online' | 'waiting' | 'offline' | 'stopped';

/** What a host hears from its client. `replayed`: happened before this start, nothing to notify anybody of. */
export type ClientEvent =
  | {
      readonly type: 'connection';
      readonly state: ConnectionState;
      readonly code?: ProblemCode;
      readonly sentence?: string;
      readonly retryInMs?: number;
    }
  | {
      readonly type: 'request';
      readonly request: RequestView;
      readonly event: RequestEvent;
      readonly replayed: boolean;
    }
  | { readonly type: 'record'; readonly record: RecordView; readonly replayed: boolean }
  | { readonly type: 'erased'; readonly record: Id }
  | { readonly type: 'member'; readonly member: Id }
  | { readonly type: 'presence'; readonly member: Id; readonly status: Status; readonly until: number | null }
  | { readonly type: 'live'; readonly session: Id; readonly from: Id; readonly device: Id; readonly content: unknown }
  | { readonly type: 'log'; readonly entry: LogEntry; readonly replayed: boolean }
  /** A command was refused, or an entry could not be put in the log here. `watched`: it was sent by this process, which was told; else it had waited since an earlier start. */
  | {
      readonly type: 'refused';
      readonly id: string;
      readonly code: string;
      readonly sentence: string;
      readonly watched: boolean;
    }
  | { readonly type: 'clock'; readonly offByMs: number };

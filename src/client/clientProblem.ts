import { type ClosingName, closings, type RefusalCode } from '../protocol/codes.ts';

export type ProblemCode =
  | RefusalCode
  | ClosingName
  | 'no-profile'
  | 'bad-profile'
  | 'bad-folder'
  | 'bad-log'
  | 'no-team-key'
  | 'bad-link'
  | 'bad-address'
  | 'unreachable'
  | 'no-relay'
  | 'other-relay'
  | 'lost'
  | 'nobody'
  | 'expired';

/** Something a client could not do. `code` is of a closed set; the message is one sentence for a person. */
export class ClientProblem extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode, message?: string) {
    super(message ?? (Object.hasOwn(closings, code) ? closings[code as ClosingName].sentence : code));
    this.code = code;
  }
}

const connectionCodes: readonly ProblemCode[] = ['unreachable', 'no-relay', 'other-relay', 'bad-address', 'lost'];

/** Whether the problem is with the connection to the relay, and not with what was asked of it. */
export function isConnectionProblem(problem: ClientProblem): boolean {
  return connectionCodes.includes(problem.code) || Object.hasOwn(closings, problem.code);
}

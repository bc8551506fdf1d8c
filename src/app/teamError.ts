/** What can be wrong with what a user says about a team. */
export type TeamErrorCode = 'team-file' | 'unknown-person' | 'unknown-area';

/** A team cannot be worked out; the message says why and what to do. */
export class TeamError extends Error {
  readonly code: TeamErrorCode;
  constructor(code: TeamErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What can go wrong before a VS Code runs. */
export type SetupErrorCode =
  | 'bad-argument'
  | 'not-a-folder'
  | 'no-such-file'
  | 'no-repository'
  | 'no-relay'
  | 'install-failed'
  | 'no-browser'
  | 'server-failed'
  | 'editor-failed';

/** An expected failure: its message is one sentence for the person at the terminal, who needs no stack trace. */
export class SetupError extends Error {
  readonly code: SetupErrorCode;

  constructor(code: SetupErrorCode, message: string) {
    super(message);
    this.name = 'SetupError';
    this.code = code;
  }
}

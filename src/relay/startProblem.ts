/** Why a relay cannot start, as a sentence. */
export class StartProblem extends Error {
  readonly code: 'plain' | 'port-taken' | 'folder' | 'running' | 'address' | 'tls';
  constructor(code: StartProblem['code'], message: string) {
    super(message);
    this.code = code;
  }
}

import type { Host } from '../app/host.ts';
import { ClientProblem, isConnectionProblem } from '../client/clientProblem.ts';
import { displayText } from '../expertise/displayText.ts';
import { GitError, type GitErrorCode } from '../git/gitError.ts';

/** Exit codes, as `whoknows --help` lists them. */
export const exitCodes = { answered: 0, failed: 1, usage: 2, repository: 3, git: 4, relay: 5, cancelled: 130 } as const;

/** A command that cannot go on, for a reason the user can mend. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = exitCodes.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A pipe whose reader has gone (`whoknows … | head`) ends us quietly, as it ends other tools. */
export function endQuietlyOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(exitCodes.answered);
    });
}

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value));

export const terminalHost: Host = {
  environment: process.env,
  untrusted: [],
  gitPath: undefined,
  now: () => Math.floor(Date.now() / 1000),
};

/** Bold on a terminal that shows it; says nothing that the words do not. */
export function bold(text: string): string {
  const shown = process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return shown ? `\x1b[1m${text}\x1b[22m` : text;
}

/** Progress is shown only for work that lasts longer than this, in ms: on a terminal, and in a log or a pipe. */
const quietFor = { terminal: 500, elsewhere: 5000 };

/** Reports progress on standard error: on a terminal one line that is wiped at the end, elsewhere nothing but slow steps. */
export function createProgress(): { report: (text: string) => void; done: () => void } {
  const started = performance.now();
  let last = 0;
  let shown = false;
  return {
    report(text) {
      const now = performance.now();
      const { isTTY } = process.stderr;
      if (now - started < quietFor[isTTY ? 'terminal' : 'elsewhere'] || now - last < (isTTY ? 100 : 2000)) return;
      last = now;
      shown = true;
      process.stderr.write(isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    },
    done() {
      if (shown && process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    },
  };
}

/** Ctrl-C cancels what is running; a second one ends us at once. */
export function cancelOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    controller.abort();
    process.once('SIGINT', () => process.exit(exitCodes.cancelled));
  });
  return controller.signal;
}

/** What is wrong with git itself rather than with the repository. */
const gitsOwn: ReadonlySet<GitErrorCode> = new Set(['git-missing', 'git-too-old', 'git-hung', 'git-killed']);

/** Says what went wrong in one line and gives the exit code for it. */
export function reportFailure(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`whoknows: ${displayText(message, 1000)}\n`);
  if (error instanceof CommandError) return error.exitCode;
  if (error instanceof ClientProblem) return isConnectionProblem(error) ? exitCodes.relay : exitCodes.failed;
  if (!(error instanceof GitError)) return exitCodes.failed;
  if (error.code === 'cancelled') return exitCodes.cancelled;
  return gitsOwn.has(error.code) ? exitCodes.git : exitCodes.repository;
}

/** A number of things, in words: “1 team”, “1,200 events”. */
export function counted(value: number, one: string, more: string): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : more}`;
}

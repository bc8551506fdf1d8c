import { type ChildProcess, spawn } from 'node:child_process';
import { readSync } from 'node:fs';
import { GitError, gitErrorFrom } from './gitError.ts';
import { type Git, safeArguments } from './safeGit.ts';
import type { ScratchFile } from './scratchFile.ts';

/** How long a stream from git may stay silent, in ms, before it counts as hung. Zero would mean no limit. */
export const streamTimeout = 60_000;

/** How long git may take to end after it was asked to, in ms, before it is killed. */
const patience = 1000;

/** How often a scratch file is looked at, in ms. */
const lookInterval = 10;
/** Bytes handed over at once from a scratch file, and at most in one turn of the event loop: some 40 ms of work. */
const fileChunk = 256 * 1024;
const mostInTurn = 16 * fileChunk;

/** How much of git's standard error is kept, in characters: the first lines say what is wrong. */
const keptError = 16 * 1024;

export interface StreamOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * For a long log: git writes here as fast as it can and is read now and then. A pipe makes the two processes wait for and wake
   * each other at every few kilobytes, which takes a fifth of the time of both. It is closed in the end.
   */
  readonly scratch?: ScratchFile | undefined;
  /** True: git fills its buffer before it writes instead of writing after each commit. */
  readonly buffered?: boolean | undefined;
  /** Written to git's standard input, then closed; or a file descriptor that git reads from. */
  readonly input?: string | number | undefined;
  /** A file descriptor that git writes into instead of handing anything over. */
  readonly output?: number | undefined;
  /** Asked after each chunk: true ends git, and that is a good end. */
  readonly isEnough?: (() => boolean) | undefined;
  /** Milliseconds of silence that count as hung; `streamTimeout` unless a test is in a hurry. */
  readonly timeout?: number | undefined;
  /** What sentences about failures call the place; `folder` by default. */
  readonly place?: string | undefined;
  /** A chunk from a scratch file is overwritten after this returns. */
  readonly onChunk: (chunk: Buffer) => void;
}

/**
 * Runs git and hands its output over as it comes; a slow reader slows git down. Resolves with git's processor time when
 * git ends well. Rejects with `cancelled`, `git-hung`, `git-killed`, or what git's standard error says. Git never outlives the call.
 */
export async function streamGit(
  git: Git,
  folder: string,
  args: readonly string[],
  options: StreamOptions,
): Promise<void> {
  const { scratch, input } = options;
  if (options.signal?.aborted) {
    scratch?.close();
    throw cancelled();
  }
  const child = spawn(git.binary, [...safeArguments, ...args], {
    cwd: folder,
    env: options.buffered ? { ...git.environment, GIT_FLUSH: '0' } : git.environment,
    stdio: [
      input === undefined ? 'ignore' : typeof input === 'number' ? input : 'pipe',
      options.output ?? scratch?.writeEnd ?? 'pipe',
      'pipe',
    ],
    windowsHide: true,
  });
  let errors = '';
  let failure: GitError | undefined;
  let enough = false;
  const stop = (reason: GitError): void => {
    failure ??= reason;
    endProcess(child);
  };
  const onAbort = (): void => stop(cancelled());
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const place = options.place ?? folder;
  const limit = options.timeout ?? streamTimeout;
  const watchdog = setTimeout(
    () =>
      stop(
        new GitError(
          'git-hung',
          `Git said nothing for ${limit / 1000} s in ${place}, so it was stopped. Try again, or check the disk.`,
        ),
      ),
    limit,
  );
  const take = (chunk: Buffer): void => {
    watchdog.refresh();
    if (failure || enough) return;
    try {
      options.onChunk(chunk);
      enough = options.isEnough?.() ?? false;
      if (enough) endProcess(child);
    } catch (error) {
      stop(
        error instanceof GitError
          ? error
          : new GitError('git-failed', `Git's output could not be read: ${String(error)}`),
      );
    }
  };
  const look = scratch && createFileReader(scratch.readEnd, take);
  const looking = look && setInterval(() => look(mostInTurn), lookInterval);
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', (error) =>
        reject(new GitError('git-missing', `Git could not be started: ${error.message}. Check that git is installed.`)),
      );
      child.stdout?.on('data', take);
      child.stderr!.on('data', (chunk: Buffer) => {
        if (errors.length < keptError) errors += chunk.toString('utf8');
      });
      child.stdin?.on('error', () => undefined); // Git may end before it has read everything.
      if (typeof input === 'string') child.stdin?.end(input);
      child.on('close', (code, killedBy) => {
        look?.(Number.POSITIVE_INFINITY);
        if (failure) reject(failure);
        else if (code === 0 || enough) resolve();
        else if (killedBy) reject(killed(killedBy, place));
        else reject(gitErrorFrom(errors || `git ended by exit code ${code}`, place));
      });
    });
  } finally {
    clearTimeout(watchdog);
    clearInterval(looking);
    scratch?.close();
    options.signal?.removeEventListener('abort', onAbort);
  }
}

/** Hands over what has been written to the file since the last time, up to `most` bytes. */
function createFileReader(file: number, take: (chunk: Buffer) => void): (most: number) => void {
  const buffer = Buffer.allocUnsafe(fileChunk);
  let at = 0;
  return (most) => {
    for (const end = at + most; at < end; ) {
      const length = readSync(file, buffer, 0, buffer.length, at);
      if (length === 0) return;
      at += length;
      take(buffer.subarray(0, length));
    }
  };
}

/** Bytes that are kept of one answer unless the caller says otherwise: lists of a million files or commits fit. */
export const largestCollected = 512 * 1024 * 1024;

/** Runs git as `streamGit` does and resolves with all it said. Rejects with `git-failed` where that is more than `mostBytes`. */
export async function collectGit(
  git: Git,
  folder: string,
  args: readonly string[],
  options: CollectOptions = {},
): Promise<string> {
  return (await collectGitBytes(git, folder, args, options)).toString('utf8');
}

export type CollectOptions = Omit<StreamOptions, 'onChunk' | 'scratch'> & { readonly mostBytes?: number };

/** As `collectGit`, for answers that are not text throughout. */
export async function collectGitBytes(
  git: Git,
  folder: string,
  args: readonly string[],
  options: CollectOptions = {},
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const { mostBytes = largestCollected, ...rest } = options;
  let bytes = 0;
  const onChunk = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > mostBytes) {
      chunks.length = 0;
      throw new GitError(
        'git-failed',
        `Git said more than ${mostBytes / 1024 / 1024} MB in ${folder}, so it was stopped. Try the same git command in a terminal.`,
      );
    }
    chunks.push(chunk);
  };
  await streamGit(git, folder, args, { ...rest, onChunk });
  return Buffer.concat(chunks);
}

/** Somebody else ended git, such as a system without memory. What it said until then is no whole history. */
const killed = (signal: string, place: string): GitError =>
  new GitError('git-killed', `Git was ended from outside (${signal}) while it read ${place}. Try again.`);

const cancelled = (): GitError => new GitError('cancelled', 'Stopped, as asked. Nothing was changed.');

/** Asks, then forces; pipes are closed at once so that a child of git that inherited them cannot keep us waiting. */
function endProcess(child: ChildProcess): void {
  child.kill('SIGTERM');
  child.stdout?.destroy();
  child.stderr?.destroy();
  const force = setTimeout(() => child.kill('SIGKILL'), patience);
  child.on('exit', () => clearTimeout(force));
}

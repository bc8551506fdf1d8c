import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Author {
  readonly name: string;
  readonly email: string;
}

export const ana: Author = { name: 'Ana Souza', email: 'ana@example.com' };
export const ben: Author = { name: 'Ben Okafor', email: 'ben@example.com' };
export const kim: Author = { name: 'Kim Lindqvist', email: 'kim@example.com' };
export const ola: Author = { name: 'Ola Nordmann', email: 'ola@example.com' };

export interface CommitOptions {
  readonly author?: Author;
  readonly committer?: Author;
  /** Seconds since 1970; each commit comes an hour after the one before unless said otherwise. */
  readonly time?: number;
  readonly message?: string;
}

/** 1 October 2025, 12:00 UTC: the day on which most test histories end or begin. */
export const october = 1_759_320_000;
export const day = 86_400;

const made: string[] = [];

/** A fresh temporary folder with its real path; removed when the test process ends. */
export function temporaryFolder(prefix = 'whoknows-'): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), prefix)));
  made.push(folder);
  return folder;
}
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A real git repository in a temporary folder, with short words for what tests do to it. */
export class TestRepository {
  readonly folder: string;
  #clock: number;

  constructor(folder = temporaryFolder(), start = october) {
    this.folder = folder;
    this.#clock = start;
  }

  static create(...init: string[]): TestRepository {
    const repository = new TestRepository();
    repository.git('init', '-q', '-b', 'main', ...init, '.');
    return repository;
  }

  /** Runs git with an identity and a clock of its own; returns what it says, without the last newline. */
  git(...args: string[]): string {
    return this.gitWith({}, ...args);
  }

  gitWith(environment: Record<string, string>, ...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        HOME: this.folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: ana.name,
        GIT_AUTHOR_EMAIL: ana.email,
        GIT_COMMITTER_NAME: ana.name,
        GIT_COMMITTER_EMAIL: ana.email,
        GIT_AUTHOR_DATE: `@${this.#clock} +0000`,
        GIT_COMMITTER_DATE: `@${this.#clock} +0000`,
        ...environment,
      },
    }).replace(/\n$/, '');
  }

  /** Runs git with the text on its standard input. */
  input(text: string, ...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, input: text, encoding: 'utf8', maxBuffer: 1 << 28 });
  }

  write(file: string, content: string): this {
    const full = path.join(this.folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, content);
    return this;
  }

  /** Commits everything in the folder, or the given files with the given content. Returns the commit's id. */
  commit(
    files: Record<string, string> = {},
    { author = ana, committer = author, time = this.#clock + 3600, message = 'Work' }: CommitOptions = {},
  ): string {
    for (const [file, content] of Object.entries(files)) this.write(file, content);
    this.#clock = time;
    this.git('add', '-A');
    this.gitWith(
      identity(author, committer, time),
      'commit',
      '-q',
      '--allow-empty',
      '--allow-empty-message',
      '-m',
      message,
    );
    return this.git('rev-parse', 'HEAD');
  }

  /** `count` commits by one author that each change the file. */
  work(file: string, count: number, options: CommitOptions = {}): this {
    for (let i = 0; i < count; i++)
      this.commit(
        { [file]: `${file} ${i} ${this.#clock}\n` },
        options.time ? { ...options, time: options.time + i * 3600 } : options,
      );
    return this;
  }

  merge(branch: string, { author = ana, message = `Merge branch '${branch}'` }: CommitOptions = {}): string {
    this.#clock += 3600;
    this.gitWith(identity(author, author, this.#clock), 'merge', '-q', '--no-ff', '-m', message, branch);
    return this.git('rev-parse', 'HEAD');
  }
}

const identity = (author: Author, committer: Author, time: number): Record<string, string> => ({
  GIT_AUTHOR_NAME: author.name,
  GIT_AUTHOR_EMAIL: author.email,
  GIT_COMMITTER_NAME: committer.name,
  GIT_COMMITTER_EMAIL: committer.email,
  GIT_AUTHOR_DATE: `@${time} +0000`,
  GIT_COMMITTER_DATE: `@${time} +0000`,
});

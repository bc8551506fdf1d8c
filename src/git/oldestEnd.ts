import { fstatSync } from 'node:fs';
import { type LogParser, rawFormat } from './logParser.ts';
import type { StreamOptions } from './logStream.ts';
import { openScratchFile } from './scratchFile.ts';

/** Runs git in the repository that is being read. What git says goes to the parser unless it goes into `output`. */
export type AskGit = (args: readonly string[], how: Partial<StreamOptions>) => Promise<void>;

/** The other end of a long history: its commits from the oldest on, read by a git of its own until they meet those read already. */
export class OldestEnd {
  readonly parser: LogParser;
  readonly #ending = new AbortController();
  /** Settles with the number of all commits, or undefined where this end could not be read. Never rejects. */
  readonly counted: Promise<number | undefined>;
  #failed = false;

  constructor(
    parser: LogParser,
    ask: AskGit,
    what: {
      /** Commits whose history is read, as `--stdin` takes them. */
      readonly revisions: string;
      readonly scratchFolder: string;
      readonly oidLength: number;
      readonly signal: AbortSignal | undefined;
    },
  ) {
    this.parser = parser;
    const signal = what.signal ? AbortSignal.any([what.signal, this.#ending.signal]) : this.#ending.signal;
    this.counted = this.#read((args, how) => ask(args, { ...how, signal }), what).catch(() => {
      this.#failed = true;
      return undefined;
    });
  }

  /** Whether the commit with this key was read at this end. */
  has(key: number): boolean {
    return !this.#failed && this.parser.graph.has(key);
  }

  /** Ends what is running. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.counted;
  }

  /**
   * Lists all commits first and then has `diff-tree` go through the list, because `log --reverse` keeps every message in memory until
   * it has walked to the end.
   */
  async #read(
    ask: AskGit,
    { revisions, scratchFolder, oidLength }: ConstructorParameters<typeof OldestEnd>[2],
  ): Promise<number> {
    const list = openScratchFile(scratchFolder);
    if (!list) throw new Error('no room for a list');
    try {
      await ask(['rev-list', '--reverse', '--stdin', '--'], { input: revisions, output: list.writeEnd });
      const commits = fstatSync(list.readEnd).size / (oidLength + 1);
      await ask(['diff-tree', '--stdin', '--root', '--always', '-r', ...rawFormat], { input: list.readEnd });
      this.parser.end();
      return commits;
    } finally {
      list.close();
    }
  }
}

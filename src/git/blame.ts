import { GitError } from './gitError.ts';
import { collectGit, streamGit } from './logStream.ts';
import { gitDirArguments } from './readHistory.ts';
import type { Repository } from './repository.ts';

/** One commit's surviving lines in a file, or in the part of it that was asked about. */
export interface SurvivingLines {
  readonly oid: string;
  readonly lines: number;
  /** As the commit says it; no mailmap is applied. */
  readonly name: string;
  readonly email: string;
  /** Author time, seconds since 1970. */
  readonly time: number;
  /** The whole message, whose trailers may name co-authors. */
  readonly message: string;
}

export interface BlameOptions {
  /** First and last line, from 1; the whole file where left out. */
  readonly lines?: readonly [number, number] | undefined;
  /** Commits whose lines go to whoever wrote them before. At most `mostIgnored` are passed on. */
  readonly ignored?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Ignored commits passed to git: each is an argument, and a list longer than this is no list of reformats. */
export const mostIgnored = 200;

/** Git says a line per surviving line; a file with more is no source text, and its answer would be of no use. */
export const mostBlamedLines = 200_000;

/**
 * Who wrote the lines of `file` as `commit` has it, most lines first. Git follows the file through renames. Reads the
 * commit, never the work tree, and runs no textconv. Takes a moment on files with a long history. Rejects with
 * `path-outside` where the commit has no such file or no such lines.
 */
export async function blameLines(
  repository: Repository,
  commit: string,
  file: string,
  options: BlameOptions = {},
): Promise<SurvivingLines[]> {
  const range = options.lines ? ['-L', `${wholeLine(options.lines[0])},${wholeLine(options.lines[1])}`] : [];
  const ignored = (await known(repository, options.ignored ?? [], options.signal)).flatMap((oid) => [
    '--ignore-rev',
    oid,
  ]);
  const counts = new Map<string, number>();
  let total = 0;
  let rest = '';
  const read = (text: string): void => {
    const header = /^\^?([0-9a-f]{40}(?:[0-9a-f]{24})?) \d+ \d+/.exec(text);
    if (!header) return;
    counts.set(header[1]!, (counts.get(header[1]!) ?? 0) + 1);
    if (++total > mostBlamedLines)
      throw new GitError('git-failed', `${file} has more than ${mostBlamedLines} lines. Ask about some of them.`);
  };
  // Names are read from the commits below, so no mailmap can change them.
  const place = [...gitDirArguments(repository.namedGitDir)];
  try {
    await streamGit(
      repository.git,
      repository.folder,
      [...place, 'blame', '--no-textconv', '--porcelain', ...range, ...ignored, commit, '--', file],
      {
        signal: options.signal,
        onChunk: (chunk) => {
          // Content lines begin with a tab, so no header can be forged; latin1 keeps bytes apart from characters.
          const lines = (rest + chunk.toString('latin1')).split('\n');
          rest = (lines.pop() ?? '').slice(0, longestHead);
          for (const line of lines) read(line);
        },
      },
    );
  } catch (error) {
    if (error instanceof GitError && /no such path|has only \d+ lines?|no such ref/.test(error.message))
      throw new GitError(
        'path-outside',
        `${file}${options.lines ? `, lines ${options.lines.join('–')},` : ''} is not in the last commit. Commit it first, or ask about the file.`,
      );
    if (error instanceof GitError && /object name list|ignore-revs|invalid object name/.test(error.message))
      throw new GitError(
        'git-failed',
        `The file that this repository's setting blame.ignoreRevsFile names cannot be read, so git does not tell who wrote ${file}. Correct the setting or remove it.`,
      );
    throw error;
  }
  return describeCommits(repository, counts, options.signal);
}

/** Of a line that git has not finished only this much is kept: headers are far shorter. */
const longestHead = 4096;

const wholeLine = (line: number): number => Math.max(1, Math.floor(line) || 1);

/** Those of the commits that this clone has; git refuses to ignore one that it does not know. */
async function known(
  repository: Repository,
  oids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const wanted = oids.slice(0, mostIgnored);
  if (wanted.length === 0) return [];
  const said = await collectGit(
    repository.git,
    repository.folder,
    [...gitDirArguments(repository.namedGitDir), 'cat-file', '--batch-check=%(objectname) %(objecttype)'],
    { input: `${wanted.join('\n')}\n`, signal },
  );
  return said.split('\n').flatMap((line) => (line.endsWith(' commit') ? [line.split(' ')[0]!] : []));
}

async function describeCommits(
  repository: Repository,
  counts: ReadonlyMap<string, number>,
  signal: AbortSignal | undefined,
): Promise<SurvivingLines[]> {
  if (counts.size === 0) return [];
  const said = await collectGit(
    repository.git,
    repository.folder,
    [
      ...gitDirArguments(repository.namedGitDir),
      'log',
      '-z',
      '--no-color',
      '--no-walk=unsorted',
      '--format=%x01%H%x00%at%x00%an%x00%ae%x00%B%x00',
      '--stdin',
      '--',
    ],
    { input: `${[...counts.keys()].join('\n')}\n`, signal },
  );
  const fields = said.split('\0');
  const found: SurvivingLines[] = [];
  for (let i = 0; i < fields.length; i++) {
    const mark = fields[i]!.lastIndexOf('\x01');
    const oid = fields[i]!.slice(mark + 1);
    const lines = mark < 0 ? undefined : counts.get(oid);
    if (lines === undefined) continue;
    const [time, name, email, message] = fields.slice(i + 1, i + 5) as [string, string, string, string];
    found.push({ oid, lines, time: Number(time) || 0, name, email, message: message ?? '' });
    i += 4;
  }
  return found.sort((a, b) => b.lines - a.lines || b.time - a.time || (a.oid < b.oid ? -1 : 1));
}

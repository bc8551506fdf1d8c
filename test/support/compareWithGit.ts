import { execFileSync } from 'node:child_process';
import { touchKinds } from '../../src/expertise/history.ts';
import { timeUnit } from '../../src/expertise/historyBuilder.ts';
import { indexOf } from './history.ts';

/** Commits looked at in one run of git. */
const batch = 2000;

/**
 * Reads the history of a repository with our reader and each commit with `git show --raw`, and tells where they differ.
 * A rename of ours stands for the addition and the deletion that git shows.
 */
export async function compareWithGitShow(
  folder: string,
  gitDir?: string,
): Promise<{ compared: number; differences: string[] }> {
  const { history } = await indexOf(folder, gitDir);
  const ours = new Map<string, number>();
  for (let c = 0; c < history.commits; c++) {
    const touches: string[] = [];
    for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) {
      const path = history.paths[history.touchPath[t]!]!;
      const kind = touchKinds[history.touchKind[t]!]!;
      if (kind === 'renamed') touches.push(`added ${path}`, `deleted ${history.paths[history.touchFrom[t]!]!}`);
      else touches.push(`${kind} ${path}`);
    }
    const { name, email } = history.aliases[history.author[c]!]!;
    addTo(ours, key(history.commitTime[c]!, history.authorTime[c]!, name, email, touches));
  }
  const git = (args: string[], input?: string): Buffer =>
    execFileSync('git', [...(gitDir ? [`--git-dir=${gitDir}`] : ['-C', folder]), ...args], {
      maxBuffer: 2 ** 31 - 1,
      ...(input === undefined ? {} : { input }),
      env: { PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', GIT_NO_LAZY_FETCH: '1' },
    });
  const commits = git(['rev-list', 'HEAD']).toString().trim().split('\n');
  const differences: string[] = [];
  for (let at = 0; at < commits.length; at += batch) {
    const said = git(
      [
        '-c',
        'log.showRoot=true',
        'show',
        '-z',
        '--raw',
        '--no-renames',
        '--diff-merges=off',
        '--ignore-submodules=none',
        '--format=%x00%x00COMMIT %H%x00%at%x00%ct%x00%an%x00%ae%x00',
        '--stdin',
      ],
      `${commits.slice(at, at + batch).join('\n')}\n`,
    );
    const tokens = said.toString('utf8').split('\0');
    let i = 0;
    while (i < tokens.length) {
      const head = tokens[i++]!;
      if (!head.startsWith('COMMIT ')) continue;
      const [authorTime, commitTime, name, email] = tokens.slice(i, i + 4) as [string, string, string, string];
      i += 4;
      const touches: string[] = [];
      while (i < tokens.length && !tokens[i]!.startsWith('COMMIT ')) {
        const line = tokens[i++]!.replace(/^\n/, '');
        if (!/^:\d{6} \d{6} /.test(line)) continue;
        const kind = line.endsWith('A') ? 'added' : line.endsWith('D') ? 'deleted' : 'modified';
        touches.push(`${kind} ${tokens[i++]}`);
      }
      const rounded = Number(commitTime) - timeUnit * Math.round((Number(commitTime) - Number(authorTime)) / timeUnit);
      const theirs = key(Number(commitTime), rounded, name, email, touches);
      const left = ours.get(theirs) ?? 0;
      if (left === 0) differences.push(`${head}: git shows ${theirs.slice(0, 400)}`);
      else ours.set(theirs, left - 1);
    }
  }
  for (const [text, count] of ours) if (count > 0) differences.push(`only we have ${count} × ${text.slice(0, 400)}`);
  return { compared: commits.length, differences };
}

const key = (commitTime: number, authorTime: number, name: string, email: string, touches: string[]): string =>
  [commitTime, authorTime, name, email, ...touches.sort()].join('\n');

const addTo = (counts: Map<string, number>, text: string): void => {
  counts.set(text, (counts.get(text) ?? 0) + 1);
};

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isolatedEnvironment } from '../../../scripts/vscode/environment.ts';

/** A small real repository with a few commits of two people; gives its path. */
export function makeSampleRepository(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const git = (args: string[], identity: Record<string, string> = {}) =>
    execFileSync('git', args, { cwd: folder, env: { ...isolatedEnvironment(folder), ...identity }, stdio: 'pipe' });
  const commit = (name: string, date: string, file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
    git(['add', '-A']);
    const email = `${name.split(' ')[0]!.toLowerCase()}@example.com`;
    git(['commit', '-q', '-m', `Work on ${file}`], {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: date,
    });
  };
  git(['init', '-q', '-b', 'main']);
  commit('Ana Lima', '2026-03-02T10:00:00Z', 'src/parser.ts', 'export const parse = (text: string) => text.trim();\n');
  commit('Kim Osei', '2026-05-11T09:30:00Z', 'src/server.ts', 'export const port = 8080;\n');
  commit(
    'Ana Lima',
    '2026-10-07T15:00:00Z',
    'src/parser.ts',
    'export const parse = (text: string) => text.split(" ");\n',
  );
  commit('Kim Osei', '2026-10-20T11:00:00Z', 'README.md', '# Sample\n');
  return folder;
}

import { mkdirSync } from 'node:fs';
import { ana, day, kim, TestRepository } from '../repository.ts';

/** A small real repository with a few commits of Ana and Kim, the last a day ago; gives its path. */
export function makeSampleRepository(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const today = Math.floor(Date.now() / 1000);
  const repository = new TestRepository(folder);
  repository.git('init', '-q', '-b', 'main');
  const commit = (author: typeof ana, daysAgo: number, file: string, text: string) =>
    repository.commit({ [file]: text }, { author, time: today - daysAgo * day, message: `Work on ${file}` });
  commit(ana, 200, 'src/parser.ts', 'export const parse = (text: string) => text.trim();\n');
  commit(kim, 130, 'src/server.ts', 'export const port = 8080;\n');
  commit(ana, 40, 'src/parser.ts', 'export const parse = (text: string) => text.split(" ");\n');
  commit(kim, 1, 'README.md', '# Sample\n');
  return folder;
}

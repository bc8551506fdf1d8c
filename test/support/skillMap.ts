import { execFileSync } from 'node:child_process';
import { type Knowledge, openKnowledge } from '../../src/app/knowledge.ts';
import { makeSkillMap } from '../../src/app/skillMap.ts';
import type { SkillMap } from '../../src/expertise/skillMap/mapTypes.ts';
import { type Author, ana, ben, day, kim, october, ola, TestRepository, temporaryFolder } from './repository.ts';

/** Knowledge of a repository as of a month after most test histories end. */
export async function knowledgeOf(folder: string, now = october + 30 * day): Promise<Knowledge> {
  const environment = { PATH: process.env.PATH, HOME: temporaryFolder(), GIT_CONFIG_NOSYSTEM: '1' };
  const { knowledge } = await openKnowledge({ environment, untrusted: [], now: () => now }, folder, { cache: false });
  return knowledge;
}

export const mapOf = async (folder: string, now?: number): Promise<SkillMap> =>
  makeSkillMap(await knowledgeOf(folder, now));

/**
 * A small team's repository: Ana and Ben share the server, Kim alone knows the parser, Ola knew the legacy code and left,
 * the docs are everybody's, and Java lies under a chain of single folders.
 */
export function teamRepository(folder?: string, end = october): TestRepository {
  const repository = folder === undefined ? TestRepository.create() : new TestRepository(folder);
  if (folder !== undefined) repository.git('init', '-q', '-b', 'main');
  const commits: { author: Author; file: string; text: string; time: number }[] = [];
  const write = (author: Author, file: string, times: number, ago: number): void => {
    for (let i = 0; i < times; i++)
      commits.push({
        author,
        file,
        text: `${file} by ${author.name}, ${i}\n`.repeat(20 + 7 * file.length),
        time: end - ago * day + i * 7200,
      });
  };
  write(ola, 'legacy/cobol.cbl', 6, 900);
  write(ola, 'legacy/batch.cbl', 3, 880);
  for (const [i, file] of ['accept', 'route', 'session', 'limits', 'health'].entries()) {
    write(ana, `src/server/${file}.ts`, 2, 200 - i);
    write(ben, `src/server/${file}.ts`, 2, 120 - i);
  }
  for (const [i, file] of ['lexer', 'grammar', 'errors'].entries()) write(kim, `src/parser/${file}.ts`, 4, 60 - i);
  write(ben, 'src/parser/lexer.ts', 1, 40);
  write(ana, 'java/src/main/java/org/example/Main.java', 4, 500);
  write(ana, 'java/src/main/java/org/example/Util.java', 2, 490);
  for (const [i, author] of [ana, ben, kim].entries()) write(author, 'docs/guide.md', 2, 30 - 5 * i);
  write(kim, 'package-lock.json', 3, 20);
  for (const author of [ana, ben]) write(author, 'README.md', 1, 2);
  importCommits(repository, commits);
  return repository;
}

/** Writes many commits at once, which is far quicker than one git after another. */
function importCommits(
  repository: TestRepository,
  commits: readonly { author: Author; file: string; text: string; time: number }[],
): void {
  const stream = commits
    .map(({ author, file, text, time }) => {
      const who = `${author.name} <${author.email}> ${time} +0000`;
      const message = `Work on ${file}`;
      return [
        'commit refs/heads/main',
        `author ${who}`,
        `committer ${who}`,
        `data ${Buffer.byteLength(message)}`,
        message,
        `M 644 inline ${file}`,
        `data ${Buffer.byteLength(text)}`,
        text,
      ].join('\n');
    })
    .join('\n');
  execFileSync('git', ['fast-import', '--quiet', '--date-format=raw'], {
    cwd: repository.folder,
    input: `${stream}\n`,
  });
  repository.git('reset', '-q', '--hard');
}

import { ana, ben, day, kim, ola, TestRepository, temporaryFolder } from './repository.ts';

/**
 * A small team's repository: Ana wrote most of the parser and Ben reviewed it, Kim works on the server and the docs, Ola wrote the
 * legacy importer and left eight months ago. The newest commit is a day old.
 */
export function makeStoryRepository(folder = temporaryFolder()): TestRepository {
  const today = Math.floor(Date.now() / 1000);
  const repository = new TestRepository(folder);
  repository.git('init', '-q', '-b', 'main');
  const work = (author: typeof ana, daysAgo: number, file: string, subject: string, trailer = '') =>
    repository.commit(
      {
        [file]: `// ${subject}\n${Array.from({ length: 12 }, (_, i) => `export const step${i} = ${daysAgo + i};`).join('\n')}\n`,
      },
      { author, time: today - daysAgo * day, message: trailer ? `${subject}\n\n${trailer}` : subject },
    );
  const by = (person: typeof ana): string => `Reviewed-by: ${person.name} <${person.email}>`;
  for (let i = 0; i < 6; i++) work(ola, 600 - i * 60, 'legacy/import.ts', `Import step ${i}`);
  for (let i = 0; i < 5; i++) work(ana, 260 - i * 50, 'src/parser.ts', `Parse case ${i}`, i % 2 ? by(ben) : '');
  for (let i = 0; i < 6; i++) work(ben, 220 - i * 40, 'src/lexer.ts', `Lexer rule ${i}`, by(ana));
  for (let i = 0; i < 8; i++) work(kim, 240 - i * 33, 'server/relay.ts', `Serve case ${i}`);
  work(kim, 4, 'src/parser.ts', 'Log parse errors', by(ana));
  work(kim, 1, 'README.md', 'Say what this is');
  return repository;
}

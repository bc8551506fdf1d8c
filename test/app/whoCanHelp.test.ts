import assert from 'node:assert/strict';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { type Answer, repositoryPaths, whoCanHelp } from '../../src/app/whoCanHelp.ts';
import { testHost } from '../support/host.ts';
import {
  type Author,
  ana,
  ben,
  type CommitOptions,
  day,
  kim,
  ola,
  TestRepository,
  temporaryFolder,
} from '../support/repository.ts';

const today = Math.floor(Date.now() / 1000);
const ago = (days: number): number => today - days * day;

async function ask(
  repository: TestRepository,
  paths: string | string[],
  asker?: Author,
  cache = temporaryFolder(),
): Promise<Answer> {
  const { knowledge } = await openKnowledge(testHost(cache), repository.folder);
  return whoCanHelp(knowledge, repositoryPaths(knowledge, repository.folder, [paths].flat()), { asker: asker?.email });
}

const names = (answer: Answer): string[] => answer.people.map(({ name }) => name);
const find = (answer: Answer, who: Author) => answer.people.find(({ name }) => name === who.name);

/** Commits spread over the days, the last of them `last` days ago. */
function work(
  repository: TestRepository,
  file: string,
  author: Author,
  count: number,
  last: number,
  options: CommitOptions = {},
): void {
  for (let i = count - 1; i >= 0; i--)
    repository.commit({ [file]: `${author.name} ${i} ${last}\n` }, { author, time: ago(last + i * 7), ...options });
}

describe('who can help', () => {
  it('S1 names who wrote most first, with the level and a reason in words, and never the asker', async () => {
    const repository = TestRepository.create();
    work(repository, 'src/a.ts', ana, 6, 30);
    work(repository, 'src/a.ts', ben, 1, 10);
    work(repository, 'src/b.ts', kim, 5, 3);
    const answer = await ask(repository, 'src/a.ts', kim);
    assert.deepEqual(names(answer), ['Ana Souza', 'Ben Okafor']);
    assert.equal(answer.people[0]!.level, 'knows well');
    assert.match(answer.people[0]!.reasons[0]!, /^wrote most of this file, /);
    assert.match(find(answer, ben)!.reasons[0]!, /^changed this file once, /);
    assert.deepEqual(names(await ask(repository, 'src/a.ts', ana)).includes('Ana Souza'), false);
  });

  it('E1 counts reviewers, helpers, testers and co-authors named in trailers', async () => {
    const repository = TestRepository.create();
    const trailer = (kind: string, who: Author): string => `${kind}: ${who.name} <${who.email}>`;
    for (let i = 0; i < 4; i++)
      repository.commit(
        { 'a.ts': `${i}` },
        {
          author: ana,
          time: ago(40 - i),
          message: `Change\n\n${trailer('Reviewed-by', ben)}\n${trailer('Helped-by', kim)}\n${trailer('Co-authored-by', ola)}`,
        },
      );
    const answer = await ask(repository, 'a.ts', ana);
    assert.match(find(answer, ben)!.reasons[0]!, /^reviewed 4 changes here, /);
    assert.match(find(answer, kim)!.reasons[0]!, /^helped with 4 changes here, /);
    assert.match(find(answer, ola)!.reasons[0]!, /^wrote most of this file, /);
  });

  it('E2 finds somebody strong in the folder for a new file they never touched', async () => {
    const repository = TestRepository.create();
    work(repository, 'src/net/tcp.ts', ana, 8, 5);
    work(repository, 'docs/guide.md', ben, 8, 5);
    const answer = await ask(repository, 'src/net/udp.ts', ola);
    assert.equal(answer.people[0]!.name, 'Ana Souza');
    assert.match(answer.people[0]!.reasons[0]!, /made 8 changes in src\/net/);
    assert.match(answer.note!, /Git history does not know src\/net\/udp\.ts, so this rests on what lies around it\./);
  });

  it('E2 finds somebody who writes the language for a new file in a new folder', async () => {
    const repository = TestRepository.create();
    work(repository, 'core/engine.rs', ana, 8, 5);
    work(repository, 'web/page.ts', ben, 8, 5);
    const answer = await ask(repository, 'plugins/new.rs', ola);
    assert.deepEqual(names(answer), ['Ana Souza']);
    assert.match(answer.people[0]!.reasons[0]!, /writes Rust here/);
  });

  it('E3 recency decays without a cliff: newer work counts for more, old work still counts', async () => {
    const repository = TestRepository.create();
    work(repository, 'a.ts', ana, 3, 400);
    work(repository, 'b.ts', ana, 1, 60);
    work(repository, 'a.ts', ben, 3, 20);
    const answer = await ask(repository, 'a.ts', ola);
    assert.deepEqual(names(answer), ['Ben Okafor', 'Ana Souza']);
  });

  it('E4 one person for one human: the mailmap is honoured', async () => {
    const repository = TestRepository.create();
    repository.commit(
      { '.mailmap': 'Ana Souza <ana@example.com> <a.souza@old.example>\n' },
      { author: kim, time: ago(90) },
    );
    work(repository, 'a.ts', { name: 'asouza', email: 'a.souza@old.example' }, 3, 40);
    work(repository, 'a.ts', ana, 3, 5);
    const answer = await ask(repository, 'a.ts', kim);
    assert.deepEqual(names(answer), ['Ana Souza']);
  });

  it('E5 never suggests a bot or an agent, and credits the human beside an agent', async () => {
    const repository = TestRepository.create();
    work(
      repository,
      'a.ts',
      { name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com' },
      9,
      1,
    );
    work(repository, 'a.ts', ana, 3, 3, { message: 'Work\n\nCo-authored-by: Claude <noreply@anthropic.com>' });
    const answer = await ask(repository, 'a.ts', kim);
    assert.deepEqual(names(answer), ['Ana Souza']);
  });

  it('E6 a reformat of everything makes nobody an expert, nor does an ignored revision', async () => {
    const repository = TestRepository.create();
    const all = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`src/f${i}.ts`, 'a']));
    repository.commit({ ...all, 'src/z.ts': 'a' }, { author: ola, time: ago(300) });
    work(repository, 'src/z.ts', ana, 4, 60);
    work(repository, 'docs/x.md', ben, 4, 2);
    repository.commit(
      { ...Object.fromEntries(Object.keys(all).map((f) => [f, 'b'])), 'src/z.ts': 'formatted' },
      { author: ben, time: ago(1) },
    );
    const answer = await ask(repository, 'src/z.ts', kim);
    assert.equal(answer.people[0]!.name, 'Ana Souza');
    const reformat = repository.commit({ 'src/z.ts': 'formatted again' }, { author: kim, time: ago(1) });
    repository.commit({ '.git-blame-ignore-revs': `${reformat}\n` }, { author: ben, time: ago(0) });
    assert.equal(find(await ask(repository, 'src/z.ts', ola), kim), undefined);
  });

  it('E7 history survives the move of a whole folder', async () => {
    const repository = TestRepository.create();
    work(repository, 'old/deep/a.ts', ana, 6, 30);
    repository.git('mv', 'old', 'new');
    repository.commit({}, { author: ben, time: ago(5) });
    work(repository, 'x.ts', kim, 2, 2);
    const answer = await ask(repository, 'new/deep/a.ts', kim);
    assert.equal(answer.people[0]!.name, 'Ana Souza');
    assert.match(answer.people[0]!.reasons[0]!, /^wrote most of this file/);
  });

  it('E8 work on generated, vendored and lock files makes nobody known for the folder', async () => {
    const repository = TestRepository.create();
    work(repository, 'web/package-lock.json', ben, 12, 2);
    work(repository, 'web/vendor/lib.js', kim, 12, 2);
    work(repository, 'web/app.ts', ana, 3, 10);
    assert.deepEqual(names(await ask(repository, 'web/other.ts', ola)), ['Ana Souza']);
  });

  it('E11, S3 the departed are said to have left and are never suggested; “nobody” is an answer', async () => {
    const repository = TestRepository.create();
    work(repository, 'legacy/a.ts', ola, 10, 250);
    work(repository, 'server/b.ts', kim, 10, 1);
    const answer = await ask(repository, 'legacy/a.ts');
    assert.deepEqual(answer.people, []);
    assert.match(
      answer.note!,
      /^Nobody active knows this file; Ola Nordmann \(left in \w+( \d{4})?\) did\. Nearest: Kim Lindqvist, who works in server\.$/,
    );
  });

  it('S9 gives the same answer again, from the index file, from nothing, and with a commit from the future', async () => {
    const repository = TestRepository.create();
    for (const who of [ana, ben, kim, ola]) work(repository, 'a.ts', who, 2, 5);
    const cache = temporaryFolder();
    const first = await ask(repository, 'a.ts', undefined, cache);
    assert.deepEqual(await ask(repository, 'a.ts', undefined, cache), first);
    assert.deepEqual(await ask(repository, 'a.ts'), first);
  });

  it('G6 a commit from the future counts as one made now, and moves nobody else', async () => {
    const answers = await Promise.all(
      [today, today + 60 * 365 * day].map((time) => {
        const repository = TestRepository.create();
        for (const who of [ana, ben, kim, ola]) work(repository, 'a.ts', who, 2, 5);
        repository.commit({ 'c.ts': '1' }, { author: kim, time: today });
        repository.commit({ 'b.ts': '1' }, { author: ben, time });
        return ask(repository, 'a.ts');
      }),
    );
    assert.deepEqual(answers[1], answers[0]);
  });

  it('answers for a folder and for several files at once', async () => {
    const repository = TestRepository.create();
    work(repository, 'src/a.ts', ana, 4, 5);
    work(repository, 'lib/b.ts', ben, 4, 6);
    assert.equal((await ask(repository, 'src', kim)).people[0]!.name, 'Ana Souza');
    assert.match((await ask(repository, 'src', kim)).people[0]!.reasons[0]!, /this folder/);
    assert.deepEqual(names(await ask(repository, ['src/a.ts', 'lib/b.ts'], kim)).sort(), ['Ana Souza', 'Ben Okafor']);
  });

  it('a path outside the repository is refused with a sentence', async () => {
    const repository = TestRepository.create();
    repository.commit({ 'a.ts': '1' });
    await assert.rejects(ask(repository, '/etc/passwd'), { code: 'path-outside', message: /outside the repository/ });
  });

  it('E12 answers from the newest commits while the rest is read', async () => {
    const repository = TestRepository.create();
    repository.git('config', 'gc.auto', '0');
    const script = Array.from({ length: 1500 }, (_, i) => {
      const who = i < 1400 ? ana : ben;
      return `commit refs/heads/main\nmark :${i + 1}\nauthor ${who.name} <${who.email}> ${ago(1500 - i)} +0000\ncommitter ${who.name} <${who.email}> ${ago(1500 - i)} +0000\ndata 1\nx\n${i ? `from :${i}\n` : ''}M 100644 inline a.ts\ndata ${String(i).length}\n${i}\n`;
    }).join('\n');
    repository.input(script, 'fast-import', '--quiet');
    const early: string[][] = [];
    const { knowledge } = await openKnowledge(testHost(), repository.folder, {
      onPartial: (partial) => early.push(names(whoCanHelp(partial, ['a.ts']))),
    });
    assert.ok(early.length >= 1);
    assert.equal(early[0]![0], 'Ben Okafor');
    assert.equal(knowledge.history.commits, 1500);
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openKnowledge, refreshKnowledge } from '../../src/app/knowledge.ts';
import { samePersonQuestions, saySamePerson, takeBackSamePerson } from '../../src/app/samePerson.ts';
import { isKnownHere, listStatements, type Saying, sayOwnWord, takeBackOwnWord } from '../../src/app/sayOwnWord.ts';
import { whoCanHelp } from '../../src/app/whoCanHelp.ts';
import { testHost } from '../support/host.ts';
import { ana, ben, day, kim, TestRepository } from '../support/repository.ts';

const today = Math.floor(Date.now() / 1000);

function team(): TestRepository {
  const repository = TestRepository.create();
  for (let i = 0; i < 6; i++)
    repository.commit({ 'src/a.ts': `${i}\n` }, { author: ana, time: today - (20 - i) * day });
  repository.commit({ 'src/b.ts': '1\n' }, { author: ben, time: today - 9 * day });
  repository.commit({ 'lib/c.ts': '1\n' }, { author: kim, time: today - 8 * day });
  repository.git('config', 'user.email', kim.email);
  return repository;
}

describe('one’s own word', () => {
  const setUp = async () => {
    const host = testHost();
    const repository = team();
    const { knowledge } = await openKnowledge(host, repository.folder);
    const say = (saying: Saying) => sayOwnWord(host, knowledge, saying);
    const ask = async (file: string, asker?: string) =>
      whoCanHelp(await refreshKnowledge(host, knowledge), [file], { asker });
    const names = async (file: string) => (await ask(file)).people.map(({ name }) => name);
    return { host, repository, knowledge, say, ask, names };
  };

  it('E15 “I know this” puts me first and says so, for the folder’s files and nothing else', async () => {
    const { say, ask, names } = await setUp();
    const before = await names('src/a.ts');
    assert.equal(before[0], 'Ana Souza');
    assert.equal(before.includes('Kim Lindqvist'), false);
    const elsewhere = await names('lib/c.ts');
    await say({ kind: 'know', path: 'src' });
    const answer = await ask('src/a.ts');
    assert.equal(answer.people[0]!.name, 'Kim Lindqvist');
    assert.equal(answer.people[0]!.level, 'knows');
    assert.equal(answer.people[0]!.reasons[0], 'says they know this');
    assert.equal(
      (await ask('src/a.ts', kim.email)).people.some(({ name }) => name === 'Kim Lindqvist'),
      false,
    );
    assert.deepEqual(await names('lib/c.ts'), elsewhere);
  });

  it('E15 “I no longer know this” and “don’t suggest me here” outweigh history; the one is said, the other is not', async () => {
    const { say, ask } = await setUp();
    await say({ kind: 'forget', path: 'src/a.ts', person: ana.email });
    let answer = await ask('src/a.ts');
    assert.equal(
      answer.people.some(({ name }) => name === 'Ana Souza'),
      false,
    );
    assert.match(answer.note!, /Ana Souza says they no longer know this\./);
    await say({ kind: 'not-me', path: 'src/a.ts', person: ana.email });
    answer = await ask('src/a.ts');
    assert.doesNotMatch(JSON.stringify(answer), /Ana/);
  });

  it('E15, S6 “I’d like to learn this” is told to who asks', async () => {
    const { say, ask } = await setUp();
    await say({ kind: 'learn', path: 'src' });
    assert.match((await ask('src/a.ts')).note!, /Kim Lindqvist would like to learn this too\./);
    assert.doesNotMatch((await ask('src/a.ts', kim.email)).note ?? '', /learn/);
  });

  it('S8 the wrong person stands last, with the reason', async () => {
    const { say, ask, names } = await setUp();
    await say({ kind: 'wrong', path: 'src/a.ts', person: ana.email });
    const { people } = await ask('src/a.ts');
    assert.equal(people.at(-1)!.name, 'Ana Souza');
    assert.match(people.at(-1)!.reasons[0]!, /wrong person/);
    assert.ok((await names('src/a.ts')).length > 1);
  });

  it('E15 is remembered, listed and taken back; a newer or nearer word counts', async () => {
    const { host, repository, knowledge, say, names } = await setUp();
    const before = await names('src/a.ts');
    await say({ kind: 'know', path: 'src' });
    await say({ kind: 'not-me', path: 'src/a.ts' });
    assert.equal((await names('src/a.ts')).includes('Kim Lindqvist'), false);
    assert.equal((await names('src/b.ts'))[0], 'Kim Lindqvist');
    const again = (await openKnowledge(host, repository.folder)).knowledge;
    assert.equal(whoCanHelp(again, ['src/b.ts']).people[0]!.name, 'Kim Lindqvist');
    assert.deepEqual(
      listStatements(host, knowledge).map(({ kind }) => kind),
      ['know', 'not-me'],
    );
    assert.equal(await takeBackOwnWord(host, knowledge, { kind: 'know', path: 'src' }), true);
    assert.equal(await takeBackOwnWord(host, knowledge, { kind: 'know', path: 'src' }), false);
    assert.equal(await takeBackOwnWord(host, knowledge, { kind: 'not-me', path: 'src/a.ts' }), true);
    assert.deepEqual(await names('src/a.ts'), before);
    await assert.rejects(say({ kind: 'know', path: 'src', person: 'nobody@example.com' }), /Nobody in this history/);
  });

  it('E15 somebody without a commit yet may say it too; it counts from the first one on', async () => {
    const { repository, knowledge, say, names } = await setUp();
    repository.git('config', 'user.email', 'new@example.com');
    assert.equal(await isKnownHere(knowledge), false);
    await say({ kind: 'know', path: 'src' });
    const before = await names('src/a.ts');
    assert.equal(before[0], 'Ana Souza');
    repository.commit({ 'lib/d.ts': '1\n' }, { author: { name: 'Noor New', email: 'new@example.com' }, time: today });
    assert.equal((await names('src/a.ts'))[0], 'Noor New');
  });

  it('E4 proposals are answered once, remembered and taken back; two people are never made one unasked', async () => {
    const host = testHost();
    const repository = TestRepository.create();
    for (let i = 0; i < 4; i++) {
      repository.commit({ 'a.ts': `a${i}` }, { author: { name: 'kimlin', email: 'kimlin@example.com' } });
      repository.commit({ 'a.ts': `b${i}` }, { author: { name: 'Kim Lindqvist', email: 'kimlin@other.example' } });
      repository.commit({ 'a.ts': `c${i}` }, { author: ana });
    }
    const { knowledge } = await openKnowledge(host, repository.folder);
    const [question] = samePersonQuestions(knowledge);
    assert.ok(question);
    assert.match(question.evidence, /\.$/);
    assert.equal(knowledge.people.people.length, 3);
    saySamePerson(host, knowledge, question.a, question.b, true);
    const merged = await refreshKnowledge(host, knowledge);
    assert.equal(merged.people.people.length, 2);
    assert.deepEqual(samePersonQuestions(merged), []);
    assert.equal((await openKnowledge(host, repository.folder)).knowledge.people.people.length, 2);
    assert.match(takeBackSamePerson(host, merged), /^Taken back: /);
    saySamePerson(host, knowledge, 'kimlin@other.example', 'kimlin@example.com', false);
    const apart = await refreshKnowledge(host, merged);
    assert.equal(apart.people.people.length, 3);
    assert.deepEqual(samePersonQuestions(apart), [], 'a refusal is remembered');
    assert.match(takeBackSamePerson(host, apart, ['kimlin@example.com', 'kimlin@other.example']), /two people\.$/);
    assert.equal(takeBackSamePerson(host, apart), 'There is nothing to take back.');
    assert.throws(() => saySamePerson(host, knowledge, 'x@y.z', ana.email, true), /Nobody in this history is known as/);
  });

  it('E4 two names on one address are answered and taken back by their names', async () => {
    const host = testHost();
    const repository = TestRepository.create();
    const email = 'sajjad@example.com';
    for (let i = 0; i < 4; i++) repository.commit({ 'a.ts': `${i}` }, { author: { name: 'Sajjad Hashemian', email } });
    repository.commit({ 'b.ts': '1' }, { author: { name: 'Sjjad Hasehmian', email } });
    const { knowledge } = await openKnowledge(host, repository.folder);
    const [question] = samePersonQuestions(knowledge);
    assert.deepEqual([question!.a, question!.b], [email, 'sjjad hasehmian']);
    for (const [a, b] of [
      [question!.a, question!.b],
      ['Sajjad Hashemian', 'Sjjad Hasehmian'],
    ] as const) {
      saySamePerson(host, knowledge, a, b, true);
      const merged = await refreshKnowledge(host, knowledge);
      assert.equal(merged.people.people.length, 1);
      assert.match(takeBackSamePerson(host, merged, [b, a]), /^Taken back: .* one person\.$/);
      saySamePerson(host, knowledge, a, b, false);
      const apart = await refreshKnowledge(host, knowledge);
      assert.equal(apart.people.people.length, 2);
      assert.deepEqual(samePersonQuestions(apart), []);
      assert.match(takeBackSamePerson(host, apart), /two people\.$/);
    }
  });

  it('a damaged line is said and kept; the others count, and what is said next is not lost with it', async () => {
    const { host, repository, say, names } = await setUp();
    await say({ kind: 'know', path: 'src' });
    const file = path.join(host.environment.HOME!, '.config/whoknows/own-word.jsonl');
    appendFileSync(file, '{"says":"statement","kind":"kn');
    const { knowledge } = await openKnowledge(host, repository.folder);
    assert.match(whoCanHelp(knowledge, ['src/a.ts']).note!, /A line of .*own-word\.jsonl cannot be read/);
    assert.equal((await names('src/a.ts'))[0], 'Kim Lindqvist');
    await say({ kind: 'know', path: 'lib' });
    assert.deepEqual(
      listStatements(host, knowledge).map((said) => said.path),
      ['src', 'lib'],
    );
    assert.match(readFileSync(file, 'utf8'), /\n\{"says":"statement","kind":"kn\n/);
  });

  it('windows and terminals that say something at the same moment lose nothing', async () => {
    const { host, repository, knowledge } = await setUp();
    const speak = `
      import { rememberStatement } from ${JSON.stringify(new URL('../../src/app/ownWord.ts', import.meta.url).href)};
      const [home, repository, who] = process.argv.slice(1);
      const host = { environment: { HOME: home }, untrusted: [], now: () => 0 };
      for (let i = 0; i < 50; i++)
        rememberStatement(host, repository, { kind: 'know', path: \`\${who}/\${i}\`, about: 'kim', by: 'kim', at: i });`;
    const speakers = Array.from({ length: 4 }, (_, who) => {
      const args = [
        '--input-type=module',
        '-e',
        speak,
        host.environment.HOME!,
        knowledge.repository.commonDir,
        `${who}`,
      ];
      return once(spawn(process.execPath, args, { cwd: repository.folder, stdio: 'inherit' }), 'exit');
    });
    assert.deepEqual(
      (await Promise.all(speakers)).map(([code]) => code),
      [0, 0, 0, 0],
    );
    const said = listStatements(host, knowledge).map((statement) => statement.path);
    assert.equal(new Set(said).size, 200);
  });
});

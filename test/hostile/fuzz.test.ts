import assert from 'node:assert/strict';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { findEvidence } from '../../src/app/evidence.ts';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { findSurvivingLines } from '../../src/app/survivingLines.ts';
import { findPerson, prepareAnswers, repositoryPaths, whoCanHelp } from '../../src/app/whoCanHelp.ts';
import { displayText } from '../../src/expertise/displayText.ts';
import { HistoryBuilder } from '../../src/expertise/historyBuilder.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { LogParser } from '../../src/git/logParser.ts';
import { readCommit } from '../../src/git/readCommit.ts';
import { resolveRevision } from '../../src/git/repository.ts';
import { createCanaryRepository, tracedHost } from '../support/canaryRepository.ts';
import { testHost } from '../support/host.ts';
import { type Author, ana, ben, day, TestRepository } from '../support/repository.ts';

const long = process.env.WHOKNOWS_LONG !== undefined;
/** Arguments tried against a real git; each costs a process. */
const injections = long ? 10_000 : 60;
/** Histories of hostile bytes given to the parser. */
const streams = long ? 100_000 : 1500;

const control = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/;

/** Each of these is tried in every run. */
const known = [
  '--output=pwned',
  '-opwned',
  '--exec=touch pwned',
  '--upload-pack=touch pwned',
  '-c core.pager=touch\u0020pwned',
  '--git-dir=/tmp',
  '--help',
  '--textconv',
  '--ext-diff',
  '--contents=/etc/passwd',
  '--ignore-revs-file=/etc/passwd',
  '--stdin',
  '--all',
  '-L1,1:a',
  ':(exclude)*',
  ':(glob)**',
  ':/',
  ':!x',
  '^HEAD',
  'HEAD..',
  'HEAD@{1.day.ago}',
  'HEAD:src',
  '$(touch pwned)',
  '`touch pwned`',
  '; touch pwned',
  '| touch pwned',
  '\n--output=pwned',
  '\0--output=pwned',
  '../../../etc/passwd',
  '/etc/passwd',
  '~/.ssh/id_rsa',
  'ext::touch pwned',
  'C:\\x',
  '%H%x00',
  '__proto__',
  'constructor',
  '',
  '.',
  '..',
  '//',
  'a'.repeat(9000),
];

const nasty = fc.oneof(
  fc.constantFrom(...known),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 30 }).map((text) => `-${text}`),
  fc.string({ maxLength: 30 }).map((text) => `--${text}=pwned`),
);

describe('T5, G4: options and pathspecs smuggled in as paths, revisions and names', () => {
  it(`${injections} of each have no side effect and fail only with a sentence`, async () => {
    const canaries = createCanaryRepository();
    const { folder } = canaries.repository;
    symlinkSync('/etc', path.join(folder, 'etc'));
    const { host, started } = tracedHost();
    const { knowledge } = await openKnowledge(host, folder);
    const listing = (): string =>
      JSON.stringify([readdirSync(folder).sort(), readdirSync(path.join(folder, '.git')).sort()]);
    const before = listing();
    const settled = async (work: () => Promise<unknown>): Promise<void> => {
      const error = await work().then(
        () => undefined,
        (e: Error & { code?: string }) => e,
      );
      if (error)
        assert.match(
          `${error.name} ${error.code}`,
          /^GitError (path-outside|unknown-revision|git-failed)$/,
          error.message,
        );
    };
    const head = await resolveRevision(knowledge.repository, 'HEAD');
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        await settled(async () => {
          const oid = await resolveRevision(knowledge.repository, text);
          assert.match(oid, /^[0-9a-f]{40}$/);
        });
        await settled(() => readCommit(knowledge.repository, text, 5));
        if (text.includes('\0')) return;
        await settled(() => findSurvivingLines(knowledge, text));
        await settled(() => findEvidence(knowledge, 0, [text]));
        findPerson(knowledge, text);
        whoCanHelp(knowledge, [text], { asker: text });
        await settled(async () => {
          for (const inside of repositoryPaths(knowledge, folder, [text]))
            assert.ok(!inside.startsWith('..') && !path.isAbsolute(inside), inside);
        });
      }),
      { numRuns: injections + known.length, examples: known.map((text): [string] => [text]) },
    );
    assert.equal(await resolveRevision(knowledge.repository, 'HEAD'), head);
    assert.equal(listing(), before);
    assert.ok(!existsSync('pwned') && !existsSync('/tmp/pwned') && !existsSync(path.join(folder, 'pwned')));
    assert.deepEqual(canaries.ran(), []);
    assert.deepEqual(
      started().filter((line) => line.startsWith('child')),
      [],
    );
  }).timeout(long ? 3_600_000 : 120_000);
});

const piece = fc.oneof(
  fc.constantFrom(
    '\x01',
    '\0',
    '\n',
    ':',
    ' ',
    'A',
    'D',
    'M',
    '\x1b]0;x\x07',
    '\u202e',
    '%aN',
    'Reviewed-by: ',
    'Co-authored-by: x <y@z>',
    '<',
    '>',
    '-1',
    '99999999999999999999',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const hostileText = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe('T5, G6: hostile names, dates and paths', () => {
  it(`${streams} streams of hostile bytes, cut anywhere, never break the parser; whole commits in them are read`, () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 12 }), fc.integer({ min: 1, max: 50 }), (texts, cut) => {
        const oid = 'a'.repeat(40);
        const known = `\x01${oid}\0\x001700000000\x001700000000\0Ana\0ana@example.com\0Ana\0ana@example.com\0Hi\n\0`;
        const fields = texts.map((text) => text.replaceAll('\0', '').replaceAll('\x01', ''));
        const commit = `\x01${oid}\0${fields.slice(0, 8).join('\0')}${'\0'.repeat(Math.max(1, 9 - Math.min(8, fields.length)))}`;
        const bytes = Buffer.from(`${known}${texts.join('')}\0${commit}`);
        const builder = new HistoryBuilder();
        const parser = new LogParser(builder, { parseTrailerLine });
        for (let at = 0; at < bytes.length; at += cut) parser.push(bytes.subarray(at, at + cut));
        parser.end();
        builder.setMerges(parser.graph.mergesOf([oid]));
        const history = builder.toHistory();
        assert.ok(history.commits >= 1);
        assert.equal(history.aliases[history.author[history.commits - 1]!]!.name, 'Ana');
        for (const time of [...history.commitTime, ...history.authorTime]) assert.ok(Number.isFinite(time));
        for (const { name, email } of history.aliases)
          assert.doesNotMatch(displayText(name) + displayText(email), control);
      }),
      { numRuns: streams },
    );
  }).timeout(long ? 1_800_000 : 60_000);

  it('names, addresses and paths made to deceive reach no screen as they are, and name nobody who is not there', async () => {
    const repository = TestRepository.create();
    const evil: Author[] = [
      { name: '\u202eanA', email: 'x\u200b@evil.example' },
      { name: '\x1b[2J\x1b]0;owned\x07', email: 'esc@evil.example' },
      { name: '[x](command:workbench.action.quit)', email: 'md@evil.example' },
      { name: '$(trash) Admin', email: 'icon@evil.example' },
      { name: '__proto__', email: 'constructor' },
      { name: 'a\rReviewed-by: Root', email: 'cr@evil.example' },
      { name: 'Z'.repeat(100_000), email: 'long@evil.example' },
    ];
    const deep = Array.from({ length: 30 }, () => 'long').join('/');
    for (const [i, { name, email }] of evil.entries()) {
      const time = 1_700_000_000 + i * day;
      const who = `${name.replaceAll('\n', '')} <${email}> ${time} +0000`;
      repository.input(
        `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 1\nx\n${i ? 'from refs/heads/main^0\n' : ''}M 100644 inline "a\\u001b.ts"\ndata 1\n${i}\nM 100644 inline "d\\u001b\\342\\200\\256/f${i}.ts"\ndata 1\n${i}\nM 100644 inline "${deep}/\\u001b/f${i}.ts"\ndata 1\n${i}\n`.replaceAll(
          '\\u001b',
          '\\033',
        ),
        'fast-import',
        '--quiet',
      );
    }
    const tree = repository.git('rev-parse', 'main^{tree}');
    for (const header of [
      'author \ncommitter Ana <ana@example.com> 1700000000 +0000',
      'author Ana ana@example.com 1700000000 +0000\ncommitter x',
      'author <> 1700000000 +0000\ncommitter <> 99999999999999999999 +0000',
      'author %aN <%aE> 4102444800 +0000\ncommitter %cN <%cE> -5 +0000',
    ]) {
      const oid = repository
        .input(
          `tree ${tree}\nparent ${repository.git('rev-parse', 'main')}\n${header}\n\nbad\n`,
          'hash-object',
          '-t',
          'commit',
          '-w',
          '--stdin',
          '--literally',
        )
        .trim();
      repository.git('update-ref', 'refs/heads/main', oid);
    }
    const { knowledge } = await openKnowledge(testHost(), repository.folder);
    assert.equal(knowledge.history.commits, evil.length + 4);
    const humans = knowledge.people.people.filter(({ kind }) => kind === 'human').map(({ name }) => name);
    assert.deepEqual(
      humans.filter((name) => /%|^$/.test(name)),
      [],
      'no phantom person',
    );
    const [file] = knowledge.history.paths;
    const answer = whoCanHelp(knowledge, [file!]);
    assert.ok(answer.people.length > 0);
    for (const { person, name, email, reasons } of answer.people) {
      assert.doesNotMatch([name, email, ...reasons].join(''), control);
      assert.ok(name.length <= 250);
      for (const { subject } of await findEvidence(knowledge, person, [file!])) assert.doesNotMatch(subject, control);
      for (const share of (await findSurvivingLines(knowledge, file!)).people)
        assert.doesNotMatch(share.words + share.name, control);
    }
    assert.doesNotMatch(answer.note ?? '', control);
    const inFolder = knowledge.history.paths.filter((path) => path.includes('/'));
    for (const path of [
      ...inFolder,
      ...inFolder.map((path) => path.replace(/f\d/, 'new')),
      `${deep}/x.ts`,
      'none.go',
    ]) {
      const { people, note } = whoCanHelp(knowledge, [path]);
      assert.doesNotMatch(JSON.stringify([people, note]), /\\u00[01]|[\x7f-\x9f\u202a-\u202e]/);
      for (const { reasons } of people) assert.ok(reasons.every((reason) => reason.length < 200));
    }
    assert.doesNotMatch(whoCanHelp(knowledge, ['\x1b[31m/\u202e']).note ?? '', control);
  });

  it('a date in the future, or none, never raises anybody’s score', async () => {
    const score = async (time: number): Promise<{ score: number; place: number }> => {
      const repository = TestRepository.create();
      for (let i = 0; i < 6; i++) repository.commit({ 'a.ts': `${i}` }, { author: ana, time: 1_700_000_000 + i * day });
      for (let i = 0; i < 3; i++) {
        const at = { author: ben, time, committer: ben };
        repository.commit({ 'a.ts': `b${i}` }, at);
      }
      repository.commit({ 'b.ts': 'end' }, { author: ana, time: 1_700_000_000 + 30 * day });
      const { knowledge } = await openKnowledge(testHost(), repository.folder);
      const ranking = prepareAnswers(knowledge).ranker.rank({ paths: ['a.ts'] });
      const place = ranking.findIndex(({ person }) => person === findPerson(knowledge, ben.email));
      return { score: ranking[place]!.score, place };
    };
    const now = await score(1_700_000_000 + 30 * day);
    for (const time of [4_102_444_800, 9_000_000_000]) {
      const future = await score(time);
      assert.ok(future.score <= now.score + 1e-9, `${time}: ${future.score} > ${now.score}`);
      assert.ok(future.place >= now.place);
    }
  });

  it('nothing outside the repository is read: links in the tree in place of the project’s files count for nothing', async () => {
    const repository = TestRepository.create();
    const secret = TestRepository.create();
    secret.write('mailmap', 'Mallory <mallory@evil.example> <ana@example.com>\n');
    for (const file of ['.mailmap', '.gitattributes', '.git-blame-ignore-revs', 'CODEOWNERS', 'MAINTAINERS'])
      symlinkSync(path.join(secret.folder, 'mailmap'), path.join(repository.folder, file));
    repository.commit({ 'a.ts': '1\n' });
    const { knowledge } = await openKnowledge(testHost(), repository.folder);
    assert.deepEqual(Object.keys(knowledge.index.state.files), []);
    assert.deepEqual(
      knowledge.people.people.map(({ name }) => name),
      ['Ana Souza'],
    );
    assert.deepEqual(
      (await findSurvivingLines(knowledge, 'a.ts')).people.map(({ name }) => name),
      ['Ana Souza'],
    );
    symlinkSync(secret.folder, path.join(repository.folder, 'out'));
    assert.throws(() => repositoryPaths(knowledge, repository.folder, ['out/mailmap']), { code: 'path-outside' });
  });
});

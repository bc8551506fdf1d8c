import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileInside, placeHere } from '../../src/app/placeHere.ts';
import { placeFacts, plainRemote, questionFrom } from '../../src/app/questionAbout.ts';
import { testHost } from '../support/host.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';

const text = 'one\ntwo\nthree\nfour\nfive\n';

describe('where a question is about, on another machine', () => {
  let asker: TestRepository;
  let clone: string;

  beforeEach(() => {
    asker = TestRepository.create();
    asker.commit({ 'src/a.ts': text, 'b.txt': 'b\n' });
    clone = temporaryFolder();
    execFileSync('git', ['clone', '-q', asker.folder, clone]);
  });

  const ask = async (lines: [number, number], onScreen = text, snapshot = false) => {
    const facts = await placeFacts(testHost(), { file: path.join(asker.folder, 'src/a.ts'), lines, text: onScreen });
    return questionFrom(facts, { question: 'Why?', snapshot });
  };

  it('H1 carries path, lines, commit, branch, roots and language, and no folder of this machine', async () => {
    const question = await ask([2, 3]);
    assert.equal(question.path, 'src/a.ts');
    assert.equal(question.code, 'two\nthree');
    assert.equal(question.language, 'TypeScript');
    assert.equal(question.commit, asker.git('rev-parse', 'HEAD'));
    assert.equal(question.snapshot, undefined);
    assert.ok(!JSON.stringify(question).includes(path.dirname(asker.folder)));
  });

  it('H1 does not take a text for changed that git has with other line breaks', async () => {
    const file = path.join(asker.folder, 'src/a.ts');
    const onScreen = async (shown: string) => (await placeFacts(testHost(), { file, text: shown })).changed;
    assert.equal(await onScreen(text.replaceAll('\n', '\r\n')), false);
    assert.equal(await onScreen(`${text}six\n`), true);
  });

  it('H4 is the same file and lines in a clone', async () => {
    const place = await placeHere(testHost(), [temporaryFolder(), clone], await ask([2, 3]));
    assert.deepEqual(place, { is: 'file', file: path.join(clone, 'src/a.ts'), lines: [2, 3], certain: true });
  });

  it('H4 is the file as the editor names it, where its folder was opened by way of a link', async () => {
    const links = temporaryFolder();
    const [linked, below] = [path.join(links, 'project'), path.join(links, 'sources')];
    symlinkSync(clone, linked);
    symlinkSync(path.join(clone, 'src'), below);
    const fileFrom = async (...opened: string[]) => {
      const place = await placeHere(testHost(), opened, await ask([2, 3]));
      return place.is === 'file' ? place.file : place.why;
    };
    assert.equal(await fileFrom(linked), path.join(linked, 'src/a.ts'));
    assert.equal(await fileFrom(path.join(linked, 'src')), path.join(linked, 'src/a.ts'));
    // A link to a folder inside has no name for the top: the file goes by its real one.
    assert.equal(await fileFrom(below), path.join(clone, 'src/a.ts'));
  });

  it('H4 follows the lines to where they are on the helper’s branch', async () => {
    writeFileSync(path.join(clone, 'src/a.ts'), `zero\nhalf\n${text}`);
    const place = await placeHere(testHost(), [clone], await ask([2, 3]));
    assert.deepEqual(place.lines, [4, 5]);
  });

  it('H4 goes by the asker’s unsaved text where that was sent', async () => {
    const place = await placeHere(testHost(), [clone], await ask([4, 5], `unsaved\nmore\n${text}`, true));
    assert.deepEqual(place, { is: 'file', file: path.join(clone, 'src/a.ts'), lines: [2, 3], certain: true });
  });

  it('H4 is the commit’s text, to read only, where the file is missing', async () => {
    rmSync(path.join(clone, 'src/a.ts'));
    const place = await placeHere(testHost(), [clone], await ask([2, 3]));
    assert.deepEqual(place, { is: 'snapshot', text, lines: [2, 3], why: 'no-file' });
  });

  it('H4 is the lines alone, to read only, where there is no clone of the repository', async () => {
    const other = TestRepository.create();
    other.commit({ 'src/a.ts': 'quite another\n' });
    const place = await placeHere(testHost(), [other.folder], await ask([2, 3]));
    assert.deepEqual(place, { is: 'snapshot', text: 'two\nthree', lines: [1, 2], why: 'lines-only' });
  });

  it('G6 never leads out of the repository', () => {
    const outside = temporaryFolder();
    writeFileSync(path.join(outside, 'secret'), 'x');
    symlinkSync(outside, path.join(clone, 'link'));
    for (const bad of ['../secret', '/etc/passwd', 'link/secret', '.git/config', '', 'a\0b'])
      assert.equal(fileInside(clone, bad), undefined, bad);
  });

  it('tells remotes apart without users, passwords and protocols', () => {
    const plain = 'example.org/team/app';
    for (const url of [
      'https://example.org/team/app.git',
      `https://ana:${'secret'}@example.org/team/app`,
      'git@example.org:team/app.git',
      'ssh://git@example.org:22/team/app/',
    ])
      assert.equal(plainRemote(url), plain, url);
    for (const folder of ['/home/ana/app', '../app', 'file:///home/ana/app', 'C:\\app'])
      assert.equal(plainRemote(folder), undefined, folder);
  });
});

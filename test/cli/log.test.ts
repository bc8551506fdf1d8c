import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createMentoringLog, type LogEntry, type LogExport } from '../../src/client/mentoringLog.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { temporaryFolder } from '../support/repository.ts';

const cli = path.join(import.meta.dirname, '../../src/cli/main.ts');

/** An entry with everything that may be in one. */
const entry: LogEntry = {
  session: 'AAAAAAAAAAAAAAAAAAAAAA',
  role: 'asker',
  topic: 'looking ahead',
  area: 'src/parser/peek.ts',
  language: 'TypeScript',
  repository: 'tools',
  goal: 'Why twice?',
  question: 'Why does it look ahead twice?',
  outcome: 'solved',
  learned: 'The second look is for errors.',
  minutes: 25,
  asker: 'Kim',
  helper: 'Ana',
  startedAt: 1_760_000_000_000,
  endedAt: 1_760_001_500_000,
  counts: true,
  confirmed: true,
};

describe('A4 the mentoring log’s open format', () => {
  const log = (home: string, ...args: string[]): string => logIn('UTC', home, ...args);
  const logIn = (zone: string, home: string, ...args: string[]): string =>
    execFileSync(process.execPath, ['--no-warnings', cli, 'log', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...bareEnvironment, HOME: home, WHOKNOWS_HOME: home, TZ: zone },
    });

  it('what is exported on one machine and imported on another is the same log, with no relay', () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    createMentoringLog(one).put(entry);
    const exported = log(one, 'export');
    assert.deepEqual(JSON.parse(exported), {
      format: 'whoknows-log',
      version: 1,
      entries: [entry],
    } satisfies LogExport);
    const file = path.join(other, 'export.json');
    // Readers ignore what they do not know.
    writeFileSync(file, exported.replace('"version": 1', '"version": 1, "later": true'));
    assert.equal(log(other, 'import', file), 'Taken over: 1.\n');
    assert.equal(log(other, 'export'), exported);
    assert.match(log(other), /Ana helped Kim with looking ahead \(25 min, solved\)\. Learned: The second look/);
  });

  it('is written by the windows and terminals of one person at once: none fails, and nothing of it is lost', async () => {
    const home = temporaryFolder();
    const log = JSON.stringify(path.join(import.meta.dirname, '../../src/client/mentoringLog.ts'));
    const program = `
      import { createMentoringLog } from ${log};
      const log = createMentoringLog(process.argv[1]);
      for (let n = 0; n < 60; n++) log.put({ ...${JSON.stringify(entry)}, session: String(n).padStart(22, 'A'), startedAt: n });
    `;
    const write = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, home]);
    await Promise.all([write(), write(), write()]);
    assert.equal(createMentoringLog(home).entries().length, 60);
    assert.deepEqual(readdirSync(home), ['log.json'], 'and no draft is left behind');
  });

  it('H8 is searched and filtered', () => {
    const home = temporaryFolder();
    const other = { ...entry, session: 'B'.repeat(22), topic: 'lexer', helper: 'Ben', outcome: 'partly' as const };
    for (const one of [entry, other]) createMentoringLog(home).put(one);
    assert.match(log(home, '--with', 'ben', '--outcome', 'partly', '--role', 'asked'), /^\S+ {2}Ben helped Kim.*\n$/);
    assert.equal(log(home, '--search', 'ahead ana', '--since', '2026-01-01'), 'No entry is like that.\n');
    assert.throws(() => log(home, '--since', 'soon'), /--since takes a day/);
  });

  it('H8 names the day that was on the wall, by which --since goes too', () => {
    const home = temporaryFolder();
    createMentoringLog(home).put(entry);
    const dayIn = (zone: string) => logIn(zone, home).slice(0, 10);
    assert.deepEqual([dayIn('UTC'), dayIn('Etc/GMT+12')], ['2025-10-09', '2025-10-08']);
  });

  it('is documented member by member', () => {
    const page = readFileSync(path.join(import.meta.dirname, '../../docs/log-format.md'), 'utf8');
    const documented = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names]) =>
      [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!),
    );
    assert.deepEqual(documented.sort(), Object.keys(entry).sort());
  });

  it('refuses what is no export, in one sentence', () => {
    const home = temporaryFolder();
    const file = path.join(home, 'x.json');
    for (const text of ['{"entries":[]}', 'no JSON']) {
      writeFileSync(file, text);
      assert.throws(() => log(home, 'import', file), /is no export of a mentoring log|cannot be read as JSON/);
    }
  });

  it('that is damaged is spoken of in one sentence, and stays as it is', () => {
    const home = temporaryFolder();
    const file = path.join(home, 'log.json');
    for (const text of ['{"format":"whoknows-log","version":2}', 'no JSON']) {
      writeFileSync(file, text);
      assert.throws(() => log(home), /whoknows: The mentoring log \S+ cannot be read: [^\n]*\n$/);
      assert.throws(() => createMentoringLog(home).put(entry), { code: 'bad-log' });
      assert.equal(readFileSync(file, 'utf8'), text);
    }
  });
});

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadIndex } from '../../src/git/indexCache.ts';
import { describeHistory, indexOf } from '../support/history.ts';
import { testHost } from '../support/host.ts';
import { oddRepository } from '../support/oddRepository.ts';
import { ben, kim, type TestRepository, temporaryFolder } from '../support/repository.ts';

/** Rewrites of history while others read; `WHOKNOWS_LONG=1` makes 100. */
const rewrites = process.env.WHOKNOWS_LONG ? 100 : 4;
/** Indexers that are killed; `WHOKNOWS_LONG=1` kills 200. */
const kills = process.env.WHOKNOWS_LONG ? 200 : 8;

const from = (file: string): string => JSON.stringify(path.join(import.meta.dirname, '../../src', file));

/** What a window does: opens, then brings up to date again and again, until its standard input ends. Checks each state against git. */
const windowProgram = `
import { execFileSync } from 'node:child_process';
import { openKnowledge, refreshKnowledge } from ${from('app/knowledge.ts')};
import { whoCanHelp } from ${from('app/whoCanHelp.ts')};
const host = { environment: process.env, untrusted: [], now: () => Math.floor(Date.now() / 1000) };
let ending = false;
process.stdin.on('end', () => (ending = true)).resume();
let { knowledge } = await openKnowledge(host, process.cwd());
for (let looks = 0; !ending || looks < 3; looks++) {
  const { tips } = knowledge.index.state;
  const count = Number(execFileSync('git', ['rev-list', '--count', ...tips], { encoding: 'utf8' }));
  if (count !== knowledge.history.commits) throw new Error(knowledge.history.commits + ' commits read, ' + count + ' there');
  const { people, note } = whoCanHelp(knowledge, ['a.ts']);
  if (people.length === 0 && !note) throw new Error('no answer');
  await new Promise((done) => setTimeout(done, 100));
  knowledge = await refreshKnowledge(host, knowledge);
}
console.log('looked');
process.exit();
`;

interface Running {
  readonly process: ChildProcess;
  readonly done: Promise<{ readonly code: number | null; readonly said: string }>;
}

function start(repository: TestRepository, cache: string, args: readonly string[]): Running {
  const child = spawn(process.execPath, args, {
    cwd: repository.folder,
    env: { ...testHost(cache).environment, NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes));
  return { process: child, done: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) };
}

const program = path.join(import.meta.dirname, '../../src/cli/main.ts');
const startWindow = (repository: TestRepository, cache: string): Running =>
  start(repository, cache, ['--input-type=module', '-e', windowProgram]);

/** One index file, right, and nothing beside it. */
async function assertLeftRight(repository: TestRepository, cache: string): Promise<void> {
  const files = readdirSync(path.join(cache, 'index'));
  assert.equal(files.length, 1, files.join());
  const { index } = await loadIndex(path.join(cache, 'index', files[0]!));
  assert.deepEqual(
    describeHistory(index!.history).sort(),
    describeHistory((await indexOf(repository.folder)).history).sort(),
  );
}

describe('E13: several processes and one repository', function () {
  this.timeout(process.env.WHOKNOWS_LONG ? 3_600_000 : 120_000);

  it(`two windows and terminals index at once while history is rewritten ${rewrites} times: every look is right, and so is what is left`, async () => {
    const repository = oddRepository(150);
    repository.git('checkout', '-q', '-f', '-b', 'work');
    const cache = temporaryFolder();
    const windows = [startWindow(repository, cache), startWindow(repository, cache)];
    for (let i = 0; i < rewrites; i++) {
      const terminal = start(repository, cache, [program, 'who', 'a.ts', '--json']);
      if (i % 3 === 0) repository.git('reset', '-q', '--hard', `HEAD~${5 + (i % 6)}`);
      repository.commit({ 'a.ts': `${i}\n`, [`new${i}.ts`]: 'x\n' }, { author: i % 2 ? ben : kim });
      repository.commit({ 'b.ts': `${i}\n` });
      repository.git('commit', '-q', '--amend', '-m', `Amended ${i}`);
      const { code, said } = await terminal.done;
      assert.equal(code, 0, said);
      // Where everybody who knew the file is long gone, a sentence says so.
      const { people, note } = JSON.parse(said) as { people: unknown[]; note?: string };
      assert.ok(people.length > 0 || note, said);
    }
    for (const window of windows) window.process.stdin!.end();
    for (const window of windows) assert.deepEqual(await window.done, { code: 0, said: 'looked\n' });
    await start(repository, cache, [program, 'index']).done;
    await assertLeftRight(repository, cache);
  });

  it('history is rewritten and the old one thrown away under a terminal that reads it: an answer or a sentence, and the next is right', async () => {
    const repository = oddRepository(250);
    repository.git('checkout', '-q', '-f', '-b', 'work');
    repository.git('update-ref', '-d', 'refs/heads/main');
    const cache = temporaryFolder();
    for (let i = 0; i < (process.env.WHOKNOWS_LONG ? 30 : 2); i++) {
      const reading = start(repository, cache, [program, 'index']);
      await sleep(150 + 60 * i);
      repository.git('reset', '-q', '--hard', 'HEAD~4');
      repository.commit({ 'a.ts': `${i}\n` });
      repository.git('reflog', 'expire', '--expire=now', '--all');
      repository.git('gc', '-q', '--prune=now');
      const { code, said } = await reading.done;
      if (code !== 0) assert.match(said, /^whoknows: Git [^\n]*\n$/);
      const next = await start(repository, cache, [program, 'index']).done;
      assert.equal(next.code, 0, next.said);
      await assertLeftRight(repository, cache);
    }
  });

  it(`${kills} indexers killed at any moment leave a whole index or none, and no drafts for long`, async () => {
    const repository = oddRepository(120);
    const cache = temporaryFolder();
    await start(repository, cache, [program, 'index']).done;
    for (let i = 0; i < kills; i += 4) {
      repository.git('commit', '-q', '--allow-empty', '-m', `Next ${i}`);
      const batch = Array.from({ length: 4 }, () => start(repository, cache, [program, 'index']));
      for (const [k, { process }] of batch.entries()) {
        await sleep(((i + k) * 37) % 120);
        process.kill('SIGKILL');
      }
      await Promise.all(batch.map(({ done }) => done));
      for (const file of readdirSync(path.join(cache, 'index')).filter((name) => name.endsWith('.wki')))
        assert.equal((await loadIndex(path.join(cache, 'index', file))).damaged, false);
    }
    const [index] = readdirSync(path.join(cache, 'index')).filter((name) => name.endsWith('.wki'));
    const draft = path.join(cache, 'index', `${index}.1.abcdef12`);
    writeFileSync(draft, 'half');
    const yesterday = Date.now() / 1000 - 86_400;
    for (const file of readdirSync(path.join(cache, 'index')))
      if (file !== index) utimesSync(path.join(cache, 'index', file), yesterday, yesterday);
    repository.commit({ 'z.ts': '1\n' });
    const last = await start(repository, cache, [program, 'index']).done;
    assert.equal(last.code, 0, last.said);
    await assertLeftRight(repository, cache);
  });
});

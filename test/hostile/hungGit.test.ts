import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HistoryBuilder } from '../../src/expertise/historyBuilder.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { collectGit, streamGit } from '../../src/git/logStream.ts';
import { readHistory } from '../../src/git/readHistory.ts';
import type { Git } from '../../src/git/safeGit.ts';
import { temporaryFolder } from '../support/repository.ts';

/** Cancels in the bounded form; `WHOKNOWS_LONG=1` runs a thousand. */
const cancels = process.env.WHOKNOWS_LONG ? 1000 : 50;

/** A program in git's place, which writes its process id down and then behaves as the shell lines say. */
function fakeGit(lines: string): { git: Git; pids(): number[] } {
  const folder = temporaryFolder();
  const binary = path.join(folder, 'git');
  const log = path.join(folder, 'pids');
  writeFileSync(binary, `#!/bin/sh\necho $$ >> '${log}'\n${lines}\n`);
  chmodSync(binary, 0o755);
  return {
    git: { binary, version: '2.45.0', environment: { PATH: process.env.PATH ?? '' } },
    pids: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map(Number) : []),
  };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(existsSync('/proc') ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
};

async function assertGone(pids: readonly number[]): Promise<void> {
  for (let i = 0; i < 40 && pids.some(isAlive); i++) await sleep(50);
  assert.deepEqual(pids.filter(isAlive), [], 'no orphan');
}

const deaf = "trap '' TERM INT HUP";

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use once garbage is gone; what the process has taken from the machine says more of its load than of what is kept. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('T5, G7: a git that hangs, never ends or will not stop', () => {
  for (const [what, lines] of [
    ['sleeps', 'exec sleep 600'],
    ['sleeps and ignores TERM', `${deaf}\nexec sleep 600`],
    ['spins and ignores TERM', `${deaf}\nwhile :; do :; done`],
    ['streams without end', 'exec cat /dev/zero'],
    ['streams without end and ignores TERM', `${deaf}\nexec cat /dev/zero`],
    ['closes its output and stays', `${deaf}\nexec >&- 2>&-\nexec sleep 600`],
    ['floods its standard error', 'exec cat /dev/zero >&2'],
  ] as const) {
    it(`one that ${what} stops within 2 s of a cancel and leaves nothing behind`, async () => {
      const { git, pids } = fakeGit(lines);
      const controller = new AbortController();
      const running = streamGit(git, '/', ['log'], { signal: controller.signal, onChunk: () => undefined });
      const outcome = assert.rejects(running, { code: 'cancelled' });
      while (pids().length === 0) await sleep(10);
      await sleep(100);
      const asked = performance.now();
      controller.abort();
      await outcome;
      assert.ok(performance.now() - asked < 2000, `${performance.now() - asked} ms`);
      await assertGone(pids());
    });
  }

  it('silence is noticed, and said in a sentence', async () => {
    const { git, pids } = fakeGit(`${deaf}\nexec sleep 600`);
    await assert.rejects(collectGit(git, '/', ['log'], { timeout: 300 }), {
      code: 'git-hung',
      message: 'Git said nothing for 0.3 s in /, so it was stopped. Try again, or check the disk.',
    });
    await assertGone(pids());
  });

  it('an endless answer to a short question is cut off before it fills the memory', async () => {
    const { git, pids } = fakeGit('exec cat /dev/zero');
    const before = heldBytes();
    await assert.rejects(collectGit(git, '/', ['log'], { mostBytes: 8 * 1024 * 1024 }), {
      code: 'git-failed',
      message: /Git said more than 8 MB/,
    });
    assert.ok(heldBytes() - before < 32 * 1024 * 1024);
    await assertGone(pids());
  });

  it('an endless log, of zeros, of one field, or of one commit’s message, keeps memory bounded until it is cancelled', async () => {
    for (const lines of [
      'exec cat /dev/zero',
      "exec tr '\\0' x < /dev/zero",
      "printf '\\001'\nexec tr '\\0' ':' < /dev/zero",
    ]) {
      const { git, pids } = fakeGit(lines);
      const before = heldBytes();
      let held = 0;
      let bytes = 0;
      const controller = new AbortController();
      await assert.rejects(
        readHistory(git, '/', undefined, new HistoryBuilder(), {
          include: ['a'.repeat(40)],
          parseTrailerLine,
          signal: controller.signal,
          onProgress: () => {
            // Git's output comes in pieces of what a pipe holds.
            bytes += 65_536;
            if (bytes < 128 * 1024 * 1024 || held > 0) return;
            held = heldBytes() - before;
            controller.abort();
          },
        }),
        { code: 'cancelled' },
      );
      assert.ok(held < 64 * 1024 * 1024, `${held / 1e6} MB`);
      await assertGone(pids());
    }
  }).timeout(60_000);

  it('one that somebody kills halfway is told from a clone that lacks objects: half a history is not kept', async () => {
    const commit = `\\001${'a'.repeat(40)}\\000\\0001700000000\\0001700000000\\000A\\000a@x\\000A\\000a@x\\000Hi\\000`;
    const read = async (end: string): Promise<boolean> => {
      const { git } = fakeGit(`printf '${commit}'\n${end}`);
      const options = { include: ['a'.repeat(40)], parseTrailerLine };
      return (await readHistory(git, '/', undefined, new HistoryBuilder(), options)).complete;
    };
    await assert.rejects(read('kill -KILL $$'), {
      code: 'git-killed',
      message: 'Git was ended from outside (SIGKILL) while it read /. Try again.',
    });
    assert.equal(await read('echo "fatal: unable to read tree" >&2; exit 128'), false);
  });

  it(`${cancels} cancels at any moment leave no process, and each is reported as a cancel`, async () => {
    const { git, pids } = fakeGit('sleep 0.02\necho x\nexec sleep 600');
    for (let i = 0; i < cancels; i += 10) {
      await Promise.all(
        Array.from({ length: 10 }, async (_, k) => {
          const controller = new AbortController();
          const running = streamGit(git, '/', ['log'], { signal: controller.signal, onChunk: () => undefined });
          const outcome = assert.rejects(running, { code: 'cancelled' });
          await sleep((i + k) % 60);
          controller.abort();
          await outcome;
        }),
      );
    }
    await assertGone(pids());
  }).timeout(120_000);
});

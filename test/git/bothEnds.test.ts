import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HistoryBuilder } from '../../src/expertise/historyBuilder.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { type ReadHistoryOptions, readHistory } from '../../src/git/readHistory.ts';
import { readTips } from '../../src/git/repository.ts';
import { describeHistory, openTest } from '../support/history.ts';
import { oddRepository } from '../support/oddRepository.ts';
import { type TestRepository, temporaryFolder } from '../support/repository.ts';

describe('a long history read from both ends', () => {
  let repository: TestRepository;
  let fromOneEnd: string[];
  const folder = path.join(temporaryFolder(), 'scratch');

  /** Reads with a git that writes down what it was asked and then runs `script`, in which `git` is the real one. */
  async function read(script: string, options: Partial<ReadHistoryOptions> = {}) {
    const opened = await openTest(repository.folder);
    const tools = temporaryFolder();
    const log = path.join(tools, 'log');
    const binary = path.join(tools, 'git');
    writeFileSync(
      binary,
      `#!/bin/sh\nLOG=${log}\necho "$@" >> $LOG\ngit() { ${opened.git.binary} "$@"; }\n${script}\n`,
      {
        mode: 0o755,
      },
    );
    const builder = new HistoryBuilder();
    const include = (await readTips(opened)).all;
    const result = await readHistory({ ...opened.git, binary }, repository.folder, undefined, builder, {
      include,
      parseTrailerLine,
      scratchFolder: folder,
      processors: 2,
      ...options,
    });
    const asked = readFileSync(log, 'utf8').split('\n');
    return {
      result,
      history: describeHistory(builder.toHistory()),
      secondGits: asked.filter((line) => line.includes(' diff-tree ')).length,
      logs: asked.filter((line) => line.includes(' log -z --raw --no-renames')).length,
    };
  }
  const real = 'git "$@"';
  /** The first git pauses after half of history until the second says that it has begun. */
  const slowly = (second: string): string => `case "$*" in
    *" log -z --raw --no-renames "*) git "$@" | { head -c 2000000; until grep -q begun $LOG; do sleep 0.02; done; cat; };;
    *" diff-tree "*) ${second};;
    *) ${real};;
  esac`;

  before(async function () {
    this.timeout(60_000);
    repository = oddRepository(9000, 11);
    fromOneEnd = (await read(real, { processors: 1 })).history;
    assert.equal(fromOneEnd.length, Number(repository.git('rev-list', '--count', 'HEAD')));
  });

  it('E13: is the same history, with merges, renames, credits and odd names, and nothing is left behind', async () => {
    const both = await read(slowly('git "$@" | { head -c 900000; echo begun >> $LOG; cat; }'));
    assert.deepEqual([both.secondGits, both.logs], [1, 1]);
    assert.deepEqual(both.history, fromOneEnd);
    assert.deepEqual([both.result.complete, both.result.renames], [true, 'similar']);
    assert.deepEqual(readdirSync(folder), []);
  }).timeout(60_000);

  it('E14: is the same where the second git fails, at once, halfway, or after it met the first', async () => {
    for (const [failing, logs] of [
      ['echo begun >> $LOG; exit 128', 1],
      ['git "$@" | head -c 200000; echo begun >> $LOG; exit 128', 1],
      // The first waits for the rest of a commit that the second had begun: everything is read again, by one git.
      ['git "$@" | head -c 200000; echo begun >> $LOG; sleep 2; exit 128', 2],
    ] as const) {
      const both = await read(slowly(failing));
      assert.deepEqual(both.history, fromOneEnd, failing);
      assert.deepEqual([both.result.complete, both.logs], [true, logs], failing);
    }
  }).timeout(60_000);

  it('V7: stops when told, whichever of them is running', async () => {
    for (const late of [1, 4500, 8000]) {
      const stop = new AbortController();
      let chunks = 0;
      await assert.rejects(
        read(real, {
          signal: stop.signal,
          onProgress: () => {
            if (++chunks * 1000 >= late) stop.abort();
          },
        }),
        { code: 'cancelled' },
      );
    }
    assert.deepEqual(readdirSync(folder), []);
  });
});

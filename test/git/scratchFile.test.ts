import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { HistoryBuilder } from '../../src/expertise/historyBuilder.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { readHistory } from '../../src/git/readHistory.ts';
import { readTips } from '../../src/git/repository.ts';
import { openScratchFile } from '../../src/git/scratchFile.ts';
import { describeHistory, openTest } from '../support/history.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';

/** Reads the repository's history through a pipe, or through a file in `scratchFolder`. */
async function read(folder: string, scratchFolder?: string, onProgress?: () => void, signal?: AbortSignal) {
  const repository = await openTest(folder);
  const builder = new HistoryBuilder();
  const include = (await readTips(repository)).all;
  await readHistory(repository.git, folder, undefined, builder, {
    include,
    parseTrailerLine,
    ...(scratchFolder === undefined ? {} : { scratchFolder }),
    ...(onProgress ? { onProgress } : {}),
    signal,
  });
  return describeHistory(builder.toHistory());
}

const reviewers = (commit: number): string =>
  Array.from({ length: 2000 }, (_, n) => `Reviewed-by: Person P${commit}x${n} <p${commit}x${n}@example.org>\n`).join(
    '',
  );

describe('a log that passes through a file without a name', () => {
  const repository = TestRepository.create();
  const folder = path.join(temporaryFolder(), 'index');

  before(() => {
    // Longer than what is handed over at once, with credits at every place where it may be cut.
    for (let i = 0; i < 6; i++)
      repository.commit({ [`src/ü${i}.ts`]: String(i) }, { message: `Change ${i}\n\n${reviewers(i)}` });
  });

  it('says the same as through a pipe, and leaves nothing behind', async () => {
    assert.deepEqual(await read(repository.folder, folder), await read(repository.folder));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('has no name while it is in use', async () => {
    let seen: string[] | undefined;
    await read(repository.folder, folder, () => {
      seen ??= readdirSync(folder);
    });
    assert.deepEqual(seen, []);
  });

  it('is closed when the reading is stopped', async () => {
    const stop = new AbortController();
    await assert.rejects(
      read(repository.folder, folder, () => stop.abort(), stop.signal),
      { code: 'cancelled' },
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is not used where no file can be made', () => {
    assert.equal(openScratchFile('/dev/null/folder'), undefined);
  });
});

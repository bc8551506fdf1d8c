import assert from 'node:assert/strict';
import { backtestSentence, runBacktest } from '../../src/app/backtest.ts';
import { backtestPage } from '../../src/app/backtestPage.ts';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { testHost } from '../support/host.ts';
import { ana, ben, kim, TestRepository } from '../support/repository.ts';

/** Ana and Kim work on everything by turns; Ben, who never writes, reviews whatever is in src. */
function reviewed(commits: number, trailer: boolean): TestRepository {
  const repository = TestRepository.create();
  const lines: string[] = [];
  for (let i = 0; i < commits; i++) {
    const { name, email } = i % 2 ? ana : kim;
    const message = `Change ${i}\n${trailer ? `\nReviewed-by: ${ben.name} <${ben.email}>\n` : ''}`;
    const time = 1_700_000_000 + i * 7200;
    lines.push(
      'commit refs/heads/main',
      `author ${name} <${email}> ${time} +0000`,
      `committer ${name} <${email}> ${time} +0000`,
    );
    lines.push(
      `data ${Buffer.byteLength(message)}`,
      message,
      `M 100644 inline src/f${i % 5}.ts`,
      `data ${String(i).length}`,
      String(i),
      '',
    );
  }
  repository.input(`${lines.join('\n')}\n`, 'fast-import', '--quiet');
  return repository;
}

describe('the back-test', () => {
  it('E16 finds the reviewer whom simple rules cannot see, and says so in a sentence', async () => {
    const { knowledge } = await openKnowledge(testHost(), reviewed(400, true).folder);
    const shares: number[] = [];
    const result = await runBacktest(knowledge, { onProgress: (share) => shares.push(share) });
    assert.equal(result.truth, 'trailers');
    assert.equal(result.cutoffs.length, 4);
    assert.equal(
      result.questions,
      result.cutoffs.reduce((sum, { questions }) => sum + questions, 0),
    );
    assert.ok(result.questions > 150);
    const [ours, last, most] = result.rates;
    assert.deepEqual([ours!.rule, last!.rule, most!.rule], ['Who Knows', 'last author', 'most commits']);
    assert.ok(ours!.top3 > 0.99, `${ours!.top3}`);
    assert.equal(last!.top5, 0);
    assert.equal(most!.mrr, 0);
    assert.match(backtestSentence(result), /^In 100 of 100 questions somebody who then really helped/);
    const { blame } = result;
    assert.equal(blame!.questions, 100);
    assert.deepEqual(
      blame!.rates.map(({ rule, top3 }) => [rule, Math.round(top3)]),
      [
        ['git blame', 0],
        ['Who Knows', 1],
      ],
    );
    assert.equal('sample' in result, false, 'no person leaves it');
    const page = backtestPage(result);
    assert.ok(page.startsWith(`# Would the answer have been right?\n\n**${backtestSentence(result)}**\n`));
    assert.match(page, /\n\| \*\*Who Knows\*\* \| \*\*100%\*\* \| /);
    assert.match(page, /\n\| git blame \| 0% \| /);
    assert.match(page, /It rates the answers, not people/);
    assert.doesNotMatch(page, /Ben|Ana|Kim|@/, 'a page that names nobody');
    assert.ok(shares.length > 5 && shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1));
  });

  it('E16 asks who changed the file next where there are no trailers', async () => {
    const { knowledge } = await openKnowledge(testHost(), reviewed(300, false).folder);
    const result = await runBacktest(knowledge);
    assert.equal(result.truth, 'next authors');
    assert.equal(result.rates[0]!.top1, 1);
    assert.equal(result.rates[1]!.top1, 1);
    // The lines of a file were written by whoever of the two changed it last: the other of the two in half of the questions.
    const [blame, ours] = result.blame!.rates;
    assert.ok(blame.top1 > 0.4 && ours.top1 === 1, JSON.stringify(result.blame));
  });

  it('E16 never looks past the cut: who comes later only is not named', async () => {
    const repository = reviewed(100, true);
    repository.git('checkout', '-q', '-f', 'main');
    for (let i = 0; i < 3; i++)
      repository.commit(
        { 'src/f1.ts': `late ${i}` },
        { time: 1_701_000_000 + i, author: { name: 'Late Comer', email: 'late@example.com' } },
      );
    const { knowledge } = await openKnowledge(testHost(), repository.folder);
    const result = await runBacktest(knowledge, { blame: false });
    assert.equal('blame' in result, false);
    assert.ok(result.cutoffs.every(({ time }) => time < 1_701_000_000));
  });

  it('E16 says when there is nothing to test with, and stops when asked', async () => {
    const lonely = TestRepository.create();
    lonely.commit({ 'a.ts': '1' });
    const { knowledge } = await openKnowledge(testHost(), lonely.folder);
    const result = await runBacktest(knowledge);
    assert.equal(result.questions, 0);
    assert.match(backtestSentence(result), /gives no question/);
    assert.match(backtestPage(result), /gives no question.*\*\*\n\n.*Ask again when there is more history/);
    const busy = (await openKnowledge(testHost(), reviewed(300, true).folder)).knowledge;
    const controller = new AbortController();
    await assert.rejects(runBacktest(busy, { signal: controller.signal, onProgress: () => controller.abort() }), {
      code: 'cancelled',
    });
    const late = new AbortController();
    const onProgress = (share: number): void => {
      if (share > 0.7) late.abort();
    };
    await assert.rejects(runBacktest(busy, { signal: late.signal, onProgress }), { code: 'cancelled' });
  });
});

import type { Command } from 'commander';
import { type BacktestReport, backtestSentence, runBacktest } from '../app/backtest.ts';
import { backtestPage } from '../app/backtestPage.ts';
import { openKnowledge } from '../app/knowledge.ts';
import type { HitRates } from '../expertise/backtest/backtest.ts';
import { teamHost } from './knownTeam.ts';
import { bold, cancelOnInterrupt, createProgress, print, printJson } from './terminal.ts';

interface BacktestCommandOptions {
  readonly gitDir?: string;
  readonly cache: boolean;
  readonly blame: boolean;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

/** `whoknows backtest`: how often the answer would have been right on this history. */
export function addBacktestCommand(program: Command): void {
  program
    .command('backtest')
    .description('how often the answer would have been right here, beside simple rules')
    .option('--git-dir <dir>', 'a bare repository')
    .option('--no-cache', 'read the whole history again and keep nothing')
    .option('--no-blame', 'do not ask git blame, which takes longest')
    .option('--markdown', 'print a page of Markdown')
    .option(
      '--json',
      'print JSON: {"questions","truth","cutoffs":[{"time","questions"}],"rates":[{"rule","top1","top3","top5","mrr"}],"blame"?:{"questions","rates"},"meaning"}',
    )
    .addHelpText(
      'after',
      `
History is cut at four dates. Each later change then asks: who could have helped its author with this file? Right is
who was named as reviewer, helper, tester or co-author of that change; where trailers are rare, the next other person who
changed the file. MRR is the mean of 1 / rank of the first right name. Nothing here rates people: only answers are measured.

Examples:
  $ whoknows backtest
  $ whoknows backtest --no-blame --json
  $ whoknows backtest --markdown > backtest.md`,
    )
    .action(async (options: BacktestCommandOptions) => {
      const signal = cancelOnInterrupt();
      const progress = createProgress();
      try {
        const { knowledge } = await openKnowledge(await teamHost(), process.cwd(), {
          gitDir: options.gitDir,
          cache: options.cache,
          signal,
          onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
        });
        const result = await runBacktest(knowledge, {
          signal,
          blame: options.blame,
          onProgress: (share) => progress.report(`Asking the past: ${Math.round(share * 100)}%`),
        });
        progress.done();
        if (options.json) printJson({ ...result, meaning: backtestSentence(result) });
        else if (options.markdown) process.stdout.write(backtestPage(result));
        else printResult(result);
      } finally {
        progress.done();
      }
    });
}

function printResult(result: BacktestReport): void {
  const { cutoffs, questions, truth, rates, blame } = result;
  if (rates.length > 0) {
    const dates = cutoffs.map(({ time }) => new Date(time * 1000).toISOString().slice(0, 10)).join(', ');
    print(
      `${questions.toLocaleString('en')} questions after ${dates}; right is who ${truth === 'trailers' ? 'helped by the trailers' : 'changed the file next'}.\n`,
    );
    printTable(rates);
    if (blame) {
      print(`\nBeside git blame, on ${blame.questions} of these questions:\n`);
      printTable(blame.rates);
    }
    print('');
  }
  print(backtestSentence(result));
}

function printTable(rates: readonly HitRates[]): void {
  print(`  ${''.padEnd(14)}  top 1   top 3   top 5     MRR`);
  for (const { rule, top1, top3, top5, mrr } of rates) {
    const cells = [top1, top3, top5].map((share) => `${Math.round(share * 100)}%`.padStart(5)).join('   ');
    const line = `${rule.padEnd(14)}  ${cells}   ${mrr.toFixed(2).padStart(5)}`;
    print(`  ${rule === 'Who Knows' ? bold(line) : line}`);
  }
}

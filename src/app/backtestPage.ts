import type { HitRates } from '../expertise/backtest/backtest.ts';
import { type BacktestReport, backtestSentence } from './backtest.ts';

/** The result of a back-test as a page of Markdown: what it means first, then the figures, then how they came about. */
export function backtestPage(report: BacktestReport): string {
  const { rates, blame, cutoffs, questions, truth } = report;
  const lines = ['# Would the answer have been right?', '', `**${backtestSentence(report)}**`];
  if (rates.length === 0) return `${[...lines, '', nothing].join('\n')}\n`;
  lines.push('', 'The right name was among …', '', ...table(rates));
  if (blame)
    lines.push(
      '',
      `Git takes a moment to tell who wrote the lines of a file, so \`git blame\` was asked only ${blame.questions} of these questions. Beside our answer on the same ones:`,
      '',
      ...table(blame.rates),
    );
  const right =
    truth === 'trailers'
      ? 'whoever was then named as reviewer, helper, tester or co-author in the change’s message'
      : 'the next other person who changed the file, because few messages here name reviewers or helpers';
  lines.push(
    '',
    '## How this was measured',
    '',
    `History was cut at four dates, and everything after each was hidden. Every later change then asked: who could have helped its author with this file? Right is ${right}.`,
    '',
    '| cut on | questions |',
    '| :-- | --: |',
    ...cutoffs.map(({ time, questions: asked }) => `| ${dayOf(time)} | ${asked.toLocaleString('en')} |`),
    '',
    `${questions.toLocaleString('en')} questions in all. “Last author” and “most commits” name people of the file and then of its folder, as one would with \`git log\`.`,
    '',
    '## What it does not say',
    '',
    '- It rates the answers, not people. Nothing here is about how good anybody is.',
    '- A name that “missed” may have been as good a choice: only who really helped, or came next, counts as right.',
    '- The figures stay on this machine, like everything that is worked out from history.',
  );
  return `${lines.join('\n')}\n`;
}

const nothing =
  'It takes people who help each other, or who work on the same files in turn. Ask again when there is more history.';

function table(rates: readonly HitRates[]): string[] {
  return [
    '| | first name | first three | first five |',
    '| :-- | --: | --: | --: |',
    ...rates.map(({ rule, top1, top3, top5 }) => {
      const cells = [rule, ...[top1, top3, top5].map((share) => `${Math.round(share * 100)}%`)];
      const strong = rule === 'Who Knows';
      return `| ${(strong ? cells.map((cell) => `**${cell}**`) : cells).join(' | ')} |`;
    }),
  ];
}

const dayOf = (time: number): string =>
  new Date(time * 1000).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeHome } from '../../test/support/vscode/testUser.ts';
import { cacheFolder } from '../vscode/cache.ts';
import { SetupError } from '../vscode/setupError.ts';
import { prepareTarget, type Target } from '../vscode/target.ts';
import { project, results, type StageContext } from './context.ts';
import { HeldOutput } from './heldOutput.ts';
import { hostStage } from './hostStage.ts';
import { mochaStage } from './mochaStage.ts';
import { addTotals, type Totals } from './totals.ts';

const stageNames = ['unit', 'vscode', 'e2e'] as const;
type StageName = (typeof stageNames)[number];

const help = `Runs the tests and ends with the line \`N passed, N failed\`.

  npm test                         everything, the tests in Node beside the others:
  npm test -- unit                 tests in Node: units, real repositories, sockets and databases
  npm test -- vscode               tests inside the extension host of a real VS Code
  npm test -- e2e                  tests that drive windows of a real VS Code with the packaged extension
  npm test -- e2e -g PATTERN       only tests whose title matches
  npm test -- e2e FILE…            only these files of the stage

Screenshots are kept in test-results/screenshots/.`;

/** Runs the stages that were asked for; gives the exit code. The last line printed is `N passed, N failed`. */
export async function runTests(args: readonly string[]): Promise<number> {
  const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'whoknows-')));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
  try {
    const request = readRequest(args);
    if (request === 'help') {
      console.log(help);
      return 0;
    }
    const totals = await runStages(request, scratch);
    console.log(`${totals.passed} passed, ${totals.failed} failed`);
    return totals.failed > 0 ? 1 : 0;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    console.log('0 passed, 1 failed');
    return 1;
  }
}

interface Request {
  stages: readonly StageName[];
  grep: string | undefined;
  files: readonly string[];
}

function readRequest(args: readonly string[]): Request | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [first, ...rest] = positionals;
  if (first === undefined) return { stages: stageNames, grep: values.grep, files: [] };
  const stage = stageNames.find((name) => name === first);
  if (!stage) {
    throw new SetupError('bad-argument', `There is no stage ${first}; the stages are ${stageNames.join(', ')}.`);
  }
  return { stages: [stage], grep: values.grep, files: rest };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, grep: { type: 'string', short: 'g' } },
    });
  } catch (error) {
    throw new SetupError(
      'bad-argument',
      `${(error as Error).message.split('. ')[0]}. \`npm test -- --help\` shows how.`,
    );
  }
}

async function runStages({ stages, grep, files }: Request, scratch: string): Promise<Totals> {
  // The stages live in one home, so a test that leaves something behind there is seen by the next, and the person's own home never is.
  const env = {
    ...makeHome(path.join(scratch, 'home'), { name: 'Tess Tester', email: 'tess@example.com' }),
    // Hundreds of processes compile the same sources; what one has compiled the others read.
    NODE_COMPILE_CACHE: path.join(scratch, 'compiled'),
  };
  const print = (text: string): void => {
    process.stdout.write(text);
  };
  const context: StageContext = { grep, files, env, scratch, print };
  let sum: Totals = { passed: 0, failed: 0 };
  const add = (name: StageName, totals: Totals) => {
    // A stage that ran nothing proves nothing; only a pattern may leave one empty.
    const empty = totals.passed + totals.failed === 0 && grep === undefined;
    if (empty) console.error(`The stage ${name} ran no test.`);
    sum = addTotals(sum, empty ? { passed: 0, failed: 1 } : totals);
  };
  const drives = stages.includes('vscode') || stages.includes('e2e');
  if (drives) {
    print(heading('Packaging the extension'));
    // Before any test: windows load what it builds, and tests in Node read it.
    execFileSync(process.execPath, ['scripts/package.mjs'], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  // Windows wait for much of their time, which the tests in Node fill. What the windows say is held back until those are through.
  const held = new HeldOutput(print);
  const windows = drives ? windowStages(stages, { ...context, print: held.print }, add) : undefined;
  windows?.catch(() => undefined);
  if (stages.includes('unit')) {
    print(heading('Tests in Node'));
    add('unit', await mochaStage('unit', '.mocharc.json', context, drives ? ['--jobs', '2'] : []));
  }
  held.release();
  await windows;
  if (sum.passed + sum.failed === 0) {
    console.error('No test matches.');
    return { passed: 0, failed: 1 };
  }
  return sum;
}

async function windowStages(
  stages: readonly StageName[],
  context: StageContext,
  add: (name: StageName, totals: Totals) => void,
): Promise<void> {
  context.print(heading('Preparing a real VS Code'));
  const vscode = await prepareTarget(cacheFolder, (line) => context.print(`${line}\n`));
  if (stages.includes('vscode')) {
    context.print(heading('Tests inside the extension host'));
    add('vscode', await hostStage(vscode, context));
  }
  if (stages.includes('e2e')) {
    context.print(heading('Tests that drive real windows'));
    add('e2e', await endToEndStage(vscode, context));
  }
}

function endToEndStage(vscode: Target, context: StageContext): Promise<Totals> {
  const screenshots = path.join(results, 'screenshots');
  rmSync(screenshots, { recursive: true, force: true });
  mkdirSync(screenshots, { recursive: true });
  const target = { vscode, vsix: path.join(project, 'whoknows.vsix'), screenshots, scratch: context.scratch };
  const env = { ...context.env, WHOKNOWS_TEST_TARGET: JSON.stringify(target) };
  return mochaStage('e2e', 'test/e2e/.mocharc.json', { ...context, env });
}

function heading(text: string): string {
  return `\n${text}\n${'-'.repeat(text.length)}\n`;
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { makeSampleRepository } from '../../test/support/vscode/sampleRepository.ts';
import { launchBrowser } from '../../test/support/vscode/webInstance.ts';
import { startServer } from '../vscode/server.ts';
import { quietSettings, writeSettings } from '../vscode/settings.ts';
import type { Target } from '../vscode/target.ts';
import { bundleHostTests } from './bundleHostTests.ts';
import { project, reporter, type StageContext } from './context.ts';
import { readTotals, type Totals } from './totals.ts';

/** Milliseconds for all in-host tests together; a host that hangs never reports. */
const limit = 180_000;

/** Runs test/vscode/*.test.ts inside the extension host of a VS Code that loads the extension from this folder. */
export async function hostStage(target: Target, { env, files, grep, scratch, print }: StageContext): Promise<Totals> {
  const tests = await bundleHostTests(files);
  const folder = path.join(scratch, 'host');
  const totals = path.join(scratch, 'vscode.json');
  const output = path.join(scratch, 'vscode.txt');
  const hostEnv = {
    ...env,
    WHOKNOWS_TEST_TOTALS: totals,
    WHOKNOWS_TEST_OUTPUT: output,
    WHOKNOWS_TEST_REPORTER: reporter,
    ...(grep ? { WHOKNOWS_TEST_GREP: grep } : {}),
  };
  writeSettings(folder, quietSettings);
  const run = target.kind === 'desktop' ? runOnDesktop : runInBrowser;
  const problem = await run(target as never, {
    folder,
    repository: makeSampleRepository(path.join(folder, 'sample')),
    tests,
    env: hostEnv,
  });
  if (existsSync(output)) print(readFileSync(output, 'utf8'));
  const counted = readTotals(totals);
  if (counted) return problem && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  print(`The tests in the extension host did not report (${problem ?? 'the host ended early'}).\n`);
  return { passed: 0, failed: 1 };
}

interface HostRun {
  /** Folder for the profile. */
  folder: string;
  /** Folder that the window shows. */
  repository: string;
  /** The bundle whose run() is called. */
  tests: string;
  env: NodeJS.ProcessEnv;
}

type Web = Extract<Target, { kind: 'web' }>;
type Desktop = Extract<Target, { kind: 'desktop' }>;

/** Gives a sentence on what went wrong, if something did. */
async function runInBrowser(target: Web, { folder, repository, tests, env }: HostRun): Promise<string | undefined> {
  const server = await startServer({
    main: target.serverMain,
    folder,
    extensions: path.join(folder, 'extensions'),
    env,
    // Without it the workbench ignores a request to run tests that comes with the address.
    flags: ['--enable-smoke-test-driver'],
  });
  const browser = await launchBrowser(target);
  try {
    const page = await browser.newPage();
    const logged: string[] = [];
    await page.exposeFunction('codeAutomationLog', (_type: string, parts: unknown[]) => logged.push(parts.join(' ')));
    const exit = new Promise<number>((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.goto(
      server.address(repository, [
        ['extensionDevelopmentPath', server.uri(project)],
        ['extensionTestsPath', server.uri(tests)],
      ]),
    );
    const code = await Promise.race([exit, after(limit)]);
    if (code === undefined)
      return `nothing after ${limit / 1000} seconds; the window said: ${logged.slice(-5).join(' / ')}`;
    return code === 0 ? undefined : `exit code ${code}`;
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function runOnDesktop(target: Desktop, { folder, repository, tests, env }: HostRun): Promise<string | undefined> {
  try {
    await runTests({
      vscodeExecutablePath: target.executable,
      extensionDevelopmentPath: project,
      extensionTestsPath: tests,
      extensionTestsEnv: env as Record<string, string>,
      launchArgs: [
        repository,
        `--user-data-dir=${path.join(folder, 'data')}`,
        `--extensions-dir=${path.join(folder, 'extensions')}`,
        ...['--no-sandbox', '--disable-gpu', '--skip-welcome', '--skip-release-notes'],
      ],
    });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds).unref());
}

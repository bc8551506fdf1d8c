// Runs inside the extension host: VS Code loads the bundle of this file and calls run().
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Runs every bundled test file beside this one; rejects when a test failed, which gives VS Code's exit code 1. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { WHOKNOWS_TEST_REPORTER: reporter, WHOKNOWS_TEST_OUTPUT: output, WHOKNOWS_TEST_GREP: grep } = process.env;
  // The host's console goes through the workbench, which cuts and decorates lines; the report is to stay as it is.
  if (output) {
    Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => appendFileSync(output, `${format(...parts)}\n`);
  }
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    forbidOnly: true,
    forbidPending: true,
    ...(reporter ? { reporter } : {}),
    ...(grep ? { grep } : {}),
  });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}

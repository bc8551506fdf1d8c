import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { project, reporter, type StageContext } from './context.ts';
import { readTotals, type Totals } from './totals.ts';

/** Runs mocha with one of our configuration files as a child process, with its report on our output. */
export async function mochaStage(
  name: string,
  config: string,
  { env, files, grep, scratch }: StageContext,
): Promise<Totals> {
  const totals = path.join(scratch, `${name}.json`);
  const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
  const configured = files.length > 0 ? restricted(config, files, path.join(scratch, `${name}.mocharc.json`)) : config;
  const args = [mocha, '--config', configured, '--reporter', reporter, ...(grep ? ['--grep', grep] : [])];
  const code = await ended(args, { ...env, WHOKNOWS_TEST_TOTALS: totals });
  const counted = readTotals(totals);
  if (counted) return counted.failed === 0 && code !== 0 ? { ...counted, failed: 1 } : counted;
  console.error(`The ${name} tests ended with code ${code} before they could be counted.`);
  return { passed: 0, failed: 1 };
}

/** A copy of the configuration with these files in place of its own: mocha adds files that are named to those. */
function restricted(config: string, files: readonly string[], copy: string): string {
  const settings = JSON.parse(readFileSync(path.join(project, config), 'utf8'));
  writeFileSync(copy, JSON.stringify({ ...settings, spec: files }));
  return copy;
}

function ended(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: 'inherit' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
}

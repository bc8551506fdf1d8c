import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { project, reporter, type StageContext } from './context.ts';
import { readTotals, type Totals } from './totals.ts';

/** Milliseconds between the end of mocha and that of its output. */
const lastWordsLimit = 2_000;

/** Runs mocha with one of our configuration files as a child process, which reports through `print`; `more` are further options of it. */
export async function mochaStage(
  name: string,
  config: string,
  { env, files, grep, scratch, print }: StageContext,
  more: readonly string[] = [],
): Promise<Totals> {
  const totals = path.join(scratch, `${name}.json`);
  const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
  const configured = files.length > 0 ? restricted(config, files, path.join(scratch, `${name}.mocharc.json`)) : config;
  const args = [mocha, '--config', configured, '--reporter', reporter, ...more, ...(grep ? ['--grep', grep] : [])];
  if (process.stdout.isTTY) args.push('--color');
  const code = await ended(args, { ...env, WHOKNOWS_TEST_TOTALS: totals }, print);
  const counted = readTotals(totals);
  if (counted) return counted.failed === 0 && code !== 0 ? { ...counted, failed: 1 } : counted;
  print(`The ${name} tests ended with code ${code} before they could be counted.\n`);
  return { passed: 0, failed: 1 };
}

/** A copy of the configuration with these files in place of its own: mocha adds files that are named to those. */
function restricted(config: string, files: readonly string[], copy: string): string {
  const settings = JSON.parse(readFileSync(path.join(project, config), 'utf8'));
  writeFileSync(copy, JSON.stringify({ ...settings, spec: files }));
  return copy;
}

function ended(args: readonly string[], env: NodeJS.ProcessEnv, print: (text: string) => void): Promise<number | null> {
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', print);
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => {
      // Its last words are still on their way, but whoever it left behind may keep the line open.
      const timer = setTimeout(() => resolve(code), lastWordsLimit);
      child.once('close', () => {
        clearTimeout(timer);
        resolve(code);
      });
    });
  });
}

import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cached } from './cache.ts';
import { run } from './run.ts';
import { SetupError } from './setupError.ts';

/** The release of the npm package that carries a VS Code, and the VS Code that it carries. */
const codeServerVersion = '4.139.1';
const vscodeVersion = '1.139.1';
/** Raised whenever the steps below change, so that a cache filled by earlier ones is not used. */
const recipe = 2;

/**
 * The path of the start file of a VS Code server (server, web workbench and extension host), installed from npm on the
 * first call (about 500 MB) and taken from the cache afterwards. `report` gets a line for each step that takes long.
 * Throws SetupError `install-failed`.
 */
export async function prepareCodeServer(cache: string, report: (line: string) => void): Promise<string> {
  const folder = await cached(cache, `vscode-${vscodeVersion}-${recipe}`, async (draft) => {
    const started = Date.now();
    report(`Fetching VS Code ${vscodeVersion} from npm, this once (500 MB on disk, about half a minute) …`);
    writeFileSync(path.join(draft, 'package.json'), JSON.stringify({ private: true }));
    // Its install scripts compile modules that nothing here needs, and fail where a compiler or a header is missing.
    await npm(draft, ['install', `code-server@${codeServerVersion}`, '--ignore-scripts']);
    report('… and the packages that it is made of …');
    const inner = path.join(draft, serverFolder);
    // The second one holds TypeScript, without which every TypeScript file opens with an error.
    for (const part of [inner, path.join(inner, 'extensions')]) {
      await npm(part, ['install', '--omit=dev', '--omit=optional', '--ignore-scripts']);
    }
    report(`VS Code is ready after ${Math.round((Date.now() - started) / 1000)} seconds.`);
  });
  return path.join(folder, serverFolder, 'out/server-main.js');
}

const serverFolder = path.join('node_modules', 'code-server', 'lib', 'vscode');

async function npm(cwd: string, args: string[]): Promise<void> {
  // One retry, not two with long pauses between: where there is no network, that is said after seconds.
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', '--fetch-retries=1'];
  // npm tells its scripts where it is; it runs on this Node, which is the one the server will run on.
  const own = process.env.npm_execpath;
  const [command, ...first] = own && existsSync(own) ? [process.execPath, own] : ['npm'];
  const { code, output } = await run(command!, [...first, ...args, ...quiet], { cwd, env: npmEnvironment() });
  if (code === 0) return;
  throw new SetupError(
    'install-failed',
    `VS Code could not be fetched from the npm registry (${reasonIn(output)}); check the network and try again.`,
  );
}

/** The line of npm's error that tells a person most. */
function reasonIn(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^npm (?:error|ERR!) ?/, '').trim());
  const telling = /reason:|ENOSPC|EACCES|E40\d|ETARGET|ENOTFOUND|ECONN|ETIMEDOUT/;
  return lines.find((line) => telling.test(line)) ?? lines.find((line) => line !== '') ?? 'npm did not start';
}

/** The settings of npm stay (registry, proxy, certificates); what npm says about *this* package must not reach the other. */
function npmEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(?:package|lifecycle|command|node|config_(?:local_prefix|prefix|allow_scripts|omit))/i.test(name),
    ),
  );
}

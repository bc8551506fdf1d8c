import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { quietSettings, type Settings } from '../../../scripts/vscode/settings.ts';
import { installForDesktop, makeDesktopInstance } from './desktopInstance.ts';
import type { EditorInstance } from './editorInstance.ts';
import { testTarget } from './testTarget.ts';
import { makeHome, type TestUser } from './testUser.ts';
import { installForWeb, launchBrowser, startWebInstance } from './webInstance.ts';
import { Workbench } from './workbench.ts';

export interface OpenOptions {
  /** Absolute path of the folder to open. */
  folder: string;
  /** A file in it to open, relative or absolute. */
  file?: string;
  /** Who sits in front of it. Each user has a VS Code of their own, kept until `forgetUser` or the end of the run. */
  user?: TestUser;
  /** Settings on top of the quiet ones; they replace those of the user's earlier windows. */
  settings?: Settings;
  width?: number;
  height?: number;
  /** Name of a colour theme, such as `Default Dark Modern` or `Default High Contrast`. */
  colorTheme?: string;
  /** Language of what the extension says, such as `de`; only in a browser. */
  language?: string;
}

/** The user of a window that does not say. */
export const defaultUser: TestUser = { name: 'Tess Tester', email: 'tess@example.com' };

const instances = new Map<string, Promise<EditorInstance>>();
const open = new Map<Workbench, EditorInstance>();
let shared: Promise<{ browser?: Browser; extensions: string }> | undefined;
/** Where the package is installed; that outlives the windows of one test file. */
let installed: Promise<string> | undefined;

/** Opens a window of a real VS Code with the packaged extension and waits until it can be used. */
export async function openWorkbench(options: OpenOptions): Promise<Workbench> {
  const { folder, file, user = defaultUser, settings, width = 1280, height = 800, colorTheme, language } = options;
  const instance = await instanceOf(user);
  instance.writeSettings({
    ...quietSettings,
    ...(colorTheme === undefined ? {} : { 'workbench.colorTheme': colorTheme }),
    ...settings,
  });
  const page = await instance.openWindow({ folder, file: file && path.resolve(folder, file), width, height, language });
  const workbench = new Workbench(page, user, async () => {
    open.delete(workbench);
    await instance.closeWindow(page);
  });
  open.set(workbench, instance);
  await workbench.whenReady();
  // What a command is about is the file in front.
  if (file !== undefined)
    await workbench
      .activeTab()
      .filter({ hasText: path.basename(file) })
      .waitFor();
  return workbench;
}

/** The windows that are open now. */
export function openWorkbenches(): readonly Workbench[] {
  return [...open.keys()];
}

/** Ends a user's VS Code and removes all it kept; the next window of the user starts from nothing. */
export async function forgetUser(user: TestUser): Promise<void> {
  const instance = await instances.get(user.email);
  instances.delete(user.email);
  for (const [workbench, owner] of open) if (owner === instance) await workbench.close();
  await instance?.stop();
  rmSync(folderOf(user), { recursive: true, force: true });
}

/** Ends every VS Code and the browser. */
export async function closeEverything(): Promise<void> {
  for (const workbench of openWorkbenches()) await workbench.close();
  for (const instance of instances.values()) await (await instance).stop();
  instances.clear();
  await (await shared)?.browser?.close();
  shared = undefined;
}

/** The home folder of a user whose windows are or were open: a terminal with it is the same person's. */
export function homeOf(user: TestUser): string {
  return path.join(folderOf(user), 'home');
}

function instanceOf(user: TestUser): Promise<EditorInstance> {
  let instance = instances.get(user.email);
  if (!instance) {
    instance = startInstance(user);
    instances.set(user.email, instance);
  }
  return instance;
}

async function startInstance(user: TestUser): Promise<EditorInstance> {
  const { vscode } = testTarget();
  const folder = folderOf(user);
  const env = makeHome(homeOf(user), user);
  shared ??= prepareShared(env);
  const { browser, extensions } = await shared;
  if (vscode.kind === 'desktop') return makeDesktopInstance(vscode, { folder, extensions, env });
  return startWebInstance(vscode, browser!, { folder, extensions, env });
}

async function prepareShared(env: NodeJS.ProcessEnv): Promise<{ browser?: Browser; extensions: string }> {
  const { vscode, vsix, scratch } = testTarget();
  if (vscode.kind === 'desktop') return { extensions: await installForDesktop(vscode, vsix, scratch, env) };
  installed ??= installForWeb(vscode, vsix, scratch, env);
  const [browser, extensions] = await Promise.all([launchBrowser(vscode), installed]);
  return { browser, extensions };
}

function folderOf({ email }: TestUser): string {
  const folder = path.join(testTarget().scratch, email.replace(/[^\w.-]/g, '_'));
  mkdirSync(folder, { recursive: true });
  return folder;
}

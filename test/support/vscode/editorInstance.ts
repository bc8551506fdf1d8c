import type { Page } from 'playwright-core';
import type { Settings } from '../../../scripts/vscode/settings.ts';

export interface WindowOptions {
  folder: string;
  /** Absolute path of a file to open. */
  file?: string | undefined;
  width: number;
  height: number;
  /** The editor's language, such as `de`; English where it is not said. A desktop takes it from a language pack, so this is for the web alone. */
  language?: string | undefined;
}

/** One person's VS Code: settings, storage, home folder and git identity of their own, kept from window to window. */
export interface EditorInstance {
  writeSettings(settings: Settings): void;
  openWindow(options: WindowOptions): Promise<Page>;
  closeWindow(page: Page): Promise<void>;
  stop(): Promise<void>;
}

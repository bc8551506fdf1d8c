import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { QuickPick } from './quickPick.ts';
import { testTarget } from './testTarget.ts';
import type { TestUser } from './testUser.ts';
import { exactly } from './text.ts';
import { TreeView } from './treeView.ts';

/** Milliseconds until a window must be drawn; two busy cores starting two users at once have been seen to need 20 s. */
const readyLimit = 60_000;
/** Milliseconds until a command must be known: extensions are found after the window is drawn. */
const commandLimit = 30_000;
/**
 * Milliseconds the palette gets to show a command before it is opened anew, as it does not notice later ones by itself: little at first, as a
 * window that is ready shows it at once, then more for a machine that is slow to.
 */
const paletteLimits = { first: 300, last: 4_000 };

/** Characters kept of an error in the window's console; the rest is mostly stack. */
const longestError = 400;

/** Errors of the extension host and of our extension; a window logs dozens of others that concern nobody here. */
const ours = /Extension Host|who ?knows/i;
/** The server comes without some native modules and says so at every start. */
const missingModule = /Could not locate the bindings file|Cannot find module '\.\/build\/Release/;

/** A window of a real VS Code, and what a person does and sees in it. */
export class Workbench {
  readonly page: Page;
  /** Who sits in front of it. */
  readonly user: TestUser;
  readonly quickPick: QuickPick;
  private readonly closeWindow: () => Promise<void>;
  private readonly errors: string[] = [];

  constructor(page: Page, user: TestUser, closeWindow: () => Promise<void> = () => page.close()) {
    this.page = page;
    this.user = user;
    this.closeWindow = closeWindow;
    this.quickPick = new QuickPick(page);
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && ours.test(text) && !missingModule.test(text)) {
        this.errors.push(text.slice(0, longestError));
      }
    });
  }

  async whenReady(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: readyLimit });
    await this.page.locator('.statusbar-item').first().waitFor({ timeout: readyLimit });
    // Until the theme of the settings is loaded, the window wears one that has no such name.
    await this.page.locator('.monaco-workbench[class*="-json"]').waitFor({ timeout: readyLimit });
  }

  /** Runs a command from the palette by its full title there, such as `Who Knows: Who Can Help with This File?`. */
  async runCommand(title: string): Promise<void> {
    const row = await this.findCommand(title);
    // By the keyboard where possible: a pointer left in the middle of the window brings up tips nobody asked for.
    if (/\bfocused\b/.test((await row.getAttribute('class')) ?? '')) await this.page.keyboard.press('Enter');
    else await row.click();
  }

  /** Opens the palette with this command in view, and leaves it open. */
  async findCommand(title: string): Promise<Locator> {
    const end = Date.now() + commandLimit;
    const row = this.quickPick.row(title);
    for (let timeout = paletteLimits.first; ; timeout = Math.min(2 * timeout, paletteLimits.last)) {
      try {
        await this.page.keyboard.press('F1');
        // A window that is still arranging itself may close the palette again.
        await this.quickPick.input.fill(`>${title}`, { timeout });
        await row.waitFor({ timeout });
        return row;
      } catch (error) {
        if (Date.now() > end) throw new Error(`The palette shows no command "${title}".`, { cause: error });
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** A status bar item, by what it shows or, given `#part`, by a part of its id. */
  statusBarItem(text: string | RegExp): Locator {
    if (typeof text === 'string' && text.startsWith('#')) {
      return this.page.locator(`.statusbar-item[id*="${text.slice(1)}"]`).first();
    }
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** A notification in the corner, by a part of its text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** The texts of the notifications in the corner. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** Presses a button of a notification; it shows them while the pointer is over it. */
  async pressNotificationButton(text: string | RegExp, button: string | RegExp): Promise<void> {
    const toast = this.notification(text);
    await toast.hover();
    await toast.getByRole('button', { name: button }).click();
  }

  /** The dialog that stops everything else, once there is one. */
  dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  async pressDialogButton(button: string | RegExp): Promise<void> {
    await this.dialog().getByRole('button', { name: button, exact: true }).click();
  }

  /** The tree in the section with this title, of a side bar or the panel that is on screen. */
  tree(title: string | RegExp): TreeView {
    return new TreeView(this.page, title);
  }

  /** The document inside a webview that is on screen; `index` counts them in the order in which they were opened. */
  webview(index = 0): FrameLocator {
    return this.page
      .locator('iframe.webview.ready:visible')
      .nth(index)
      .contentFrame()
      .frameLocator('iframe#active-frame');
  }

  /** The lines of the text editor that has the focus, or had it last. */
  editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
  }

  /** The tab that is in front, by its title. */
  activeTab(): Locator {
    return this.page.locator('.editor-group-container.active .tab.active');
  }

  /** Opens a file by its path from the folder's root, as somebody does with Go to File. */
  async openFile(file: string): Promise<void> {
    const row = this.quickPick.row(path.basename(file));
    const end = Date.now() + commandLimit;
    for (let timeout = paletteLimits.first; ; timeout = Math.min(2 * timeout, paletteLimits.last)) {
      await this.runCommand('Go to File...');
      const tried = Date.now() + timeout;
      let found = false;
      while (!found && Date.now() < tried) {
        // Typed while the palette still gives way to the list of files, it would be gone with the palette.
        if ((await this.quickPick.input.inputValue()) !== file) await this.quickPick.type(file);
        found = await row.waitFor({ timeout: 250 }).then(
          () => true,
          () => false,
        );
      }
      // Asked before the window can search its folders, the list stays empty.
      if (found || Date.now() > end) break;
      await this.quickPick.dismiss();
    }
    await row.click();
    await this.page.locator('.tab.active', { hasText: path.basename(file) }).waitFor();
  }

  /** Selects whole lines of the editor in front, counted from 1. */
  async selectLines(first: number, last: number): Promise<void> {
    // The tab is there before its text is, and without a text there is no line to go to.
    await this.editor().locator('.view-line').first().waitFor();
    await this.runCommand('Go to Line/Column...');
    await this.quickPick.type(`:${first}:1`);
    await this.quickPick.accept();
    await this.quickPick.widget.waitFor({ state: 'hidden' });
    for (let line = first; line < last; line++) await this.page.keyboard.press('Shift+ArrowDown');
    await this.page.keyboard.press('Shift+End');
  }

  /** Opens the context menu of something and takes an entry. */
  async chooseFromContextMenu(target: Locator, entry: string | RegExp): Promise<void> {
    await target.click({ button: 'right' });
    const label = this.page.locator('.action-label', { hasText: exactly(entry) });
    await this.page.locator('.monaco-menu .action-item', { has: label }).first().hover();
    // A menu that has just opened takes no clicks, lest the one that opened it chooses something.
    await this.page.keyboard.press('Enter');
  }

  /** What the editor shows beside the pointer; move the pointer over something first. */
  hover(): Locator {
    return this.page.locator('.monaco-hover:visible').first();
  }

  /** Keeps a picture of the window as `test-results/screenshots/NAME.png`; gives its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(testTarget().screenshots, `${name.replace(/[^\w.-]+/g, '-').slice(0, 120)}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Errors of the extension host and of our extension that the window has logged so far. */
  consoleErrors(): readonly string[] {
    return this.errors;
  }

  /** Loads the window anew; what the user had stays. */
  async reload(): Promise<void> {
    const row = await this.findCommand('Developer: Reload Window');
    await Promise.all([this.page.waitForEvent('load'), row.click()]);
    await this.whenReady();
  }

  async close(): Promise<void> {
    await this.closeWindow();
  }
}

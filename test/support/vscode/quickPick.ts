import type { Locator, Page } from 'playwright-core';
import type { PageElement } from './pageElement.ts';
import { pressRowButton } from './pressRowButton.ts';
import { exactly } from './text.ts';

/** What a row of a list of choices shows; a part that is missing is an empty string. */
export interface QuickPickRow {
  label: string;
  description: string;
  detail: string;
  /** The heading of the group that begins with this row. */
  separator: string;
}

/** The editor's quick input: list of choices, input box and command palette are one widget. */
export class QuickPick {
  readonly widget: Locator;
  readonly input: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** The title above the input, once the widget is open. */
  async title(): Promise<string> {
    await this.widget.waitFor();
    return (await this.widget.locator('.quick-input-title').innerText()).trim();
  }

  /** The row with this label. */
  row(label: string | RegExp): Locator {
    const name = this.page.locator('.quick-input-list-row:first-child .label-name', { hasText: exactly(label) });
    return this.widget.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
  }

  /** The row with this label, where it is the one that Enter takes. */
  selected(label: string | RegExp): Locator {
    return this.row(label).and(this.page.locator('.focused'));
  }

  /** The rows on screen, in their order, once there is at least one; a long list draws only those that fit. */
  async rows(): Promise<QuickPickRow[]> {
    const rows = this.widget.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    const read = await rows.evaluateAll((elements: PageElement[]) => {
      const text = (element: PageElement, part: string) => {
        const found = element.querySelector(part);
        // Rows are drawn into the elements of earlier ones, whose parts are hidden rather than emptied.
        const hidden = /display:\s*none/.test(found?.getAttribute('style') ?? '');
        return hidden ? '' : (found?.textContent?.trim() ?? '');
      };
      return elements.map((element) => ({
        index: Number(element.getAttribute('data-index')),
        label: text(element, '.quick-input-list-row:first-child .label-name'),
        description: text(element, '.quick-input-list-row:first-child .label-description'),
        detail: text(element, '.quick-input-list-label-meta .monaco-icon-label'),
        separator: text(element, '.quick-input-list-separator'),
      }));
    });
    return read.sort((a, b) => a.index - b.index).map(({ index: _, ...row }) => row);
  }

  /** Takes a row as a click does. */
  async choose(label: string | RegExp): Promise<void> {
    await this.row(label).click();
  }

  /** Presses a button at the end of a row, by the label that it shows on hover. */
  async pressButton(row: string | RegExp, button: string | RegExp): Promise<void> {
    await pressRowButton(this.row(row), button);
  }

  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Enter: takes the row that is selected. */
  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async dismiss(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }
}

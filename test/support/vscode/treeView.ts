import type { Locator, Page } from 'playwright-core';
import type { PageElement } from './pageElement.ts';
import { pressRowButton } from './pressRowButton.ts';
import { exactly } from './text.ts';

/** What a row of a tree shows. */
export interface TreeRow {
  label: string;
  description: string;
  /** 1 for a row at the root. */
  level: number;
}

/** A tree in a side bar or panel, found by the title of its section. */
export class TreeView {
  readonly pane: Locator;
  private readonly page: Page;

  constructor(page: Page, title: string | RegExp) {
    this.page = page;
    const heading = page.locator('.pane-header .title', { hasText: exactly(title) });
    this.pane = page.locator('.pane').filter({ has: heading }).first();
  }

  /** The row whose label, without its description, is this one. */
  row(label: string | RegExp): Locator {
    const name = this.page.locator('.label-name', { hasText: exactly(label) });
    return this.pane.locator('.monaco-list-row').filter({ has: name }).first();
  }

  /** The rows on screen, in their order; a long tree draws only those that fit. */
  async rows(): Promise<TreeRow[]> {
    const read = await this.pane.locator('.monaco-list-row').evaluateAll((elements: PageElement[]) =>
      elements.map((element) => ({
        index: Number(element.getAttribute('data-index')),
        label: element.querySelector('.label-name')?.textContent?.trim() ?? '',
        description: element.querySelector('.label-description')?.textContent?.trim() ?? '',
        level: Number(element.getAttribute('aria-level')),
      })),
    );
    return read.sort((a, b) => a.index - b.index).map(({ index: _, ...row }) => row);
  }

  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    await row.and(this.page.locator('[aria-expanded="true"]')).waitFor();
  }

  /** Presses a button at the end of a row, by the label that it shows on hover. */
  async pressButton(row: string | RegExp, button: string | RegExp): Promise<void> {
    await pressRowButton(this.row(row), button);
  }
}

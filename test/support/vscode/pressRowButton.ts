import { errors, type Locator } from 'playwright-core';

/** Milliseconds in which a row under the pointer shows its buttons, mostly. */
const shows = 2_000;
/** How often a row is pointed at before its button is given up. */
const mostHovers = 10;

/**
 * Presses a button that a row shows while the pointer is over it. A row that is drawn anew under the pointer has none until the pointer comes
 * again, and how often rows are drawn anew is not the test's to say.
 */
export async function pressRowButton(row: Locator, name: string | RegExp): Promise<void> {
  for (let hovers = 1; ; hovers++) {
    await row.hover();
    try {
      await row.getByRole('button', { name }).click({ timeout: shows });
      return;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || hovers === mostHovers) throw error;
      await row.page().mouse.move(0, 0);
    }
  }
}

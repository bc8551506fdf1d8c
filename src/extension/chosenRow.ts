import type { QuickPick, QuickPickItem } from 'vscode';

/** Milliseconds within which the editor has certainly moved to the row that it was told to select. */
const settled = 1_000;

/**
 * The row that Enter means in a card, whose line above the rows is a text and no filter: writing there leads back to the first choice. The editor
 * reports its selection late: what it still says of the row that was left by writing does not count, as a quick Enter would change a choice
 * instead of sending.
 */
export class ChosenRow<Row extends QuickPickItem> {
  readonly #pick: Pick<QuickPick<Row>, 'activeItems'>;
  readonly #name: (row: Row) => string | undefined;
  #left: { readonly name: string | undefined; readonly at: number } | undefined;

  /** `name` tells rows apart across drawings; `draw` draws them again after the text has changed. */
  constructor(
    pick: Pick<QuickPick<Row>, 'activeItems' | 'onDidChangeActive' | 'onDidChangeValue'>,
    name: (row: Row) => string | undefined,
    draw: () => void,
  ) {
    this.#pick = pick;
    this.#name = name;
    pick.onDidChangeActive(([row]) => {
      if (row && name(row) !== this.#left?.name) this.#left = undefined;
    });
    pick.onDidChangeValue(() => {
      const left = this.#left;
      const before = this.#active();
      const at = Date.now();
      this.#left = { name: before, at };
      draw();
      // It was the first choice already: what was left before is still the one that the editor may report late.
      if (this.#active() === before) this.#left = left && { ...left, at };
    });
  }

  /** The name of the row; undefined for the first choice. */
  get name(): string | undefined {
    const name = this.#active();
    return this.#left && name === this.#left.name && Date.now() - this.#left.at < settled ? undefined : name;
  }

  #active(): string | undefined {
    const row = this.#pick.activeItems[0];
    return row && this.#name(row);
  }
}

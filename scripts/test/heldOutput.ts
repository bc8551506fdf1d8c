/** Output that is kept until it is its turn, and passed on as it comes from then on. */
export class HeldOutput {
  readonly #print: (text: string) => void;
  #kept: string[] | undefined = [];

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  readonly print = (text: string): void => {
    if (this.#kept) this.#kept.push(text);
    else this.#print(text);
  };

  release(): void {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    if (kept.length > 0) this.#print(kept.join(''));
  }
}

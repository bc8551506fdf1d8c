import { breakable, element } from './dom.ts';

/** The words beside the pointer. It is measured when its words change, not when it moves. */
export class PointerLabel {
  readonly element = element('div', { class: 'pointer-label', 'aria-hidden': 'true', hidden: true });
  readonly #title = element('strong');
  readonly #text = element('span');
  #size: [number, number] | undefined;

  constructor() {
    this.element.append(this.#title, this.#text);
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  say(title: string, text: string): void {
    this.#title.replaceChildren(breakable(title));
    this.#text.textContent = text;
    this.#size = undefined;
    this.element.hidden = false;
  }

  hide(): void {
    if (!this.element.hidden) this.element.hidden = true;
  }

  /** Beside a point of a picture of the given size, and inside it. */
  moveTo([x, y]: readonly [number, number], [width, height]: readonly [number, number]): void {
    this.#size ??= [this.element.offsetWidth, this.element.offsetHeight];
    const [w, h] = this.#size;
    const left = Math.max(2, Math.min(x + 14, width - w - 4));
    const top = y + 18 + h > height ? Math.max(2, y - h - 10) : y + 18;
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}
